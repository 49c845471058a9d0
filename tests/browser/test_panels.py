"""What a panel does besides opening and closing, which `test_every_mark.py` tries at every mark."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from browser_sizes import PHONE

Open = Callable[..., Page]


def test_keyboard_goes_into_the_panel_and_back(open_page: Open, topic: str) -> None:
    page = open_page(topic)
    mark = page.locator("a.footnote-ref").first
    mark.focus()
    page.keyboard.press("Tab")
    inside = page.evaluate("() => !!document.activeElement.closest('.panel')")
    assert inside, "Tab goes from the mark into its panel"
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
    assert "#fn:" in page.url


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
