"""Templates into elements.

The HTML of generated parts is written in Jinja templates under overrides/generated/. They are
rendered with everything escaped, and parsed, so that Markdown's later steps and MkDocs' checks see
their links and headings like any other. A text that holds markup is shown as that text.
"""

import os
import re
from collections.abc import MutableMapping
from copy import deepcopy
from importlib.metadata import version
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markdown.util import AMP_SUBSTITUTE, ETX, STX, AtomicString

CITING = "data-citing"
"""On an element of a template: citations in its text count; all else in it is shown as it is."""

PROSE = "data-prose"
"""On an element of a template: names in its text become terms and links."""

_SPECIAL = re.compile(r"(?P<citation>\[@[^\[\]`\\<&]+\])|[\\`*_{}\[\]()<!]|&(?=#?\w+;)")
"""What inline Markdown gives a meaning to. A malformed citation counts as one, so that it is
reported. Marks that count only at the start of a line are not here: an escaped full stop or hyphen
would hide the name that holds it."""

_RESTORED = ("{", "[", "&amp;")
"""What in a template's HTML Markdown may still restore or replace after inline text is read."""

_SEALED = {
    "{": f"{STX}{ord('{')}{ETX}",
    "[": f"{STX}{ord('[')}{ETX}",
    "&": f"{AMP_SUBSTITUTE}amp;",
}
"""How Python-Markdown writes a character that it restores at the end. Without it a brace in sealed
text would be read as an attribute list, `[TOC]` as the place for a table of contents, and `&lt;` as
finished HTML."""


class _Environment(Environment):
    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template can use, as one mapping.

        Jinja makes a chain of mappings, which took a fifth of the time of thousands of small parts.
        """
        return {**self.globals, **(d or {})}


class Templates:
    """The templates of the generated parts.

    Args:
        folder: Where they are written.
        cache_folder: Where they are kept compiled, if anywhere.
        shared: What every one of them can use.
    """

    def __init__(self, folder: Path, cache_folder: Path | None = None, **shared: Any) -> None:
        self._environment = _Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # a build reads each once
            bytecode_cache=compiled_in(cache_folder, "parts") if cache_folder else None,
        )
        self._environment.globals.update(shared)
        self._fixed: dict[str, Element] = {}

    def html(self, name: str, **values: Any) -> str:
        """Render `<name>.html`."""
        return self._environment.get_template(f"{name}.html").render(**values).strip()

    def element(self, name: str, **values: Any) -> Element:
        """Render `<name>.html`, whose one outer element is returned.

        Its text is closed to further Markdown, but for citations under `data-citing`.
        """
        if values:
            return _parsed(self.html(name, **values))
        if name not in self._fixed:
            self._fixed[name] = _parsed(self.html(name))
        return deepcopy(self._fixed[name])


def compiled_in(cache_folder: Path, name: str) -> FileSystemBytecodeCache | None:
    """Keeps templates compiled from one build to the next, as Python keeps its modules.

    Jinja compiles a template anew when its text has changed, but does not notice other options or
    another version of itself: for these there is another folder.

    Args:
        cache_folder: For what can be made again.
        name: One for each set of templates and options.

    Returns:
        None where nothing can be written, as in a project that is only to be read.
    """
    folder = cache_folder / "templates" / f"{name}-jinja-{version('jinja2')}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


def _parsed(html: str) -> Element:
    root = ElementTree.fromstring(html)
    # A part without citations is put in when inline text has been read.
    if CITING in html or any(sign in html for sign in _RESTORED):
        _seal(root)
    return root


def _seal(element: Element, parent_open: bool = False) -> None:
    open_here = element.attrib.pop(CITING, None) is not None or parent_open
    if element.text:
        element.text = _literal(element.text) if open_here else _sealed(element.text, element.tag)
    for child in element:
        _seal(child, open_here)
        if child.tail:
            child.tail = _literal(child.tail) if open_here else _sealed(child.tail, element.tag)


def _sealed(text: str, tag: str) -> AtomicString:
    # In code nothing is read, and only the ampersand would be restored.
    closed = r"&(?=#?\w+;)" if tag == "code" else r"[{\[]|&(?=#?\w+;)"
    return AtomicString(re.sub(closed, lambda match: _SEALED[match[0]], text))


def _literal(text: str) -> str:
    """Markdown that shows a text as it is, except that its citations stay citations."""
    return _SPECIAL.sub(lambda match: match["citation"] or _escape(match[0]), text)


def _escape(character: str) -> str:
    return {"<": "&lt;", "&": "&amp;"}.get(character) or f"\\{character}"
