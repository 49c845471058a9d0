"""The downloads: which files there are, their formats, and the meaning of their fields.

`downloads.yml` says what readers are told of them. `explainer.data.export` produces their contents.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin

import yaml
from pydantic.fields import FieldInfo

from explainer.data.shapes import (
    CoverageData,
    CslItem,
    EventData,
    FigureData,
    PositionRow,
    StatementData,
    TermData,
)
from explainer.dates import PartialDate
from explainer.records.base import Record, models_in
from explainer.records.kinds import KINDS
from explainer.records.subject import Position

MEDIA_TYPES: dict[str, str] = {
    "json": "application/json",
    "csv": "text/csv",
    "ics": "text/calendar",
    "svg": "image/svg+xml",
}
"""Media type of each format, and of the drawings of figures."""

DATA = "data/"
"""Folder of the downloads, relative to the site's root."""

PDF = f"{DATA}explainer.pdf"
"""The whole site as a PDF, which is printed from the finished site and given to the next build."""

VIEWED = ("events", "positions")
"""Files that are also written for each view of their list, next to its page."""

_WORDS: dict[Any, str] = {str: "text", int: "number", float: "number", PartialDate: "date"}


@dataclass(frozen=True)
class DataFile:
    """A file of data/, in one or more formats.

    Attributes:
        name: File name without extension.
        holds: Its contents, in one sentence.
        model: Model of an entry, or of the whole file.
        is_list: Whether it is a list of entries rather than one mapping.
        formats: Extensions, json first, each with a note for users.
        row: Model of a CSV row, if not that of an entry.
        page: The page that shows the same data, whose list offers the file.
    """

    name: str
    holds: str
    model: type[Record]
    is_list: bool = True
    formats: Mapping[str, str] = field(default_factory=lambda: {"json": ""})
    row: type[Record] | None = None
    page: str = ""

    @property
    def paths(self) -> dict[str, str]:
        """Its path from the site's root, by format."""
        return {ending: f"{DATA}{self.name}.{ending}" for ending in self.formats}

    @property
    def schema(self) -> str:
        """The path of its schema from the site's root."""
        return f"{DATA}schema/{self.name}.json"

    @property
    def tables(self) -> "list[tuple[str, list[FieldInWords]]]":
        """The field tables on the downloads page, each with its title."""
        title = f"Fields of {self.name}.json"
        if self.row is None and "csv" in self.formats:
            title += f", which are the columns of {self.name}.csv"
        tables = [(title, list(fields_in_words(self.model)))]
        if self.row is not None:
            tables.append((f"Columns of {self.name}.csv", list(fields_in_words(self.row))))
        return tables


_WRITTEN = yaml.safe_load(Path(__file__).with_name("downloads.yml").read_text(encoding="utf-8"))

_MODELS: dict[str, type[Record]] = {
    "statements": StatementData,
    "coverage": CoverageData,
    "events": EventData,
    "positions": Position,
    "terms": TermData,
    "figures": FigureData,
    "sources": CslItem,
}

_ROWS = {"positions": PositionRow}

_FILES: tuple[DataFile, ...] = tuple(
    DataFile(name, model=_MODELS[name], row=_ROWS.get(name), **words)
    for name, words in _WRITTEN.items()
)
"""Files that differ from the records or are more than JSON, in the order of the downloads page."""


def data_files() -> dict[str, DataFile]:
    """Return every file of data/ by name; kinds without an entry here are exported unchanged."""
    found = {file.name: file for file in _FILES}
    for kind in KINDS.values():
        if kind.export and kind.export not in found:
            holds = str(kind.model.__doc__).partition("\n")[0]
            found[kind.export] = DataFile(kind.export, holds, kind.model, page=kind.page)
    return found


class FieldInWords(NamedTuple):
    """A field as described on the downloads page: its name, type and meaning in plain words.

    Names of nested fields are joined, such as `check.note`.
    """

    name: str
    kind: str
    meaning: str


def fields_in_words(model: type[Record], before: str = "") -> Iterator[FieldInWords]:
    """Yield every field of a model and of the models in it; `before` begins their names."""
    for key, info in model.model_fields.items():
        name = before + (info.alias or key)
        yield FieldInWords(name, _kind(info), info.description or "")
        for inner in models_in(info.annotation):
            by_name = get_origin(info.annotation) is dict
            yield from fields_in_words(inner, f"{name}.*." if by_name else f"{name}.")


def _kind(info: FieldInfo) -> str:
    kind = _in_words(info.annotation)
    return kind if info.is_required() else f"{kind.removesuffix(', or null')}, where known"


def _in_words(annotation: Any) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return "one of: " + ", ".join(map(str, inner))
    if origin is tuple or origin is list:
        return f"list of {_several(_in_words(inner[0]))}"
    if origin is dict:
        return f"{_several(_in_words(inner[1]))} by name"
    if type(None) in inner:
        others = [_in_words(part) for part in inner if part is not type(None)]
        return f"{' or '.join(others)}, or null"
    if inner:  # an annotated type
        return _in_words(inner[0])
    return _WORDS.get(annotation, "object")


def _several(kind: str) -> str:
    return kind.replace("list", "lists", 1) if kind.startswith("list ") else f"{kind}s"
