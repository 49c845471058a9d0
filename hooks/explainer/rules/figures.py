"""Figures are honest: complete tables, bars from zero, no line across a gap, one unit per axis."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from explainer.dates import PartialDate
from explainer.figures.specification import KEY, MOST_DATES, VALUE, kinds_of_columns, layers_of
from explainer.figures.svg import DrawingError
from explainer.problems import Place, Problem, did_you_mean
from explainer.records.figures import Figure, date_of, number_of
from explainer.records.vega_lite import Layer
from explainer.refs import Ref
from explainer.site import Site

OUTLINED = ("bar", "line", "area", "point", "tick")
"""Marks of which the engine draws those in outline that are not final."""

Channels = dict[str, dict[str, Any]]


def figures_are_honest(site: Site) -> Iterator[Problem]:
    """Every figure keeps to the rules for tables and drawings, and Vega-Lite can draw it."""
    for name, figure in site.content.all(Figure).items():
        of = _Figure(figure, site)
        found = [*of.table(), *of.words(), *of.sources(), *of.drawing(), *of.on_map()]
        yield from found
        if figure.drawn and not found:
            try:
                site.drawings.of(figure)
            except DrawingError as error:
                what = f'figure "{name}" cannot be drawn: {error}'
                where = "map" if figure.map else "drawing"
                yield Problem(of.place(where), "figure-drawing", what)


class _Figure:
    def __init__(self, figure: Figure, site: Site) -> None:
        self.figure = figure
        self.content = site.content
        self.called = f'figure "{figure.id}"'
        self.kinds = kinds_of_columns(figure)
        self.units = {column.id: column.unit or figure.unit for column in figure.columns}

    def place(self, *path: str | int) -> Place:
        return self.content.place(Ref("figure", self.figure.id), *path)

    def table(self) -> Iterator[Problem]:
        """Columns differ, and each row has a value for each, of its type, and no other."""
        ids = [column.id for column in self.figure.columns]
        for at, name in enumerate(ids):
            if name in ids[:at]:
                what = f'{self.called}: two columns have the id "{name}"'
                place = self.place("columns", at, "id")
                yield Problem(place, "figure-table", what, "rename one of them")
        types = {column.id: column.type for column in self.figure.columns}
        if not (types and self.figure.rows):
            yield Problem(self.place(), "figure-table", f"{self.called} has no rows or no columns")
        for at, row in enumerate(self.figure.rows):
            for key in types.keys() - row.values.keys():
                hint = "write null if it is not known"
                what = f'{self.called}: a row lacks "{key}"'
                yield Problem(self.place("rows", at), "figure-table", what, hint)
            for key, value in row.values.items():
                fault = _fault(types.get(key, ""), value)
                if fault:
                    what = f'{self.called}: {key} "{value or ""}" {fault}'
                    hint = did_you_mean(key, types) if key not in types else ""
                    yield Problem(self.place("rows", at, key), "figure-table", what, hint)

    def words(self) -> Iterator[Problem]:
        """Numbers have a unit and a counter, and the title says more than what is counted."""
        figure = self.figure
        numbers = [column for column in figure.columns if column.type == "number"]
        if numbers and not figure.counted_by:
            what = f"{self.called} does not say whose count it is"
            yield Problem(self.place(), "figure-unit", what, "add counted_by")
        for column in numbers:
            if not self.units[column.id]:
                what = f'{self.called}: "{column.id}" has no unit'
                yield Problem(self.place("columns"), "figure-unit", what, "add unit")
        names = [figure.unit, *(column.title for column in figure.columns)]
        for _, channels in layers_of(figure):
            names += [(channel.get("axis") or {}).get("title") for channel in channels.values()]
        if figure.title.casefold() in (name.casefold() for name in names if name):
            what = f"{self.called}: the title only names what is counted"
            yield Problem(self.place("title"), "figure-title", what, "say what it shows")

    def sources(self) -> Iterator[Problem]:
        """Each row rests on sources of the figure, and each of these is used."""
        figure = self.figure
        used = {key for row in figure.rows for key in figure.sources_of(row)}
        for at, row in enumerate(figure.rows):
            if not row.source and len(figure.sources) > 1 and not row.events:
                what = f"{self.called}: a row has no source"
                yield Problem(self.place("rows", at), "figure-source", what, "name one or more")
            for key in row.source:
                if key not in figure.sources:
                    what = f'{self.called}: a row rests on "{key}", which sources does not list'
                    hint = did_you_mean(key, figure.sources)
                    yield Problem(self.place("rows", at, "source"), "figure-source", what, hint)
        for at, key in enumerate(figure.sources):
            if key not in used:
                what = f'{self.called}: no row rests on "{key}"'
                yield Problem(self.place("sources", at), "figure-source", what, "remove it")

    def drawing(self) -> Iterator[Problem]:
        """The drawing names columns, and shows them as they are."""
        drawing = self.figure.drawing
        if drawing is None:
            return
        fields = self.kinds
        for fold in drawing.transform:
            for key in fold.fold:
                if fields.get(key) != "number":
                    hint = did_you_mean(key, (name for name in fields if fields[name] == "number"))
                    what = f'{self.called}: fold names "{key}", which is not a column of numbers'
                    yield self._drawn("figure-drawing", what, hint)
        layers = layers_of(self.figure)
        if not layers:
            yield self._drawn("figure-drawing", f"{self.called} has no mark", "add mark")
        for layer, channels in layers:
            named = [channel["field"] for channel in channels.values() if "field" in channel]
            unknown = [key for key in named if key not in fields]
            for key in unknown:
                hint = did_you_mean(key, fields) or f"the columns are {', '.join(fields)}"
                what = f'{self.called}: the drawing names column "{key}", which does not exist'
                yield self._drawn("figure-drawing", what, hint)
            if not unknown:
                yield from self._layer(layer, channels)
        yield from self._axes([channels for _, channels in layers])
        statuses = any(row.status for row in self.figure.rows)
        if statuses and not any(layer.mark.type in OUTLINED for layer, _ in layers):
            what = f"{self.called}: this mark shows values that are not final as if they were"
            yield self._drawn("figure-status", what, f"use one of {', '.join(OUTLINED)}")

    def on_map(self) -> Iterator[Problem]:
        """The map names columns."""
        plan = self.figure.map
        if plan is None:
            return
        for key in (plan.name, plan.group):
            if key and key not in self.kinds:
                hint = did_you_mean(key, self.kinds) or f"the columns are {', '.join(self.kinds)}"
                what = f'{self.called}: the map names column "{key}", which does not exist'
                yield Problem(self.place("map"), "figure-drawing", what, hint)

    def _layer(self, layer: Layer, channels: Channels) -> Iterator[Problem]:
        shape = layer.mark.type
        for axis in ("x", "y"):
            channel = channels.get(axis, {})
            kind = self.kinds.get(channel.get("field", ""), "")
            if kind in ("text", "date") and channel.get("type") == "quantitative":
                what = f'{self.called}: {axis} reads "{channel["field"]}", a {kind}, as a number'
                yield self._drawn("figure-drawing", what)
            if shape in ("bar", "area") and kind == "number":
                scale = channel.get("scale") or {}
                low, high = scale.get("domain") or (0, 0)
                if scale.get("zero") is False or low > 0 or high < 0 or f"{axis}2" in channels:
                    what = f"{self.called}: a {shape} does not begin at zero"
                    yield self._drawn("bar-from-zero", what, "use points or a line instead")
        category = next(
            (c["field"] for n in ("x", "y") if self._leads(c := channels.get(n, {}))), None
        )
        if category is None:
            return
        series = [
            channels[name]["field"]
            for name in ("color", "detail", "xOffset", "yOffset")
            if channels.get(name, {}).get("field", KEY) != KEY
        ]
        yield from self._steps(shape, category, series)

    def _leads(self, channel: dict[str, Any]) -> bool:
        """Whether a channel gives each value its place along the axis."""
        kind = self.kinds.get(channel.get("field", ""), "")
        return bool(kind) and (kind != "number" or channel.get("type") in ("ordinal", "nominal"))

    def _steps(self, shape: str, category: str, series: list[str]) -> Iterator[Problem]:
        """No line spans a missing date, and no place on the axis is taken twice."""
        seen: dict[tuple[Any, ...], list[tuple[int, str]]] = {}
        for at, row in enumerate(self.figure.rows):
            name = tuple(row.values.get(key) for key in series)
            value = row.values.get(category) or ""
            met = seen.setdefault(name, [])
            if shape in ("bar", "line", "area") and value in (other for _, other in met):
                what = f'{self.called}: "{value}" is in two rows of one series'
                yield Problem(self.place("rows", at, category), "figure-table", what)
            met.append((at, value))
        joins = shape in ("line", "area")
        if joins and self.kinds[category] != "date":
            what = f'{self.called}: a line joins the values of "{category}", which is not a date'
            yield self._drawn("gap-joined", what, "use bars or points")
            return
        for rows in seen.values():
            if self.kinds[category] == "date" and (joins or len(rows) > MOST_DATES):
                yield from self._missing(rows)

    def _missing(self, rows: list[tuple[int, str]]) -> Iterator[Problem]:
        """Find gaps between dates; what is not a date is reported by `table`."""
        dated = [(at, value, date) for at, value in rows if (date := date_of(value))]
        for (_, before, earlier), (at, after, later) in pairwise(dated):
            if _step(later) != _step(earlier) + 1:
                what = f'{self.called}: there is no row between "{before}" and "{after}"'
                hint = "add a row for each missing date, with null where nothing is known"
                yield Problem(self.place("rows", at), "gap-joined", what, hint)

    def _axes(self, layers: list[Channels]) -> Iterator[Problem]:
        """The values on one axis are counted in one unit."""
        folds = self.figure.drawing.transform if self.figure.drawing else ()
        folded = [key for fold in folds for key in fold.fold]
        for axis in ("x", "x2"), ("y", "y2"):
            shown = [
                layer[name].get("field", "") for layer in layers for name in axis if name in layer
            ]
            columns = [key for field in shown for key in (folded if field == VALUE else [field])]
            numbers = [key for key in columns if self.kinds.get(key) == "number"]
            units = dict.fromkeys(self.units.get(key) for key in numbers)
            if len(units) > 1:
                what = f"{self.called}: one axis shows both {' and '.join(map(str, units))}"
                yield self._drawn("one-measure", what, "make a figure for each")

    def _drawn(self, rule: str, what: str, hint: str = "") -> Problem:
        return Problem(self.place("drawing"), rule, what, hint)


def _fault(kind: str, value: str | None) -> str:
    """Return what is wrong with a cell of a column; empty if nothing is."""
    if not kind:
        return "belongs to no column"
    if value is None:
        return "" if kind == "number" else "is empty"
    if kind == "number" and number_of(value) is None:
        return "is not a number; write 1250.5, without unit or comma"
    if kind == "date" and not ((found := date_of(value)) and found.year):
        return "is not a date"
    return ""


def _step(date: PartialDate) -> int:
    """Return a date as a number of days, months or years, by its precision."""
    if date.precision == "day":
        return date.first_day.toordinal()
    if date.precision == "month":
        return (date.year or 0) * 12 + (date.month or 0)
    return date.year or 0
