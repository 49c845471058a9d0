"""Reading with the keyboard, with large text, in a narrow window, on a phone and on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser_sizes import DESK, LEAST_TEXT, PHONE, SMALL_TEXTS

Open = Callable[..., Page]
NARROW = {"width": 320, "height": 844}
MOST_STOPS = 150

# What sticks out of the window with a style sheet of ours for its text, and all details open.
TOO_WIDE = """(style, text) => {
  style.textContent = text;
  document.querySelectorAll("details").forEach((details) => (details.open = true));
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (over <= 0) return "";
  const out = [...document.querySelectorAll("body *")].filter(
    (element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 1
  );
  const names = out.slice(0, 3).map((element) => `${element.localName}.${element.className}`);
  return `${over} pixels too wide: ${names.join(", ")}`;
}"""
# What moved while the page was loaded, once its fonts have come.
MOVED = """async () => {
  await document.fonts.ready;
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const observer = new PerformanceObserver(() => {});
  observer.observe({ type: "layout-shift", buffered: true });
  const shifts = observer.takeRecords();
  const names = shifts.flatMap(({ sources }) => sources.map(({ node }) => node?.nodeName));
  return shifts.length ? `moves while it is loaded: ${names.join(", ")}` : "";
}"""
# The box of the focus, and what lies over its middle.
FOCUS = """() => {
  const element = document.activeElement;
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const name = element.getAttribute("aria-label") ?? element.textContent;
  const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    at: `${element.localName} ${name.trim().slice(0, 40)}`,
    body: element === document.body,
    seen: box.width > 0 && box.top >= -1 && box.bottom <= innerHeight + 1,
    free: Boolean(over) && (element.contains(over) || over.contains(element)),
    outlined: getComputedStyle(element).outlineStyle !== "none",
  };
}"""


# What Tab leads to, without pressing it: the first note of a paragraph stands for the others.
STOPS = """() => [...document.querySelectorAll("a[href], button, summary, input, [tabindex]")]
  .filter((element) => element.tabIndex >= 0)
  .filter((element) => element.checkVisibility({ visibilityProperty: true })).length"""


def tab_through(page: Page) -> list[str]:
    """Press Tab until the focus leaves the page; give every stop, and fail at one out of sight."""
    stops: list[str] = []
    faults: list[str] = []
    for _ in range(MOST_STOPS + 50):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["body"]:
            break
        stops.append(focus["at"])
        faults += [
            f"{focus['at']}: {what}" for what in ("seen", "free", "outlined") if not focus[what]
        ]
    assert not faults, "\n".join(faults)
    return stops


LARGE = "html { font-size: 32px }"
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
    " word-spacing: .16em !important } p { margin-bottom: 2em !important }"
)
WAYS = (
    ("at 320 pixels", NARROW, ""),
    ("with spaced text", NARROW, SPACED),
    ("with text twice as large, on a phone", PHONE, LARGE),
    ("with text twice as large, on a desk", DESK, LARGE),
)


def test_no_page_runs_out_of_the_window(open_page: Open, addresses: list[str]) -> None:
    """WCAG 2.2, 1.4.4, 1.4.10 and 1.4.12; with all details open. Nor does anything move.

    Each page is loaded once for all of it.
    """
    page = open_page("", viewport=NARROW, bypass_csp=True)
    base = page.url
    faults: list[str] = []
    for address in [*addresses, "404.html"]:
        page.goto(base + address)
        # A busy machine may draw a page of which it has read half, so what moves is asked twice.
        if page.evaluate(MOVED) and page.reload() and (fault := page.evaluate(MOVED)):
            faults.append(f"{address} {fault}")
        style = page.add_style_tag(content="/* as it is */")
        for way, size, text in WAYS:
            if size != page.viewport_size:
                page.set_viewport_size(size)  # type: ignore[arg-type]
            small = page.evaluate(SMALL_TEXTS, LEAST_TEXT) if not text else ()
            faults += [f"{address} {way}: a figure's text of {height} pixels" for height in small]
            if fault := style.evaluate(TOO_WIDE, text):
                faults.append(f"{address} {way}: {fault}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_topic_page_has_few_tab_stops_and_each_is_in_sight(
    open_page: Open, topic: str, size: dict[str, int]
) -> None:
    page = open_page(topic, viewport=size)
    stops = tab_through(page)
    assert stops[0] == "a Skip to the text"
    assert len(stops) == page.evaluate(STOPS)
    assert len(stops) <= MOST_STOPS


def test_no_topic_page_has_more_tab_stops(open_page: Open, pages: list[str]) -> None:
    page = open_page("")
    base = page.url
    for address in (a for a in pages if a.startswith("topics/")):
        page.goto(base + address)
        assert 50 < page.evaluate(STOPS) <= MOST_STOPS, address


def test_menu_of_a_narrow_window_works_by_keyboard(open_page: Open, topic: str) -> None:
    page = open_page(topic, viewport=NARROW)
    menu = page.locator(".menu > summary")
    menu.focus()
    links = page.locator(".menu nav a")
    expect(links.first).to_be_hidden()
    page.keyboard.press("Enter")
    expect(links.first).to_be_visible()
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    assert page.evaluate(FOCUS)["free"]
    expect(page.locator(".menu nav a[aria-current=page]")).to_have_count(1)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(links.first).to_be_hidden()


def test_escape_closes_the_menu(open_page: Open, topic: str) -> None:
    page = open_page(topic, viewport=NARROW)
    page.locator(".menu > summary").press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator(".menu nav a").first).to_be_hidden()
    expect(page.locator(".menu > summary")).to_be_focused()


def test_panel_is_entered_and_left_by_keyboard(open_page: Open, topic: str) -> None:
    page = open_page(topic)
    page.keyboard.press("Tab")
    note = page.locator("article a.footnote-ref:not([tabindex])").first
    note.focus()
    panel = page.locator(".panel")
    expect(panel).to_be_visible()
    expect(note).to_have_attribute("aria-expanded", "true")
    for key in ("Space", "ArrowDown"):
        page.keyboard.press(key)
        expect(panel.locator("a").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(panel).to_have_count(0)
        expect(note).to_be_focused()


def test_arrows_lead_between_the_notes_of_a_paragraph(open_page: Open, topic: str) -> None:
    page = open_page(topic)
    block = page.locator("article p:has(a.footnote-ref[tabindex='-1'])").first
    notes = block.locator("a.footnote-ref")
    notes.nth(0).focus()
    page.keyboard.press("ArrowRight")
    expect(notes.nth(1)).to_be_focused()
    expect(notes.nth(1)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowLeft")
    expect(notes.nth(0)).to_be_focused()


def test_sheet_on_a_phone_leaves_its_words_in_sight_and_has_a_way_out(
    open_page: Open, topic: str
) -> None:
    page = open_page(topic, viewport=PHONE, has_touch=True, is_mobile=True)
    note = page.locator("article p a.footnote-ref").first
    page.evaluate(
        "mark => scrollBy(0, mark.getBoundingClientRect().top - innerHeight + 60)",
        note.element_handle(),
    )
    note.tap()
    panel = page.locator(".panel")
    sheet, mark = panel.bounding_box(), note.bounding_box()
    assert sheet
    assert mark
    assert sheet["x"] == 0
    assert sheet["width"] == PHONE["width"]
    assert sheet["y"] + sheet["height"] == pytest.approx(PHONE["height"], abs=1)
    assert mark["y"] + mark["height"] <= sheet["y"]
    panel.get_by_role("button", name="Close").tap()
    expect(panel).to_have_count(0)


def test_show_sources_tints_the_page_and_says_so(open_page: Open, topic: str) -> None:
    page = open_page(topic)
    button = page.get_by_role("button", name="Show sources")
    expect(button).to_have_attribute("aria-pressed", "false")
    words = page.locator("article > p > .rests").first
    colour = "element => getComputedStyle(element).backgroundColor"
    plain = words.evaluate(colour)
    button.focus()
    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".origins")).to_be_visible()
    assert words.evaluate(colour) != plain
    page.keyboard.press("Enter")
    expect(page.locator(".origins")).to_be_hidden()
    assert words.evaluate(colour) == plain


def lines_under_words(page: Page) -> dict[str, tuple[str, str]]:
    """The line under words of each origin, as its style and width."""
    found: dict[str, tuple[str, str]] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("p .rests")].map((words) => {
          const { borderBottomStyle, borderBottomWidth } = getComputedStyle(words);
          return [words.dataset.origin, [borderBottomStyle, borderBottomWidth]];
        }))"""
    )
    return found


@pytest.mark.parametrize("forced", ["none", "active"])
def test_shown_sources_differ_by_more_than_colour(open_page: Open, topic: str, forced: str) -> None:
    page = open_page(topic, forced_colors=forced)
    page.get_by_role("button", name="Show sources").click()
    width = "2px" if forced == "active" else "1px"
    lines = lines_under_words(page)
    assert lines["document"] == ["solid", width]
    assert lines["record"] == ["dashed", width]


def test_more_contrast_makes_small_print_as_dark_as_text(open_page: Open, topic: str) -> None:
    page = open_page(topic, contrast="more")
    small, text = page.evaluate(
        "() => ['.facts', 'body'].map(e => getComputedStyle(document.querySelector(e)).color)"
    )
    assert small == text


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_link_to_a_note_opens_the_list(open_page: Open, topic: str, script: bool) -> None:
    page = open_page(topic + "#fn:note-3", java_script_enabled=script)
    expect(page.locator('[id="fn:note-3"] .note-text').first).to_be_in_viewport()


def test_printing_opens_what_is_folded_and_folds_it_again(open_page: Open, topic: str) -> None:
    page = open_page(topic)
    folded = "() => document.querySelectorAll('article details:not([open])').length"
    before = page.evaluate(folded)
    assert before
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(folded) == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(folded) == before


def test_paper_is_white_whatever_the_screen_was(open_page: Open, topic: str) -> None:
    page = open_page(topic, color_scheme="dark")
    page.emulate_media(media="print")
    colours = page.evaluate(
        "() => { const { backgroundColor, color } = getComputedStyle(document.body);"
        " return [backgroundColor, color]; }"
    )
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    for part in ("header.site nav", ".menu", ".way", ".facts button", "footer.site nav", ".next"):
        expect(page.locator(part).first).to_be_hidden()


@pytest.mark.parametrize("size", [NARROW, DESK], ids=["narrow", "desk"])
def test_cells_keep_their_heads(open_page: Open, pages: list[str], size: dict[str, int]) -> None:
    """Rows become blocks in a narrow window; in the tree they stay rows with heads."""
    page = open_page("", viewport=size)
    base = page.url
    for address in ("", *(a for a in pages if a.startswith("topics/")), "data/"):
        page.goto(base + address)
        session = page.context.new_cdp_session(page)
        tree = session.send("Accessibility.getFullAXTree")["nodes"]
        shown = page.evaluate(
            "() => ['table', 'tbody th', 'thead th'].map("
            "what => [...document.querySelectorAll(what)].filter(e => e.checkVisibility()).length)"
        )
        roles = [node["role"]["value"] for node in tree if not node["ignored"]]
        counts = [roles.count(role) for role in ("table", "rowheader", "columnheader")]
        assert counts == shown, address
