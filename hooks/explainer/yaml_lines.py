"""YAML as plain values, with the line of every key and item.

All scalars stay strings, so that `no`, `1.10` and `2025-02-30` mean what was typed; the record
models decide what they become. Nothing in a file can construct an object.

PyYAML, which MkDocs needs anyway, reads with the C library where there is one: twenty times as fast
as a reader in Python, and reading is most of what thousands of records cost. Lines are wanted only
for problems, so they are looked up then, in a second reading.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml
from yaml import MappingNode, MarkedYAMLError, Node, ScalarNode, SequenceNode, YAMLError

from explainer.problems import Place, Problem

Path = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Document:
    """A YAML text that was read.

    Attributes:
        path: The file, from the project's root.
        text: What was read.
        value: Mappings, lists, strings and None; None when the text could not be read.
        problems: Broken syntax and repeated keys.
        first_line: Line of the file on which the YAML begins, from 1.
    """

    path: str
    text: str = ""
    value: Any = None
    problems: list[Problem] = field(default_factory=list)
    first_line: int = 1

    def place(self, *path: str | int) -> Place:
        """The place of a value, or of the nearest thing around it that is in the file."""
        node, line = self._root, self._root.start_mark.line if self._root else 0
        for part in path:
            found = _child(node, part)
            if found is None:
                break
            node, line = found
        return Place(self.path, self.first_line + line)

    @cached_property
    def _root(self) -> Node | None:
        return _compose(self.text) if self.value is not None else None


def read_yaml(text: str, path: str, first_line: int = 1) -> Document:
    """Read a YAML text.

    Args:
        text: The text.
        path: The file's name for problems.
        first_line: Where in the file the text begins, for front matter.
    """
    document = Document(path, text, first_line=first_line)
    try:
        root = _compose(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        what = " ".join(filter(None, (error.context, error.problem)))
        hint = "check the indentation, and quote texts that hold a colon"
        _refuse(document, line, f"this is not valid YAML: {what}", hint)
        return document
    except YAMLError as error:
        # A character that no YAML may hold; its position is counted in bytes.
        before = text.encode()[: getattr(error, "position", 0)]
        _refuse(document, before.count(b"\n"), " ".join(str(error).split()))
        return document
    try:
        document.value = None if root is None else _build(root, document)
    except RecursionError:
        _refuse(document, 0, "an alias (*) leads back into its own anchor (&)")
    return document


def _compose(text: str) -> Node | None:
    root: Node | None = yaml.compose(text, Loader=_LOADER)
    return root


def _refuse(document: Document, line: int, what: str, hint: str = "") -> None:
    place = Place(document.path, document.first_line + line)
    document.problems.append(Problem(place, "broken-yaml", what, hint))


def _build(node: Node, document: Document) -> Any:
    if isinstance(node, ScalarNode):
        empty = not node.style and node.value in ("", "~", "null")
        return None if empty else node.value
    if isinstance(node, SequenceNode):
        return [_build(item, document) for item in node.value]
    if isinstance(node, MappingNode):
        return dict(_pairs(node, document))
    raise TypeError(f"unexpected YAML node {node!r}")


def _pairs(node: MappingNode, document: Document) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        key = _key(key_node)
        if key in seen:
            place = Place(document.path, document.first_line + key_node.start_mark.line)
            what = f'"{key}" is written twice in one record'
            document.problems.append(Problem(place, "duplicate-key", what, "keep one of them"))
            continue
        seen.add(key)
        yield key, _build(value_node, document)


def _key(node: Node) -> str:
    return node.value if isinstance(node.value, str) else str(node.value)


def _child(node: Node | None, part: str | int) -> tuple[Node, int] | None:
    """What a key or an index leads to, and its line from 0."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if _key(key) == part:
                return value, key.start_mark.line
    if isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        item = node.value[part]
        return item, item.start_mark.line
    return None
