"""The files to take away: which there are, what is in them, and how their fields are described."""

import csv
import io
import json
from typing import Any

import pytest

from explainer.data.export import event_files, exports, position_files
from explainer.data.files import MEDIA_TYPES, data_files, fields_in_words
from explainer.data.shapes import EventData, PositionRow
from explainer.dates import PartialDate
from explainer.publication import Publication
from explainer.records.base import Record
from explainer.records.subject import Actor, Event, Position
from explainer.site import Site
from tiny_pages import open_tiny, render, render_all

FILES = tuple(data_files().values())


@pytest.fixture
def site() -> Site:
    return open_tiny(name="The Bridge", url="https://site.example/")


def only_position(site: Site) -> Position:
    (position,) = site.content.all(Position).values()
    return position


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_exactly_the_files_that_are_listed_are_written(site: Site) -> None:
    render_all(site)
    listed = [path for file in FILES for path in file.paths.values()]
    assert sorted(exports(site)) == sorted(listed)
    assert len(listed) == len(set(listed))
    endings = {ending for file in FILES for ending in file.formats}
    assert {*endings, "svg"} == set(MEDIA_TYPES)
    assert all(next(iter(file.formats)) == "json" for file in FILES)


def test_a_statement_names_the_words_that_rest_on_it(site: Site) -> None:
    render_all(site)
    used = {row["id"]: row["used_on"] for row in json.loads(exports(site)["data/statements.json"])}
    anchor, silent = "what-does-the-toll-do", "what-the-sources-do-not-say"
    asked = {"anchor": silent, "text": "Neither source names a price."}
    assert used["leaflet:1.2"] == [
        {"page": "/topics/cost/", "anchor": "who-pays", "text": "The toll, says Quay."},
        *(
            {"page": "/topics/cost/", "anchor": "who-pays", "text": offer}
            for offer in (
                "The mayor one coin the bridge is paid",
                "The council half a coin it votes again",
            )
        ),
        {
            "page": "/topics/plan/",
            "anchor": anchor,
            "text": "The toll pays for the bridge, says the mayor Ada Quay.",
        },
    ]
    assert used["leaflet:2.1"] == [
        {"page": "/topics/cost/", "anchor": "in-short", "text": "The leaflet names no price."},
        {"page": "/topics/cost/", **asked},
        {"page": "/topics/plan/", **asked},
    ]
    run = "The bridge gets two lanes. Cyclists have one for themselves."
    of_both = [{"page": "/topics/plan/", "anchor": anchor, "text": run}]
    assert used["leaflet:3.1a"] == used["leaflet:3.1b"] == of_both
    assert used["leaflet:2.2"] == []


def test_a_statement_that_is_cited_twice_in_a_section_has_the_words_of_each(site: Site) -> None:
    text = "One, *two's*.[@leaflet:1.1] Three.[@herald-2020]\n\n"
    text += "| A | B |\n|---|---|\n| `4` | A toll[@leaflet:1.1] |"
    render(text, site=site)
    (row, *_) = json.loads(exports(site)["data/statements.json"])
    assert [use["text"] for use in row["used_on"]] == ["One, two’s.", "4 A toll"]


def test_some_events_are_written_in_the_order_given(site: Site) -> None:
    events = [site.content.all(Event)[name] for name in ("opening", "vote")]
    files = event_files(site, iter(events))
    assert list(files) == ["events.json", "events.csv", "events.ics"]
    assert [row["id"] for row in json.loads(files["events.json"])] == ["opening", "vote"]
    assert [row["id"] for row in table(files["events.csv"])] == ["opening", "vote"]
    assert files["events.ics"].count("BEGIN:VEVENT") == 1
    assert list(table(files["events.csv"])[0]) == list(EventData.model_fields)


def test_no_event_makes_files_without_rows(site: Site) -> None:
    files = event_files(site, [])
    assert json.loads(files["events.json"]) == []
    assert table(files["events.csv"]) == []
    assert "BEGIN:VCALENDAR" in files["events.ics"]
    assert "BEGIN:VEVENT" not in files["events.ics"]


def test_a_position_is_flat_in_the_table(site: Site) -> None:
    files = position_files(site, site.content.all(Position).values())
    assert list(files) == ["positions.json", "positions.csv"]
    assert json.loads(files["positions.json"]) == [
        {
            "actor": "quay",
            "issue": "toll",
            "words": "A smaller toll",
            "stance": "supports",
            "summary": "She later asked for less.",
            "as_of": "2021",
            "sources": ["herald-2020"],
            "earlier": [
                {
                    "stance": "supports",
                    "summary": "Quay says that a toll is fair.",
                    "as_of": "2020-05",
                    "sources": ["gazette-2020"],
                }
            ],
        }
    ]
    about = {
        "actor": "quay",
        "actor_name": site.content.all(Actor)["quay"].name,
        "issue": "toll",
        "issue_label": "The toll",
        "stance": "supports",
    }
    assert table(files["positions.csv"]) == [
        {
            **about,
            "latest": "true",
            "summary": "She later asked for less.",
            "as_of": "2021",
            "sources": "herald-2020",
        },
        {
            **about,
            "latest": "false",
            "summary": "Quay says that a toll is fair.",
            "as_of": "2020-05",
            "sources": "gazette-2020",
        },
    ]


def test_a_position_that_did_not_change_is_one_row(site: Site) -> None:
    position = only_position(site).model_copy(update={"earlier": ()})
    files = position_files(site, [position])
    assert json.loads(files["positions.json"])[0]["earlier"] == []
    (row,) = table(files["positions.csv"])
    assert row["latest"] == "true"


def test_markup_and_formulas_in_records_are_text(site: Site) -> None:
    text = '=HYPERLINK("x"), <b>; "q"'
    position = only_position(site).model_copy(update={"summary": text})
    files = position_files(site, [position])
    assert json.loads(files["positions.json"])[0]["summary"] == text
    assert table(files["positions.csv"])[0]["summary"] == f"'{text}"


def test_table_and_calendar_end_their_lines_with_cr_lf(site: Site) -> None:
    texts = {**event_files(site, site.content.all(Event).values())}
    texts |= position_files(site, site.content.all(Position).values())
    for name, text in texts.items():
        ends = text.count("\r\n")
        assert ends == (0 if name.endswith(".json") else text.count("\n")), name
        assert text.endswith("\n")


# How fields are described


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_field_has_a_type_and_a_meaning(file: Any) -> None:
    for title, fields in file.tables:
        assert file.name in title
        for field in fields:
            assert field.kind, field
            assert field.meaning, field
        assert len({field.name for field in fields}) == len(fields)


def test_a_table_of_its_own_is_described_too() -> None:
    titles = [title for title, _ in data_files()["positions"].tables]
    assert titles == ["Fields of positions.json", "Columns of positions.csv"]
    assert [f.name for f in data_files()["positions"].tables[1][1]] == list(
        PositionRow.model_fields
    )
    (title,) = [title for title, _ in data_files()["events"].tables]
    assert title == "Fields of events.json, which are the columns of events.csv"


class Inner(Record):
    """Inside."""

    day: PartialDate
    """When."""


class Outer(Record):
    """Outside."""

    inner: Inner | None
    """One."""
    inners: tuple[Inner, ...]
    """Some."""
    named: dict[str, Inner]
    """By name."""
    numbers: list[list[int]]
    """Many."""
    unknown: str | None = None
    """Perhaps."""


def test_types_are_said_in_plain_words() -> None:
    assert [(name, kind) for name, kind, _ in fields_in_words(Outer)] == [
        ("inner", "object, or null"),
        ("inner.day", "date"),
        ("inners", "list of objects"),
        ("inners.day", "date"),
        ("named", "objects by name"),
        ("named.*.day", "date"),
        ("numbers", "list of lists of numbers"),
        ("unknown", "text, where known"),
    ]


def test_the_page_lists_each_file_with_a_heading_and_its_fields(site: Site) -> None:
    tree = render("/// data-files\n///", "about.md", site).tree
    assert tree.xpath("//section/h2/@id") == [*(file.name for file in FILES), "feeds"]
    captions = tree.xpath("//table/caption/text()")
    assert captions == [title for file in FILES for title, _ in file.tables]
    assert "earlier.as_of" in tree.xpath("//tbody//th//code/text()")


def test_without_an_address_of_the_site_no_feed_is_listed(site: Site) -> None:
    site.publication = Publication(name="The Bridge")
    assert "feeds" not in render("/// data-files\n///", "about.md", site).tree.xpath("//h2/@id")
