"""Raw values into records, with every complaint in an editor's words."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from explainer.problems import Problem, did_you_mean
from explainer.records.yaml_lines import Document
from explainer.records.yaml_lines import Path as KeyPath

R = TypeVar("R", bound=BaseModel)


def validate(
    raw: Any,
    model: type[R],
    document: Document,
    start: KeyPath,
    name: str,
    problems: list[Problem],
) -> R | None:
    """Make a record of raw values, or report everything that is wrong with it.

    Args:
        raw: What the file holds.
        model: The record's class.
        document: The file, for lines.
        start: Path of the record within it.
        name: How problems call the record.
        problems: The list that problems are added to.
    """
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        for detail in error.errors():
            problems.append(_explain(detail, model, document, start, name))
        return None


def _explain(
    detail: Any, model: type[BaseModel], document: Document, start: KeyPath, name: str
) -> Problem:
    """Put one complaint of pydantic into an editor's words."""
    where: KeyPath = tuple(detail["loc"])
    place = document.place(*start, *where)
    field_name = ".".join(map(str, where)) or "the record"
    kind = detail["type"]
    if kind == "missing":
        rule = "missing-as-of" if where[-1] == "as_of" else "missing-field"
        return Problem(place, rule, f'{name} lacks "{field_name}"', "add it")
    if kind == "extra_forbidden":
        known = _fields_at(model, where[:-1])
        hint = did_you_mean(str(where[-1]), known) or f"known are {', '.join(sorted(known))}"
        return Problem(place, "unknown-key", f'{name} has no field "{field_name}"', hint)
    if kind == "date":
        return Problem(place, "impossible-date", f"{name}: {field_name} {detail['msg']}")
    if kind in ("model_type", "tuple_type", "dict_type"):
        what = "a set of fields" if kind == "model_type" else "a list"
        return Problem(place, "wrong-shape", f"{name}: {field_name} must be {what}")
    hint = ""
    if kind == "literal_error":
        options = [
            part.strip("'") for part in detail["ctx"]["expected"].replace(" or ", ", ").split(", ")
        ]
        hint = did_you_mean(str(detail["input"]), options)
    # A half of a pair can be read from a file but not be printed.
    given = str(detail["input"]).encode("utf-8", "backslashreplace").decode()
    message = f'{name}: {field_name} "{given}": {detail["msg"]}'
    return Problem(place, "bad-value", message, hint)


def _fields_at(model: type[BaseModel], where: KeyPath) -> set[str]:
    """The fields of the model that a path leads to, by the names that files use."""
    for part in where:
        if isinstance(part, int):
            continue
        found = next((f for key, f in model.model_fields.items() if part in (key, f.alias)), None)
        inner = _model_in(found.annotation) if found else None
        if inner is None:
            return set()
        model = inner
    return {f.alias or key for key, f in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if inner := _model_in(argument):
            return inner
    return None
