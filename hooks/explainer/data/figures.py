"""Figures as files: all tables as JSON, and each figure's table as CSV and its drawing as SVG.

A drawing as a file contains its own styles, light and dark, its text alternative, its licence and
its sources.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from explainer.addresses import address_of
from explainer.citing import look_up
from explainer.data.formats import to_csv
from explainer.data.shapes import FigureData, FigureRow, row_of
from explainer.problems import Place, Problem
from explainer.records.figures import Figure, number_of
from explainer.records.references import cited_ref
from explainer.refs import Ref
from explainer.site import Site

_RULE = re.compile(r"^\.drawing .*$", re.MULTILINE)
_TOKENS = re.compile(r"^ *:root \{(.*?)\}", re.MULTILINE | re.DOTALL)
_TOKEN = re.compile(r"--([\w-]+): ([^;]+);")


def figures(site: Site) -> list[dict[str, Any]]:
    """Return every figure with its table, in the order of the files' names."""
    return [
        row_of(FigureData, figure, page=f"/{address_of(ref)}", rows=list(_rows(figure)))
        for ref, figure in site.content.by_ref(Figure)
    ]


def _rows(figure: Figure) -> Iterator[dict[str, Any]]:
    numbers = {column.id for column in figure.columns if column.type == "number"}
    for row in figure.rows:
        values = {k: number_of(v) if k in numbers else v for k, v in row.values.items()}
        yield row_of(FigureRow, row, values=values, source=figure.sources_of(row))


def files_of(figure: Figure) -> dict[str, str]:
    """Return the paths of a figure's own files by format; they are next to its page."""
    base = f"{address_of(Ref('figure', figure.id))}{figure.id}"
    return {end: f"{base}.{end}" for end in (("csv", "svg") if figure.drawn else ("csv",))}


def figure_files(site: Site) -> dict[str, str]:
    """Return each figure's table and drawing, keyed by path."""
    found: dict[str, str] = {}
    for figure in site.content.all(Figure).values():
        paths = files_of(figure)
        found[paths["csv"]] = table_of(figure)
        if "svg" in paths:
            found[paths["svg"]] = standalone(figure, site)
    return found


def table_of(figure: Figure) -> str:
    """Return the table as CSV: its columns, then `status`, `source` and perhaps `at` and `events`.

    Numbers keep the digits that they have in the record.
    """
    numbers = {column.id for column in figure.columns if column.type == "number"}
    rows = [
        {
            **{key: Decimal(v) if v and key in numbers else v for key, v in row.values.items()},
            "status": row.status or "final",
            "source": list(figure.sources_of(row)),
            "at": row.at,
            "events": list(row.events),
        }
        for row in figure.rows
    ]
    more = [key for key in ("at", "events") if any(getattr(row, key) for row in figure.rows)]
    return to_csv(rows, [*(column.id for column in figure.columns), "status", "source", *more])


def standalone(figure: Figure, site: Site) -> str:
    """Return a figure's drawing as a file of its own."""
    sheet, style = site.templates.folder.parent / "assets" / "explainer.css", ""
    try:
        style = style_of_drawings(sheet.read_text(encoding="utf-8"))
    except ValueError:
        place = Place(f"overrides/assets/{sheet.name}")
        what = "drawings cannot take colours from it"
        hint = "its first two blocks of tokens are those for light and for dark"
        site.problems.append(Problem(place, "broken-template", what, hint))
    return site.templates.html(
        "figure-file.svg",
        figure=figure,
        drawing=site.drawings.of(figure),
        style=style,
        cited=[look_up(cited_ref(key), site.content) for key in figure.sources],
        page=site.publication.url + address_of(Ref("figure", figure.id)),
    )


def style_of_drawings(sheet: str) -> str:
    """Return what a drawing needs of the style sheet: its rules, and the tokens that they use.

    The first two sets of tokens in the sheet are those for light and for dark.
    """
    rules = [".paper { fill: var(--paper); }", *_RULE.findall(sheet)]
    used = set(re.findall(r"var\(--([\w-]+)\)", " ".join(rules)))
    light, dark = (
        " ".join(f"--{name}: {value};" for name, value in _TOKEN.findall(block) if name in used)
        for block in _TOKENS.findall(sheet)[:2]
    )
    head = f":root {{ {light} }}", f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}"
    return "\n".join([*head, *rules])
