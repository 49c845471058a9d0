"""One file of records: its text, and the records and problems that it gives.

These depend on the text, and on the day for a date to come, so a preview keeps them for as long as
the text is the same.
"""

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

    def add(self, raw: Any, kind: Kind, path: KeyPath, ref: Ref, called: str) -> Any:
        """Add the record that raw values give and return it; None if they are invalid."""
        problems = self.document.problems
        before = len(problems)
        record = validate(raw, kind.model, self.document, path, called, problems)
        if len(problems) > before:
            self.broken.add(ref)
        if record is not None:
            self.records.append((path, record))
        return record


def parse_records(text: str, path: str, name: str, kind: Kind) -> RecordFile:
    """Make records of the text of the file at `path`, which is one of the kind `name`."""
    document = read_yaml(text, path)
    file, value = RecordFile(document), document.value
    if value is None:
        file.unreadable = True
        if not document.problems:
            hint = "restore it; without entries, write a list as [] and a set of fields as {}"
            document.report(0, "wrong-shape", "the file is empty", hint)
    elif kind.single or "*" in kind.file:
        _read_whole(file, name, kind)
    elif isinstance(value, list):
        for index, raw in enumerate(value):
            ref = Ref(name, str(raw.get("id") or "") if isinstance(raw, dict) else "")
            file.add(raw, kind, (index,), ref, ref.called if ref.id else f"{name} record")
    else:
        file.unreadable = True
        what = f"the file must hold a list of {name} records"
        document.report(document.lines[()], "wrong-shape", what, 'begin with "- id: …"')
    return file


def _read_whole(file: RecordFile, name: str, kind: Kind) -> None:
    """Read the record that takes up a whole file."""
    path = PurePath(file.document.path)
    ref = Ref(name, name if kind.single else path.stem)
    called = path.name if kind.single else ref.called
    record = file.add(file.document.value, kind, (), ref, called)
    if record is None:
        file.unreadable = True
    elif "*" in kind.file and kind.id(record, None) != path.stem:
        file.unreadable = True
        what = f'{name} "{kind.id(record, None)}" is in {path.name}'
        place, hint = file.document.place("id"), "name the file after the id"
        file.document.problems.append(Problem(place, "bad-value", what, hint))
