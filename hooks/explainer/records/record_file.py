"""One file of records: its text, and the records and problems that it gives.

These depend on the text, and on the day for a date to come, so a preview keeps them for as long as
the text is the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from explainer.problems import Problem
from explainer.records.kinds import Kind
from explainer.records.validation import validate
from explainer.records.yaml_lines import Document, KeyPath, read_yaml
from explainer.refs import Ref


@dataclass
class RecordFile:
    """A file of records that has been read.

    Attributes:
        document: The parsed file, with its problems.
        records: The valid records, each with its path in the document.
        broken: The records that exist but are invalid.
        unreadable: Whether unknown records are missing, because the file cannot be read.
    """

    document: Document
    records: list[tuple[KeyPath, Any]] = field(default_factory=list)
    broken: set[Ref] = field(default_factory=set)
    unreadable: bool = False


def parse_records(text: str, path: str, name: str, kind: Kind) -> RecordFile:
    """Make records of the text of the file at `path`, which is one of the kind `name`."""
    document = read_yaml(text, path)
    if document.value is None and not document.problems:
        hint = "restore it; without entries, write a list as [] and a set of fields as {}"
        document.report(0, "wrong-shape", "the file is empty", hint)
    file = RecordFile(document)
    if document.value is None:
        file.unreadable = True
    elif kind.single or "*" in kind.file:
        file.records += _only_record(file, name, kind)
    elif isinstance(document.value, list):
        file.records += _listed_records(file, name, kind)
    else:
        what = f"the file must hold a list of {name} records"
        hint = 'begin with "- id: …"'
        document.problems.append(Problem(document.place(), "wrong-shape", what, hint))
        file.unreadable = True
    return file


def _only_record(file: RecordFile, name: str, kind: Kind) -> Iterator[tuple[KeyPath, Any]]:
    """Yield the record that takes up the whole file."""
    document, path = file.document, PurePath(file.document.path)
    called = path.name if kind.single else f'{name} "{path.stem}"'
    before = len(document.problems)
    record = validate(document.value, kind.model, document, (), called, document.problems)
    if len(document.problems) > before:
        file.broken.add(Ref(name, name if kind.single else path.stem))
    if record is None:
        file.unreadable = True
        return
    if "*" in kind.file and kind.id(record, None) != path.stem:
        what = f'{name} "{kind.id(record, None)}" is in {path.name}'
        place = document.place("id")
        document.problems.append(Problem(place, "bad-value", what, "name the file after the id"))
        file.unreadable = True
    yield (), record


def _listed_records(file: RecordFile, name: str, kind: Kind) -> Iterator[tuple[KeyPath, Any]]:
    """Yield the records of a list."""
    document = file.document
    for index, raw in enumerate(document.value):
        written_id = str(raw.get("id") or "") if isinstance(raw, dict) else ""
        called = f'{name} "{written_id}"' if written_id else f"{name} record"
        before = len(document.problems)
        record = validate(raw, kind.model, document, (index,), called, document.problems)
        if len(document.problems) > before:
            file.broken.add(Ref(name, written_id))
        if record is not None:
            yield (index,), record
