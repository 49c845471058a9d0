"""Templates into elements.

The HTML of generated parts is written in Jinja templates under overrides/generated/. They are
rendered with everything escaped, and parsed, so that Markdown's later steps and MkDocs' checks see
their links and headings like any other. A text that holds markup is shown as that text.
"""

import re
import traceback
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from markdown.util import AMP_SUBSTITUTE, ETX, STX, AtomicString

from explainer.problems import Place, Problem

CITING = "data-citing"
"""On an element of a template: citations in its text count; all else in it is shown as it is."""

PROSE = "data-prose"
"""On an element of a template: names in its text become terms and links."""

HOLE = "data-fill"
"""On an empty element: the part that is put there when all pages are known (`page.deferred`)."""

HOLE_OF = "data-of"
"""On the same element: the record that the part is about, if it is about one."""

REF = "data-ref"
"""On a link, until the page is done: the record to which it leads, which counts as used there."""

_SPECIAL = re.compile(r"(?P<citation>\[@[^\[\]`\\<&]+\])|[\\`*_{}\[\]()<!]|&(?=#?\w+;)")
"""What inline Markdown gives a meaning to. A malformed citation counts as one, so that it is
reported. Marks that count only at the start of a line are not here: an escaped full stop or hyphen
would hide the name that holds it."""

_SEALED = {
    "{": f"{STX}{ord('{')}{ETX}",
    "[": f"{STX}{ord('[')}{ETX}",
    "&": f"{AMP_SUBSTITUTE}amp;",
}
"""How Python-Markdown writes a character that it restores at the end. Without it a brace in sealed
text would be read as an attribute list, `[TOC]` as the place for a table of contents, and `&lt;` as
finished HTML."""

_FAULTS = (TemplateError, LookupError, TypeError, AttributeError, ValueError, ArithmeticError)
"""What an expression in a template can raise."""


class Templates:
    """The templates of the generated parts.

    Args:
        folder: Where they are written: `overrides/generated` in the project's root.
        cache: Where they are kept compiled, if anywhere.

    Attributes:
        problems: What is wrong with templates that were used. What they make is empty then.
    """

    def __init__(self, folder: Path, cache: BytecodeCache | None = None) -> None:
        self.problems: list[Problem] = []
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=cache,
        )

    def share(self, **values: Any) -> None:
        """Give all templates something to use."""
        self._environment.globals.update(values)

    def html(self, name: str, **values: Any) -> str:
        """Render `<name>.html`."""
        try:
            return self._environment.get_template(f"{name}.html").render(**values).strip()
        except TemplateNotFound as error:
            self._report(str(error.name), 1, "there is no such file")
        except TemplateSyntaxError as error:
            self._report(error.name or f"{name}.html", error.lineno, error.message or "")
        except (RecursionError, UnicodeDecodeError, OSError) as error:
            self._report(f"{name}.html", 1, f"it cannot be read: {error}")
        except _FAULTS as error:
            frames = [f for f in traceback.extract_tb(error.__traceback__) if ".html" in f.filename]
            where = frames[-1] if frames else None
            file = Path(where.filename).name if where else f"{name}.html"
            self._report(file, (where.lineno if where else None) or 1, str(error))
        return ""

    def element(self, name: str, **values: Any) -> Element:
        """Render `<name>.html`, whose one outer element is returned.

        Its text is closed to further Markdown, but for citations under `data-citing`.
        """
        met = len(self.problems)
        html = self.html(name, **values)
        try:
            root = ElementTree.fromstring(html)
        except ElementTree.ParseError as error:
            if met == len(self.problems):
                self._report(f"{name}.html", 1, f"what it makes is not one element: {error}")
            return Element("div")
        _seal(root)
        return root

    def _report(self, file: str, line: int, what: str) -> None:
        place = Place(f"overrides/generated/{file}", line)
        self.problems.append(Problem(place, "broken-template", " ".join(what.split())))


def hole(part: str) -> Element:
    """An empty element that is filled when all pages are known."""
    return Element("div", {HOLE: part})


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
