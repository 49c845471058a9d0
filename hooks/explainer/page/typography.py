"""Typography: straight apostrophes and single quotation marks become curved ones.

Editors type what the keyboard has; names are found and rules applied before this step.
"""

import re
from xml.etree.ElementTree import Element

from explainer.pages import PageState
from explainer.site import Site

_QUOTED = re.compile(r"(?<!\w)'(?=\w)([^']*\w[.,;:?!]?)'(?!\w)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|\s|[.,;:?!)]|$)")
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


def curved(text: str, *also: re.Pattern[str]) -> str:
    """Return a text with its apostrophes and single quotation marks curved."""
    if "'" not in text:
        return text
    text = type(text)(_QUOTED.sub(r"‘\1’", text))
    for pattern in (_APOSTROPHE, *also):
        text = type(text)(pattern.sub("’", text))  # the type says what Markdown must leave alone
    return text
