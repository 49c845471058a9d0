"""Templates for generated parts.

Jinja templates under overrides/generated/ contain the HTML of generated parts. Values in them are
escaped, and the output is parsed into elements, so that Markdown's later steps and MkDocs' checks
process its links and headings like any others. Markup in values is displayed literally.
"""

import re
import traceback
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from markdown.util import AMP_SUBSTITUTE, ETX, STX, AtomicString

from explainer.problems import Place, Problem

CITING = "data-citing"
"""Template attribute: citations in the element's text are processed; other markup is literal."""

CITES = "data-cites"
"""Template attribute of an empty element: the keys of a citation, which is put after it."""

PROSE = "data-prose"
"""Template attribute: names in the element's text become terms and links."""

FILL = "data-fill"
"""Attribute of an empty element: the part to insert once all pages are known (`page.deferred`)."""

FILL_OF = "data-of"
"""Attribute of the same element: the record the part is about, if any."""

REF = "data-ref"
"""Temporary attribute of a link: the record it leads to, which counts as used there."""

LONGEST_SHOWN = 60
"""Most characters of what a template produces that a message repeats."""

_SPECIAL = re.compile(r"(?P<citation>\[@[^\[\]`\\<&]+\])|[\\`*_{}\[\]()<!]|&(?=#?\w+;)")
"""Characters that inline Markdown interprets. A malformed citation also matches, so that it is
reported. Characters that matter only at the start of a line are not listed: escaping a full stop or
hyphen would hide a name that contains it."""

_SEALED = {
    "{": f"{STX}{ord('{')}{ETX}",
    "[": f"{STX}{ord('[')}{ETX}",
    "&": f"{AMP_SUBSTITUTE}amp;",
}
"""Python-Markdown's encoding of a character that it restores at the end. Without it, a brace in
sealed text would start an attribute list, `[TOC]` would insert a table of contents, and `&lt;`
would be treated as finished HTML."""


class Templates:
    """The templates of the generated parts, in `folder`; `cache` stores them compiled.

    Attributes:
        problems: Faults in templates that were used; their output is empty.
    """

    def __init__(self, folder: Path, cache: BytecodeCache | None = None) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=cache,
            auto_reload=False,  # every build has its own
        )

    def share(self, **values: Any) -> None:
        """Make values available to all templates."""
        self._environment.globals.update(values)

    def html(self, name: str, **values: Any) -> str:
        """Render `<name>.html`; a fault is recorded as a problem and the result is empty."""
        try:
            return self._environment.get_template(f"{name}.html").render(**values).strip()
        except Exception as error:  # an expression of a template can raise any
            self._report(*fault_of(error, f"{name}.html"))
        return ""

    def element(self, name: str, **values: Any) -> Element:
        """Render `<name>.html`, which must produce one element; otherwise return an empty `div`.

        Markdown does not process its text further, except citations under `data-citing`.
        """
        met = len(self.problems)
        html = self.html(name, **values)
        try:
            root = ElementTree.fromstring(html)
        except ElementTree.ParseError as error:
            if met == len(self.problems):
                number, _ = error.position
                line = "".join(html.splitlines()[number - 1 : number]).strip()[:LONGEST_SHOWN]
                what = f'what it produces is not one element: {error}, in "{line}"'
                self._report(f"{name}.html", 1, what)
            return Element("div")
        _seal(root)
        return root

    def xml(self, name: str, **values: Any) -> str:
        """Render `<name>.html`, which must produce XML; a fault is recorded as a problem."""
        text = self.html(name, **values)
        try:
            ElementTree.fromstring(text or "<empty/>")
        except ElementTree.ParseError as error:
            self._report(f"{name}.html", 1, f"it does not produce XML: {error}")
        return text

    def _report(self, file: str, line: int, what: str) -> None:
        place = Place(f"overrides/generated/{file}", line)
        self.problems.append(Problem(place, "broken-template", what))


def fault_of(error: Exception, name: str) -> tuple[str, int, str]:
    """Return where an error arose, as file and line of a template, and what it says.

    `name` is the template that was rendered; the error may be in one that it includes.
    """
    if isinstance(error, TemplateSyntaxError):
        return error.name or name, error.lineno, error.message or ""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".html")]
    file, line = (Path(frames[-1].filename).name, frames[-1].lineno) if frames else (name, 1)
    what = str(error) or type(error).__name__
    if isinstance(error, TemplateNotFound):
        what = f"there is no template {error.name}"
    elif isinstance(error, RecursionError):
        what = "it includes itself"
    return file, line or 1, what


def placeholder(part: str, of: str = "") -> Element:
    """Return an empty element, to fill in once all pages are rendered; `of` is its subject."""
    return Element("div", {FILL: part, FILL_OF: of} if of else {FILL: part})


def _seal(element: Element, parent_open: bool = False) -> None:
    open_here = element.attrib.pop(CITING, None) is not None or parent_open
    if element.text:
        element.text = _literal(element.text) if open_here else _sealed(element.text, element.tag)
    for child in element:
        _seal(child, open_here)
        if keys := child.attrib.pop(CITES, ""):
            child.tail = f"[@{keys}]"
        elif child.tail:
            child.tail = _literal(child.tail) if open_here else _sealed(child.tail, element.tag)


def _sealed(text: str, tag: str) -> AtomicString:
    # Markdown parses nothing in code, and would restore only the ampersand.
    closed = r"&(?=#?\w+;)" if tag == "code" else r"[{\[]|&(?=#?\w+;)"
    return AtomicString(re.sub(closed, lambda match: _SEALED[match[0]], text))


def _literal(text: str) -> str:
    """Return Markdown that displays a text literally, except for its citations."""
    return _SPECIAL.sub(lambda match: match["citation"] or _escape(match[0]), text)


def _escape(character: str) -> str:
    return {"<": "&lt;", "&": "&amp;"}.get(character) or f"\\{character}"
