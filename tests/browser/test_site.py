"""The site as people use it: on a phone and a desk, light and dark, without script, on paper."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from browser_sizes import DESK, PHONE
from project import Served

Open = Callable[..., Page]
TOPIC = "topics/us-role/"
AXE_FAULTS = (Path(__file__).parent / "axe_faults.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


# Colours depend on the scheme and places on the window; the rest of what axe looks at, on neither.
# So every rule runs in two of the four ways, and the rule about contrast in all of them.
@pytest.mark.parametrize(
    ("size", "scheme", "tags"),
    [
        pytest.param(PHONE, "light", TAGS, id="phone-light"),
        pytest.param(PHONE, "dark", None, id="phone-dark-contrast"),
        pytest.param(DESK, "light", None, id="desk-light-contrast"),
        pytest.param(DESK, "dark", TAGS, id="desk-dark"),
    ],
)
def test_no_accessibility_fault_is_found(
    open_page: Open,
    addresses: list[str],
    size: dict[str, int],
    scheme: str,
    tags: list[str] | None,
) -> None:
    page = open_page("", viewport=size, color_scheme=scheme)
    base = page.url
    faults: list[str] = []
    for address in addresses:
        page.goto(base + address)
        page.evaluate(AXE_SCRIPT)
        seen = page.evaluate(AXE_FAULTS, tags)
        assert seen["examples"], f"{address}: there is no text to look at"
        faults += [f"{address}: {fault}" for fault in seen["found"]]
    assert not faults, "\n".join([f"{len(faults)} faults", *faults[:20]])


def test_nothing_runs_out_of_a_small_window(open_page: Open, addresses: list[str]) -> None:
    page = open_page("")
    base = page.url
    faults: list[str] = []
    for address in addresses:
        page.goto(base + address)
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            over = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
            if over > 0:
                faults.append(f"{address}: {over} pixels at {width}")
    assert not faults


def test_reading_path_on_a_desk(open_page: Open) -> None:
    page = open_page("")
    page.get_by_role("article").get_by_role("link", name="Background").first.click()
    for title in ("Russia", "Washington", "Europeans", "allies", "Paris"):
        page.locator(".topic-footer li.next a").click()
        expect(page.locator("article h1")).to_contain_text(title)


def test_reading_path_on_a_phone(open_page: Open) -> None:
    page = open_page("", viewport=PHONE, has_touch=True, is_mobile=True)
    page.get_by_role("article").get_by_role("link", name="Background").first.tap()
    for title in ("Russia", "Washington", "Europeans", "allies", "Paris"):
        page.locator(".topic-footer li.next a").tap()
        expect(page.locator("article h1")).to_contain_text(title)
    page.locator('.md-header label[for="__drawer"]').tap()
    drawer = page.locator(".md-sidebar--primary")
    expect(drawer.get_by_text("Timeline", exact=True).first).to_be_visible()


def test_navigation_has_six_entries(open_page: Open) -> None:
    page = open_page("")
    assert page.locator(".md-tabs__item").all_inner_texts() == [
        *("Home", "Topics", "Timeline", "Positions", "Look it up", "Sources & method"),
    ]


def test_search_finds_a_term_and_an_event(open_page: Open) -> None:
    page = open_page("")
    page.locator(".md-search__input").click()
    # until the index is read, what is typed is lost
    ready = page.locator(".md-search-result__meta")
    expect(ready).to_contain_text("Type to start searching", timeout=60_000)
    for word, wanted in (("reassurance", "reassurance force"), ("Jeddah", "Jeddah")):
        page.locator(".md-search__input").fill("")
        page.locator(".md-search__input").press_sequentially(word)
        results = page.locator(".md-search-result__list")
        expect(results).to_contain_text(wanted, ignore_case=True, timeout=15_000)


def test_dark_colours_can_be_chosen(open_page: Open) -> None:
    page = open_page("", color_scheme="light")
    page.locator('label[title="Switch to the dark colours"]').click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_everything_is_there_without_script(open_page: Open) -> None:
    page = open_page("topics/background/", java_script_enabled=False)
    mark = page.locator("a.footnote-ref").first
    note = mark.get_attribute("href") or ""
    mark.click()
    assert page.url.endswith(note)
    expect(page.locator(f'[id="{note[1:]}"] .note-text')).to_be_visible()
    expect(page.locator(".entries dd").first).to_be_visible()
    page.goto(page.url.partition("#")[0])
    page.locator("a.term").first.click()
    assert "/glossary/#" in page.url


def test_paper_has_definitions_notes_and_addresses(open_page: Open) -> None:
    page = open_page("topics/background/")
    page.emulate_media(media="print")
    expect(page.locator(".entries dd").first).to_be_visible()
    expect(page.locator(".footnote .note-text").first).to_be_visible()
    shown = page.locator('.footnote a[rel~="external"]').first.evaluate(
        "a => getComputedStyle(a, '::after').content"
    )
    assert "https://" in shown
    expect(page.locator(".md-header")).to_be_hidden()


def test_first_tab_stop_skips_to_the_content(open_page: Open) -> None:
    page = open_page("topics/background/")
    page.keyboard.press("Tab")
    assert "md-skip" in page.evaluate("() => document.activeElement.className").split()


def test_focus_is_never_hidden_under_the_header(open_page: Open) -> None:
    """WCAG 2.2, 2.4.11: what has the focus can be seen."""
    page = open_page("topics/background/", viewport=PHONE)
    hidden = page.evaluate(
        """() => {
          const header = () => document.querySelector(".md-header").getBoundingClientRect().bottom;
          const bad = [];
          const links = [...document.querySelectorAll("article a[href]")].reverse();
          for (const link of links) {
            link.focus();
            const box = link.getClientRects()[0];
            if (box && box.bottom <= header()) bad.push(link.href);
          }
          return bad;
        }"""
    )
    assert not hidden


def test_statement_is_copied_with_its_source(open_page: Open) -> None:
    page = open_page("sources/", permissions=["clipboard-read", "clipboard-write"])
    item = page.locator("#article-7-2")
    item.get_by_role("button").click()
    expect(item.get_by_role("button")).to_have_text("Copied")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert "paragraph 7, sentence 2; as of 16 April 2025" in copied
    assert "/sources/#article-7-2" in copied
    assert "CC BY 4.0" in copied


def test_filters_work_by_keyboard_and_without_script(open_page: Open) -> None:
    page = open_page("timeline/", java_script_enabled=False)
    group = page.locator(".filters summary", has_text="By actor")
    group.focus()
    page.keyboard.press("Enter")
    link = page.locator(".filters a", has_text="Steve Witkoff")
    expect(link).to_be_visible()
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("article h1")).to_contain_text("Steve Witkoff")
    assert page.url.endswith("timeline/actor/witkoff/")
    shown = page.locator("li.event").count()
    assert page.locator(".filters [aria-current] + .count").inner_text() == str(shown)
    page.locator(".filters .back a").click()
    assert page.locator("li.event").count() > shown


def test_a_letter_stands_alone_until_all_are_wanted(open_page: Open) -> None:
    page = open_page("glossary/", java_script_enabled=False)
    page.locator(".letters a", has_text="C").first.click()
    expect(page.locator("#ceasefire")).to_be_visible()
    expect(page.locator("#armistice")).to_be_hidden()
    page.locator(".letters a", has_text="All").click()
    expect(page.locator("#armistice")).to_be_visible()
    # an address of an entry shows it, and all others
    page.goto(page.url.partition("#")[0] + "#armistice")
    expect(page.locator("#armistice")).to_be_visible()
    expect(page.locator("#ceasefire")).to_be_visible()


def test_drawing_begins_at_its_newest_end_on_a_phone(open_page: Open) -> None:
    page = open_page("timeline/", viewport=PHONE)
    newest = page.locator(".chart svg a").filter(has_text="’26").first
    expect(newest).to_be_in_viewport()
    newest.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#y2026")


def test_columns_of_the_drawing_are_large_enough_to_hit(open_page: Open) -> None:
    page = open_page("timeline/", viewport=PHONE)
    boxes = page.evaluate(
        "() => [...document.querySelectorAll('.chart a .hit')]"
        ".map(e => e.getBoundingClientRect()).map(b => [b.width, b.height])"
    )
    assert boxes
    assert all(width >= 24 and height >= 24 for width, height in boxes)


def test_nothing_runs_or_loads_that_is_not_the_sites_own(browser: Browser, server: Served) -> None:
    """What would come into a page by mistake is stopped by the browser itself."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        "window.stopped = [];"
        "document.addEventListener('securitypolicyviolation',"
        " event => window.stopped.push(event.effectiveDirective))"
    )
    failed: dict[str, str | None] = {}
    page.on("requestfailed", lambda request: failed.update({request.url: request.failure}))
    page.goto(f"{server.url}{TOPIC}")
    assert page.evaluate("() => window.stopped") == []
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          const image = document.createElement("img");
          image.src = "https://elsewhere.example/pixel.png";
          const button = document.createElement("button");
          button.setAttribute("onclick", "window.ran = true");
          document.body.append(script, image, button);
          button.click();
        }"""
    )
    page.wait_for_function("() => window.stopped.length > 2")
    assert page.evaluate("() => window.ran") is None
    stopped = sorted(page.evaluate("() => window.stopped"))
    assert stopped == ["img-src", "script-src-attr", "script-src-elem"]
    assert failed == {"https://elsewhere.example/pixel.png": "csp"}
    context.close()
