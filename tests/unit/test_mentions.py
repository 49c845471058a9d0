"""Where records are used, as the lists of "used in" tell it."""

from explainer.refs import Ref
from tiny_pages import open_tiny, render


def sections(kind: str, name: str, markdown: str) -> list[tuple[str, bool]]:
    """Title and whether it is cited there, of each section of one page that uses a record."""
    site = open_tiny()
    render(markdown, site=site)
    ref = Ref(kind, name)
    return [(section.title, bool(section.resting_on(ref))) for section in site.uses.get(ref, [])]


def test_an_event_is_used_where_prose_names_it() -> None:
    assert sections("event", "vote", "## Then\n\nThe May vote came.[@-]") == [("Then", False)]


def test_an_event_is_used_where_a_strip_shows_it() -> None:
    strip = "## Then\n\n/// timeline | Steps\n    ids: [vote]\n///"
    assert sections("event", "vote", strip) == [("Then", False)]
    assert sections("event", "opening", strip) == []


def test_a_record_is_used_where_a_generated_part_links_to_it() -> None:
    text = "## Who\n\n/// positions\n    actor: quay\n///"
    assert sections("record", "herald-2020", text) == [("Who", False)]


def test_a_statement_is_used_where_it_is_cited_and_what_it_rests_on_is_not() -> None:
    text = "## What\n\nOne.[@leaflet:1.2]"
    assert sections("statement", "leaflet:1.2", text) == [("What", True)]
    # its note links to the entry of the record that its check names
    assert sections("record", "gazette-2020", text) == []


def test_a_topic_is_used_where_it_is_linked_by_kind_or_by_name() -> None:
    text = "## One\n\nSee [it](topic:cost).[@-]\n\n## Two\n\nA bridge plan.[@-]"
    site = open_tiny()
    render(text, "about.md", site)
    found = {str(ref): [s.title for s in uses] for ref, uses in site.uses.items()}
    assert found == {"page topics/cost.md": ["One"], "page topics/plan.md": ["Two"]}


def test_what_an_entry_links_to_is_a_use_in_its_section() -> None:
    site = open_tiny()
    rendered = render("/// glossary\n///\n", "glossary.md", site)
    used = site.uses[Ref("record", "gazette-2020")]
    assert [(section.page.path, section.title) for section in used] == [
        ("glossary.md", "ferry"),
        ("glossary.md", "toll"),
    ]
    assert "data-ref" not in rendered.html


def test_views_use_nothing() -> None:
    """What is used where is told by pages that people wrote."""
    site = open_tiny()
    site.add_generated([], [site.pages["about.md"]])
    render("A toll.[@leaflet:1.1]", "about.md", site)
    assert site.uses == {}
