"""The words of an element, as readers see them."""

import re
from collections.abc import Collection, Mapping
from html import unescape
from xml.etree.ElementTree import Element

from markdown.util import ETX, HTML_PLACEHOLDER_RE, STX

_ESCAPED = re.compile(f"{STX}(\\d+){ETX}")
_LISTS = ("ul", "ol")


def words_of(
    element: Element,
    shown: Mapping[str, str] | None = None,
    escaped: str = "",
    omitted: Collection[Element] = (),
) -> str:
    """Return the visible text of an element, with single spaces.

    Omits generated parts, a heading's link to itself, and lists inside a list item, whose items are
    blocks of their own.

    Args:
        element: The element.
        shown: Replacement text for elements, by tag; note marks are omitted by default.
        escaped: Replacement for each backslash-escaped character; by default, the character.
        omitted: Elements to omit.
    """
    stand_ins = {"sup": "", **(shown or {})}
    parts: list[str] = []

    def walk(node: Element) -> None:
        if node.get("class") == "headerlink" or node in omitted:
            return
        if node.tag in stand_ins:
            parts.append(stand_ins[node.tag])
        elif node.get("data-generated") is None and (node is element or node.tag not in _LISTS):
            # Inline code is the one place where Markdown has escaped a text by now.
            parts.append(unescape(node.text or "") if node.tag == "code" else node.text or "")
            for child in node:
                walk(child)
                parts.append(child.tail or "")

    walk(element)
    # Markdown stashes code blocks and entities until the end, and encodes escapes as numbers.
    text = HTML_PLACEHOLDER_RE.sub("", "".join(parts))
    text = _ESCAPED.sub(lambda match: escaped or chr(int(match[1])), text)
    return " ".join(text.split())
