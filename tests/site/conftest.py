"""What the tests of the built site share: its pages, read once, and what the content says.

Nothing here knows the subject. What a list on the site must hold is read from the same files that
editors write, without the engine.
"""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html
from lxml.html import HtmlElement

from project import ROOT

Pages = dict[str, HtmlElement]
"""The pages of a site by address, such as `timeline/`; the home page has an empty one."""


def read_yaml(text: str) -> Any:
    """YAML as nothing but texts, lists and mappings."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts


def read_html(file: Path) -> HtmlElement:
    """An HTML file as a tree."""
    return html.document_fromstring(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def documents(site: Path) -> Pages:
    """Every HTML file of the built site by its path. Tests share the trees: none may change any."""
    files = sorted(site.rglob("*.html"))
    return {file.relative_to(site).as_posix(): read_html(file) for file in files}


@pytest.fixture(scope="session")
def pages(documents: Pages) -> Pages:
    """The pages that have an address of their own, which `404.html` has not, by that address."""
    assert "404.html" in documents
    return {
        path.removesuffix("index.html"): tree
        for path, tree in documents.items()
        if path.endswith("index.html")
    }


@pytest.fixture(scope="session")
def articles(pages: Pages) -> Pages:
    """What each page says, without the theme around it."""
    return {address: tree.xpath("//article")[0] for address, tree in pages.items()}


@pytest.fixture(scope="session")
def settings() -> dict[str, Any]:
    """The file mkdocs.yml."""
    found: dict[str, Any] = read_yaml((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def content() -> Callable[[str], Any]:
    """Reads a file of content/ by its name without the ending, once."""

    @cache
    def read(name: str) -> Any:
        return read_yaml((ROOT / "content" / f"{name}.yml").read_text(encoding="utf-8"))

    return read


@pytest.fixture(scope="session")
def sentences() -> dict[str, set[str]]:
    """The sentences of each source as citations name them (`leaflet:2.1`), by the source's id."""
    found: dict[str, set[str]] = {}
    for file in sorted((ROOT / "content" / "sources").glob("*.yml")):
        source = read_yaml(file.read_text(encoding="utf-8"))
        found[source["id"]] = {
            f"{source['id']}:{number}.{sentence}"
            for number, paragraph in enumerate(source["paragraphs"], start=1)
            for sentence in range(1, len(paragraph["claims"]) + 1)
        }
    assert found
    return found


@pytest.fixture(scope="session")
def claims() -> dict[str, int]:
    """How many single claims each source makes, by the source's id."""
    found = {}
    for file in sorted((ROOT / "content" / "sources").glob("*.yml")):
        source = read_yaml(file.read_text(encoding="utf-8"))
        found[source["id"]] = sum(int(n) for part in source["paragraphs"] for n in part["claims"])
    return found


@pytest.fixture(scope="session")
def front_matter() -> dict[str, dict[str, Any]]:
    """The front matter of every page that people wrote, by its address."""
    docs = ROOT / "docs"
    found = {}
    for file in sorted(docs.rglob("*.md")):
        address = file.relative_to(docs).with_suffix("").as_posix() + "/"
        _, meta, _ = file.read_text(encoding="utf-8").split("---\n", 2)
        found[address.removesuffix("index/")] = read_yaml(meta)
    return found


@pytest.fixture(scope="session")
def topics() -> list[str]:
    """The ids of the topic pages."""
    found = sorted(file.stem for file in (ROOT / "docs" / "topics").glob("*.md"))
    assert found
    return found


@pytest.fixture(scope="session")
def load(site: Path) -> Callable[[str], Any]:
    """Reads a JSON file of the built site by its path without the ending, once."""

    @cache
    def read(name: str) -> Any:
        return json.loads((site / f"{name}.json").read_text(encoding="utf-8"))

    return read
