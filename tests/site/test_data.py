"""The files to take away: valid, and the same as the pages."""

import csv
import json
import logging
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import feedparser
import icalendar
import jsonschema
import pytest
from ical.calendar_stream import IcsCalendarStream
from lxml import html

from project import ROOT, build

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


def table(site: Path, name: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with (site / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def as_cells(row: dict[str, Any]) -> dict[str, str]:
    """An entry of a JSON file as its row in the table is."""
    return {
        key: " ".join(value) if isinstance(value, list) else value or ""
        for key, value in row.items()
    }


def test_every_event_of_the_page_is_in_the_data_and_nothing_else(site: Path) -> None:
    on_page = tree(site, "timeline").xpath('//li[@class="event"]/@id')
    assert len(on_page) > 50
    assert len(set(on_page)) == len(on_page)
    assert [event["id"] for event in load(site, "events")] == on_page
    assert [row["id"] for row in table(site, "events")] == on_page


def test_the_page_says_of_an_event_what_the_data_say(site: Path) -> None:
    page = tree(site, "timeline")
    for event in load(site, "events"):
        (item,) = page.xpath(f'//li[@id="{event["id"]}"]')
        times = item.xpath('./p[@class="event-date"]//time/@datetime')
        dates = [date for date in (event["date"], event["end"]) if date not in (None, "undated")]
        assert times == list(dict.fromkeys(dates)), event["id"]
        assert item.xpath("./h3")[0].text_content().removesuffix("¶") == event["title"]
        assert item.xpath('.//*[@class="place"]/text()') == [event["place"]] * bool(event["place"])


def entries(site: Path) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical((site / "data/events.ics").read_bytes())
    assert calendar.errors == []
    assert all(entry.errors == [] for entry in calendar.events)
    return calendar.events


def test_calendar_has_exactly_the_events_of_known_days(site: Path) -> None:
    rows = {row["id"]: row for row in load(site, "events")}
    known = [
        name
        for name, row in rows.items()
        if len(row["date"]) == len("2025-04-17") and len(row["end"] or "2025-04-17") == 10
    ]
    assert 0 < len(known) < len(rows)
    found = entries(site)
    assert [entry["UID"] for entry in found] == [
        f"{name}@the-paris-talks-explained" for name in known
    ]
    for entry, name in zip(found, known, strict=True):
        row = rows[name]
        assert entry["SUMMARY"] == row["title"]
        assert entry.decoded("DTSTART") == date.fromisoformat(row["date"])
        last = date.fromisoformat(row["end"] or row["date"])
        assert entry.decoded("DTEND") == last + timedelta(days=1)
        assert entry.get("LOCATION") == row["place"]
        assert entry["URL"].endswith(f"/timeline/#{name}")
        assert len(entry["CATEGORIES"].cats) == len(row["topics"])


def test_calendar_is_read_by_another_program(site: Path, caplog: pytest.LogCaptureFixture) -> None:
    text = (site / "data/events.ics").read_bytes()
    assert text.count(b"\r\n") == text.count(b"\n") == text.count(b"\r")
    assert max(map(len, text.split(b"\r\n"))) <= 75
    other = IcsCalendarStream.calendar_from_ics(text.decode())
    assert [(e.uid, e.summary, e.dtstart, e.dtend) for e in other.events] == [
        (e["UID"], e["SUMMARY"], e.decoded("DTSTART"), e.decoded("DTEND")) for e in entries(site)
    ]
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize("name", ["events", "positions"])
def test_tables_are_what_rfc_4180_says(site: Path, name: str) -> None:
    text = (site / "data" / f"{name}.csv").read_bytes()
    assert not text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\r\n") == text.count(b"\n") == text.count(b"\r")
    rows = table(site, name)
    assert len(rows) == len(load(site, name))
    assert all(None not in row and None not in row.values() for row in rows)
    for row in rows:
        assert not [cell for cell in row.values() if cell.startswith(tuple("'=+-@\t"))]


def test_events_come_back_from_the_table(site: Path) -> None:
    assert table(site, "events") == [as_cells(row) for row in load(site, "events")]


def test_positions_come_back_from_the_table(site: Path) -> None:
    rows = table(site, "positions")
    names = [(row.pop("actor_name"), row.pop("issue_label")) for row in rows]
    expected = []
    for row in load(site, "positions"):
        later = row.pop("later") or {"summary": None, "as_of": None, "sources": []}
        expected.append(as_cells({**row, **{f"later_{key}": v for key, v in later.items()}}))
    assert rows == expected
    page = tree(site, "positions")
    for row, (actor, issue) in zip(rows, names, strict=True):
        heading = page.get_element_by_id(f"{row['issue']}-{row['actor']}-heading")
        assert heading.text_content().startswith(f"{actor}: ")
        column = page.get_element_by_id(f"issue-{row['issue']}").text_content()
        assert column.removesuffix("¶") == issue


def test_every_position_of_the_page_is_in_the_data_and_nothing_else(site: Path) -> None:
    page = tree(site, "positions")
    cells = [link[1:] for link in page.xpath('//td[@class="stance"]/a/@href')]
    in_words = page.xpath('//section[@class="position"]/@id')
    rows = [f"{row['issue']}-{row['actor']}" for row in load(site, "positions")]
    assert len(rows) > 50
    assert rows == in_words
    assert sorted(cells) == sorted(rows)
    assert [f"{row['issue']}-{row['actor']}" for row in table(site, "positions")] == rows
    changed = [link[1:] for link in page.xpath("//td/a[contains(., '*')]/@href")]
    later = [f"{r['issue']}-{r['actor']}" for r in load(site, "positions") if r["later"]]
    assert sorted(changed) == sorted(later)


def test_every_term_of_the_glossary_is_in_the_data_and_nothing_else(site: Path) -> None:
    on_page = tree(site, "glossary").xpath('//section[@class="entry"]/@data-entry')
    terms = [f"term {term['id']}" for term in load(site, "terms")]
    assert len(terms) > 50
    assert sorted(on_page) == sorted(terms)


def test_the_page_of_downloads_leads_to_every_file_there_is(site: Path) -> None:
    page = tree(site, "data")
    base = "https://site.invalid/"
    links = {urljoin(f"{base}data/", link) for link in page.xpath("//article//a/@href")}
    linked = {link.removeprefix(base) for link in links if link.startswith(base)}
    there = {f.relative_to(site).as_posix() for f in (site / "data").rglob("*") if f.is_file()}
    assert there - {"data/index.html"} | {"feed.xml", "feed.json"} <= linked
    assert {link for link in linked if link.startswith("data/") and "#" not in link} <= there
    sections = page.xpath("//div[@class='data-files']/section[.//table]")
    assert len(sections) == len(FILES)
    for section in sections:
        assert section.xpath(".//a[@rel='license external']/text()") == ["CC BY 4.0"]
        assert section.xpath(".//a[starts-with(@aria-label, 'Schema of ')]")


@pytest.mark.parametrize("name", [name for name in FILES if name != "coverage"])
def test_the_page_names_every_field_of_a_file(site: Path, name: str) -> None:
    (section,) = tree(site, "data").xpath(f'//section[h2/@id="{name}"]')
    described = set(section.xpath(".//table[1]//tbody//th//code/text()"))
    assert {key for row in load(site, name) for key in row} <= described


def test_another_host_changes_addresses_only(site: Path, tmp_path: Path) -> None:
    """What programs know things by is the same in a preview and on the published site."""
    build(ROOT, tmp_path / "b", "https://other.example/there/")
    for file in sorted((site / "data").rglob("*")):
        other = tmp_path / "b" / file.relative_to(site)
        if file.suffix in (".json", ".csv"):
            assert file.read_bytes() == other.read_bytes(), file.name
    assert [e["UID"] for e in entries(tmp_path / "b")] == [e["UID"] for e in entries(site)]
    found = entries(tmp_path / "b")[0]["URL"]
    assert found.startswith("https://other.example/there/timeline/#")


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


def test_feed_is_taken_by_a_reader_of_feeds(site: Path) -> None:
    headers = {"content-type": "application/atom+xml"}
    found = feedparser.parse((site / "feed.xml").read_bytes(), response_headers=headers)
    assert not found.bozo
    assert found.version == "atom10"
    ids = [entry.id for entry in found.entries]
    assert ids
    assert len(set(ids)) == len(ids)
    assert found.feed.links[0].href.endswith("/feed.xml")


def test_every_page_announces_the_feeds(site: Path) -> None:
    for file in site.rglob("*.html"):
        base = f"https://site.invalid/{file.relative_to(site).as_posix()}"
        links = html.parse(str(file)).xpath('//head/link[@rel="alternate"]')
        found = {link.get("type"): urljoin(base, link.get("href")) for link in links}
        assert found == {
            "application/atom+xml": "https://site.invalid/feed.xml",
            "application/feed+json": "https://site.invalid/feed.json",
        }, file
