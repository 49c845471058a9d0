"""The files to take away: valid, and the same as the pages."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from lxml import html

FILES = ("statements", "coverage", "events", "positions", "terms", "sources")


def load(site: Path, name: str) -> Any:
    return json.loads((site / "data" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_file_validates_against_the_published_schema(site: Path, name: str) -> None:
    schema = json.loads((site / "data/schema" / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(load(site, name))
    assert load(site, name)


def tree(site: Path, address: str) -> Any:
    return html.document_fromstring((site / address / "index.html").read_text(encoding="utf-8"))


def test_statements_agree_with_the_pages_both_ways(site: Path) -> None:
    rows = {row["id"]: row for row in load(site, "statements")}
    on_pages: dict[str, set[tuple[str, str]]] = {key: set() for key in rows}
    for file in site.rglob("index.html"):
        address = file.parent.relative_to(site).as_posix() + "/"
        if address == "./":
            address = ""
        section = ""
        for element in tree(site, address).xpath("//article")[0].iter():
            if element.tag in ("h2", "h3"):
                section = element.get("id", "")
            if element.tag == "sup" and element.get("id", "").startswith("fnref"):
                key = element.get("id").partition(":")[2]
                if key in rows:
                    on_pages[key].add((f"/{address}", section))
    for key, row in rows.items():
        assert {(use["page"], use["anchor"]) for use in row["used_on"]} == on_pages[key], key
        assert bool(row["left_out"]) == (not row["used_on"]), key


def test_coverage_agrees_with_the_statements(site: Path) -> None:
    rows, coverage = load(site, "statements"), load(site, "coverage")
    assert {name: source["sentences"] for name, source in coverage["sources"].items()} == {
        "answers": 29,
        "article": 53,
    }
    for name, source in coverage["sources"].items():
        mine = [row for row in rows if row["source"] == name]
        used = {(r["paragraph"], r["sentence"]) for r in mine if not r["left_out"]}
        out = {(r["paragraph"], r["sentence"]) for r in mine if r["left_out"]}
        assert source["used"] == len(used)
        assert source["left_out"] == len(out - used)
        assert source["missing"] == 0
    assert coverage["sentences"] == 82


def test_events_and_terms_agree_with_the_pages(site: Path) -> None:
    events = [event["id"] for event in load(site, "events")]
    assert events == tree(site, "timeline").xpath('//li[@class="event"]/@id')
    terms = {term["id"] for term in load(site, "terms")}
    assert terms == {
        entry.partition(" ")[2]
        for entry in tree(site, "glossary").xpath('//section[@class="entry"]/@data-entry')
    }


def test_public_record_agrees_with_the_page(site: Path) -> None:
    ids = {item["id"] for item in load(site, "sources")}
    assert ids == set(tree(site, "sources").xpath('//li[@class="record"]/@id'))


def test_feeds_hold_the_changes(site: Path) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.parse(site / "feed.xml").getroot()
    entries = [entry.findtext(f"{atom}id") for entry in feed.findall(f"{atom}entry")]
    items = json.loads((site / "feed.json").read_text(encoding="utf-8"))["items"]
    assert entries == [item["id"] for item in items]
    anchors = tree(site, "changes").xpath('//section[@class="change"]/h2/@id')
    assert [entry.partition("#")[2] for entry in entries if entry] == anchors
    assert all(len(item["date_published"]) == len("2026-11-22T00:00:00Z") for item in items)
