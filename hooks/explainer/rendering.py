"""Templates into elements.

The HTML of generated parts is written in Jinja templates under overrides/generated/. They are
rendered with everything escaped, and parsed, so that Markdown's later steps and MkDocs' checks see
their links and headings like any other. A text that holds markup is shown as that text.
"""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown.util import AtomicString

MARKDOWN = "data-markdown"
"""On an element of a template: its text is Markdown, for record texts that carry citations."""

PROSE = "data-prose"
"""On an element of a template: names in its text become terms and links."""


class Templates:
    """The templates of the generated parts."""

    def __init__(self, folder: Path, **shared: Any) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(shared)

    def html(self, name: str, **values: Any) -> str:
        """Render `<name>.html`."""
        return self._environment.get_template(f"{name}.html").render(**values).strip()

    def element(self, name: str, **values: Any) -> Element:
        """Render `<name>.html`, whose one outer element is returned.

        Text is closed to further Markdown except under `data-markdown`.
        """
        root = ElementTree.fromstring(self.html(name, **values))
        _seal(root)
        return root


def _seal(element: Element, parent_open: bool = False) -> None:
    open_here = parent_open or element.attrib.pop(MARKDOWN, None) is not None
    if not open_here and element.text:
        element.text = AtomicString(element.text)
    for child in element:
        _seal(child, open_here)
        if not open_here and child.tail:
            child.tail = AtomicString(child.tail)
