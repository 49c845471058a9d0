"""References between records, found in declared fields and in citations inside texts."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from explainer.records.base import Cites, Record, RefersTo, leaves_of, models_in
from explainer.records.yaml_lines import KeyPath
from explainer.refs import Ref

CITATION = re.compile(
    r"(?P<code>\\[\\\[]|(?P<ticks>`+)[^`].*?(?P=ticks))|\[(?P<keys>@[^\[\]]+)\]", re.DOTALL
)
"""A Markdown citation, `[@leaflet:7.2; @gazette-2020]`. The group `code` matches what must be left
alone: code spans, and escaped brackets and backslashes."""

BROKEN_CITATION = re.compile(
    r"[\[(]\s?[@＠][^\])]*[\])]?|\[\^[^\]]*\]?|(?<!\\)[@＠][a-z][a-z0-9-]*:\d+\.\d+[a-z]?"
    r"|\[[a-z][a-z0-9-]*:\d+\.\d+[a-z]?\]?"
)
"""What is left in a text of a citation that lacks its sign or a bracket, or has the wrong one; not
what an editor wrote with a backslash, to show it as it is."""

LEADS_OVER = "[@-]"
"""Marks a transitional sentence that deliberately has no citation."""

_MARKS = (RefersTo, Cites)


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


def references(
    record: Record, skipped: tuple[type[Record], ...] = ()
) -> Iterator[tuple[KeyPath, Ref]]:
    """Yield the references in a record and in those inside it, each as its field path and target.

    Nested records of the models in `skipped` are skipped, because they are checked separately.
    """
    for name, path, field in _referring_fields(type(record)):
        yield from _inside(field.annotation, field.metadata, getattr(record, name), path, skipped)


@cache
def _referring_fields(model: type[Record]) -> list[tuple[str, KeyPath, FieldInfo]]:
    """Return the fields of a model that can hold references, each with its name and path."""
    return [
        (name, (field.alias or name,), field)
        for name, field in model.model_fields.items()
        if models_in(field.annotation)
        or any(isinstance(m, _MARKS) for m in (*field.metadata, *leaves_of(field.annotation)))
    ]


def _inside(
    annotation: Any,
    metadata: Iterable[Any],
    value: Any,
    path: KeyPath,
    skipped: tuple[type[Record], ...],
) -> Iterator[tuple[KeyPath, Ref]]:
    if not value or isinstance(value, skipped):
        return
    declared = next((part for part in metadata if isinstance(part, _MARKS)), None)
    if isinstance(value, Record):
        yield from ((path + inner, ref) for inner, ref in references(value, skipped))
    elif isinstance(declared, Cites):
        yield from ((path, ref) for ref in cited_in(value))
    elif declared is not None:
        yield path, Ref(declared.kind, value) if declared.kind else cited_ref(value)
    elif inner := get_args(annotation):
        # `tuple[ActorId, ...]`, `ActorId | None` and `Annotated` all begin with the type inside.
        of, marks = inner[0], getattr(inner[0], "__metadata__", ())
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                yield from _inside(of, marks, item, (*path, index), skipped)
        else:
            yield from _inside(of, marks, value, path, skipped)


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
