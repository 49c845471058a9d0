"""Marks in a text: taken out for search, made links at the end."""

from explainer.page.marks import for_search, keys_in, link_marks, mark
from markdown.util import AMP_SUBSTITUTE, ETX, STX

TEXT = f"<p>A {mark('term toll', 'toll')} and <em>{mark('actor quay', 'Quay')}</em>.</p>"


def test_search_reads_what_was_written() -> None:
    assert for_search(TEXT) == "<p>A toll and <em>Quay</em>.</p>"


def test_search_reads_no_frames_around_headings() -> None:
    html = '<section class="entry">\n<h3 id="toll">toll</h3>\n<p>One.</p>\n</section>'
    assert for_search(html) == '\n<h3 id="toll">toll</h3>\n<p>One.</p>\n'


def test_search_leaves_out_what_asks_for_it_with_its_heading() -> None:
    html = (
        '<p>One.</p><section class="a" data-search-exclude=""><h2 id="b">B</h2>\n<p>x</p></section>'
        '<section class="c"><p>Two.</p></section>'
    )
    assert for_search(html) == "<p>One.</p><p>Two.</p>"


def test_each_mark_becomes_a_link() -> None:
    linked = link_marks(TEXT, lambda key: f'<a href="{key}">')
    assert linked == (
        '<p>A <a href="term toll">toll</a> and <em><a href="actor quay">Quay</a></em>.</p>'
    )


def test_keys_come_in_order() -> None:
    assert keys_in(TEXT) == ["term toll", "actor quay"]


def test_what_markdown_sets_aside_is_no_mark() -> None:
    text = f"{AMP_SUBSTITUTE}amp; {STX}wzxhzdk:0{ETX} {STX}42{ETX}"
    assert keys_in(text) == []
    assert for_search(text) == text == link_marks(text, lambda key: "<a>")
