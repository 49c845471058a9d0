"""The drawing above the timeline: how many events lie where, to scale.

A column stands for each year from the first to the last, whether something happened or not, and a
second drawing splits the crowded years into months. Each column that holds events is a link.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass

from explainer.records.subject import Event

CROWDED = 12
"""A year with more events than months is drawn by months as well."""

COLUMN = 26
"""Width of a column in pixels: a target is at least 24 wide (WCAG 2.2, 2.5.8)."""

TALLEST = 100
"""Height of the tallest column, in pixels; the others are to scale."""


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of time in the drawing.

    Attributes:
        label: What stands below it; empty where labels would touch.
        name: What it stands for, in words.
        count: Number of events that begin in it.
        target: The id on the page to which it leads; empty without events.
    """

    label: str
    name: str
    count: int
    target: str


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing: its title and its columns, which are equally wide."""

    id: str
    title: str
    columns: tuple[Column, ...]

    @property
    def width(self) -> int:
        """In pixels."""
        return COLUMN * len(self.columns)

    def height(self, column: Column) -> int:
        """Of a column's bar, in pixels: to scale, but never so low that it cannot be seen."""
        most = max(column.count for column in self.columns)
        return max(2, round(TALLEST * column.count / most))


def charts(events: Iterable[Event]) -> list[Chart]:
    """The drawings for some events: by year, and by month where a year is crowded.

    Args:
        events: In the order of the timeline.
    """
    by_year: dict[int, list[Event]] = {}
    for event in events:
        if event.date.year is not None:
            by_year.setdefault(event.date.year, []).append(event)
    drawn = []
    if len(by_year) > 1:
        years = range(min(by_year), max(by_year) + 1)
        columns = tuple(_year(year, len(by_year.get(year, ()))) for year in years)
        drawn.append(Chart("by-year", f"Events by year, {years[0]} to {years[-1]}", columns))
    crowded = sorted(year for year, found in by_year.items() if len(found) > CROWDED)
    if crowded:
        span = range(crowded[0], crowded[-1] + 1)
        months = _months({year: by_year.get(year, []) for year in span})
        title = " to ".join(dict.fromkeys((str(span[0]), str(span[-1]))))
        if months:
            drawn.append(Chart("by-month", f"Events by month, {title}", months))
    return drawn


def _year(year: int, count: int) -> Column:
    return Column(f"’{year % 100:02}", str(year), count, f"y{year}" if count else "")


def _months(by_year: dict[int, list[Event]]) -> tuple[Column, ...]:
    """Every month up to the last with an event; an event of a whole year is in none."""
    columns = []
    for year, events in by_year.items():
        for month in range(1, 13):
            found = [event for event in events if event.date.month == month]
            short = f"{calendar.month_abbr[month]}"
            name = f"{calendar.month_name[month]} {year}"
            columns.append(Column(short, name, len(found), found[0].id if found else ""))
    while columns and not columns[-1].count:
        columns.pop()
    return tuple(columns)
