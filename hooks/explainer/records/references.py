"""References between records, found in declared fields and in citations inside texts."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from explainer.records.base import Cites, Record, RefersTo
from explainer.refs import Ref

FieldPath = tuple[str | int, ...]
"""Path to a value inside a record: field names as written in files, and list indexes."""

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


def cited_ref(key: str) -> Ref:
    """Return what a citation key names: `leaflet:7.2` a statement, `gazette-2020` a record."""
    return Ref("statement" if ":" in key else "record", key)


def keys_in(text: str) -> list[str]:
    """Return the keys inside the brackets of a citation, without their `@`."""
    return [part.strip().removeprefix("@") for part in text.split(";")]


def cited_in(text: str) -> list[Ref]:
    """Return what a text cites, in order."""
    groups = (m["keys"] for m in CITATION.finditer(text) if m["keys"] and m[0] != LEADS_OVER)
    return [cited_ref(key) for group in groups for key in keys_in(group)]


def broken_citation(text: str) -> str:
    """What looks like a citation in a text and is none; empty if nothing does."""
    found = BROKEN_CITATION.search(CITATION.sub("", text))
    return found[0] if found else ""


def references(
    record: Record, apart: tuple[type[Record], ...] = ()
) -> Iterator[tuple[FieldPath, Ref]]:
    """Yield the references in a record and in those inside it, each as its field path and target.

    Nested records of the models in `apart` are skipped, because they are checked separately.
    """
    for name, field in _referring(type(record)):
        value = getattr(record, name)
        path = (field.alias or name,)
        if declared := _declared(field.metadata):
            yield from _named(declared, value, path)
        else:
            yield from _inside(field.annotation, value, path, apart)


@cache
def _referring(model: type[Record]) -> list[tuple[str, FieldInfo]]:
    """Return the fields of a model that can hold references; most cannot."""
    fields = model.model_fields.items()
    return [(n, f) for n, f in fields if _declared(f.metadata) or _may_refer(f.annotation)]


def _may_refer(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return bool(_referring(annotation))
    parts = get_args(annotation)
    return _declared(parts) is not None or any(map(_may_refer, parts))


def _inside(
    annotation: Any, value: Any, path: FieldPath, apart: tuple[type[Record], ...]
) -> Iterator[tuple[FieldPath, Ref]]:
    if value is None or isinstance(value, apart):
        return
    if isinstance(value, Record):
        yield from ((path + inner, ref) for inner, ref in references(value, apart))
    elif get_origin(annotation) is Annotated:
        of, *metadata = get_args(annotation)
        if declared := _declared(metadata):
            yield from _named(declared, value, path)
        else:
            yield from _inside(of, value, path, apart)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _inside(get_args(annotation)[0], item, (*path, index), apart)
    else:
        for choice in get_args(annotation):  # `ActorId | None`: take the first
            if choice is not type(None):
                yield from _inside(choice, value, path, apart)


def _declared(metadata: Iterable[Any]) -> RefersTo | Cites | None:
    return next((part for part in metadata if isinstance(part, (RefersTo, Cites))), None)


def _named(
    declared: RefersTo | Cites, value: Any, path: FieldPath
) -> Iterator[tuple[FieldPath, Ref]]:
    if isinstance(declared, Cites):
        yield from ((path, ref) for ref in cited_in(value))
    else:
        yield path, Ref(declared.kind, value) if declared.kind else cited_ref(value)


def records_inside(
    record: BaseModel, model: type[Record], path: FieldPath = ()
) -> Iterator[tuple[FieldPath, Any]]:
    """Yield the records of one model nested in another record, each with its path."""
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        for index, item in enumerate(value) if isinstance(value, tuple) else ():
            where = (*path, field.alias or name, index)
            if isinstance(item, model):
                yield where, item
            elif isinstance(item, Record):
                yield from records_inside(item, model, where)
