"""Curves the apostrophes of a page, once names are found and rules applied."""

import re
from xml.etree.ElementTree import Element

from explainer.pages import PageState
from explainer.site import Site
from explainer.typography import curved

_AFTER_ELEMENT = re.compile(r"^'(?=s?\b)")  # as after a linked name: the ferry's
_AS_TYPED = ("code", "pre", "script", "style")


def curve_apostrophes(root: Element, site: Site, page: PageState) -> None:
    """Curve the apostrophes of a page's text in place, except in code, and of its notes' words."""
    _curve(root)
    for note in page.notes.values():
        note.words = curved(note.words)


def _curve(root: Element) -> None:
    if root.text:
        root.text = curved(root.text)
    for child in root:
        if child.tag not in _AS_TYPED:
            _curve(child)
        if child.tail:
            child.tail = curved(child.tail, _AFTER_ELEMENT)
