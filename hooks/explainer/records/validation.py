"""Validation: turns raw values into records, and reports errors in terms editors understand."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from explainer.problems import Problem, did_you_mean
from explainer.records.base import FORMS
from explainer.records.yaml_lines import Document, KeyPath

R = TypeVar("R", bound=BaseModel)

LONGEST = 100
"""Most characters of a wrong value that a message repeats."""

_SAID = {
    "string_type": "it must be a text",
    "int_parsing": "it must be a whole number",
    "float_parsing": "it must be a number",
    "finite_number": "it must be a number",
    "bool_parsing": "it must be true or false",
    "greater_than": "it is too small",
    "greater_than_equal": "it is too small",
    "less_than_equal": "it is too large",
    "string_too_short": "it is empty",
    "too_short": "it is empty",
    "too_long": "it is too long",
    "model_type": "it must be a set of fields",
    "tuple_type": "it must be a list",
    "dict_type": "it must be a set of names with values",
}
"""Plain wording for some of pydantic's error types; other errors keep pydantic's message."""

_SHAPES = ("model_type", "tuple_type", "dict_type")


def validate(
    raw: Any,
    model: type[R],
    document: Document,
    start: KeyPath,
    name: str,
    problems: list[Problem],
) -> R | None:
    """Make a record from raw values, or add each error to `problems` and return None.

    `document` supplies the lines, `start` is the record's path in it, and problems call it `name`.
    If unknown fields are the only errors, the record is made without them, so that what it names is
    checked in the same run.
    """
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        details = error.errors()
    problems += (_explain(detail, model, document, start, name) for detail in details)
    if any(detail["type"] != "extra_forbidden" for detail in details):
        return None
    return model.model_validate(_without(raw, [detail["loc"] for detail in details]))


def _without(raw: Any, paths: list[KeyPath]) -> Any:
    """Return a copy of raw values without those at some paths."""
    known = deepcopy(raw)
    for *parents, name in paths:
        holder = known
        for part in parents:
            holder = holder[part]
        del holder[name]
    return known


def _explain(
    detail: Any, model: type[BaseModel], document: Document, start: KeyPath, name: str
) -> Problem:
    where: KeyPath = tuple(detail["loc"])
    place = document.place(*start, *where)
    field_name = ".".join(map(str, where)) or "the record"
    kind = detail["type"]
    if kind == "missing":
        rule = "missing-as-of" if where[-1] == "as_of" else "missing-field"
        return Problem(place, rule, f'{name} lacks "{field_name}"', "add it")
    fields = _fields_at(model, where)
    named = [part for part in where if part in fields]
    if detail["input"] is None and named:
        meaning = " ".join((fields[named[-1]].description or "").split()).rstrip(".")
        rule = "missing-as-of" if where[-1] == "as_of" else "missing-field"
        return Problem(place, rule, f'{name} leaves "{field_name}" empty', f"write: {meaning}")
    if kind == "extra_forbidden":
        hint = did_you_mean(str(where[-1]), fields) or f"known are {', '.join(sorted(fields))}"
        return Problem(place, "unknown-key", f'{name} has no field "{field_name}"', hint)
    said = _SAID.get(kind, detail["msg"].removeprefix("Value error, "))
    if kind in _SHAPES:
        return Problem(place, "wrong-shape", f"{name}: {field_name}: {said}")
    if kind == "date":
        return Problem(place, "impossible-date", f"{name}: {field_name} {said}")
    if kind == "date_to_come":
        return Problem(place, "date-to-come", f"{name}: {field_name} {said}", "correct it")
    hint = ""
    if kind == "literal_error":
        field = fields[next(part for part in reversed(where) if isinstance(part, str))]
        choices = [part for part in leaves_of(field.annotation) if isinstance(part, str)]
        said, hint = (
            f"it must be one of {', '.join(choices)}",
            did_you_mean(_given(detail), choices),
        )
    if kind == "string_pattern_mismatch":
        said = f"it must be {FORMS[detail['ctx']['pattern']]}"
    return Problem(place, "bad-value", f'{name}: {field_name} "{_given(detail)}": {said}', hint)


def _given(detail: Any) -> str:
    """Return the value as written. A lone surrogate can be read from a file but not printed."""
    text = str(detail["input"]).encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _fields_at(model: type[BaseModel], where: KeyPath) -> dict[str, FieldInfo]:
    """Return the fields of the model that contains the path's last field, by name in files."""
    fields: dict[str, FieldInfo] = {}
    for part in (None, *[part for part in where if isinstance(part, str)][:-1]):
        inner = leaves_of(fields[part].annotation) if part else [model]
        for found in inner:
            if isinstance(found, type) and issubclass(found, BaseModel):
                fields = {f.alias or key: f for key, f in found.model_fields.items()}
    return fields


def leaves_of(annotation: Any) -> Iterator[Any]:
    """Yield the classes and literals inside a type such as `tuple[Statement, ...] | None`."""
    inner = get_args(annotation)
    if not inner:
        yield annotation
    for part in inner:
        yield from leaves_of(part)
