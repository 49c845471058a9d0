"""Validation: turns raw values into records, and reports errors in terms editors understand."""

import re
from functools import reduce
from operator import getitem
from typing import Any, TypeVar, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from explainer.names.spelling import as_id
from explainer.problems import Place, Problem, did_you_mean
from explainer.records.base import FORMS, ID, Record, choices_in, models_in
from explainer.records.yaml_lines import Document, KeyPath

R = TypeVar("R", bound=Record)

LONGEST = 100
"""Most characters of a wrong value that a message repeats."""

_SAID = {
    "string_type": "it must be text",
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

_LIMITS = {"gt": "more than", "ge": "at least", "le": "at most", "max_length": "at most"}

_NAMES = re.compile(r"[\w./:-]+(, ?[\w./:-]+)*")
"""Names without the brackets of a list around them."""


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
    If unknown fields are the only errors, they are taken out of `raw`, so that what the record
    names is checked in the same run. It is also made if a field seems to be part of a text.
    """
    in_texts = _fields_in_texts(raw, model, document, start, name)
    problems += in_texts.values()
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        # If an item is wrong, pydantic also calls its list too short.
        details = [
            d
            for d in error.errors()
            if d["type"] != "too_short" or isinstance(d["input"], str) or not d["input"]
        ]
    found = {tuple(d["loc"]): _explain(d, model, document, start, name) for d in details}
    hints = {(where[:-1], problem.hint) for where, problem in found.items()}
    missing = {tuple(detail["loc"]) for detail in details if detail["type"] == "missing"}
    for where, problem in found.items():
        misspelt = where in missing and (where[:-1], f'did you mean "{where[-1]}"?') in hints
        if not (misspelt or where in in_texts):  # otherwise only the cause is reported
            problems.append(problem)
    if any(detail["type"] != "extra_forbidden" for detail in details):
        return None
    for *parents, unknown in (detail["loc"] for detail in details):
        del reduce(getitem, parents, raw)[unknown]
    return model.model_validate(raw)


def _fields_in_texts(
    raw: Any, model: type[Record], document: Document, start: KeyPath, name: str
) -> dict[KeyPath, Problem]:
    """Return the problem of each field that is part of a text, being indented too far.

    The keys are the paths that the fields were meant to have in the record. A field that is there
    as well is no part of a text: that has a line which happens to begin like one.
    """
    found: dict[KeyPath, Problem] = {}
    for path, line, key in document.like_fields:
        where = path[len(start) :]
        if path[: len(start)] != start or not where or key not in _fields_at(model, where):
            continue
        if key not in reduce(getitem, where[:-1], raw):
            *outer, last = path_in_words(where) or [""]
            what = f'{", ".join([name, *outer])}: {last} contains "{key}:"'
            place = Place(document.path, document.first_line + line)
            hint = f'indent it like "{last}:"'
            found[(*where[:-1], key)] = Problem(place, "wrong-shape", what, hint)
    return found


def _explain(
    detail: Any, model: type[Record], document: Document, start: KeyPath, name: str
) -> Problem:
    where: KeyPath = tuple(detail["loc"])
    place = document.place(*start, *where)
    *outer, last = path_in_words(where) or [""]
    whose = ", ".join([name, *outer])
    fields = _fields_at(model, where)
    rule = "missing-as-of" if last == "as_of" else "missing-field"
    if detail["type"] == "missing":
        dash = last == "id" and len(start) == 1
        hint = "add it; if this belongs to the record above, remove the dash" if dash else "add it"
        return Problem(place, rule, f'{whose} lacks "{last}"', hint)
    if detail["input"] is None and any(part in fields for part in where):
        hint = what_to_write(model, where)
        return Problem(place, rule, f'{whose} leaves "{last}" empty', hint)
    if detail["type"] == "extra_forbidden":
        hint = did_you_mean(str(where[-1]), fields) or f"the fields are {', '.join(sorted(fields))}"
        return Problem(place, "unknown-key", f'{whose} has no field "{last}"', hint)
    rule, said, hint = what_is_wrong(detail, model)
    return Problem(place, rule, f"{whose}: {said}", hint)


def what_to_write(model: type[Record], where: KeyPath) -> str:
    """Return a hint for a field without a value: whether it is a list, and what it means."""
    fields = _fields_at(model, where)
    field = fields[next(part for part in reversed(where) if part in fields)]
    meaning = " ".join((field.description or "").split()).rstrip(".")
    if get_origin(field.annotation) is not tuple:
        return f"write: {meaning}"
    items = "one item a line" if models_in(field.annotation) else "such as [a, b]"
    return f"write a list, {items}: {meaning}"


def path_in_words(where: KeyPath) -> list[str]:
    """Return a path as a person would name its steps: `["paragraph 3", "statement 1", "check"]`."""
    named: list[str] = []
    for part in where:
        if isinstance(part, str):
            named.append(part)
        elif named:
            one = re.sub("ies$", "y", named[-1])
            named[-1] = f"{one.removesuffix('s')} {part + 1}"
    return named


def what_is_wrong(detail: Any, model: type[Record]) -> tuple[str, str, str]:
    """Return the rule that a value breaks, what is wrong with its field, and perhaps a hint.

    `detail` is one of pydantic's errors, but not that there is no value, and `model` that which was
    to be made.
    """
    kind, hint = detail["type"], ""
    said = _SAID.get(kind, detail["msg"].removeprefix("Value error, "))
    if kind == "literal_error":
        fields = _fields_at(model, detail["loc"])
        field = fields[next(part for part in reversed(detail["loc"]) if part in fields)]
        choices = choices_in(field.annotation)
        said = f"it must be one of {', '.join(choices)}"
        hint = did_you_mean(_given(detail), choices)
    elif kind == "tuple_type":
        given = _given(detail).strip("[]")
        listed = _NAMES.fullmatch(given)
        hint = f"write [{given}]" if listed else "write [a, b], or each item after a dash"
    elif kind == "string_type" and isinstance(detail["input"], list):
        hint = "write one, without brackets or a dash"
    elif kind == "string_type" and isinstance(detail["input"], dict):
        hint = "write no space after the colon, or put the text in quotation marks"
    elif kind == "string_pattern_mismatch":
        pattern = detail["ctx"]["pattern"]
        said = f"it must be {FORMS[pattern]}"
        hint = _written_as_id(detail) if pattern == ID else ""
    for limit, words in _LIMITS.items():
        if limit in detail.get("ctx", {}):
            hint = f"{words} {detail['ctx'][limit]}"
    last = (path_in_words(detail["loc"]) or [""])[-1]
    if kind in ("date", "date_to_come"):  # these name the value themselves
        rule = "impossible-date" if kind == "date" else "date-to-come"
        return rule, f"{last} {said}", "" if kind == "date" else "correct it"
    if kind in ("model_type", "tuple_type", "dict_type"):
        return "wrong-shape", f"{last}: {said}".removeprefix(": "), hint
    return "bad-value", f'{last} "{_given(detail)}": {said}', hint


def _written_as_id(detail: Any) -> str:
    given = _given(detail)
    name = as_id(given.removesuffix(".md"))
    hint = f'write "{name}"' if name else ""
    if hint and " " in given and isinstance(detail["loc"][-1], int):
        return f"{hint}, or put a comma between two ids"
    return hint


def _given(detail: Any) -> str:
    """Return the value as written. A lone surrogate can be read from a file but not printed."""
    value = detail["input"]
    text = f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)
    if isinstance(value, dict):
        text = ", ".join(f"{key}: {inner}" for key, inner in value.items())
    text = text.encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _fields_at(model: type[Record], where: KeyPath) -> dict[str, FieldInfo]:
    """Return the fields of the model that contains the path's last field, by name in files."""
    fields: dict[str, FieldInfo] = {}
    for part in (None, *[part for part in where if isinstance(part, str)][:-1]):
        inner = models_in(fields[part].annotation) if part in fields else ()
        for found in inner if part else [model]:
            fields = {f.alias or key: f for key, f in found.model_fields.items()}
    return fields
