"""The panel of every mark on every page, by keyboard, mouse and touch; WCAG 2.2, 1.4.13."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page

from browser_sizes import DESK, PHONE
from written_pages import write_page

Open = Callable[..., Page]

EVERY_MARK = (Path(__file__).parent / "every_mark.js").read_text(encoding="utf-8")
MARK = "a.term[data-entry], a.crosslink[data-entry], a.footnote-ref"
# The same marks in the built files, which no script has changed.
IN_FILE = """//a[@data-entry and (@class='term' or @class='crosslink')
               or contains(concat(' ', @class, ' '), ' footnote-ref ')]"""
AWAY = [1, 1]  # a place in the window where there is never a mark or a panel

WINDOWS = pytest.mark.parametrize(
    "window",
    [
        pytest.param({"viewport": DESK}, id="desk"),
        pytest.param({"viewport": PHONE, "has_touch": True, "is_mobile": True}, id="phone"),
    ],
)

# A key press on a link becomes a click. Where it would go is noted, and the page stays.
NOTE_CLICKS = """
() => document.querySelectorAll("details:not(.menu)").forEach((folded) => (folded.open = true))
  ?? window.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  window.wentTo = event.defaultPrevented || !link ? null : link.href;
  event.preventDefault();
})
"""
# The first mark of each sort: a term, a person, each origin, and each sign of a verdict.
SORTS = """
(marks) => {
  const first = {};
  [...document.querySelectorAll(marks)].forEach((mark, index) => {
    const verdict = mark.querySelector(".verdict")?.className ?? "";
    const entry = mark.dataset.entry?.split(" ")[0] ?? "";
    first[`${mark.className} ${entry} ${verdict}`.trim()] ??= index;
  });
  return first;
}
"""
SHOW = """
([marks, index]) => {
  const mark = document.querySelectorAll(marks)[index];
  window.tried = mark;
  window.wentTo = undefined;
  mark.scrollIntoView({block: "center", behavior: "instant"});
  const box = mark.getClientRects()[0];
  return {x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, href: mark.href};
}
"""
# The way of the pointer from the mark into the panel that stands open at it.
STATE = """
([x, y]) => {
  const panel = document.querySelector(".panel");
  const box = panel?.getBoundingClientRect();
  return {
    open: !!panel && panel.checkVisibility() && tried.getAttribute("aria-expanded") === "true",
    focused: document.activeElement === tried,
    inside: box && [
      Math.min(Math.max(x, box.left + 6), box.right - 6),
      Math.min(Math.max(y, box.top + 6), box.bottom - 6),
    ],
    wentTo: window.wentTo,
  };
}
"""


@pytest.fixture(scope="module")
def marked(site: Path, addresses: list[str]) -> dict[str, int]:
    """The pages that have marks, with the number of them in the built file."""
    counts = {
        address: len(html.parse(str(site / address / "index.html")).xpath(IN_FILE))
        for address in addresses
    }
    return {address: count for address, count in counts.items() if count}


@WINDOWS
def test_every_mark_opens_its_panel_in_every_way(
    open_page: Open, marked: dict[str, int], window: dict[str, object]
) -> None:
    """By focus, mouse and tap; what is checked of each panel is in `every_mark.js`."""
    page = open_page("", **window)
    base = page.url
    faults: list[str] = []
    sorts: set[str] = set()
    for address, count in marked.items():
        write_page(page, base + address)
        seen = page.evaluate(EVERY_MARK, AWAY)
        assert page.url == base + address
        if sum(seen["counts"].values()) != count:
            faults.append(f"{address}: {seen['counts']} of {count} marks were tried")
        faults += [f"{address}: {fault}" for fault in seen["faults"]]
        sorts |= {sort.split()[0] for sort in seen["counts"]}
    assert sorts == {"term", "actor", "from-document", "from-record", "from-both"}
    assert not faults, "\n".join([f"{len(faults)} faults", *faults[:20]])


def one_of_each_sort(page: Page, addresses: list[str]) -> Iterator[tuple[str, int]]:
    """Go to pages of every kind, and give one mark of each sort that a kind of page has."""
    base = page.url
    done: set[tuple[str, str]] = set()
    for address in addresses:
        kind = address.rstrip("/").rpartition("/")[0] or address
        write_page(page, base + address)
        page.evaluate(NOTE_CLICKS)
        for sort, index in page.evaluate(SORTS, MARK).items():
            if (kind, sort) not in done:
                done.add((kind, sort))
                yield f"{address} {sort}", index
                assert page.url == base + address
    assert {sort.split()[0] for _, sort in done} == {"term", "crosslink", "footnote-ref"}


def test_real_keys_and_a_real_mouse_open_a_mark_of_each_sort(
    open_page: Open, marked: dict[str, int]
) -> None:
    page = open_page("", viewport=DESK)
    page.clock.install()
    for what, index in one_of_each_sort(page, list(marked)):
        page.mouse.move(*AWAY)
        mark = page.evaluate(SHOW, [MARK, index])
        place = [mark["x"], mark["y"]]

        page.mouse.move(*place)
        page.clock.fast_forward(10_000)
        state = page.evaluate(STATE, place)
        assert state["open"], f"{what}: hovering opens it, and it stays"
        page.mouse.move(*state["inside"], steps=6)
        page.clock.fast_forward(10_000)
        inside = page.evaluate(STATE, place)
        assert inside["open"], f"{what}: the pointer may come into the panel, and stay there"
        page.keyboard.press("Escape")
        assert not page.evaluate(STATE, place)["open"], f"{what}: Esc closes it under the pointer"
        page.mouse.move(*AWAY)
        page.mouse.move(*place)
        page.mouse.move(*AWAY, steps=3)
        assert not page.evaluate(STATE, place)["open"], f"{what}: moving away closes it"

        page.evaluate("() => tried.focus()")
        # Tab stops at the first note of a paragraph; the arrows lead to its others.
        back, on = ("Shift+Tab", "Tab")
        if page.evaluate("() => tried.tabIndex") < 0:
            back, on = ("ArrowLeft", "ArrowRight")
        page.keyboard.press(back)
        page.keyboard.press("Escape")  # what comes before may be a mark too
        assert not page.evaluate(STATE, place)["focused"], what
        page.keyboard.press(on)
        page.clock.fast_forward(10_000)
        state = page.evaluate(STATE, place)
        assert (state["open"], state["focused"]) == (True, True), f"{what}: focus opens it"
        page.keyboard.press("Escape")
        state = page.evaluate(STATE, place)
        assert (state["open"], state["focused"]) == (False, True), f"{what}: Esc keeps the focus"
        page.keyboard.press("Enter")
        state = page.evaluate(STATE, place)
        assert state["wentTo"] == mark["href"], f"{what}: Enter goes to the entry or note"


def test_a_real_tap_opens_a_mark_of_each_sort(open_page: Open, marked: dict[str, int]) -> None:
    page = open_page("", viewport=PHONE, has_touch=True, is_mobile=True)
    page.clock.install()
    for what, index in one_of_each_sort(page, list(marked)):
        mark = page.evaluate(SHOW, [MARK, index])
        place = [mark["x"], mark["y"]]
        page.touchscreen.tap(*place)
        page.clock.fast_forward(10_000)
        state = page.evaluate(STATE, place)
        assert state["open"], f"{what}: a tap opens it, and it stays"
        assert state["wentTo"] is None, f"{what}: a tap does not leave the page"
        page.touchscreen.tap(*AWAY)
        assert not page.evaluate(STATE, place)["open"], f"{what}: a tap elsewhere closes it"
        page.touchscreen.tap(*place)
        assert page.evaluate(STATE, place)["open"], f"{what}: a second tap opens it again"
        page.keyboard.press("Escape")
        assert not page.evaluate(STATE, place)["open"], f"{what}: Esc closes it too"
