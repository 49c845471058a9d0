"""What readers download: each page alone, and all that a page loads at once with it."""

import gzip
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml.html import HtmlElement

LARGEST_PAGE = 60_000
"""Bytes of the HTML of any page, as hosts compress it."""

MOST_ELEMENTS = 6_000

LARGEST_FIRST_VIEW = 70_000
"""Bytes of a topic page or of Home with all that it loads at once, fonts included."""

MOST_REQUESTS = 10

LOADED = """//script/@src | //img/@src | //source/@srcset
            | //link[@rel='stylesheet' or @rel='preload' or @rel='icon']/@href"""


@cache
def sent(file: Path) -> int:
    """The size of a file on its way: fonts and pictures are compressed already."""
    text = file.suffix in (".html", ".css", ".js", ".svg")
    return len(gzip.compress(file.read_bytes(), 6)) if text else file.stat().st_size


@pytest.fixture(scope="module")
def read(documents: dict[str, HtmlElement]) -> dict[str, HtmlElement]:
    """Every page but the one that joins all others, which is for paper."""
    return {path: tree for path, tree in documents.items() if not path.startswith("print/")}


def test_every_page_is_light(site: Path, read: dict[str, HtmlElement]) -> None:
    heavy = {path: size for path in read if (size := sent(site / path)) > LARGEST_PAGE}
    assert heavy == {}, "see the page on speed for what to do"


def test_every_page_has_few_elements(read: dict[str, HtmlElement]) -> None:
    counts = {path: sum(1 for _ in tree.iter("*")) for path, tree in read.items()}
    assert {path: count for path, count in counts.items() if count > MOST_ELEMENTS} == {}


def test_first_views_are_light(
    site: Path, pages: dict[str, HtmlElement], topics: list[str]
) -> None:
    """What scripts ask for later, which is only search, is tried in `browser/test_search.py`."""
    weighed = 0
    for address, tree in pages.items():
        loaded = {urljoin(f"/{address}", link).lstrip("/") for link in tree.xpath(LOADED)}
        assert loaded, address
        assert len(loaded) + 1 <= MOST_REQUESTS, (address, loaded)
        if not address or address.startswith("topics/"):
            weighed += 1
            sizes = {path: sent(site / path) for path in (f"{address}index.html", *loaded)}
            assert sum(sizes.values()) <= LARGEST_FIRST_VIEW, (address, sizes)
    assert weighed == len(topics) + 1


def test_every_font_is_asked_for_before_the_style_sheet_is_read(
    site: Path, pages: dict[str, HtmlElement]
) -> None:
    fonts = {font.name for font in site.glob("assets/fonts/*.woff2")}
    for address, tree in pages.items():
        asked = tree.xpath("//head/link[@rel='preload' and @as='font']/@href")
        assert {Path(link).name for link in asked} == fonts, address
