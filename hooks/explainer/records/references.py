"""References between records, found in declared fields and in citations inside texts."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from explainer.records.base import Cites, Record, RefersTo, leaves_of, models_in
from explainer.records.kinds import KINDS
from explainer.records.yaml_lines import KeyPath
from explainer.refs import Ref

CITATION = re.compile(
    r"\\[\\\[]|`(?P<ticks>`*)[^`].*?`(?P=ticks)|\[(?P<keys>@[^\[\]]+)\]", re.DOTALL
)
"""A Markdown citation, `[@leaflet:7.2; @gazette-2020]`. A match without `keys` is what must be left
alone: a code span, or an escaped bracket or backslash. As each alternative begins with a sign of
its own, the text between is passed over quickly."""

BROKEN_CITATION = re.compile(
    r"[\[(]\s?[@＠][^\])]*[\])]?|\[\^[^\]]*\]?|(?<!\\)[@＠][a-z][a-z0-9-]*:\d+\.\d+[a-z]?"
    r"|\[[a-z][a-z0-9-]*:\d+\.\d+[a-z]?\]?"
)
"""What is left in a text of a citation that lacks its sign or a bracket, or has the wrong one; not
what an editor wrote with a backslash, to show it as it is."""

LEADS_OVER = "[@-]"
"""Marks a transitional sentence that deliberately has no citation."""


_SEPARATE = tuple(kind.model for kind in KINDS.values() if kind.inside)
"""Models of records that lie in another and are of a kind of their own."""


def cited_ref(key: str) -> Ref:
    """Return what a citation key names: `leaflet:7.2` a statement, `gazette-2020` a record."""
    return Ref("statement" if ":" in key else "record", key)


def cited_in(text: str) -> list[Ref]:
    """Return what a text cites, in order."""
    found = (m["keys"] for m in CITATION.finditer(text) if m["keys"] and m[0] != LEADS_OVER)
    return [cited_ref(key.strip().removeprefix("@")) for keys in found for key in keys.split(";")]


def broken_citation(text: str) -> str:
    """What looks like a citation in a text and is none; empty if nothing does."""
    found = BROKEN_CITATION.search(CITATION.sub("", text))
    return found[0] if found else ""


class Referring(NamedTuple):
    """A text in a record that names others: its path, how it was declared, and what it says."""

    path: KeyPath
    declared: RefersTo | Cites
    text: str

    @property
    def named(self) -> list[Ref]:
        """What it names."""
        if isinstance(self.declared, Cites):
            return cited_in(self.text)
        kind = self.declared.kind
        return [Ref(kind, self.text) if kind else cited_ref(self.text)]


def references(record: Record) -> list[tuple[KeyPath, Ref]]:
    """Return the references in a record and in those inside it, each as its path and target.

    Records of a kind of their own are left out, because they are checked separately.
    """
    return [(text.path, ref) for text in referring(record) for ref in text.named]


def referring(record: Record, start: KeyPath = ()) -> list[Referring]:
    """Return the texts that hold these references; their paths begin with `start`."""
    found: list[Referring] = []
    for name, key, declared in _referring_fields(type(record)):
        if value := getattr(record, name):
            found += _inside(value, (*start, key), declared)
    return found


@cache
def _referring_fields(model: type[Record]) -> list[tuple[str, str, RefersTo | Cites | None]]:
    """Return the fields of a model in which records can be named: name, key and declaration.

    The declaration may be that of the items of a list; a field of nested records has none.
    """
    found = []
    for name, field in model.model_fields.items():
        marks = (*field.metadata, *leaves_of(field.annotation))
        declared = next((mark for mark in marks if isinstance(mark, (RefersTo, Cites))), None)
        if declared or models_in(field.annotation):
            found.append((name, field.alias or name, declared))
    return found


def _inside(value: Any, path: KeyPath, declared: RefersTo | Cites | None) -> list[Referring]:
    if isinstance(value, tuple):
        items = enumerate(value)
        return [one for i, item in items for one in _inside(item, (*path, i), declared)]
    if isinstance(value, Record):
        return [] if isinstance(value, _SEPARATE) else referring(value, path)
    return [Referring(path, declared, value)] if declared else []


def records_inside(
    record: BaseModel, model: type[Record], path: KeyPath = ()
) -> Iterator[tuple[KeyPath, Any]]:
    """Yield the records of one model nested in another record, each with its path."""
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        for index, item in enumerate(value) if isinstance(value, tuple) else ():
            where = (*path, field.alias or name, index)
            if isinstance(item, model):
                yield where, item
            elif isinstance(item, Record):
                yield from records_inside(item, model, where)
