"""The files to take away: valid, and the same as the pages."""

import csv
import logging
import re
import unicodedata
from collections.abc import Callable
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
from lxml.html import HtmlElement

from built_notes import anchor_of, curved, opened_by, words_of_notes
from explainer.data.files import data_files
from project import build

LASTING = (
    *("data/statements.json", "data/coverage.json", "data/terms.json", "data/sources.json"),
    *("data/events.json", "data/events.csv", "data/events.ics", "data/figures.json"),
    *("data/positions.json", "data/positions.csv", "data/changes.json", "feed.xml", "feed.json"),
)
"""Files whose addresses others rely on; each JSON file of data/ has a schema too."""

Read = Callable[[str], Any]


def test_no_address_of_a_download_is_given_up(site: Path) -> None:
    names = [Path(path).name for path in LASTING if re.match(r"data/\w+\.json", path)]
    for path in (*LASTING, *(f"data/schema/{name}" for name in names)):
        assert (site / path).is_file(), path


@pytest.mark.parametrize("name", data_files())
def test_file_validates_against_the_published_schema(load: Read, name: str) -> None:
    schema = load(f"data/schema/{name}")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(load(f"data/{name}"))
    assert load(f"data/{name}")


def test_statements_agree_with_the_pages_both_ways(
    load: Read, articles: dict[str, HtmlElement]
) -> None:
    rows = {row["id"]: row for row in load("data/statements")}
    on_pages: dict[str, list[tuple[str, str, str]]] = {anchor_of(key): [] for key in rows}
    for address, article in articles.items():
        if address.startswith("figures/"):
            continue  # it repeats what stands on a topic page
        section = ""
        opened, words = opened_by(article), words_of_notes(article)
        for element in article.iter("h2", "h3", "sup"):
            if element.tag != "sup":
                section = element.get("id", "")
            elif element.get("id", "").startswith("fnref:note-"):
                note = element.get("id").replace("fnref:", "fn:")
                for anchor in opened[note]:
                    if anchor in on_pages:
                        on_pages[anchor].append((f"/{address}", section, words[note]))
    assert any(on_pages.values())
    for key, row in rows.items():
        used_on = [(use["page"], use["anchor"], use["text"]) for use in row["used_on"]]
        assert sorted(used_on) == sorted(on_pages[anchor_of(key)]), key
        assert bool(row["left_out"]) == (not row["used_on"]), key


def test_coverage_agrees_with_the_statements_and_the_sources(
    load: Read, sentences: dict[str, set[str]], claims: dict[str, int]
) -> None:
    rows, coverage = load("data/statements"), load("data/coverage")
    numbers = {name: len(known) for name, known in sentences.items()}
    assert {name: source["sentences"] for name, source in coverage["sources"].items()} == numbers
    for name, source in coverage["sources"].items():
        mine = [row for row in rows if row["source"] == name]
        used = {(r["paragraph"], r["sentence"]) for r in mine if not r["left_out"]}
        out = {(r["paragraph"], r["sentence"]) for r in mine if r["left_out"]}
        assert source["used"] == len(used), name
        assert source["left_out"] == len(out - used), name
        assert source["missing"] == 0, name
        assert source["claims"] == claims[name] == len(mine), name
        assert source["claims_used"] == sum(not row["left_out"] for row in mine), name
        assert source["claims_left_out"] == sum(bool(row["left_out"]) for row in mine), name
        assert source["claims_missing"] == 0, name
    assert coverage["sentences"] == sum(numbers.values())
    assert coverage["claims"] == sum(claims.values()) == len(rows)


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


def test_every_event_stands_once_on_the_page_and_in_the_data(
    site: Path, load: Read, content: Read, articles: dict[str, HtmlElement]
) -> None:
    on_page = articles["timeline/"].xpath('.//li[starts-with(@class, "event")]/@id')
    assert sorted(on_page) == sorted(event["id"] for event in content("events"))
    assert [event["id"] for event in load("data/events")] == on_page
    assert [row["id"] for row in table(site, "events")] == on_page


def test_the_page_says_of_an_event_what_the_data_say(
    load: Read, articles: dict[str, HtmlElement]
) -> None:
    items = {item.get("id"): item for item in articles["timeline/"].iter("li")}
    for event in load("data/events"):
        item, name = items[event["id"]], event["id"]
        times = item.xpath('./p[@class="event-date"]//time/@datetime')
        dates = [date for date in (event["date"], event["end"]) if date not in (None, "undated")]
        assert times == list(dict.fromkeys(dates)), name
        assert item.xpath("./h3")[0].text_content().removesuffix("¶") == curved(event["title"]), (
            name
        )
        places = item.xpath('.//*[@class="place"]/text()')
        assert places == [curved(event["place"] or "")] * bool(event["place"]), name


def entries(site: Path) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical((site / "data/events.ics").read_bytes())
    assert calendar.errors == []
    assert all(entry.errors == [] for entry in calendar.events)
    return calendar.events


def slug(name: str) -> str:
    """A name as an id."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.casefold()))


def test_calendar_has_exactly_the_events_of_known_days(
    site: Path, load: Read, settings: dict[str, Any]
) -> None:
    rows = {row["id"]: row for row in load("data/events")}
    known = [
        name
        for name, row in rows.items()
        if len(row["date"]) == len("2025-04-17") and len(row["end"] or "2025-04-17") == 10
    ]
    assert known
    found = entries(site)
    domain = slug(settings["site_name"])
    assert [entry["UID"] for entry in found] == [f"{name}@{domain}" for name in known]
    for entry, name in zip(found, known, strict=True):
        row = rows[name]
        assert entry["SUMMARY"] == row["title"], name
        assert entry.decoded("DTSTART") == date.fromisoformat(row["date"]), name
        last = date.fromisoformat(row["end"] or row["date"])
        assert entry.decoded("DTEND") == last + timedelta(days=1), name
        assert entry.get("LOCATION") == row["place"], name
        assert entry["URL"].endswith(f"/timeline/#{name}"), name
        assert len(entry["CATEGORIES"].cats) == len(row["topics"]), name


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
def test_tables_are_what_rfc_4180_says(site: Path, load: Read, name: str) -> None:
    text = (site / "data" / f"{name}.csv").read_bytes()
    assert not text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\r\n") == text.count(b"\n") == text.count(b"\r")
    rows = table(site, name)
    entries = load(f"data/{name}")
    assert len(rows) == len(entries) + sum(len(entry.get("earlier", ())) for entry in entries)
    assert all(None not in row and None not in row.values() for row in rows)
    for row in rows:
        assert not [cell for cell in row.values() if cell.startswith(tuple("'=+-@\t"))]


def test_events_come_back_from_the_table(site: Path, load: Read) -> None:
    assert table(site, "events") == [as_cells(row) for row in load("data/events")]


def test_positions_come_back_from_the_table(
    site: Path, load: Read, articles: dict[str, HtmlElement]
) -> None:
    rows = table(site, "positions")
    names = [(row.pop("actor_name"), row.pop("issue_label")) for row in rows]
    expected = []
    for entry in load("data/positions"):
        of = {"actor": entry["actor"], "issue": entry["issue"]}
        latest = {key: entry[key] for key in ("stance", "summary", "as_of", "sources")}
        expected.append(as_cells({**of, "latest": "true", **latest}))
        expected += [as_cells({**of, "latest": "false", **row}) for row in entry["earlier"]]
    assert rows == expected
    shown = {e.get("id"): e.text_content() for e in articles["positions/"].xpath(".//*[@id]")}
    for row, (actor, issue) in zip(rows, names, strict=True):
        assert shown[f"{row['issue']}-{row['actor']}-heading"].startswith(f"{curved(actor)}: ")
        assert shown[f"issue-{row['issue']}"].removesuffix("¶") == curved(issue)


def test_every_position_stands_once_on_the_page_and_in_the_data(
    site: Path, load: Read, content: Read, articles: dict[str, HtmlElement]
) -> None:
    page = articles["positions/"]
    cells = [link[1:] for link in page.xpath(".//table//td/a/@href")]
    in_words = page.xpath('.//section[@class="position"]/@id')
    written = content("positions")["positions"]
    rows = [f"{row['issue']}-{row['actor']}" for row in load("data/positions")]
    assert rows == in_words
    assert sorted(rows) == sorted(f"{row['issue']}-{row['actor']}" for row in written)
    assert sorted(cells) == sorted(rows)
    cells = [row for row in table(site, "positions") if row["latest"] == "true"]
    assert [f"{row['issue']}-{row['actor']}" for row in cells] == rows
    for row in written:
        (section,) = page.xpath(f'.//section[@id="{row["issue"]}-{row["actor"]}"]')
        times = section.xpath("details/p[@class='earlier']/strong/time/@datetime")
        assert times == [stand["as_of"] for stand in row.get("earlier", ())], section.get("id")


def test_every_term_stands_once_in_the_glossary_and_in_the_data(
    load: Read, content: Read, articles: dict[str, HtmlElement]
) -> None:
    written = sorted(term["id"] for term in content("terms"))
    on_page = articles["glossary/"].xpath('.//section[@class="entry"]/@data-entry')
    assert sorted(on_page) == [f"term {name}" for name in written]
    assert [term["id"] for term in load("data/terms")] == written


def test_the_page_of_downloads_leads_to_every_file_there_is(
    site: Path, articles: dict[str, HtmlElement], settings: dict[str, Any]
) -> None:
    page = articles["data/"]
    base = "https://site.invalid/"
    links = {urljoin(f"{base}data/", link) for link in page.xpath(".//a/@href")}
    linked = {link.removeprefix(base) for link in links if link.startswith(base)}
    there = {f.relative_to(site).as_posix() for f in (site / "data").rglob("*") if f.is_file()}
    assert there - {"data/index.html"} | {"feed.xml", "feed.json"} <= linked
    assert {link for link in linked if link.startswith("data/") and "#" not in link} <= there
    sections = page.xpath(".//div[@class='data-files']/section[.//table]")
    assert [section.xpath("string(h2/@id)") for section in sections] == list(data_files())
    licence = settings["extra"]["licence"]["name"]
    for section, name in zip(sections, data_files(), strict=True):
        assert section.xpath(".//a[@rel='license external']/text()") == [licence], name
        assert section.xpath(".//a[starts-with(@aria-label, 'Schema of ')]"), name


@pytest.mark.parametrize("name", [name for name in data_files() if name != "coverage"])
def test_the_page_names_every_field_of_a_file(
    load: Read, articles: dict[str, HtmlElement], name: str
) -> None:
    (section,) = articles["data/"].xpath(f'.//section[h2/@id="{name}"]')
    described = set(section.xpath(".//table[1]//tbody//th//code/text()"))
    assert {key for row in load(f"data/{name}") for key in row} <= described


def test_another_host_changes_addresses_only(tiny: Path, tiny_site: Path, tmp_path: Path) -> None:
    """What programs know things by is the same in a preview and on the published site."""
    other = tmp_path / "out"
    build(tiny, other, "https://other.example/there/")
    data = [f.relative_to(tiny_site) for f in sorted(tiny_site.rglob("*.*"))]
    data = [f for f in data if f.suffix in (".json", ".csv") and f.name != "feed.json"]
    assert len(data) > 20
    for file in data:
        assert (tiny_site / file).read_bytes() == (other / file).read_bytes(), file
    uids = [entry["UID"] for entry in entries(other)]
    assert (
        uids
        == [entry["UID"] for entry in entries(tiny_site)]
        == ["vote@the-harbour-bridge-explained"]
    )
    assert entries(other)[0]["URL"] == "https://other.example/there/timeline/#vote"


def test_public_record_agrees_with_the_page(
    load: Read, content: Read, articles: dict[str, HtmlElement]
) -> None:
    ids = {item["id"] for item in load("data/sources")}
    assert ids == {entry["id"] for entry in content("record")}
    assert ids == set(articles["sources/"].xpath('.//li[@class="record"]/@id'))


def test_feeds_hold_the_changes(
    site: Path, load: Read, content: Read, articles: dict[str, HtmlElement]
) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.parse(site / "feed.xml").getroot()
    entries = [entry.findtext(f"{atom}id") for entry in feed.findall(f"{atom}entry")]
    items = load("feed")["items"]
    assert entries == [item["id"] for item in items]
    anchors = articles["changes/"].xpath('.//section[@class="change"]/h2/@id')
    assert [item["url"].partition("#")[2] for item in items] == anchors
    assert sorted(anchors) == sorted(change["id"] for change in content("changes"))
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


def test_every_page_announces_the_feeds(documents: dict[str, HtmlElement], site_url: str) -> None:
    for path, tree in documents.items():
        base = site_url + path
        links = tree.xpath('//head/link[@rel="alternate"]')
        found = {link.get("type"): urljoin(base, link.get("href")) for link in links}
        assert found == {
            "application/atom+xml": f"{site_url}feed.xml",
            "application/feed+json": f"{site_url}feed.json",
        }, path
