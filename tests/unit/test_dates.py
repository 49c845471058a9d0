"""Dates: what is written is what is meant, and the calendar is obeyed."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from explainer.dates import FIRST_YEAR, LAST_YEAR, UNDATED, PartialDate, span_in_words

parse = PartialDate.parse
real_days = st.dates(datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31))
days = real_days.map(lambda day: PartialDate(day.year, day.month, day.day))


@given(real_days)
def test_every_real_day_is_read_and_written_as_iso(day: datetime.date) -> None:
    date = parse(day.isoformat())
    assert (date.year, date.month, date.day) == (day.year, day.month, day.day)
    assert str(date) == day.isoformat()
    assert date.first_day == date.last_day == day


def test_a_date_is_to_come_once_no_part_of_it_can_have_begun() -> None:
    """One day is allowed for, as it is tomorrow east of here."""
    today = datetime.datetime.now(datetime.UTC).date()
    near, far = (today + datetime.timedelta(days=days) for days in (0, 3))
    assert not parse(near.isoformat()).is_to_come
    assert parse(far.isoformat()).is_to_come
    assert not parse(near.isoformat()[:7]).is_to_come
    assert not parse(near.isoformat()[:4]).is_to_come
    assert parse(str(today.year + 2)).is_to_come
    assert not parse(UNDATED).is_to_come


@given(real_days)
def test_months_and_years_round_trip_and_span_their_days(day: datetime.date) -> None:
    month, year = parse(day.isoformat()[:7]), parse(day.isoformat()[:4])
    assert str(month) == day.isoformat()[:7]
    assert str(year) == day.isoformat()[:4]
    for date in (month, year):
        assert date.first_day <= day <= date.last_day
    assert (month.last_day + datetime.timedelta(days=1)).day == 1
    assert month.first_day.day == 1
    assert (year.last_day.month, year.last_day.day) == (12, 31)


@given(st.integers(FIRST_YEAR, LAST_YEAR), st.integers(0, 99), st.integers(0, 99))
def test_exactly_the_days_of_the_calendar_are_read(year: int, month: int, day: int) -> None:
    text = f"{year:04d}-{month:02d}-{day:02d}"
    try:
        datetime.date(year, month, day)
    except ValueError:
        with pytest.raises(ValueError, match=text):
            parse(text)
    else:
        assert str(parse(text)) == text


@given(st.integers(0, 9999), st.sampled_from(["", "-05", "-05-17"]))
def test_a_year_beyond_those_that_can_be_meant_is_refused(year: int, rest: str) -> None:
    text = f"{year:04d}{rest}"
    if FIRST_YEAR <= year <= LAST_YEAR:
        assert str(parse(text)) == text
    else:
        with pytest.raises(ValueError, match=text):
            parse(text)


@pytest.mark.parametrize("text", ["0205-04-17", "20205", "0999", "3000-01"])
def test_a_slip_of_the_pen_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=f'"{text}" is not '):
        parse(text)


@given(st.text(max_size=12))
def test_any_other_text_is_refused_with_the_text_in_the_message(text: str) -> None:
    try:
        date = parse(text)
    except ValueError as error:
        said = str(error)
    else:
        said = f'"{date}"'
    assert f'"{text}"' in said


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2025-02-30", '"2025-02-30" does not exist; February 2025 has 28 days'),
        ("2024-02-30", '"2024-02-30" does not exist; February 2024 has 29 days'),
        ("2025-04-31", '"2025-04-31" does not exist; April 2025 has 30 days'),
        ("2025-04-00", '"2025-04-00" does not exist; April 2025 has 30 days'),
        ("2025-13", '"2025-13" has no month 13'),
        ("2025-00-01", '"2025-00-01" has no month 0'),
        ("17 April", '"17 April" is not a date; write 2025-04-17, 2025-04, 2025 or undated'),
        ("2025-4-7", '"2025-4-7" is not a date; write 2025-04-17, 2025-04, 2025 or undated'),
        ("2025\n", '"2025\n" is not a date; write 2025-04-17, 2025-04, 2025 or undated'),
        ("0000", '"0000" is not a date; write 2025-04-17, 2025-04, 2025 or undated'),
        ("２０２５", '"２０２５" is not a date; write 2025-04-17, 2025-04, 2025 or undated'),
    ],
)
def test_impossible_dates_say_why(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "precision", "words"),
    [
        ("2025-04-07", "day", "7 April 2025"),
        ("2025-04", "month", "April 2025"),
        ("2025", "year", "2025"),
        (UNDATED, UNDATED, "undated"),
    ],
)
def test_precision_is_what_was_written(text: str, precision: str, words: str) -> None:
    date = parse(text)
    assert date.precision == precision
    assert date.words == words
    assert str(date) == text


@given(real_days, real_days)
def test_days_sort_as_in_the_calendar(one: datetime.date, other: datetime.date) -> None:
    assert (parse(str(one)).first_day < parse(str(other)).first_day) == (one < other)


def test_a_part_sorts_with_its_first_day_and_undated_last() -> None:
    texts = ["undated", "2025-05", "2025-04-30", "2026", "2025", "2024-12-31"]
    ordered = sorted(map(parse, texts), key=lambda date: date.first_day)
    assert [str(date) for date in ordered] == [
        "2024-12-31", "2025", "2025-04-30", "2025-05", "2026", "undated"
    ]  # fmt: skip
    assert parse(UNDATED).last_day > parse(str(LAST_YEAR)).last_day


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2025-04-17", None, "17 April 2025"),
        ("2025-04-17", "2025-04-17", "17 April 2025"),
        ("2025-04-16", "2025-04-18", "16–18 April 2025"),
        ("2025-03-07", "2025-05-02", "7 March – 2 May 2025"),
        ("2024-12-30", "2025-01-02", "30 December 2024 – 2 January 2025"),
        ("2025-03", "2025-05", "March – May 2025"),
        ("2025-03-07", "2025-05", "7 March – May 2025"),
        ("2025", "2025-03-05", "2025 – 5 March 2025"),
        ("2021", "2022-03", "2021 – March 2022"),
        ("2021-12", None, "December 2021"),
        (UNDATED, None, "undated"),
    ],
)
def test_spans_are_as_short_as_they_stay_clear(start: str, end: str | None, words: str) -> None:
    assert span_in_words(parse(start), parse(end) if end else None) == words


@given(days, days)
def test_a_span_names_both_of_its_ends(start: PartialDate, end: PartialDate) -> None:
    words = span_in_words(start, end)
    assert words.endswith(end.words)
    assert words.startswith(str(start.day))


def test_a_record_field_takes_the_text_and_gives_it_back() -> None:
    adapter = TypeAdapter(PartialDate)
    assert adapter.validate_python("2025-04") == PartialDate(2025, 4)
    assert adapter.dump_python(PartialDate(2025, 4)) == "2025-04"
    with pytest.raises(ValidationError) as refused:
        adapter.validate_python("2025-02-30")
    assert refused.value.errors()[0]["type"] == "date"
