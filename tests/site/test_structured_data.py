"""Structured data on the built site: valid JSON that agrees with its page."""

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from project import Served, build


def document(site: Path, address: str) -> Any:
    return html.document_fromstring((site / address / "index.html").read_text(encoding="utf-8"))


def data(site: Path, address: str) -> Any:
    (script,) = document(site, address).xpath('//head/script[@type="application/ld+json"]')
    return json.loads(script.text)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("", "WebSite"),
        ("timeline", "ItemList"),
        ("glossary", "DefinedTermSet"),
        ("data", "Dataset"),
        *(
            (f"topics/{topic}", "Article")
            for topic in (
                *("background", "russias-view", "us-role", "european-perspectives"),
                *("nato-politics", "paris-talks"),
            )
        ),
    ],
)
def test_page_has_its_kind(server: Served, site: Path, address: str, kind: str) -> None:
    found = data(site, address)
    assert found["@context"] == "https://schema.org"
    assert found["@type"] == kind
    (canonical,) = document(site, address).xpath('//link[@rel="canonical"]/@href')
    assert found["url"] == canonical
    assert len(found["description"]) >= 50


def test_other_pages_have_none(site: Path) -> None:
    for address in ("about", "sources", "positions", "editors", "editors/directives"):
        assert not document(site, address).xpath('//script[@type="application/ld+json"]'), address


@pytest.mark.parametrize("topic", ["background", "us-role", "paris-talks"])
def test_an_article_cites_what_its_notes_cite(site: Path, topic: str) -> None:
    page = document(site, f"topics/{topic}")
    article = data(site, f"topics/{topic}")
    assert page.xpath("//h1")[0].text_content().removesuffix("¶") == article["headline"]
    assert article["dateModified"] in page.xpath("//footer//time/@datetime")
    keys = {
        mark.get("id").partition(":")[2] for mark in page.xpath("//sup[starts-with(@id, 'fnref')]")
    }
    record = json.loads((site / "data/sources.json").read_text(encoding="utf-8"))
    cited = [item["URL"] for item in record if item["id"] in keys]
    assert cited
    assert sorted(work["url"] for work in article["citation"]) == sorted(cited)
    assert all(work["name"] and work["publisher"]["name"] for work in article["citation"])


def test_events_and_terms_are_those_of_the_page(server: Served, site: Path) -> None:
    events = [row["item"] for row in data(site, "timeline")["itemListElement"]]
    ids = document(site, "timeline").xpath('//li[@class="event"]/@id')
    assert [event["url"] for event in events] == [f"{server.url}timeline/#{i}" for i in ids]
    terms = data(site, "glossary")["hasDefinedTerm"]
    entries = document(site, "glossary").xpath('//section[@class="entry"]/@data-entry')
    assert sorted(f"term {term['termCode']}" for term in terms) == sorted(entries)


def test_every_download_of_the_dataset_exists(server: Served, site: Path) -> None:
    downloads = data(site, "data")["distribution"]
    paths = {download["contentUrl"].removeprefix(server.url) for download in downloads}
    written = {f.relative_to(site).as_posix() for f in (site / "data").iterdir() if f.is_file()}
    assert paths == written - {"data/index.html"}


def test_a_record_cannot_end_the_script(tiny: Path, tmp_path: Path) -> None:
    evil = "Money for every crossing: </script><script>alert(1)</script>"
    terms = tiny / "content/terms.yml"
    text = terms.read_text()
    assert "A sum paid for each crossing." in text
    terms.write_text(text.replace("A sum paid for each crossing.", f"'{evil}'"))
    build(tiny, tmp_path / "out")
    page = (tmp_path / "out/glossary/index.html").read_text()
    assert "<script>alert" not in page
    descriptions = [t["description"] for t in data(tmp_path / "out", "glossary")["hasDefinedTerm"]]
    assert evil in descriptions
