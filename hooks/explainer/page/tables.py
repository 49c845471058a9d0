"""Tables: row headers, a name, and each cell's column in words.

A screen reader then announces the row and column of a cell. On a small screen the style sheet turns
rows into blocks, in which each cell shows its column, taken from `data-of`.
"""

from xml.etree.ElementTree import Element

from explainer.pages import PageState
from explainer.site import Site

_HEADINGS = ("h1", "h2", "h3", "h4")
_PLAIN = 2
"""Columns of a table whose head stays in sight on a small screen; its cells need no label."""


def complete_tables(root: Element, site: Site, page: PageState) -> None:
    """Complete every table that has a head, in place.

    A table without a caption gets the name of the heading above it.
    """
    heading = ""
    for element in root.iter():
        if element.tag in _HEADINGS:
            heading = element.get("id", "")
        elif element.tag == "table" and element.find("thead/tr") is not None:
            named = "aria-labelledby" in element.attrib or element.find("caption") is not None
            if heading and not named:
                element.set("aria-labelledby", heading)
            _complete(element)


def _complete(table: Element) -> None:
    heads = table.findall("thead/tr/th")
    columns = [" ".join("".join(head.itertext()).split()) for head in heads]
    for head in heads:
        head.set("scope", "col")
    for row in table.findall("tbody/tr"):
        for at, (cell, column) in enumerate(zip(row, columns, strict=False)):
            if at == 0:
                cell.tag = "th"
                cell.set("scope", "row")
            elif len(columns) > _PLAIN and (len(cell) or cell.text):
                cell.set("data-of", column)
