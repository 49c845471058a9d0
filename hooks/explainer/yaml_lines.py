"""YAML as plain values, with the line of every key and item.

All scalars stay strings, so that `no`, `1.10` and `2025-02-30` mean what was typed; the record
models decide what they become. Nothing in a file can construct an object.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from explainer.problems import Place, Problem

Path = tuple[str | int, ...]


@dataclass
class Document:
    """A YAML text that was read.

    Attributes:
        path: The file, from the project's root.
        value: Mappings, lists, strings and None; None when the text could not be read.
        lines: The line of each key and item by its path from the top.
        problems: Broken syntax and repeated keys.
        first_line: Line of the file on which the YAML begins, from 1.
    """

    path: str
    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    first_line: int = 1

    def place(self, *path: str | int) -> Place:
        """The place of a value, or of the nearest thing around it that is in the file."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return Place(self.path, self.lines[path[:length]])
        return Place(self.path, self.first_line)


def read_yaml(text: str, path: str, first_line: int = 1) -> Document:
    """Read a YAML text.

    Args:
        text: The text.
        path: The file's name for problems.
        first_line: Where in the file the text begins, for front matter.
    """
    document = Document(path, first_line=first_line)
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        what = " ".join(filter(None, (error.context, error.problem)))
        document.problems.append(
            Problem(
                Place(path, first_line + line),
                "broken-yaml",
                f"this is not valid YAML: {what}",
                "check the indentation, and quote texts that hold a colon",
            )
        )
        return document
    except YAMLError as error:
        line = text[: getattr(error, "position", 0)].count("\n")
        what = " ".join(str(error).split())
        document.problems.append(Problem(Place(path, first_line + line), "broken-yaml", what))
        return document
    try:
        document.value = None if root is None else _build(root, (), document)
    except RecursionError:
        document.lines.clear()
        what = "an alias (*) leads back into its own anchor (&)"
        document.problems.append(Problem(Place(path, first_line), "broken-yaml", what))
    return document


def _build(node: Node, path: Path, document: Document) -> Any:
    document.lines.setdefault(path, document.first_line + node.start_mark.line)
    if isinstance(node, ScalarNode):
        empty = node.style is None and node.value in ("", "~", "null")
        return None if empty else str(node.value)
    if isinstance(node, SequenceNode):
        return [_build(item, (*path, index), document) for index, item in enumerate(node.value)]
    if isinstance(node, MappingNode):
        return dict(_pairs(node, path, document))
    raise TypeError(f"unexpected YAML node {node!r}")


def _pairs(node: MappingNode, path: Path, document: Document) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = document.first_line + key_node.start_mark.line
        if key in seen:
            document.problems.append(
                Problem(
                    Place(document.path, line),
                    "duplicate-key",
                    f'"{key}" is written twice in one record',
                    "keep one of them",
                )
            )
            continue
        seen.add(key)
        document.lines[(*path, key)] = line
        yield key, _build(value_node, (*path, key), document)
