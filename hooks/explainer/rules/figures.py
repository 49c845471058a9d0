"""Figures are honest: complete tables with units and sources, and charts that can be drawn."""

from collections.abc import Iterator

from explainer.figures.encoding import layers_of
from explainer.figures.svg import DrawingError
from explainer.problems import Place, Problem, did_you_mean
from explainer.records.figures import Figure, date_of, number_of
from explainer.refs import Ref
from explainer.rules.charts import ChartRules
from explainer.site import Site


def figures_are_honest(site: Site) -> Iterator[Problem]:
    """Every figure keeps to the rules for tables and drawings, and Vega-Lite can draw it."""
    for name, figure in site.content.all(Figure).items():
        of = _Figure(figure, site)
        found = [*of.table(), *of.words(), *of.sources(), *of.on_map()]
        document, _ = site.content.written[Ref("figure", name)]
        whole = not document.problems  # what could not be read may be what the chart lacks
        if figure.drawing and whole:
            found += ChartRules(figure, of.place).faults()
        yield from found
        if figure.drawn and whole and not found:
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
        self.kinds = {column.id: column.type for column in figure.columns}
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
        if not (ids and self.figure.rows):
            yield Problem(self.place(), "figure-table", f"{self.called} has no rows or no columns")
        for at, row in enumerate(self.figure.rows):
            lacking = [key for key in ids if key not in row.values]
            for key, value in row.values.items():
                fault = _fault(self.kinds.get(key, ""), value)
                if fault:
                    what = f'{self.called}: {key} "{value or ""}" {fault}'
                    hint = did_you_mean(key, ids) if key not in ids else ""
                    yield Problem(self.place("rows", at, key), "figure-table", what, hint)
                    lacking = [name for name in lacking if f'"{name}"' not in hint]
            for key in lacking:
                hint = "write null if it is not known"
                what = f'{self.called}: a row lacks "{key}"'
                yield Problem(self.place("rows", at), "figure-table", what, hint)

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
