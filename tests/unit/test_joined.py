"""Pages that are joined into one keep their links, and nothing on them clashes."""

from explainer.page.joined import Part, join
from explainer.pages import PageState, read_page

META = "---\ntitle: {}\ndescription: A page.\n---\n"
PRINT = PageState("print.md")


def joined(**pages: str) -> dict[str, Part]:
    """The parts made of pages, given as HTML by name, each by its id."""
    states = {read_page(f"{name}.md", META.format(name)): html for name, html in pages.items()}
    return {part.id: part for part in join(states, PRINT)}


def html(text: str) -> str:
    return joined(one=text, two='<p id="there">There</p>')["one"].html


def test_parts_have_the_names_and_titles_of_pages_in_the_order_given() -> None:
    parts = join({PageState("topics/b.md"): "", read_page("a.md", META.format("A")): ""}, PRINT)
    assert [(part.id, part.title) for part in parts] == [("topics-b", ""), ("a", "A")]


def test_ids_and_what_names_them_are_told_apart_by_the_page() -> None:
    text = '<p id="x" aria-labelledby="x y" data-note="fn:1"><b id="fn:1"></b></p>'
    parts = joined(one=text, two=text)
    assert parts["one"].html == (
        '<p id="x.one" aria-labelledby="x.one y.one" data-note="fn:1.one"><b id="fn:1.one"></b></p>'
    )
    assert 'id="x.two"' in parts["two"].html


def test_drawings_keep_their_patterns() -> None:
    text = '<pattern id="lines"></pattern><rect fill="url(#lines)"></rect>'
    assert html(text) == text.replace("lines", "lines.one")


def test_links_lead_to_parts_where_there_is_one() -> None:
    assert html('<a href="../two/#there">a</a>') == '<a href="#there.two">a</a>'
    assert html('<a href="../two/">a</a>') == '<a href="#two">a</a>'
    assert html('<i id="me"></i><a href="#me">a</a>').endswith('<a href="#me.one">a</a>')


def test_other_links_lead_where_they_led() -> None:
    assert html('<a href="../two/#gone">a</a>') == '<a href="../two/#gone">a</a>'
    assert html('<a href="three/data.csv">a</a>') == '<a href="../one/three/data.csv">a</a>'
    assert html('<a href="..">a</a>') == '<a href="../">a</a>'
    outside = '<a href="https://example.org/?a=1&amp;b=2#c" rel="external">a</a>'
    assert html(outside) == outside


def test_headings_sink_below_that_of_the_joined_page() -> None:
    assert html("<h1>A</h1><h2>B</h2><h6>C</h6>") == "<h2>A</h2><h3>B</h3><h6>C</h6>"


def test_what_is_folded_is_open_and_nothing_waits_for_a_panel() -> None:
    assert html("<details><summary>A</summary></details>").startswith('<details open="">')
    assert html('<a href="#" data-entry="term toll">a</a>') == '<a href="#one">a</a>'


def test_ways_through_the_site_are_left_out_with_all_that_is_in_them() -> None:
    text = 'a<nav class="filters wide"><p>b<br>c<img src="x"></p><nav><br/></nav></nav>d<br>e'
    assert html(text) == "ad<br>e"


def test_text_is_shown_as_it_was() -> None:
    text = 'a &lt;b&gt; c<p title="&lt;\'&amp;">1 &lt; 2 &amp; 3 &nbsp; &#8212; é</p>'
    assert html(text) == 'a &lt;b&gt; c<p title="&lt;\'&amp;">1 &lt; 2 &amp; 3 \xa0 — é</p>'
