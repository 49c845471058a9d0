"""YAML as plain values, with the line number of every key and item.

All scalars stay strings, so `no`, `1.10` and `2025-02-30` keep the text that was typed; the record
models convert them. Aliases, anchors and tags are rejected: no record needs them, and they let a
small file expand without limit or construct arbitrary objects.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import yaml

from explainer.problems import Place, Problem
from explainer.records.yaml_faults import fault_of

KeyPath = tuple[str | int, ...]
"""Path to a value in a file or record: keys as written in files, and list indexes."""

DEEPEST = 50
"""Maximum levels of nesting in a file; records use at most six."""

# The C library, if available, is twenty times as fast. Base loaders do not resolve types,
# so any tag other than these was written by hand.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}
_LIKE_FIELD = re.compile(r" +(?P<name>\w+):(?= |$)")
_COMMENTED = re.compile(
    r" *(?:(?:- +)+(?:\w[\w-]*: +)?|\w[\w-]*: +)[^\s'\"\[{>|#](?:(?! #).)* #[^ #]"
)
_NULL = ("", "~", "null")


@dataclass
class Document:
    """A parsed YAML text from line `first_line` of a file; `path` is relative to the project root.

    `value` consists of mappings, lists, strings and None; it is None if the text could not be
    parsed. `lines` has the line of every key and item, from 0. `problems` lists syntax errors,
    repeated keys, aliases, anchors, tags, and words taken for a comment.
    """

    path: str
    text: str = ""
    value: Any = None
    lines: dict[KeyPath, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    first_line: int = 1

    def place(self, *path: str | int) -> Place:
        """Return the place of a value, or of its nearest enclosing value that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.path, self.first_line + self.lines.get(path, 0))

    @cached_property
    def like_fields(self) -> list[tuple[KeyPath, int, str]]:
        """Lines inside texts that look like a field: the text's path, the line from 0, and the key.

        `place: The harbour` is one if it is indented as far as the text above it.
        """
        found: list[tuple[KeyPath, int, str]] = []
        known = {line: path for path, line in self.lines.items()}
        path: KeyPath = ()
        column = 0
        for number, line in enumerate(self.text.splitlines() if self.lines else ()):
            if number in known:
                path, column = known[number], len(line) - len(line.lstrip(" -"))
            elif (key := _LIKE_FIELD.match(line)) and key.start("name") > column:
                found.append((path, number, key["name"]))
        return found

    def report(self, line: int, rule: str, message: str, hint: str = "") -> None:
        """Add a problem on a line of the text, counted from 0."""
        place = Place(self.path, self.first_line + line)
        self.problems.append(Problem(place, rule, message, hint))


def read_yaml(text: str, path: str, first_line: int = 1) -> Document:
    """Parse a YAML text; errors become problems of the document.

    Problems show `path` and count lines from `first_line`, where the text begins in its file.
    """
    document = Document(path, text, first_line=first_line)
    try:
        return _parsed(document)
    except yaml.MarkedYAMLError as error:
        fault = fault_of(error, text, _LOADER, first_line)
        shown = f"this is not valid YAML: {fault.what}"
        document.report(fault.line, "broken-yaml", shown, fault.hint)
    except yaml.YAMLError as error:
        # A character that YAML forbids; the error gives its position in bytes.
        before = text.encode()[: getattr(error, "position", 0)]
        what = f"the line contains the invisible character U+{getattr(error, 'character', 0):04X}"
        document.report(before.count(b"\n"), "broken-yaml", what, "remove it")
    return document


def _report_lost_words(document: Document) -> None:
    """Report texts without quotation marks of which a part is taken for a comment."""
    known = set(document.lines.values())
    for number, line in enumerate(document.text.splitlines()):
        if " #" in line and number in known and _COMMENTED.match(line):
            what = 'what follows " #" is taken for a comment'
            document.report(number, "wrong-shape", what, "put the text in quotation marks")


def node_at(text: str, path: KeyPath) -> yaml.Node:
    """Return PyYAML's node of a value in a text without errors; it knows where the value ends."""
    inner: Any = yaml.compose(text, Loader=_LOADER)
    for part in path:
        if isinstance(inner, yaml.MappingNode):
            inner = next(value for key, value in inner.value if key.value == part)
        else:
            inner = inner.value[part]
    found: yaml.Node = inner
    return found


def _refused(event: Any, what: str, hint: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(None, None, what, event.start_mark, hint)


def _parsed(empty: Document) -> Document:
    """Return a document with its value, its lines, and the problems that do not end the parsing.

    PyYAML's events are read one by one, because all its nodes at once would take more memory than
    the records.
    """
    document = replace(empty, lines={}, problems=[])
    events: Any = yaml.parse(document.text, Loader=_LOADER)
    next(events)  # the stream begins
    if isinstance(next(events), yaml.StreamEndEvent):
        return document
    first = next(events)
    document.lines[()] = first.start_mark.line
    document.value = _value(first, events, document)
    next(events)  # the document ends
    if not isinstance(another := next(events), yaml.StreamEndEvent):
        raise _refused(another, "a second document begins here", "remove the line of three hyphens")
    _report_lost_words(document)
    return document


def _value(event: Any, events: Iterator[Any], document: Document, path: KeyPath = ()) -> Any:
    """Return what begins with an event at a path, and note the lines of what is in it."""
    if len(path) > DEEPEST:
        what = f"the file is nested more than {DEEPEST} levels deep"
        raise _refused(event, what, "close what is open, or indent less")
    if isinstance(event, yaml.AliasEvent):
        hint = "write the value out; put a text that begins with * in quotation marks"
        raise _refused(event, "aliases (*name) are not allowed", hint)
    line, tag = event.start_mark.line, event.tag
    if tag and tag not in _TAGS:
        document.report(line, "broken-yaml", f'the tag "{tag}" is not allowed', "remove it")
    if event.anchor:
        hint = "put the text in quotation marks, or remove it"
        document.report(line, "broken-yaml", f'"&{event.anchor}" would be lost', hint)
    if isinstance(event, yaml.ScalarEvent):
        return None if not event.style and event.value in _NULL else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            inner = (*path, len(items))
            document.lines[inner] = item.start_mark.line
            items.append(_value(item, events, document, inner))
        return items
    found: dict[str, Any] = {}
    while not isinstance(key := next(events), yaml.MappingEndEvent):
        line = key.start_mark.line
        if not isinstance(key, yaml.ScalarEvent):
            raise _refused(key, "a key is a list or a mapping", "write a word")
        inner = (*path, key.value)
        document.lines.setdefault(inner, line)
        value = _value(next(events), events, document, inner)
        if key.value in found:
            what = f'"{key.value}" occurs twice in one record'
            hint = "keep one of them"
            if key.value == "id" and path and isinstance(path[-1], int):
                hint += "; if a record begins here, write a dash before it"
            document.report(line, "duplicate-key", what, hint)
        else:
            found[key.value] = value
    return found
