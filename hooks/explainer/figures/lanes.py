"""The drawing of events to scale: a lane for each party, a point for each that took part.

A meeting has a point on the lane of each party that took part, joined by a line. Every other event
is a point on the axis above the lanes. Key events are named: meetings below the lanes, others above
the axis. The years before the first crowded one get a drawing of their own, without lanes.

All sizes are in the units of the drawing, which is about as many CSS pixels wide on a desk.
"""

import calendar
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate, compress
from typing import NamedTuple

from explainer.records.editorial import Party
from explainer.records.subject import Event

CROWDED = 12
"""The first year with more events than months begins the second drawing."""

WIDTH, LEFT, RIGHT = 940, 118, 16
"""Width of a drawing, of the names of its lanes, and of what stays free at the right."""

LANE, ROW, LETTER = 32, 19, 7.3
"""Height of a lane, height of a row of names, and width to allow for a letter of a name."""

APART = 7
"""Least distance between marks: on the axis they are stacked, meetings stand side by side."""

TARGET = 24
"""Widest area around a mark that leads to its event (WCAG 2.2, 2.5.8)."""


class Lane(NamedTuple):
    """A line from left to right, with its name."""

    name: str
    y: int


class Tick(NamedTuple):
    """A place on the axis; its label may be empty."""

    x: int
    label: str


class Name(NamedTuple):
    """The name of a key event and its height; `leftward` if it has no room right of its mark."""

    text: str
    y: int
    leftward: bool


class Mark(NamedTuple):
    """An event: where it stands, the heights of its points, which a line joins, and its name."""

    event: Event
    x: int
    points: list[int]
    name: Name | None


class Area(NamedTuple):
    """The area that leads to an event."""

    x: int
    y: int
    width: int
    height: int


class Period(NamedTuple):
    """A period, to scale. The first lane is the axis."""

    lanes: list[Lane]
    ticks: list[Tick]
    marks: list[Mark]
    height: int

    def area(self, mark: Mark) -> Area:
        """Return the area around a mark: up to half the way to the next mark on each side."""
        x, top, bottom = mark.x, mark.points[0], mark.points[-1]
        beside = [o.x for o in self.marks if o.points[-1] >= top and o.points[0] <= bottom]
        near = [o.points for o in self.marks if abs(o.x - x) < TARGET]
        left = min([TARGET, *(x - other for other in beside if other < x)])
        right = min([TARGET, *(other - x for other in beside if other > x)])
        up = min([TARGET, *(top - other[-1] for other in near if other[-1] < top)])
        down = min([TARGET, *(other[0] - bottom for other in near if other[0] > bottom)])
        width, height = (left + right) // 2, bottom - top + (up + down) // 2
        return Area(x - left // 2, top - up // 2, width, height)


def drawings(
    events: Sequence[Event], parties: Sequence[Party], at_table: dict[str, list[bool]]
) -> Iterator[Period]:
    """Yield the drawing of the sparse years, without lanes, then that of the others."""
    counts = Counter(event.date.first_day.year for event in events)
    crowded = min((year for year, count in counts.items() if count > CROWDED), default=0)
    early = [event for event in events if event.date.first_day.year < crowded]
    if early:
        yield _drawing(early, [], {}, f"Before {crowded}")
    if len(events) > len(early):
        yield _drawing(events[len(early) :], parties, at_table, "Other events")


def _drawing(
    events: Sequence[Event], parties: Sequence[Party], at_table: dict[str, list[bool]], rest: str
) -> Period:
    first, last = events[0].date.first_day.replace(day=1), events[-1].date.first_day
    last = last.replace(day=calendar.monthrange(last.year, last.month)[1])

    def place(day: date) -> int:
        return LEFT + round((WIDTH - LEFT - RIGHT) * (day - first).days / (last - first).days)

    xs = {event.id: place(event.date.first_day) for event in events}
    met = [event for event in events if any(at_table.get(event.id, ()))]
    others = [event for event in events if not any(at_table.get(event.id, ()))]
    beside = accumulate((xs[event.id] for event in met), lambda before, x: max(x, before + APART))
    xs |= zip([event.id for event in met], beside, strict=True)
    above, below = _rows(others, xs), _rows(met, xs)
    levels = _levels([xs[event.id] for event in others])

    axis = ROW * (1 + max(above.values(), default=-1)) + APART * max(levels, default=0) + 16
    lanes = [Lane(rest, axis)]
    lanes += [Lane(party.name, axis + 20 + LANE * i) for i, party in enumerate(parties, start=1)]
    deepest = max(below.values(), default=-1)
    lowest = lanes[-1].y + 14
    heights = {name: ROW * (row + 1) - 5 for name, row in above.items()}
    heights |= {name: lowest + ROW * (deepest - row + 1) for name, row in below.items()}

    points_of_all = [[axis - APART * level] for level in levels]
    points_of_all += ([lane.y for lane in compress(lanes[1:], at_table[event.id])] for event in met)
    marks = []
    for event, points in zip([*others, *met], points_of_all, strict=True):
        x, y = xs[event.id], heights.get(event.id)
        name = None if y is None else Name(_called(event), y, _leftward(event, x))
        marks.append(Mark(event, x, points, name))
    marks.sort(key=lambda mark: mark.name is not None)  # key events lie on top
    ticks = [Tick(place(day), label) for day, label in _ticks(first, last)]
    height = max(axis + 30, lowest + ROW * (deepest + 1) + 6)  # the labels of the axis have room
    return Period(lanes, ticks, marks, height)


def _called(event: Event) -> str:
    return event.label or event.title


def _leftward(event: Event, x: int) -> bool:
    return x + LETTER * len(_called(event)) > WIDTH


def _ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    """Yield the months, every third with a label; in a period of over four years, the years.

    In one of over ten years, every fifth has a label.
    """
    if (years := last.year - first.year) >= 4:
        every = 1 if years < 10 else 5
        for year in range(first.year + (first > date(first.year, 1, 1)), last.year + 1):
            yield date(year, 1, 1), "" if year % every else str(year)
        return
    for year in range(first.year, last.year + 1):
        for month in range(1, 13):
            day = date(year, month, 1)
            if first <= day <= last:
                short = calendar.month_abbr[month]
                named = f"{short} {year}" if month == 1 or day == first else short
                yield day, named if month % 3 == 1 else ""


def _rows(events: Iterable[Event], xs: dict[str, int]) -> dict[str, int]:
    """Return the row of each key event's name, counted from the one farthest from the lanes.

    A name stands a row nearer than those that reach over its mark, so that no line to a mark
    crosses a name.
    """
    rows: dict[str, int] = {}
    ends: list[tuple[float, int]] = []
    for event in events:
        if event.matters:
            width, x = LETTER * len(_called(event)), xs[event.id]
            start = x - width if _leftward(event, x) else x
            row = 1 + max((row for end, row in ends if end > start), default=-1)
            ends.append((start + width, row))
            rows[event.id] = row
    return rows


def _levels(xs: Iterable[int]) -> list[int]:
    """Return how high each point of the axis is stacked, from 0."""
    last: list[int] = []  # of each level
    levels = []
    for x in xs:
        level = next((i for i, before in enumerate(last) if x - before >= APART), len(last))
        last[level : level + 1] = [x]
        levels.append(level)
    return levels
