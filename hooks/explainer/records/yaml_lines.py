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
from typing import Any, cast

import yaml
from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingNode,
    MarkedYAMLError,
    Node,
    ScalarEvent,
    SequenceEndEvent,
    SequenceNode,
    SequenceStartEvent,
    YAMLError,
)

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
        try:
            root: Node | None = yaml.compose(self.text, Loader=_LOADER)
        except YAMLError:
            return None  # reported already, with its line
        return root


def read_yaml(text: str, path: str, first_line: int = 1) -> Document:
    """Read a YAML text.

    Args:
        text: The text.
        path: The file's name for problems.
        first_line: Where in the file the text begins, for front matter.
    """
    document = Document(path, text, first_line=first_line)
    try:
        document.value = _Reader(text, document).read()
    except MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        what = " ".join(filter(None, (error.context, error.problem)))
        hint = "check the indentation, and quote texts that hold a colon"
        _refuse(document, line, f"this is not valid YAML: {what}", hint)
    except YAMLError as error:
        # A character that no YAML may hold; its position is counted in bytes.
        before = text.encode()[: getattr(error, "position", 0)]
        _refuse(document, before.count(b"\n"), " ".join(str(error).split()))
    return document


def _refuse(document: Document, line: int, what: str, hint: str = "") -> None:
    place = Place(document.path, document.first_line + line)
    document.problems.append(Problem(place, "broken-yaml", what, hint))


class _Reader:
    """Makes values of the parser's events, without a tree of nodes between them.

    For thousands of records that tree would take more memory than all the records.
    """

    def __init__(self, text: str, document: Document) -> None:
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self._document = document
        self._anchors: dict[str, Any] = {}

    def read(self) -> Any:
        """The only document in the text; None when there is none."""
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                value = self._value(next(self._events))
                next(self._events)  # the end of the document
                after = next(self._events)
                if isinstance(after, DocumentStartEvent):
                    what = "expected a single document, but found another one"
                    raise MarkedYAMLError(None, None, what, cast(Any, after).start_mark)
                return value
        return None

    def _value(self, event: Any) -> Any:
        if isinstance(event, AliasEvent):
            return self._named(event)
        anchor = getattr(event, "anchor", None)
        if anchor:
            self._anchors[anchor] = _Unfinished
        if isinstance(event, ScalarEvent):
            empty = not event.style and event.value in ("", "~", "null")
            value: Any = None if empty else event.value
        elif isinstance(event, SequenceStartEvent):
            value = list(self._items())
        else:
            value = dict(self._pairs())
        if anchor:
            self._anchors[anchor] = value
        return value

    def _named(self, event: Any) -> Any:
        value = self._anchors.get(event.anchor, _Unknown)
        if value is _Unknown:
            raise MarkedYAMLError(
                None, None, f"found undefined alias *{event.anchor}", event.start_mark
            )
        if value is _Unfinished:
            what = "an alias (*) leads back into its own anchor (&)"
            raise MarkedYAMLError(None, None, what, event.start_mark)
        return value

    def _items(self) -> Iterator[Any]:
        while not isinstance(event := next(self._events), SequenceEndEvent):
            yield self._value(event)

    def _pairs(self) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = event.value if isinstance(event, ScalarEvent) else str(self._value(event))
            value = self._value(next(self._events))
            if key in seen:
                place = Place(
                    self._document.path, self._document.first_line + event.start_mark.line
                )
                what = f'"{key}" is written twice in one record'
                fault = Problem(place, "duplicate-key", what, "keep one of them")
                self._document.problems.append(fault)
                continue
            seen.add(key)
            yield key, value


class _Unfinished:
    """Stands for the value of an anchor that is still being read."""


class _Unknown:
    """Stands for the value of an anchor that nobody set."""


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
