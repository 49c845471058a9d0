"""The drawing above the timeline: how many events lie where, to scale.

A column stands for each year from the first to the last, whether something happened or not, and a
second drawing splits the crowded years into months. Each column that holds events is a link.
"""

import calendar
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from explainer.records.subject import Event

CROWDED = 12
"""A year with more events than months is drawn by months as well."""

COLUMN = 26
"""Width of a column in pixels: a target is at least 24 wide (WCAG 2.2, 2.5.8)."""

TALLEST = 100
"""Height of the tallest column, in pixels; the others are to scale."""


class Column(NamedTuple):
    """A stretch of time: its label, its name, its number of events, the id to which it leads."""

    label: str
    name: str
    events: int
    target: str


class Chart(NamedTuple):
    """One drawing: its title and its columns, which are equally wide."""

    id: str
    title: str
    columns: list[Column]

    @property
    def width(self) -> int:
        """In pixels."""
        return COLUMN * len(self.columns)

    def height(self, column: Column) -> int:
        """Of a column's bar, in pixels: to scale, but never so low that it cannot be seen."""
        most = max(column.events for column in self.columns)
        return max(2, round(TALLEST * column.events / most))


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
        counts = [(year, len(by_year.get(year, ()))) for year in years]
        columns = [Column(f"’{y % 100:02}", str(y), n, f"y{y}" if n else "") for y, n in counts]
        drawn.append(Chart("by-year", f"Events by year, {years[0]} to {years[-1]}", columns))
    crowded = sorted(year for year, found in by_year.items() if len(found) > CROWDED)
    if crowded:
        span = range(crowded[0], crowded[-1] + 1)
        months = [column for year in span for column in _months(year, by_year.get(year, []))]
        while months and not months[-1].events:
            months.pop()
        title = " to ".join(dict.fromkeys((str(span[0]), str(span[-1]))))
        if months:
            drawn.append(Chart("by-month", f"Events by month, {title}", months))
    return drawn


def _months(year: int, events: list[Event]) -> Iterator[Column]:
    """The months of a year; an event of which only the year is known is in none."""
    for month in range(1, 13):
        found = [event for event in events if event.date.month == month]
        name = f"{calendar.month_name[month]} {year}"
        target = found[0].id if found else ""
        yield Column(calendar.month_abbr[month], name, len(found), target)
