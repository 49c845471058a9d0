"""Charts are honest: bars from zero, no line across a gap, one unit per axis, all in effect."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from explainer.dates import PartialDate
from explainer.figures.encoding import (
    KEY,
    VALUE,
    Part,
    folded_columns,
    is_discrete,
    is_measure,
    kinds_of_columns,
    layers_of,
    measure_on,
)
from explainer.figures.specification import MOST_DATES
from explainer.problems import did_you_mean
from explainer.records.figures import Figure, date_of, number_of
from explainer.records.yaml_lines import KeyPath

OUTLINED = ("bar", "line", "area", "point", "tick")
"""Marks that the engine draws in outline where their values are not final."""

COMPARING = {"bar": "a bar", "line": "a line", "area": "an area"}
"""Marks that show a number for each name or date, as messages call one of them."""

_Value = tuple[int, str]
"""A value of a column, after the number of its row."""


class Fault(NamedTuple):
    """What is wrong with a figure: the rule, what to say, and where in the record it is."""

    rule: str
    what: str
    hint: str = ""
    path: KeyPath = ("drawing",)


class ChartRules:
    """The rules for the chart of a figure."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self.folded = folded_columns(figure)
        self.kinds = kinds_of_columns(figure)
        self.layers = layers_of(figure)

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong; of a layer only the first kind of fault, which causes the others."""
        yield from self._fold()
        if not self.layers:
            yield Fault("figure-drawing", "the drawing has no mark", "add mark")
            return
        for layer, channels in self.layers:
            shape = layer.mark.type
            yield from (
                [*self._columns(channels)]
                or [*self._axes(shape, channels), *self._sorting(channels)]
                or [*self._lengths(shape, channels), *self._steps(shape, channels)]
            )
        yield from self._units()
        statuses = any(row.status for row in self.figure.rows)
        if statuses and not any(layer.mark.type in OUTLINED for layer, _ in self.layers):
            what = "this mark shows values that are not final as if they were"
            yield Fault("figure-status", what, f"use one of {', '.join(OUTLINED)}")

    def _fold(self) -> Iterator[Fault]:
        """What is folded are columns of numbers."""
        for key in self.folded:
            if self.kinds.get(key) != "number":
                numbers = (name for name in self.kinds if self.kinds[name] == "number")
                what = f'fold names "{key}", which is not a column of numbers'
                hint = self._if_numbers([key], did_you_mean(key, numbers))
                yield Fault("figure-drawing", what, hint)

    def _columns(self, channels: dict[str, Part]) -> Iterator[Fault]:
        """Each channel names a column, and numbers are read from a column of numbers."""
        for name, channel in channels.items():
            field = channel.get("field")
            if field is None:
                if "datum" not in channel:
                    what = f'"{name}" names no column'
                    yield Fault("figure-drawing", what, "add field")
            elif field not in self.kinds:
                hint = did_you_mean(field, self.kinds)
                hint = hint or f"the columns are {', '.join(self.kinds)}"
                what = f'the drawing names column "{field}", which does not exist'
                yield Fault("figure-drawing", what, hint)
            elif self.kinds[field] != "number" and is_measure(channel):
                what = f'{name} reads "{field}", a {self.kinds[field]}, as a number'
                hint = self._if_numbers([field], "remove its type")
                yield Fault("figure-drawing", what, hint)

    def _axes(self, shape: str, channels: dict[str, Part]) -> Iterator[Fault]:
        """A mark that compares has numbers on one axis and names or dates on the other.

        No mark lacks what it shows, or has what it does not show.
        """
        axes = [channels[name] for name in ("x", "y") if name in channels]
        if shape in COMPARING and not any(map(is_measure, axes)):
            columns = [axis.get("field", "") for axis in axes]
            hint = self._if_numbers(columns, "name a column of numbers under x or y")
            yield Fault("figure-drawing", f"{COMPARING[shape]} shows no numbers", hint)
        elif shape in COMPARING and not any(map(is_discrete, axes)):
            what = f"{COMPARING[shape]} has numbers on both axes, or on its only one"
            hint = "name a column of texts or dates on the other axis"
            yield Fault("figure-drawing", what, hint)
        if shape == "text" and "text" not in channels:
            yield Fault("figure-drawing", "the mark text shows no text", "add text")
        for name in ("x", "y"):
            measured = is_measure(channels.get(name, {}))
            if f"{name}2" in channels and not (measured and shape in ("rule", "bar", "area")):
                what = f'"{name}2" ends only a rule that begins at a number'
                yield Fault("figure-drawing", what, "remove it")

    def _sorting(self, channels: dict[str, Part]) -> Iterator[Fault]:
        """Names are sorted by numbers on the other axis."""
        for name, channel in channels.items():
            if order := channel.get("sort"):
                by = order.removeprefix("-")
                if by == name or is_measure(channel) or not measure_on(by, self.figure):
                    what = f'{name} cannot be sorted by "{order}"'
                    hint = "only names are sorted, by a column of numbers on the other axis"
                    yield Fault("figure-drawing", what, hint)

    def _lengths(self, shape: str, channels: dict[str, Part]) -> Iterator[Fault]:
        """Bars and areas begin at zero."""
        for name in ("x", "y") if shape in ("bar", "area") else ():
            channel = channels.get(name, {})
            if self.kinds.get(channel.get("field", "")) == "number":
                scale = channel.get("scale") or {}
                low, high = scale.get("domain") or (0, 0)
                if scale.get("zero") is False or low > 0 or high < 0 or f"{name}2" in channels:
                    what = f"{COMPARING[shape]} does not begin at zero"
                    yield Fault("bar-from-zero", what, "use points or a line instead")

    def _steps(self, shape: str, channels: dict[str, Part]) -> Iterator[Fault]:
        """No line spans a missing date, and no place on the axis is taken twice."""
        discrete = (channels[name] for name in ("x", "y") if is_discrete(channels.get(name, {})))
        category = next((channel["field"] for channel in discrete if "field" in channel), None)
        if category is None:
            return
        joins, dated = shape in ("line", "area"), self.kinds[category] == "date"
        if joins and not dated:
            what = f'a line joins the values of "{category}", which is not a date'
            yield Fault("gap-joined", what, "use bars or points")
        for rows in self._by_series(category, channels):
            if shape in COMPARING:
                yield from self._twice(category, rows)
            if dated and (joins or len(rows) > MOST_DATES):
                yield from self._missing(rows)

    def _by_series(self, category: str, channels: dict[str, Part]) -> Iterable[list[_Value]]:
        """Return the values of a column that each series has."""
        series = [
            channels[name]["field"]
            for name in ("color", "detail", "xOffset", "yOffset")
            if channels.get(name, {}).get("field", KEY) != KEY
        ]
        found: dict[tuple[Any, ...], list[_Value]] = {}
        for at, row in enumerate(self.figure.rows):
            names = tuple(row.values.get(key) for key in series)
            found.setdefault(names, []).append((at, row.values.get(category) or ""))
        return found.values()

    def _twice(self, category: str, rows: list[_Value]) -> Iterator[Fault]:
        """Find rows of one series with the same value."""
        values = [value for _, value in rows]
        for before, (at, value) in enumerate(rows):
            if value in values[:before]:
                what = f'"{value}" is in two rows of one series'
                yield Fault("figure-table", what, "", ("rows", at, category))

    def _missing(self, rows: list[_Value]) -> Iterator[Fault]:
        """Find gaps between dates; what is not a date is reported with the table."""
        dated = [(at, value, date) for at, value in rows if (date := date_of(value))]
        for (_, before, earlier), (at, after, later) in pairwise(dated):
            if _step(later) != _step(earlier) + 1:
                what = f'there is no row between "{before}" and "{after}"'
                hint = "add a row for each missing date, with null where nothing is known"
                yield Fault("gap-joined", what, hint, ("rows", at))

    def _units(self) -> Iterator[Fault]:
        """The values on one axis are counted in one unit."""
        own = {column.id: column.unit or self.figure.unit for column in self.figure.columns}
        for axis in ("x", "x2"), ("y", "y2"):
            shown = [named[name] for _, named in self.layers for name in axis if name in named]
            fields = [channel.get("field", "") for channel in shown]
            columns = [key for f in fields for key in (self.folded if f == VALUE else [f])]
            units = dict.fromkeys(own[key] for key in columns if self.kinds.get(key) == "number")
            if len(units) > 1:
                what = f"one axis shows both {' and '.join(map(str, units))}"
                yield Fault("one-measure", what, "make a figure for each")

    def _if_numbers(self, columns: list[str], otherwise: str) -> str:
        """Return the cure if the type of columns of numbers was forgotten, or another hint."""
        found = []
        for key in columns:
            values = [row.values.get(key) for row in self.figure.rows]
            numbers = (value is None or number_of(value) is not None for value in values)
            if self.kinds.get(key) == "text" and any(values) and all(numbers):
                found.append(f'"{key}"')
        return f'add "type: number" to {" or ".join(found)}' if found else otherwise


def _step(date: PartialDate) -> int:
    """Return a date as a number of days, months or years, by its precision."""
    if date.precision == "day":
        return date.first_day.toordinal()
    if date.precision == "month":
        return (date.year or 0) * 12 + (date.month or 0)
    return date.year or 0
