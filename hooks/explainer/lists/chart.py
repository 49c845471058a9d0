"""The charts above the timeline: how many events fall in each period, to scale.

One column stands for each year from first to last, including empty years. A second chart splits the
crowded years into months. Each column with events is a link.
"""

import calendar
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from explainer.records.subject import Event

CROWDED = 12
"""A year with more events than months is also charted by month."""

COLUMN = 26
"""Column width in pixels; WCAG 2.2 (2.5.8) requires targets at least 24 pixels wide."""

TALLEST = 100
"""Height of the tallest column in pixels; the others are to scale."""


class Column(NamedTuple):
    """A period: its short label, full name, number of events, and the id it links to."""

    label: str
    name: str
    events: int
    target: str


class Chart(NamedTuple):
    """A chart of equally wide columns."""

    id: str
    title: str
    columns: list[Column]

    @property
    def width(self) -> int:
        """The chart's width in pixels."""
        return COLUMN * len(self.columns)

    def height(self, column: Column) -> int:
        """Return a column's height in pixels: to scale, but high enough to be visible."""
        most = max(column.events for column in self.columns)
        return max(2, round(TALLEST * column.events / most))


def charts(events: Iterable[Event]) -> list[Chart]:
    """Return the charts for events in timeline order: by year, and by month for crowded years."""
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
    """Yield the months of a year; an event dated only to the year falls in none."""
    for month in range(1, 13):
        found = [event for event in events if event.date.month == month]
        name = f"{calendar.month_name[month]} {year}"
        target = found[0].id if found else ""
        yield Column(calendar.month_abbr[month], name, len(found), target)
