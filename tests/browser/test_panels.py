"""Panels of terms, people and citations: by mouse, keyboard and touch; WCAG 2.2, 1.4.13."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser_sizes import PHONE

Open = Callable[..., Page]
TOPIC = "topics/paris-talks/"

# Each mark is brought into view, focused or tapped, and its panel compared with the note that it
# stands for. One call to the page for each mark keeps the whole site within a minute or two.
FOCUS_ALL = """
() => {
  const faults = [];
  const marks = [...document.querySelectorAll("a.footnote-ref")];
  for (const mark of marks) {
    mark.focus();
    const panel = document.querySelector(".panel");
    const note = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
    const text = note.querySelector(".note-text").textContent;
    if (!panel) faults.push(`${mark.id || mark.hash}: no panel`);
    else {
      if (!panel.textContent.includes(text)) faults.push(`${mark.hash}: another text`);
      if (mark.getAttribute("aria-expanded") !== "true") faults.push(`${mark.hash}: not expanded`);
      document.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape", bubbles: true}));
      if (document.querySelector(".panel")) faults.push(`${mark.hash}: Esc does not close`);
      if (document.activeElement !== mark) faults.push(`${mark.hash}: focus is lost`);
    }
    mark.blur();
  }
  return [marks.length, faults];
}
"""
PLACE_OF = """
(index) => {
  const mark = document.querySelectorAll("a.footnote-ref")[index];
  mark.scrollIntoView({block: "center", behavior: "instant"});
  const box = mark.getClientRects()[0];
  return [box.left + box.width / 2, box.top + box.height / 2, mark.hash];
}
"""
OPEN_TEXT = "() => document.querySelector('.panel')?.textContent ?? ''"


def test_every_citation_opens_by_keyboard(open_page: Open, addresses: list[str]) -> None:
    total = 0
    page = open_page("")
    base = page.url
    for address in addresses:
        page.goto(base + address)
        count, faults = page.evaluate(FOCUS_ALL)
        assert not faults, (address, faults[:5])
        total += count
    assert total > 500


def test_every_citation_opens_by_tap(open_page: Open, addresses: list[str]) -> None:
    total = 0
    page = open_page("", viewport=PHONE, has_touch=True, is_mobile=True)
    base = page.url
    for address in addresses:
        page.goto(base + address)
        count = page.locator("a.footnote-ref").count()
        for index in range(count):
            x, y, key = page.evaluate(PLACE_OF, index)
            page.touchscreen.tap(x, y)
            text = page.evaluate(OPEN_TEXT)
            assert text, (address, key)
            assert page.url == base + address, "a tap opens the panel and stays on the page"
            page.keyboard.press("Escape")
            assert not page.evaluate(OPEN_TEXT), (address, key)
        total += count
    assert total > 500


def test_marks_are_large_enough_to_hit(open_page: Open) -> None:
    page = open_page(TOPIC, viewport=PHONE)
    boxes = page.evaluate(
        "() => [...document.querySelectorAll('a.footnote-ref, a.footnote-backref')]"
        ".map(e => e.getBoundingClientRect()).map(b => [b.width, b.height])"
    )
    assert boxes
    assert all(width >= 24 and height >= 24 for width, height in boxes)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("selector", ["a.term", "a.crosslink[data-entry]", "a.footnote-ref"])
def test_panel_meets_1_4_13(open_page: Open, selector: str, scheme: str) -> None:
    page = open_page(TOPIC, color_scheme=scheme)
    mark, panel = page.locator(selector).first, page.locator(".panel")
    mark.scroll_into_view_if_needed()
    mark.hover()
    expect(panel).to_be_visible()
    # hoverable: the pointer travels into the panel and it stays
    box, target = mark.bounding_box(), panel.bounding_box()
    assert box
    assert target
    page.mouse.move(box["x"] + 4, box["y"] + box["height"] / 2)
    page.mouse.move(target["x"] + 20, target["y"] + target["height"] / 2, steps=12)
    expect(panel).to_be_visible()
    # dismissible without moving the pointer
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    # moving away closes it
    mark.hover()
    expect(panel).to_be_visible()
    page.mouse.move(5, 890, steps=10)
    expect(panel).to_have_count(0)


def test_panel_stays_while_nothing_happens(open_page: Open) -> None:
    page = open_page(TOPIC)
    page.locator("a.term").first.focus()
    page.wait_for_timeout(10_000)
    expect(page.locator(".panel")).to_be_visible()


def test_keyboard_goes_into_the_panel_and_back(open_page: Open) -> None:
    page = open_page(TOPIC)
    mark = page.locator("a.footnote-ref").first
    mark.focus()
    page.keyboard.press("Tab")
    inside = page.evaluate("() => !!document.activeElement.closest('.panel')")
    assert inside, "Tab goes from the mark into its panel"
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_have_count(0)
    assert mark.evaluate("mark => document.activeElement === mark")


def test_enter_on_a_term_goes_to_its_entry(open_page: Open) -> None:
    page = open_page(TOPIC)
    term = page.locator("a.term").first
    target = term.evaluate("a => a.href")
    term.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(target)


def test_enter_on_a_citation_goes_to_its_note(open_page: Open) -> None:
    page = open_page(TOPIC)
    mark = page.locator("a.footnote-ref").first
    mark.focus()
    page.keyboard.press("Enter")
    assert "#fn:" in page.url


def test_click_on_a_citation_keeps_the_panel_open(open_page: Open) -> None:
    page = open_page(TOPIC)
    mark = page.locator("a.footnote-ref").first
    mark.click()
    page.mouse.move(5, 890, steps=5)
    expect(page.locator(".panel")).to_be_visible()
    page.mouse.click(5, 890)
    expect(page.locator(".panel")).to_have_count(0)
    assert "#fn" not in page.url


def test_tap_on_a_term_opens_its_panel_with_a_link_to_the_entry(open_page: Open) -> None:
    page = open_page(TOPIC, viewport=PHONE, has_touch=True, is_mobile=True)
    term = page.locator("a.term").first
    target = term.evaluate("a => a.href")
    term.tap()
    expect(page.locator(".panel")).to_be_visible()
    page.locator(".panel a", has_text="Full entry").tap()
    page.wait_for_url(target)


@pytest.mark.parametrize("index", range(0, 60, 7))
def test_panel_stays_in_the_window_on_a_phone(open_page: Open, index: int) -> None:
    page = open_page(TOPIC, viewport=PHONE, has_touch=True, is_mobile=True)
    mark = page.locator("a.term, a.crosslink[data-entry], a.footnote-ref").nth(index)
    mark.scroll_into_view_if_needed()
    mark.tap()
    box = page.locator(".panel").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= PHONE["height"] + 1
