"""The site says everything in its own words: it shares no eight words in a row with a document."""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from lxml.html import HtmlElement

from source_windows import read_hashes, repeated, words_of

pytestmark = pytest.mark.xdist_group("words")  # they are gathered once

INLINE = {"a", "abbr", "b", "code", "em", "i", "q", "small", "span", "strong", "sub", "time"}
SPOKEN = ("aria-label", "alt", "content", "title")
"""Attributes that hold text."""
NO_TEXT = {
    "id",
    "url",
    "URL",
    "page",
    "anchor",
    "$id",
    "$ref",
    "$schema",
    "location",
    "home_page_url",
}


def texts_of_page(tree: HtmlElement) -> Iterator[str]:
    """The texts of a page: each stretch that no block ends, and the attributes that are read."""
    tree = copy.deepcopy(tree)
    for gone in tree.xpath("//script[not(contains(@type, 'json'))] | //style | //sup"):
        gone.drop_tree()
    parts: list[str] = []

    def walk(element: HtmlElement) -> None:
        end = "" if element.tag in INLINE else "\n"
        parts.append(end + re.sub(r"\s+", " ", element.text or ""))
        for child in element:
            if isinstance(child.tag, str):
                walk(child)
            parts.append(re.sub(r"\s+", " ", child.tail or ""))
        parts.append(end)

    walk(tree)
    yield from "".join(parts).split("\n")
    for name in SPOKEN:
        yield from tree.xpath(f"//@{name}")


def texts_of_data(value: Any) -> Iterator[str]:
    """The texts of a file of data, without ids and addresses."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in NO_TEXT:
                yield from texts_of_data(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of_data(inner)
    elif isinstance(value, str):
        yield value


def texts_of_site(site: Path, documents: dict[str, HtmlElement]) -> Iterator[tuple[str, str]]:
    for path, tree in documents.items():
        yield from ((path, text) for text in texts_of_page(tree))
    for file in sorted(site.rglob("*.json")):
        name = file.relative_to(site).as_posix()
        found = json.loads(file.read_text(encoding="utf-8"))
        yield from ((name, text) for text in texts_of_data(found))
    for file in sorted(site.rglob("*.xml")):
        name = file.relative_to(site).as_posix()
        for text in ElementTree.parse(file).getroot().itertext():
            yield name, text
    for ending in ("csv", "ics"):
        for file in sorted(site.rglob(f"*.{ending}")):
            text = file.read_bytes().decode().replace("\r\n ", "")  # a long line of a calendar
            yield from ((file.relative_to(site).as_posix(), line) for line in text.splitlines())


@pytest.fixture(scope="module")
def texts(site: Path, documents: dict[str, HtmlElement]) -> dict[str, list[str]]:
    """Each text of the site, of which most are on many pages, with the files that hold it."""
    found: dict[str, list[str]] = {}
    for where, text in texts_of_site(site, documents):
        found.setdefault(text, []).append(where)
    return found


def test_no_eight_words_are_those_of_a_document(texts: dict[str, list[str]]) -> None:
    files = {Path(where).suffix for places in texts.values() for where in places}
    assert files == {".html", ".json", ".xml", ".csv", ".ics"}
    found: dict[str, list[str]] = {}
    for text, words in repeated(((text, text) for text in texts), read_hashes()):
        found.setdefault(words, []).extend(texts[text])
    lines = [f"“{words}” in {', '.join(dict.fromkeys(found[words]))}" for words in found]
    assert not found, "\n".join([f"{len(found)} runs of words are a document's", *lines])


def test_every_text_of_the_site_is_looked_at(site: Path, texts: dict[str, list[str]]) -> None:
    """What the files hold is among the texts, so that no sentence slips through."""
    whole = "\n".join(dict.fromkeys(" ".join(words_of(text)) for text in texts))
    statements = json.loads((site / "data/statements.json").read_text(encoding="utf-8"))
    for row in statements:
        for text in (row["text"], *(use["text"] for use in row["used_on"])):
            assert whole.count(" ".join(words_of(text))) >= 2, text  # in the data and on a page
    for entry in json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))[
        "docs"
    ]:
        assert " ".join(words_of(entry["title"])) in whole
