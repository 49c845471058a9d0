"""Figures on the pages that show them, and the page that the build generates for each.

On other pages the table is collapsed below the drawing; the figure's own page shows both.
"""

import re
from pathlib import PurePath
from typing import Any
from xml.etree.ElementTree import Element

from explainer.addresses import page_of
from explainer.figures.marks import NOT_KNOWN
from explainer.figures.specification import number_in_words
from explainer.lists.views import generated_page, options_are_known
from explainer.pages import PageState
from explainer.records.base import ID, FigureId, Record
from explainer.records.editorial import Redirect
from explainer.records.figures import Column, Figure, date_of
from explainer.refs import Ref
from explainer.site import Site


class FigureOptions(Record):
    """Which figure to show."""

    id: FigureId
    """The figure, such as `ferry-passengers`."""
    folded: bool = False
    """Whether it is collapsed under its title, to keep a page short."""


def render(site: Site, page: PageState, options: FigureOptions, caption: str) -> Element:
    """Render a figure: its drawing, if it has one, and its table."""
    if not options_are_known(site, page, options):
        return Element("div")
    ref = Ref("figure", options.id)
    figure, file = site.content.get(ref), site.content.place(ref).path
    if any(problem.place.path == file for problem in site.problems):
        return Element("div")  # it may be impossible to draw, or name events that do not exist
    return site.templates.element(
        "figure",
        figure=figure,
        own=page.path == page_of(ref),
        folded=options.folded,
        drawing=site.drawings.of(figure) if figure.drawn else None,
        cell=_cell,
        events_of=lambda row: [site.content.get(Ref("event", name)) for name in row.events],
        soft=_not_final(figure),
    )


def _cell(column: Column, value: str | None) -> Any:
    """Return a value of the table as the template shows it: a date, or a text."""
    if value is None:
        return NOT_KNOWN
    if column.type == "date":
        return date_of(value) or value
    return number_in_words(value) if column.type == "number" else value


def _not_final(figure: Figure) -> str:
    """Return what the drawing shows in outline, in words; empty if everything is final."""
    first = figure.columns[0]
    named: dict[str, list[str]] = {}
    for column in figure.columns:
        if column.status:
            named.setdefault(column.status, []).append(column.title)
    for row in figure.rows:
        if row.status:
            cell = _cell(first, row.values.get(first.id))
            named.setdefault(row.status, []).append(getattr(cell, "words", cell))
    return "; ".join(f"{' and '.join(names)} ({status})" for status, names in named.items())


def figure_of(site: Site, page: PageState) -> Figure | None:
    """Return the figure whose own page it is; None on any other page."""
    ref = Ref("figure", PurePath(page.path).stem)
    figure = site.content.all(Figure).get(ref.id)
    return figure if figure and page_of(ref) == page.path else None


def pages(site: Site) -> dict[str, str]:
    """Return the Markdown of each figure's own page, and of each that it had before, by path."""
    redirects = site.content.all(Redirect).values()
    moved = [redirect for redirect in redirects if redirect.kind == "figure"]
    return {
        **{page_of(Ref("figure", it.old)): _moved(it) for it in moved if re.match(ID, it.old)},
        **{page_of(ref): _markdown(figure) for ref, figure in site.content.by_ref(Figure)},
    }


def _moved(redirect: Redirect) -> str:
    title, text = "was withdrawn", "Nothing took its place."
    if redirect.new:
        title, text = "has moved", f"It is now [](figure:{redirect.new})."
    title = f"The figure “{redirect.old}” {title}"
    return generated_page(title, f"What became of the figure “{redirect.old}”.", text)


def _markdown(figure: Figure) -> str:
    about = figure.summary if len(figure.summary) <= 160 else figure.summary[:159] + "…"
    return generated_page(figure.title, about, f"/// figure\n    id: {figure.id}\n///\n")
