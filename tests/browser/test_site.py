"""The site as people use it: on a phone and a desk, light and dark, without script, on paper."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, expect

from browser_sizes import DESK, LEAST_TEXT, PHONE, SMALL_TEXTS
from project import ROOT, Served
from written_pages import write_page

Open = Callable[..., Page]
AXE_FAULTS = (Path(__file__).parent / "axe_faults.js").read_text(encoding="utf-8")
# The first level of the navigation, in which every page has its place.
NAVIGATION = [next(iter(entry)) for entry in load_config(str(ROOT / "mkdocs.yml")).nav or []]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


# Colours depend on the scheme and places on the window; the rest of what axe looks at, on neither.
# So the rule about contrast runs in all four ways, and every other rule in two of them.
LOOKS = [
    (PHONE, "light", True),
    (PHONE, "dark", False),
    (DESK, "dark", True),
    (DESK, "light", False),
]


@pytest.mark.parametrize("half", [0, 1])  # for two processes
def test_no_page_has_an_accessibility_fault(
    open_page: Open, addresses: list[str], half: int
) -> None:
    page = open_page("", viewport=PHONE)
    page.evaluate(AXE_SCRIPT)
    base = page.url
    faults: list[str] = []
    looks = LOOKS
    for address in addresses[half::2]:
        write_page(page, base + address)
        for size, scheme, whole in looks:
            if size != page.viewport_size:
                page.set_viewport_size(size)  # type: ignore[arg-type]
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            seen = page.evaluate(AXE_FAULTS, [TAGS, scheme, whole])
            assert seen["texts"], f"{address}: there is no text to look at"
            small = page.evaluate(SMALL_TEXTS, LEAST_TEXT)
            faults += [
                f"{address}: the text of a figure is {height} pixels high" for height in small
            ]
            faults += [f"{address}: {size['width']} pixels: {fault}" for fault in seen["found"]]
        looks = looks[::-1]  # the next page is first looked at as this one was last
    assert not faults, "\n".join([f"{len(faults)} faults", *faults[:20]])


@pytest.mark.parametrize("touch", [False, True], ids=["desk", "phone"])
def test_reading_path_leads_through_every_topic(
    open_page: Open, pages: list[str], touch: bool
) -> None:
    page = open_page("", viewport=PHONE if touch else DESK, has_touch=touch, is_mobile=touch)
    base = page.url
    topics = {address for address in pages if re.fullmatch(r"topics/[^/]+/", address)}
    follow = page.locator(".cards a").first
    read: list[str] = []
    while follow.count() and len(read) < len(topics):
        title = page.locator("article h1")
        before = title.inner_text()
        if touch:
            follow.tap()
        else:
            follow.click()
        expect(title).not_to_have_text(before)
        page.wait_for_load_state()  # the title is there before the end of the page
        read.append(page.url.removeprefix(base).partition("#")[0])
        follow = page.locator("a.next")
    assert sorted(read) == sorted(topics)


def test_menu_on_a_phone_holds_the_navigation(open_page: Open) -> None:
    page = open_page("", viewport=PHONE, has_touch=True, is_mobile=True)
    page.locator(".menu summary").tap()
    menu = page.locator(".menu nav")
    for name in NAVIGATION:
        expect(menu.get_by_text(name, exact=True).first).to_be_visible()


def test_every_entry_of_the_navigation_is_in_the_masthead(open_page: Open) -> None:
    page = open_page("")
    names = page.locator('header nav[aria-label="Main"] a').all_inner_texts()
    assert names == [name for name in NAVIGATION if name != "Home"]


def test_colours_follow_the_device(open_page: Open) -> None:
    colour = "() => getComputedStyle(document.body).backgroundColor"
    light = open_page("", color_scheme="light").evaluate(colour)
    assert open_page("", color_scheme="dark").evaluate(colour) != light


def test_everything_is_there_without_script(open_page: Open, topic: str) -> None:
    page = open_page(topic, java_script_enabled=False)
    mark = page.locator("a.footnote-ref").first
    note = mark.get_attribute("href") or ""
    mark.click()
    expect(page).to_have_url(re.compile(re.escape(note) + "$"))
    expect(page.locator(f'[id="{note[1:]}"] .note-text').first).to_be_visible()
    page.locator(".entries summary").click()
    expect(page.locator(".entries dd").first).to_be_visible()
    page.goto(page.url.partition("#")[0])
    page.locator("a.term").first.click()
    expect(page).to_have_url(re.compile("/glossary/#"))


def test_paper_has_definitions_notes_and_addresses(open_page: Open, topic: str) -> None:
    page = open_page(topic)
    page.emulate_media(media="print")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".entries dd").first).to_be_visible()
    expect(page.locator(".footnote .note-text").first).to_be_visible()
    shown = page.locator('.footnote a[rel~="external"]').first.evaluate(
        "a => getComputedStyle(a, '::after').content"
    )
    assert "://" in shown
    expect(page.locator('header nav[aria-label="Main"]')).to_be_hidden()


def test_first_tab_stop_skips_to_the_content(open_page: Open, topic: str) -> None:
    page = open_page(topic)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"


def test_statement_is_copied_with_its_source(open_page: Open) -> None:
    page = open_page("sources/", permissions=["clipboard-read", "clipboard-write"])
    item = page.locator("li.statement").last
    item.get_by_role("button").click()
    expect(item.get_by_role("button")).to_have_text("Copied")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    text = (item.locator("p").first.text_content() or "").partition(" ")[2]
    place = r" \(.+, paragraph \d+, sentence \d+; as of .+; our wording\)\n"
    assert re.match(re.escape(text) + place, copied)
    assert f"/sources/#{item.get_attribute('id')}\n" in copied
    assert "CC BY 4.0" in copied


def test_filters_work_by_keyboard_and_without_script(open_page: Open) -> None:
    page = open_page("timeline/", java_script_enabled=False)
    group = page.locator(".filters summary", has_text="By actor")
    if group.count():  # a short list is not folded
        group.focus()
        page.keyboard.press("Enter")
    link = page.locator(".filters :is(details, .row)", has_text="By actor").locator("li a").first
    expect(link).to_be_visible()
    name, address = link.inner_text(), link.evaluate("a => a.href")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("article h1")).to_contain_text(name)
    expect(page).to_have_url(address)
    page.wait_for_load_state()
    shown = page.locator("li.event").count()
    assert page.locator(".filters [aria-current] + .count").inner_text() == str(shown)
    page.locator(".filters .back a").click()
    expect(page.locator(".filters .back a")).to_have_count(0)
    page.wait_for_load_state()
    assert page.locator("li.event").count() > shown


def test_a_letter_stands_alone_until_all_are_wanted(open_page: Open) -> None:
    page = open_page("glossary/", java_script_enabled=False)
    letters = page.locator(".a-to-z > .letter .entry:first-of-type h3")
    first, last = letters.first, letters.last
    page.locator(".letters li a").filter(visible=True).nth(letters.count() - 1).click()
    expect(last).to_be_visible()
    expect(first).to_be_hidden()
    page.locator(".letters a", has_text="All").click()
    expect(first).to_be_visible()
    # an address of an entry shows it, and all others
    page.goto(f"{page.url.partition('#')[0]}#{first.get_attribute('id')}")
    expect(first).to_be_visible()
    expect(last).to_be_visible()


def test_drawing_leads_to_its_events_on_a_desk(open_page: Open) -> None:
    page = open_page("timeline/", java_script_enabled=False)
    mark = page.locator(".lanes svg a.key").last
    address = mark.get_attribute("href") or ""
    mark.locator("text").click()
    expect(page).to_have_url(re.compile(re.escape(address.rpartition("#")[2]) + "$"))


def test_table_replaces_the_drawing_on_a_phone(open_page: Open) -> None:
    page = open_page("timeline/", viewport=PHONE, java_script_enabled=False)
    expect(page.locator(".lanes svg").first).to_be_hidden()
    row = page.locator(".lanes tbody tr").last
    expect(row).to_be_visible()
    row.get_by_role("link").click()
    expect(page).to_have_url(re.compile("#"))


def test_nothing_runs_or_loads_that_is_not_the_sites_own(
    browser: Browser, server: Served, topic: str
) -> None:
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
    page.goto(f"{server.url}{topic}")
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
