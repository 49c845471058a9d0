"""Figures are honest: complete tables with units and sources, and charts that can be drawn."""

from collections.abc import Iterator

from explainer.figures.encoding import layers_of
from explainer.figures.svg import DrawingError
from explainer.problems import Problem, did_you_mean
from explainer.records.figures import Figure, date_of, number_of
from explainer.rules.charts import ChartRules, Fault
from explainer.site import Site


def figures_are_honest(site: Site) -> Iterator[Problem]:
    """Every figure keeps to the rules for tables and drawings, and Vega-Lite can draw it."""
    for ref, figure in site.content.by_ref(Figure):
        document, _ = site.content.written[ref]
        whole = not document.problems  # what could not be read may be what the chart lacks
        found = [*_table(figure), *_words(figure), *_sources(figure), *_map(figure)]
        if figure.drawing and whole:
            found += ChartRules(figure).faults()
        if figure.drawn and whole and not found:
            try:
                site.drawings.of(figure)
            except DrawingError as error:
                where = "map" if figure.map else "drawing"
                found = [Fault("figure-drawing", f"it cannot be drawn: {error}", "", (where,))]
        for rule, what, hint, path in found:
            yield Problem(site.content.place(ref, *path), rule, f"{ref.called}: {what}", hint)


def _table(figure: Figure) -> Iterator[Fault]:
    """Columns differ, and each row has a value for each, of its type, and no other."""
    kinds: dict[str, str] = {}
    for at, column in enumerate(figure.columns):
        if column.id in kinds:
            what = f'two columns have the id "{column.id}"'
            yield Fault("figure-table", what, "rename one of them", ("columns", at, "id"))
        kinds[column.id] = column.type
    if not (kinds and figure.rows):
        yield Fault("figure-table", "it has no rows or no columns", "", ())
    for at, row in enumerate(figure.rows):
        lacking = [key for key in kinds if key not in row.values]
        for key, value in row.values.items():
            if fault := _fault(kinds.get(key, ""), value):
                hint = did_you_mean(key, kinds) if key not in kinds else ""
                what = f'{key} "{value or ""}" {fault}'
                yield Fault("figure-table", what, hint, ("rows", at, key))
                lacking = [name for name in lacking if f'"{name}"' not in hint]
        for key in lacking:
            what, hint = f'a row lacks "{key}"', "write null if it is not known"
            yield Fault("figure-table", what, hint, ("rows", at))


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


def _words(figure: Figure) -> Iterator[Fault]:
    """Numbers have a unit and a counter, and the title says more than what is counted."""
    numbers = [column for column in figure.columns if column.type == "number"]
    if numbers and not figure.counted_by:
        yield Fault("figure-unit", "it does not say whose count it is", "add counted_by", ())
    for column in numbers:
        if not (column.unit or figure.unit):
            yield Fault("figure-unit", f'"{column.id}" has no unit', "add unit", ("columns",))
    names = [figure.unit, *(column.title for column in figure.columns)]
    for _, channels in layers_of(figure):
        names += [(channel.get("axis") or {}).get("title") for channel in channels.values()]
    if figure.title.casefold() in (name.casefold() for name in names if name):
        what = "the title only names what is counted"
        yield Fault("figure-title", what, "say what it shows", ("title",))


def _sources(figure: Figure) -> Iterator[Fault]:
    """Each row rests on sources of the figure, and each of these is used."""
    for at, row in enumerate(figure.rows):
        if not row.source and len(figure.sources) > 1 and not row.events:
            yield Fault("figure-source", "a row has no source", "name one or more", ("rows", at))
        for key in row.source:
            if key not in figure.sources:
                what = f'a row rests on "{key}", which sources does not list'
                hint = did_you_mean(key, figure.sources)
                yield Fault("figure-source", what, hint, ("rows", at, "source"))
    used = {key for row in figure.rows for key in figure.sources_of(row)}
    for at, key in enumerate(figure.sources):
        if key not in used:
            yield Fault("figure-source", f'no row rests on "{key}"', "remove it", ("sources", at))


def _map(figure: Figure) -> Iterator[Fault]:
    """A map names columns."""
    kinds = {column.id: column.type for column in figure.columns}
    for key in (figure.map.name, figure.map.group) if figure.map else ():
        if key and key not in kinds:
            what = f'the map names column "{key}", which does not exist'
            hint = did_you_mean(key, kinds) or f"the columns are {', '.join(kinds)}"
            yield Fault("figure-drawing", what, hint, ("map",))
