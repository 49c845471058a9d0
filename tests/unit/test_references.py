"""References: every field that names another record is declared so, found and checked."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic.fields import FieldInfo

from explainer.records.base import ID, ActorId, Cites, Id, Record, RefersTo, Text
from explainer.records.kinds import KINDS, unknown_rule
from explainer.records.references import references
from explainer.refs import Ref
from explainer.rules import check_records
from tiny_pages import open_tiny, put

NO_REFERENCES = {"id", "group", "side", "sides", "kind", "field", "fold", "name", "base"}
"""Ids of the record itself, of what has a label, of its columns and of files, not of another."""

OF_ANY_KIND = {("Redirect", "old"), ("Redirect", "new")}
"""Ids of a kind that another field says; they have a rule of their own."""


def models_of(model: type[Record]) -> Iterator[type[Record]]:
    """A model and those inside it."""
    yield model
    for field in model.model_fields.values():
        for part in parts(field.annotation):
            if isinstance(part, type) and issubclass(part, Record):
                yield from models_of(part)


def parts(annotation: Any) -> Iterator[Any]:
    """A type and all types that it is made of, the annotated ones whole."""
    yield annotation
    inner = get_args(annotation)
    for part in inner[:1] if get_origin(annotation) is Annotated else inner:
        yield from parts(part)


def metadata_of(field: FieldInfo) -> Iterator[list[Any]]:
    """What is said of a field, and of the values inside it."""
    yield list(field.metadata)
    for part in parts(field.annotation):
        if get_origin(part) is Annotated:
            said = get_args(part)[1:]
            inner = [m for s in said if isinstance(s, FieldInfo) for m in s.metadata]
            yield [*said, *inner]


def undeclared(model: type[Record]) -> list[str]:
    """The fields that hold ids, or say that they do, and are not declared as references."""
    found = []
    for name, field in model.model_fields.items():
        said = list(metadata_of(field))
        holds_ids = any(getattr(m, "pattern", None) == ID for part in said for m in part)
        is_text = any(part is str for part in parts(field.annotation))
        speaks = is_text and re.search(r"\bids?\b", field.description or "", re.IGNORECASE)
        declared = any(isinstance(m, RefersTo) for part in said for m in part)
        if (holds_ids or speaks) and not declared and name not in NO_REFERENCES:
            found.append(name)
    return found


MODELS = list(dict.fromkeys(m for kind in KINDS.values() for m in models_of(kind.model)))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_with_ids_of_other_records_is_declared(model: type[Record]) -> None:
    exempt = {name for of, name in OF_ANY_KIND if of == model.__name__}
    assert set(undeclared(model)) == exempt


def test_the_test_above_finds_what_is_not_declared() -> None:
    class Inner(Record):
        """Inside."""

        plain: Id
        """A place."""

    class Outer(Record):
        """Outside."""

        id: Id
        """Its own."""
        fine: ActorId | None = None
        """An actor's id."""
        one: Id | None = None
        """A place."""
        many: tuple[Id, ...] = ()
        """Places."""
        said: tuple[Text, ...] = ()
        """Ids of places."""
        number: int = 0
        """No id."""
        inner: tuple[Inner, ...] = ()
        """Some."""

    assert undeclared(Outer) == ["one", "many", "said"]
    assert [undeclared(model) for model in models_of(Outer)][1:] == [["plain"]]


def test_every_declared_kind_is_one() -> None:
    declared = [
        m
        for model in MODELS
        for field in model.model_fields.values()
        for said in metadata_of(field)
        for m in said
        if isinstance(m, RefersTo)
    ]
    assert {m.kind for m in declared} <= {*KINDS, "topic", ""}
    assert len(declared) > 10


CONTENT = open_tiny().content
FOUND = [(str(r.ref), r.path, str(r.named)) for r in CONTENT.references]


def test_references_of_every_sort_are_in_the_small_site() -> None:
    """So that the test below leaves no field out."""
    used = {(ref.partition(" ")[0], path[0]) for ref, path, _ in FOUND}
    declared = {
        (kind, field.alias or name)
        for kind, row in KINDS.items()
        for name, field in row.model.model_fields.items()
        if any(isinstance(m, RefersTo | Cites) for said in metadata_of(field) for m in said)
    }
    assert declared - used == {("publisher", "speaks_for"), ("open-question", "answer")}


def with_another(value: Any, path: tuple[Any, ...], old: str, new: str) -> Any:
    """A value with another id where a path leads, as files have it."""
    if not path:
        return value.replace(old, new)
    if isinstance(value, dict):
        return {k: with_another(v, path[1:], old, new) if k == path[0] else v
                for k, v in value.items()}  # fmt: skip
    return [with_another(v, path[1:], old, new) if k == path[0] else v
            for k, v in enumerate(value)]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "path", "named"), FOUND, ids=lambda part: str(part).replace(" ", "-")
)
def test_a_reference_to_nothing_is_named_with_its_line(
    written: str, path: tuple[str | int, ...], named: str
) -> None:
    site, ref, target = open_tiny(), Ref.read(written), Ref.read(named)
    record = site.content.get(ref)
    gone = target.id.replace(target.id[-3:], "zzz") if target.kind != "statement" else "leaflet:9.9"
    raw = with_another(record.model_dump(mode="json", by_alias=True), path, target.id, gone)
    put(site, ref, type(record).model_validate(raw))
    wanted = (site.content.place(ref, *path), unknown_rule(target.kind), Ref(target.kind, gone))
    found = [(p.place, p.rule, p.missing) for p in check_records(site)]
    assert wanted in found, found
    assert site.content.place(ref, *path).line > 1


def test_a_reference_is_found_where_it_stands() -> None:
    at = [path for ref, path, named in FOUND if (ref, named) == ("event opening", "actor quay")]
    assert at == [("actors", 1)]
    at = [path for ref, path, named in FOUND if ref == "position toll-quay"]
    assert at == [("sources", 0), ("actor",), ("issue",), ("earlier", 0, "sources", 0)]


def test_records_of_a_kind_of_their_own_are_left_to_themselves() -> None:
    assert references(CONTENT.records["source"]["leaflet"]) == []
    inside = CONTENT.records["statement"].values()
    assert sum(len(references(statement)) for statement in inside) == 4
