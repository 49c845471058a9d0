"""The calendar: whole days only, nothing of the clock, and two readers agree on it."""

import logging
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from explainer.data.calendar import in_calendar, to_calendar, uid
from explainer.dates import FIRST_YEAR, LAST_YEAR
from explainer.publication import Publication
from explainer.records.editorial import Change
from explainer.records.subject import Event
from explainer.site import Site
from tiny_pages import open_tiny, put_all

URL = "https://site.example/"


def site_of(*changes: Change, url: str = URL, name: str = "The Bridge, Explained") -> Site:
    site = open_tiny()
    site.publication = Publication(name=name, url=url)
    put_all(site, "change", *changes)
    return site


def event(day: str = "2020-05-03", end: str | None = None, **more: Any) -> Event:
    fields = {"title": "A vote", "summary": "They voted.", "topics": ["plan"], "sources": ["x"]}
    return Event.model_validate({"id": "vote", "date": day, "end": end, **fields, **more})


def change(day: str) -> Change:
    fields = {"kind": "addition", "summary": "x", "why": "x", "pages": ["/"]}
    return Change.model_validate({"id": day, "date": day, **fields})


def read(text: str) -> list[icalendar.Event]:
    """The entries as one library reads them, after another has read the same."""
    calendar = icalendar.Calendar.from_ical(text)
    assert calendar.errors == []
    entries = calendar.events
    assert all(entry.errors == [] for entry in entries)
    others = IcsCalendarStream.calendar_from_ics(text).events
    assert [
        (o.uid, o.summary, o.description, o.location, o.dtstart, o.dtend, list(o.categories))
        for o in others
    ] == [
        (
            *(e.get(name) for name in ("UID", "SUMMARY", "DESCRIPTION", "LOCATION")),
            *(e.decoded(name) for name in ("DTSTART", "DTEND")),
            [str(category) for category in e["CATEGORIES"].cats] if "CATEGORIES" in e else [],
        )
        for e in entries
    ]
    return entries


def entry(made: Event, site: Site | None = None) -> icalendar.Event:
    (found,) = read(to_calendar(site or site_of(), [made]))
    return found


def test_calendar_holds_what_rfc_5545_asks_for() -> None:
    text = to_calendar(site_of(change("2020-06-01")), [event(place="The quay")])
    assert text.split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//The Bridge\\, Explained//the-bridge-explained//EN",
        "METHOD:PUBLISH",
        "NAME:The Bridge\\, Explained",
        "X-WR-CALNAME:The Bridge\\, Explained",
        "BEGIN:VEVENT",
        "SUMMARY:A vote",
        "DTSTART;VALUE=DATE:20200503",
        "DTEND;VALUE=DATE:20200504",
        "DTSTAMP:20200601T000000Z",
        "UID:vote@the-bridge-explained",
        "CATEGORIES:The plan",
        "DESCRIPTION:They voted.",
        "LOCATION:The quay",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "URL:https://site.example/timeline/#vote",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("first", "last", "after"),
    [
        ("2020-05-03", None, date(2020, 5, 4)),
        ("2020-05-03", "2020-05-03", date(2020, 5, 4)),
        ("2020-05-03", "2020-05-05", date(2020, 5, 6)),
        ("2020-02-28", "2020-02-29", date(2020, 3, 1)),
        ("2020-12-30", "2020-12-31", date(2021, 1, 1)),
    ],
)
def test_the_end_is_the_day_after_the_last(first: str, last: str | None, after: date) -> None:
    found = entry(event(first, last))
    assert found.decoded("DTSTART") == date.fromisoformat(first)
    assert found.decoded("DTEND") == after


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("undated", None),
        ("2020", None),
        ("2020-05", None),
        ("2020-05-03", "2020-06"),
        ("2020-05-03", "undated"),
        ("2020-05", "2020-06-01"),
    ],
)
def test_what_is_not_known_to_the_day_stays_out(first: str, last: str | None) -> None:
    made = event(first, last)
    assert not in_calendar(made)
    assert read(to_calendar(site_of(), [made])) == []


def test_order_is_kept() -> None:
    events = [event("2021-01-01", id="b"), event("2020", id="c"), event("2020-01-01", id="a")]
    found = read(to_calendar(site_of(), events))
    assert [e["UID"].partition("@")[0] for e in found] == ["b", "a"]


@pytest.mark.parametrize(
    ("days", "stamp"),
    [
        ([], datetime(1970, 1, 1, tzinfo=UTC)),
        (["2020-06-01", "2021-01-02", "2020-12-31"], datetime(2021, 1, 2, tzinfo=UTC)),
    ],
)
def test_the_stamp_is_that_of_the_newest_change(days: list[str], stamp: datetime) -> None:
    site = site_of(*(change(day) for day in days))
    assert entry(event(), site).decoded("DTSTAMP") == stamp


def test_the_name_of_an_entry_is_the_same_on_every_host() -> None:
    sites = [site_of(url=url) for url in (URL, "http://127.0.0.1:8000/")]
    assert {uid(event(), site) for site in sites} == {"vote@the-bridge-explained"}


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Überblick: 2 Brücken", "uberblick-2-brucken"), ("橋", "site"), ("", "site")],
)
def test_a_name_in_other_letters_makes_a_valid_one(name: str, slug: str) -> None:
    assert Publication(name=name).slug == slug


def test_what_is_contested_or_only_announced_is_said() -> None:
    found = entry(event(contested="The captain disputes it.", announced=True))
    assert found["DESCRIPTION"] == "They voted.\n\nContested: The captain disputes it."
    assert found["STATUS"] == "TENTATIVE"


def test_an_event_without_a_place_has_none() -> None:
    assert "LOCATION" not in entry(event())


@pytest.mark.parametrize(
    "text",
    [
        "commas, semicolons; colons: and \\ backslashes \\n",
        "“curly”, \"straight\" and 'single' quotes",
        "🕊️ émigré 橋",
        "END:VEVENT",
        "a" * 500,
        "🕊️" * 200,
        "word " * 300 + "end",
    ],
)
def test_any_text_comes_through_and_lines_are_folded(text: str) -> None:
    made = event(title=text, summary=text, place=text)
    found = entry(made)
    assert (found["SUMMARY"], found["DESCRIPTION"], found["LOCATION"]) == (
        made.title, made.summary, made.place
    )  # fmt: skip
    lines = to_calendar(site_of(), [made]).encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(b"\n" not in line and b"\r" not in line for line in lines)


def test_a_text_with_line_ends_adds_no_line() -> None:
    made = event().model_copy(update={"summary": "one\ntwo\r\nBEGIN:VALARM"})
    assert entry(made)["DESCRIPTION"] == "one\ntwo\nBEGIN:VALARM"
    assert "\r\nBEGIN:VALARM" not in to_calendar(site_of(), [made])


days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR - 2, 12, 31))


@given(days, st.integers(0, 400))
def test_a_program_shows_just_the_days_of_the_event(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = entry(event(first.isoformat(), last.isoformat()))
    assert (found.decoded("DTEND") - found.decoded("DTSTART")).days == length + 1


def test_the_same_records_give_the_same_text(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        events = [event(), event("2021-01-01", id="b")]
        assert to_calendar(site_of(), events) == to_calendar(site_of(), events)
        read(to_calendar(site_of(), events))
    assert [r for r in caplog.records if r.levelno >= logging.WARNING] == []
