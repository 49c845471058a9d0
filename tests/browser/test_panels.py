"""What a panel does besides opening and closing, which `test_every_mark.py` tries at every mark."""

import re
from collections.abc import Callable
from pathlib import Path

from lxml import html
from playwright.sync_api import Page, expect

from browser_sizes import PHONE

Open = Callable[..., Page]

# The note of every piece of text that has a background.
SHADED = """
() => [...document.querySelectorAll(".rests[data-note]")]
  .filter((words) => getComputedStyle(words).backgroundColor !== "rgba(0, 0, 0, 0)")
  .map((words) => words.dataset.note)
"""


def test_keyboard_goes_into_the_panel_and_back(open_page: Open, topic: str) -> None:
    page = open_page(topic)
    mark = page.locator("a.footnote-ref").first
    mark.focus()
    page.keyboard.press("Tab")
    inside = "() => !!document.activeElement.closest('.panel')"
    assert not page.evaluate(inside), "Tab goes on in the text"
    mark.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(inside), "the down arrow goes into the panel"
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_have_count(0)
    assert mark.evaluate("mark => document.activeElement === mark")


def test_enter_on_a_term_goes_to_its_entry(open_page: Open, topic: str) -> None:
    page = open_page(topic)
    term = page.locator("a.term").first
    target = term.evaluate("a => a.href")
    term.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(target)


def test_enter_on_a_citation_goes_to_its_note(open_page: Open, topic: str) -> None:
    page = open_page(topic)
    mark = page.locator("a.footnote-ref").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#fn:"))


def test_click_on_a_citation_keeps_the_panel_open(open_page: Open, topic: str) -> None:
    page = open_page(topic)
    mark = page.locator("a.footnote-ref").first
    mark.click()
    page.mouse.move(5, 890, steps=5)
    expect(page.locator(".panel")).to_be_visible()
    page.mouse.click(5, 890)
    expect(page.locator(".panel")).to_have_count(0)
    assert "#fn" not in page.url


def test_panel_of_a_tapped_term_leads_to_the_entry(open_page: Open, topic: str) -> None:
    page = open_page(topic, viewport=PHONE, has_touch=True, is_mobile=True)
    term = page.locator("a.term").first
    target = term.evaluate("a => a.href")
    term.tap()
    expect(page.locator(".panel")).to_be_visible()
    page.locator(".panel a", has_text="Full entry").tap()
    page.wait_for_url(target)


def test_an_open_note_lights_its_words_and_no_others(open_page: Open, topic: str) -> None:
    """The class is tried at every mark in `every_mark.js`; here, what a reader sees."""
    page = open_page(topic)
    assert page.evaluate(SHADED) == []
    mark = page.locator("a.footnote-ref").nth(1)
    note = (mark.get_attribute("href") or "")[1:]
    mark.click()
    assert page.locator(".lit").evaluate_all("all => all.map(e => e.dataset.note)") == [note]
    assert page.evaluate(SHADED) == [note]
    page.keyboard.press("Escape")
    expect(page.locator(".lit")).to_have_count(0)
    assert page.evaluate(SHADED) == []


def test_an_address_of_a_mark_lights_its_words_without_script(
    open_page: Open, site: Path, topic: str
) -> None:
    page = open_page(topic, java_script_enabled=False)
    address = page.url
    rows, tables = [], False
    for file in site.glob("topics/*/index.html"):
        tree = html.parse(str(file))
        words = [span.get("data-note") for span in tree.xpath("//span[@class='rests']")]
        notes = list(dict.fromkeys(words))
        rows += [note for note in notes if words.count(note) > 1]
        tables |= bool(tree.xpath("//td//span[@class='rests']"))
        if file.parent.name not in topic:  # of the other pages, one row of a table is enough
            notes = [note for note in notes if words.count(note) > 1][:1]
        for note in notes:
            page.goto(f"{address}../{file.parent.name}/#{note.replace('fn:', 'fnref:')}")
            wanted = [name for name in words if name == note]
            assert page.evaluate(SHADED) == wanted, (file.parent.name, note)
    assert rows or not tables, "a row has words in several cells"
