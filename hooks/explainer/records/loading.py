"""The only reader of content/: files in, frozen records and problems out.

A record that fails is left out of the result, but its id is remembered, so that one mistake does
not turn into a complaint at every place that names the record.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

from explainer.problems import Place, Problem
from explainer.records import (
    Actor,
    Change,
    Event,
    OpenQuestion,
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
from explainer.records.content import Content
from explainer.records.validation import R, validate
from explainer.records.yaml_lines import Document, read_yaml
from explainer.records.yaml_lines import Path as KeyPath

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


def load(root: Path) -> tuple[Content, list[Problem]]:
    """Read all of content/.

    Args:
        root: The project's root, the folder that holds content/.

    Returns:
        The records that could be read, and every problem that reading met.
    """
    content = Content()
    problems: list[Problem] = []
    by_kind: dict[str, dict[str, Any]] = {}
    ordered: dict[str, list[Any]] = {}
    for kind, (name, model) in LISTS.items():
        document = _open(root / "content" / name, root, problems)
        rows = list(_rows(document, kind, model, content, problems))
        ordered[kind] = [record for _, record in rows]
        by_kind[kind] = _unique(kind, rows, document, content, problems)
        document.value = None  # the records hold it now; lines are looked up in the text
    content.publishers, content.record = by_kind["publisher"], by_kind["record"]
    content.terms, content.actors = by_kind["term"], by_kind["actor"]
    content.events = by_kind["event"]
    content.open_questions, content.questions = by_kind["open-question"], by_kind["question"]
    content.changes, content.redirects = tuple(ordered["change"]), tuple(ordered["redirect"])
    _load_sources(root, content, problems)
    _load_mappings(root, content, problems)
    _load_published(root, content, problems)
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
            content.unreadable.update(("statement", "source"))
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
            content.unreadable.update(("positions", "issue") if kind == "positions" else (kind,))
            continue
        content.documents[f"{kind} {name}"] = (document, ())
        if isinstance(record, Style):
            content.style = record
        if isinstance(record, PositionTable):
            content.issues = {issue.id: issue for issue in record.issues}
            content.positions = record.positions
            for index in range(len(record.positions)):
                content.documents[f"position {index}"] = (document, ("positions", index))


def _load_published(root: Path, content: Content, problems: list[Problem]) -> None:
    document = _open(root / "content" / "published.yml", root, problems)
    value = document.value
    if value is None:
        return
    if not isinstance(value, dict) or not all(isinstance(ids, list) for ids in value.values()):
        message = "the file holds lists of ids by kind"
        hint = 'such as "term: [an-id]"'
        problems.append(Problem(document.place(), "wrong-shape", message, hint))
        return
    content.documents["published published.yml"] = (document, ())
    content.published = {kind: [str(name) for name in ids] for kind, ids in value.items()}
