"""Every mark of a term or a person on every page, by keyboard, mouse and touch."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from browser_sizes import DESK, PHONE

Open = Callable[..., Page]

MARKS = "a.term[data-entry], a.crosslink[data-entry]"
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])

# A key press on a link becomes a click. Where it would go is noted, and the page stays.
NOTE_CLICKS = """
() => window.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  window.wentTo = event.defaultPrevented || !link ? null : link.href;
  event.preventDefault();
})
"""
FOCUS = """
([marks, index]) => {
  window.wentTo = undefined;
  const mark = document.querySelectorAll(marks)[index];
  mark.scrollIntoView({block: "center", behavior: "instant"});
  mark.focus();
  const entry = document.querySelector(`.entry[data-entry="${mark.dataset.entry}"]`);
  const text = entry?.querySelector("dd, .short")?.textContent;
  const panel = document.querySelector(".panel");
  const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
  return {
    name: mark.textContent, href: mark.href, text,
    shown: panel?.textContent ?? "", link: panel?.querySelector("a")?.href,
    role: panel?.getAttribute("role"), label: panel?.getAttribute("aria-label"),
    expanded: mark.getAttribute("aria-expanded"),
    controls: mark.getAttribute("aria-controls") === panel?.id,
    visible: panel ? panel.checkVisibility() : false,
    seen: mark.getClientRects()[0].top >= header,
  };
}
"""
STATE = """
([marks, index]) => ({
  open: !!document.querySelector(".panel"),
  focused: document.activeElement === document.querySelectorAll(marks)[index],
})
"""
PLACE = """
([marks, index]) => {
  const mark = document.querySelectorAll(marks)[index];
  mark.scrollIntoView({block: "center", behavior: "instant"});
  const box = mark.getClientRects()[0];
  return [box.left + Math.min(8, box.width / 2), box.top + box.height / 2];
}
"""
PANEL = """
() => {
  const panel = document.querySelector(".panel");
  if (!panel) return null;
  const box = panel.getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom];
}
"""


@SCHEMES
@SIZES
def test_every_term_opens_on_focus_and_enter_goes_to_its_entry(
    open_page: Open, pages: list[str], size: dict[str, int], scheme: str
) -> None:
    page = open_page("", viewport=size, color_scheme=scheme)
    page.clock.install()
    base, total = page.url, 0
    for address in pages:
        page.goto(base + address)
        page.evaluate(NOTE_CLICKS)
        for index in range(page.locator(MARKS).count()):
            seen = page.evaluate(FOCUS, [MARKS, index])
            what = (address, seen["name"])
            assert seen["text"], f"{what}: its definition is not in the page"
            assert seen["text"] in seen["shown"], what
            assert seen["visible"], what
            assert seen["seen"], f"{what}: the focus is under the header"
            assert (seen["role"], seen["expanded"], seen["controls"]) == ("dialog", "true", True)
            assert seen["label"] == seen["name"].strip(), what
            assert seen["link"] == seen["href"], f"{what}: the panel leads to the entry"
            page.clock.fast_forward(10_000)
            assert page.evaluate(STATE, [MARKS, index]) == {"open": True, "focused": True}, what
            page.keyboard.press("Escape")
            assert page.evaluate(STATE, [MARKS, index]) == {"open": False, "focused": True}, what
            page.keyboard.press("Enter")
            assert page.evaluate("() => window.wentTo") == seen["href"], what
            total += 1
    assert total > 500


@SCHEMES
@SIZES
def test_every_term_opens_on_hover_and_the_pointer_may_enter(
    open_page: Open, pages: list[str], size: dict[str, int], scheme: str
) -> None:
    page = open_page("", viewport=size, color_scheme=scheme)
    base, total = page.url, 0
    for address in pages:
        page.goto(base + address)
        for index in range(page.locator(MARKS).count()):
            page.mouse.move(2, 2)
            x, y = page.evaluate(PLACE, [MARKS, index])
            page.mouse.move(x, y)
            panel = page.evaluate(PANEL)
            assert panel, (address, index)
            left, top, right, bottom = panel
            inside = (min(max(x, left + 6), right - 6), min(max(y, top + 6), bottom - 6))
            page.mouse.move(*inside, steps=2)
            assert page.evaluate(PANEL) == panel, (address, index, "the pointer is in the panel")
            total += 1
        page.mouse.move(2, 2, steps=2)
        assert page.evaluate(PANEL) is None, (address, "moving away closes it")
    assert total > 500


@SCHEMES
@SIZES
def test_every_term_opens_on_tap(
    open_page: Open, pages: list[str], size: dict[str, int], scheme: str
) -> None:
    page = open_page("", viewport=size, has_touch=True, is_mobile=True, color_scheme=scheme)
    base, total = page.url, 0
    for address in pages:
        page.goto(base + address)
        for index in range(page.locator(MARKS).count()):
            page.touchscreen.tap(*page.evaluate(PLACE, [MARKS, index]))
            panel = page.evaluate(PANEL)
            assert panel, (address, index)
            left, top, right, bottom = panel
            assert left >= 0, (address, index)
            assert top >= 0, (address, index)
            assert right <= size["width"], (address, index)
            assert bottom <= size["height"] + 1, (address, index)
            assert page.url == base + address, (address, index)
            page.keyboard.press("Escape")
            total += 1
    assert total > 500
