"""Marks: where a name stands in the text of a page, until the page is put together.

A mark is written into the text of an element, as Python-Markdown writes what it sets aside: signs
that no text can hold, taken out or replaced at the end. No element is made for it. So the search
index reads the text as its author wrote it, and a name costs little more than finding it.
"""

import re
from collections.abc import Callable

from markdown.util import ETX, STX

_MARK = re.compile(f"{STX}((?:[a-z]+ [^{STX}{ETX}]+)?){ETX}")
"""What Python-Markdown sets aside itself has no space between the signs."""

_LEFT_OUT = re.compile(r"<section\b[^>]* data-search-exclude\b.*?</section>", re.DOTALL)
"""A section that search leaves out. There is none in it: a heading, and what waits to be filled."""

_FRAME = re.compile(r"</?section\b[^>]*>")

_END = f"{STX}{ETX}"


def mark(key: str, shown: str) -> str:
    """A name in a text, marked.

    Args:
        key: What it names: kind and id, such as `term truce`.
        shown: The name as it is written there.
    """
    return f"{STX}{key}{ETX}{shown}{_END}"


def keys_in(text: str) -> list[str]:
    """What is marked in a text, in order."""
    return [key for key in _MARK.findall(text) if key]


def for_search(html: str) -> str:
    """Rendered HTML as search reads it: as its author wrote it, without marks.

    Sections that ask for it are left out whole: search would skip their texts, but list their
    headings on every page. Of the others the frames are left out. Search takes headings for
    sections anyway, and at the end of each frame it would go back through all of them.
    """
    return _FRAME.sub("", _LEFT_OUT.sub("", _MARK.sub("", html)))


def link_marks(html: str, start_tag: Callable[[str], str]) -> str:
    """Rendered HTML with its marks made links.

    Args:
        html: The HTML.
        start_tag: Gives the start of the link to what a key names.
    """
    parts = _MARK.split(html)
    parts[1::2] = [start_tag(key) if key else "</a>" for key in parts[1::2]]
    return "".join(parts)
