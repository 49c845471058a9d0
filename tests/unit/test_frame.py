"""The frame of a page, with sections of any size."""

from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Template
from lxml import html
from mkdocs.structure.nav import Navigation
from mkdocs.theme import Theme

from project import ROOT

MOST = 100
"""Pages that are listed whole on every page, as `main.html` says."""

MENU, WAY = "//nav[@aria-label='All pages']//a", "//nav[@aria-labelledby='way-section']//a"


@cache
def frame() -> Template:
    """The template, as MkDocs reads it."""
    return Theme("material", custom_dir=str(ROOT / "overrides")).get_env().get_template("main.html")


def shown(number: int, at: int) -> Any:
    """A page in a section of so many, and its place there, as it is shown."""
    section = SimpleNamespace(title="Topics", children=[])
    section.children += [
        SimpleNamespace(
            **{"title": f"Topic {place}", "url": f"topics/{place}/", "parent": section},
            **{"toc": [], "content": "", "meta": {}, "is_homepage": False},
        )
        for place in range(number)
    ]
    config = SimpleNamespace(
        **{"site_name": "Harbour", "theme": SimpleNamespace(language="en"), "extra": {}},
        **{"extra_css": [], "extra_javascript": []},
    )
    page = section.children[at]
    page.previous_page = section.children[at - 1] if at else SimpleNamespace(parent=None)
    page.next_page = section.children[at + 1] if at + 1 < number else None
    topic = SimpleNamespace(topic=f"{at}")
    nav = Navigation([section], section.children)
    return html.fromstring(
        frame().render(page=page, nav=nav, config=config, explainer_page=topic, base_url="../..")
    )


def test_a_section_is_listed_whole_on_its_pages() -> None:
    page = shown(MOST, at=3)
    expected = [f"../{place}/" if place != 3 else "./" for place in range(MOST)]
    assert page.xpath(f"{MENU}/@href") == expected
    assert page.xpath(f"{WAY}/@href") == expected
    assert page.xpath("//p[@class='eyebrow']/text()") == ["Topics, 4 of 100"]


@pytest.mark.parametrize(
    ("at", "way"), [(0, ["./", "../1/"]), (3, ["../2/", "./", "../4/"]), (100, ["../99/", "./"])]
)
def test_of_a_large_section_a_page_lists_its_neighbours(at: int, way: list[str]) -> None:
    """If each page listed all, the site would grow with the square of its pages."""
    page = shown(MOST + 1, at)
    assert page.xpath(f"{WAY}/@href") == way
    menu = [(link.text, link.get("href")) for link in page.xpath(MENU)]
    assert menu == [("Topics", "../0/" if at else "./")]
    assert not page.xpath("//p[@class='eyebrow']")
