"""Where records are used, as the lists of "used in" tell it."""

from tiny_pages import open_tiny, render


def uses(kind: str, name: str, markdown: str) -> list[tuple[str, bool]]:
    """Section and whether the mention stands in prose, of each use on one page."""
    site = open_tiny()
    render(markdown, site=site)
    return [(s.title, s.mentions[f"{kind} {name}"]) for s in site.used_on(kind, name)]


def test_an_event_is_used_where_prose_names_it() -> None:
    assert uses("event", "vote", "## Then\n\nThe May vote came.[@-]") == [("Then", True)]


def test_an_event_is_used_where_a_strip_shows_it() -> None:
    strip = "## Then\n\n/// timeline | Steps\n    ids: [vote]\n///"
    assert uses("event", "vote", strip) == [("Then", False)]
    assert uses("event", "opening", strip) == []


def test_a_record_is_used_where_a_generated_part_links_to_it() -> None:
    found = uses("record", "herald-2020", "## Who\n\n/// positions\n    actor: quay\n///")
    assert found == [("Who", False)]


def test_what_an_entry_will_link_to_is_a_use_in_its_section() -> None:
    site = open_tiny()
    rendered = render("/// glossary\n///\n", "glossary.md", site)
    used = site.used_on("record", "gazette-2020")
    assert [(section.page.path, section.title) for section in used] == [
        ("glossary.md", "ferry"),
        ("glossary.md", "toll"),
    ]
    assert "data-names" not in rendered.html
