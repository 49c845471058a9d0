"""The only reader of content/: files in, frozen records and problems out.

A record that fails is left out of the result, but its id is remembered, so that one mistake does
not turn into a complaint at every place that names the record.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from explainer.problems import Place, Problem, did_you_mean
from explainer.records import (
    Actor,
    Change,
    Event,
    Issue,
    OpenQuestion,
    Position,
    PositionTable,
    PublicRecord,
    Publisher,
    Question,
    Record,
    Redirect,
    Source,
    Statement,
    Style,
    Term,
)
from explainer.yaml_lines import Document, read_yaml
from explainer.yaml_lines import Path as KeyPath

LISTS: dict[str, tuple[str, type[Record]]] = {
    "publisher": ("publishers.yml", Publisher),
    "record": ("record.yml", PublicRecord),
    "term": ("terms.yml", Term),
    "actor": ("actors.yml", Actor),
    "event": ("events.yml", Event),
    "open-question": ("open-questions.yml", OpenQuestion),
    "question": ("questions.yml", Question),
    "change": ("changes.yml", Change),
    "redirect": ("redirects.yml", Redirect),
}
"""Kinds that are one file with a list of records: kind -> (file, model)."""

MAPPINGS: dict[str, tuple[str, type[Record]]] = {
    "positions": ("positions.yml", PositionTable),
    "style": ("style.yml", Style),
}
"""Kinds that are one file with one mapping."""

SOURCES = "sources"
"""The folder with one file per source."""

R = TypeVar("R", bound=BaseModel)


@dataclass
class Content:
    """Everything under content/, by kind and id, and where each of it stands.

    Attributes:
        broken: Ids of records that exist but are faulty, by kind.
        unreadable: Kinds whose whole file could not be read.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    statements: Mapping[str, Statement] = field(default_factory=dict)
    publishers: Mapping[str, Publisher] = field(default_factory=dict)
    record: Mapping[str, PublicRecord] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    actors: Mapping[str, Actor] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    issues: Mapping[str, Issue] = field(default_factory=dict)
    positions: tuple[Position, ...] = ()
    open_questions: Mapping[str, OpenQuestion] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    style: Style | None = None
    broken: dict[str, set[str]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    documents: dict[str, tuple[Document, KeyPath]] = field(default_factory=dict)

    def place(self, kind: str, name: str, *path: str | int) -> Place:
        """Where a record, or a field of it, is written.

        Args:
            kind: Such as `event`.
            name: The record's id.
            path: Field names and indexes inside the record.
        """
        document, start = self.documents[f"{kind} {name}"]
        return document.place(*start, *path)

    def excused(self, kind: str, name: str) -> bool:
        """Whether a missing record is the consequence of a fault that is reported already."""
        return kind in self.unreadable or name in self.broken.get(kind, ())

    def label(self, name: str) -> str:
        """What readers see for a group, side, class, verdict or stance."""
        return self.style.labels.get(name, name.replace("-", " ")) if self.style else name


def load(root: Path) -> tuple[Content, list[Problem]]:
    """Read all of content/.

    Args:
        root: The project's root, the folder that holds content/.

    Returns:
        The records that could be read, and every problem that reading met.
    """
    content, problems = Content(), []
    by_kind: dict[str, dict[str, Any]] = {}
    ordered: dict[str, list[Any]] = {}
    for kind, (name, model) in LISTS.items():
        document = _open(root / "content" / name, root, problems)
        rows = list(_rows(document, kind, model, content, problems))
        ordered[kind] = [record for _, record in rows]
        by_kind[kind] = _unique(kind, rows, document, content, problems)
    content.publishers, content.record = by_kind["publisher"], by_kind["record"]
    content.terms, content.actors = by_kind["term"], by_kind["actor"]
    content.events = by_kind["event"]
    content.open_questions, content.questions = by_kind["open-question"], by_kind["question"]
    content.changes, content.redirects = tuple(ordered["change"]), tuple(ordered["redirect"])
    _load_sources(root, content, problems)
    _load_mappings(root, content, problems)
    for field_name, value in vars(content).items():
        if isinstance(value, dict) and field_name not in ("broken", "documents"):
            setattr(content, field_name, MappingProxyType(value))
    return content, problems


def _open(path: Path, root: Path, problems: list[Problem]) -> Document:
    name = path.relative_to(root).as_posix()
    try:
        document = read_yaml(path.read_text(encoding="utf-8"), name)
    except FileNotFoundError:
        fault = Problem(Place(name), "wrong-shape", "the file is missing", "create it")
        document = Document(name, problems=[fault])
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        fault = Problem(Place(name, line), "broken-yaml", "the file is not UTF-8 text")
        document = Document(name, problems=[fault])
    problems.extend(document.problems)
    return document


def _rows(
    document: Document, kind: str, model: type[R], content: Content, problems: list[Problem]
) -> Iterator[tuple[int, R]]:
    """Yield the valid records of a list with their index; remember the others as broken."""
    if document.value is None:
        if document.problems:
            content.unreadable.add(kind)
        return
    if not isinstance(document.value, list):
        content.unreadable.add(kind)
        message = f"the file holds a list of {kind} records"
        problems.append(Problem(document.place(), "wrong-shape", message, 'begin with "- id: …"'))
        return
    for index, raw in enumerate(document.value):
        record = validate(raw, model, document, (index,), _name(kind, raw), problems)
        if record is None:
            name = raw.get("id") if isinstance(raw, dict) else None
            content.broken.setdefault(kind, set()).add(str(name))
        else:
            yield index, record


def _name(kind: str, raw: Any) -> str:
    name = raw.get("id") if isinstance(raw, dict) else None
    return f'{kind} "{name}"' if name else f"{kind} record"


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
    message = f'{name}: {field_name} "{detail["input"]}": {detail["msg"]}'
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


def _unique(
    kind: str,
    rows: Iterable[tuple[int, Any]],
    document: Document,
    content: Content,
    problems: list[Problem],
) -> dict[str, Any]:
    """Index records by id; the second of two with one id is a problem."""
    found: dict[str, Any] = {}
    for index, record in rows:
        name = getattr(record, "id", str(index))
        if name in found:
            first = content.place(kind, name).line
            problems.append(
                Problem(
                    document.place(index, "id"),
                    "duplicate-id",
                    f'{kind} "{name}" exists already on line {first}',
                    "give one of them another id",
                )
            )
            continue
        found[name] = record
        content.documents[f"{kind} {name}"] = (document, (index,))
    return found


def _load_sources(root: Path, content: Content, problems: list[Problem]) -> None:
    sources: dict[str, Source] = {}
    statements: dict[str, Statement] = {}
    files = sorted((root / "content" / SOURCES).glob("*.yml"))
    if not files:
        place = Place(f"content/{SOURCES}")
        problems.append(Problem(place, "wrong-shape", "there is no source file", "add one"))
    for path in files:
        document = _open(path, root, problems)
        raw = document.value
        source = None
        if raw is not None:
            source = validate(raw, Source, document, (), f'source "{path.stem}"', problems)
        if source is None:
            content.unreadable.update(("statement", "source"))
            continue
        if source.id != path.stem:
            message = f'source "{source.id}" stands in {path.name}'
            problems.append(Problem(document.place("id"), "bad-value", message, "use one name"))
        sources[source.id] = source
        content.documents[f"source {source.id}"] = (document, ())
        _index_statements(source, document, statements, content, problems)
    content.sources, content.statements = sources, statements


def _index_statements(
    source: Source,
    document: Document,
    statements: dict[str, Statement],
    content: Content,
    problems: list[Problem],
) -> None:
    for p, paragraph in enumerate(source.paragraphs):
        for s, statement in enumerate(paragraph.statements):
            where: KeyPath = ("paragraphs", p, "statements", s)
            name = f"{source.id}:{statement.id}"
            if name in statements:
                message = f'statement "{name}" exists already'
                problems.append(Problem(document.place(*where, "id"), "duplicate-id", message))
                continue
            statements[name] = statement
            content.documents[f"statement {name}"] = (document, where)


def _load_mappings(root: Path, content: Content, problems: list[Problem]) -> None:
    for kind, (name, model) in MAPPINGS.items():
        document = _open(root / "content" / name, root, problems)
        value = document.value
        record = None
        if value is not None:
            record = validate(value, model, document, (), name, problems)
        if record is None:
            content.unreadable.add(kind)
            continue
        content.documents[f"{kind} {name}"] = (document, ())
        if isinstance(record, Style):
            content.style = record
        if isinstance(record, PositionTable):
            content.issues = {issue.id: issue for issue in record.issues}
            content.positions = record.positions
