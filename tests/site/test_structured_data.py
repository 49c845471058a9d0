"""Structured data on the built site: valid JSON that agrees with its page."""

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from lxml.html import HtmlElement

from explainer.data.files import PDF
from project import build

PLACE = '//head/script[@type="application/ld+json"]'

LISTS = {"": "WebSite", "timeline/": "ItemList", "glossary/": "DefinedTermSet", "data/": "Dataset"}


@pytest.fixture(scope="module")
def data(pages: dict[str, HtmlElement]) -> dict[str, Any]:
    """What each page that has any says of itself."""
    found = {address: tree.xpath(f"{PLACE}/text()") for address, tree in pages.items()}
    assert [address for address, texts in found.items() if len(texts) > 1] == []
    return {address: json.loads(texts[0]) for address, texts in found.items() if texts}


def test_each_page_is_of_its_kind_and_others_of_none(
    pages: dict[str, HtmlElement], topics: list[str], data: dict[str, Any]
) -> None:
    kinds = {address: kind for address, kind in LISTS.items() if address in pages}
    kinds |= {f"topics/{topic}/": "Article" for topic in topics}
    kinds |= {address: "Dataset" for address in pages if address.startswith("figures/")}
    assert {address: found["@type"] for address, found in data.items()} == kinds
    for address, found in data.items():
        head = pages[address].xpath("//head")[0]
        assert found["@context"] == "https://schema.org", address
        assert [found["url"]] == head.xpath('link[@rel="canonical"]/@href'), address
        assert [found["description"]] == head.xpath('meta[@name="description"]/@content'), address


def test_an_article_is_named_and_dated_as_its_page_is(
    pages: dict[str, HtmlElement],
    topics: list[str],
    data: dict[str, Any],
) -> None:
    assert topics
    for topic in topics:
        page, article = pages[f"topics/{topic}/"], data[f"topics/{topic}/"]
        assert page.xpath("//h1")[0].text_content().removesuffix("¶") == article["headline"], topic
        assert article["dateModified"] in page.xpath("//footer//time/@datetime"), topic


def test_events_and_terms_are_those_of_the_page(
    site_url: str, pages: dict[str, HtmlElement], data: dict[str, Any]
) -> None:
    events = [row["item"] for row in data["timeline/"]["itemListElement"]]
    ids = pages["timeline/"].xpath('//li[starts-with(@class, "event")]/@id')
    assert ids
    assert [event["url"] for event in events] == [f"{site_url}timeline/#{i}" for i in ids]
    terms = data["glossary/"]["hasDefinedTerm"]
    entries = pages["glossary/"].xpath('//section[@class="entry"]/@data-entry')
    assert entries
    assert sorted(f"term {term['termCode']}" for term in terms) == sorted(entries)


def test_every_download_of_the_dataset_exists(
    site_url: str, site: Path, data: dict[str, Any]
) -> None:
    downloads = data["data/"]["distribution"]
    paths = {download["contentUrl"].removeprefix(site_url) for download in downloads}
    written = {f.relative_to(site).as_posix() for f in (site / "data").iterdir() if f.is_file()}
    assert paths == written - {"data/index.html", PDF}


def test_a_record_cannot_end_the_script(tiny: Path, tmp_path: Path) -> None:
    evil = "Money for every crossing: </script><script>alert(1)</script>"
    terms = tiny / "content/terms.yml"
    text = terms.read_text()
    assert "A sum paid for each crossing." in text
    terms.write_text(text.replace("A sum paid for each crossing.", f"'{evil}'"))
    build(tiny, tmp_path / "out")
    page = (tmp_path / "out/glossary/index.html").read_text()
    assert "<script>alert" not in page
    (script,) = html.document_fromstring(page).xpath(f"{PLACE}/text()")
    assert evil in [term["description"] for term in json.loads(script)["hasDefinedTerm"]]
