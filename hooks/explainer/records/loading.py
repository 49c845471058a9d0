"""The only reader of content/: turns files into frozen records and problems.

An invalid record is dropped but its id is remembered, so that one mistake does not produce a
problem at every place that names the record.
"""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from explainer.problems import Place, Problem, did_you_mean
from explainer.records.content import Content
from explainer.records.editorial import Redirect
from explainer.records.kinds import KINDS, Kind
from explainer.records.references import records_inside
from explainer.records.validation import validate
from explainer.records.yaml_lines import Document, KeyPath, read_yaml
from explainer.refs import Ref

FOLDER = "content"
"""Folder of the records, relative to the project root."""


def load(root: Path, earlier: Content | None = None) -> tuple[Content, list[Problem]]:
    """Read content/ under the project root; return the valid records and every problem found.

    Files that are the same as in `earlier` are not parsed again: parsing takes most of the time.
    """
    loader = _Loader(root, earlier.files if earlier else {})
    for name, kind in KINDS.items():
        if kind.file:
            loader.read(name, kind)
    loader.look_for_others()
    loader.look_for_lost_sources()
    return loader.content, loader.problems


class _Loader:
    def __init__(self, root: Path, parsed: Mapping[str, Document]) -> None:
        self.content = Content()
        self.problems: list[Problem] = []
        self._root = root
        self._parsed = parsed

    def read(self, name: str, kind: Kind) -> None:
        if "*" not in kind.file:
            self._read_file(self._root / FOLDER / kind.file, name, kind)
            return
        files = sorted((self._root / FOLDER).glob(kind.file))
        if not files and not kind.optional:
            place = Place(f"{FOLDER}/{kind.file.partition('/')[0]}")
            self._report(place, "wrong-shape", f"there is no {name} file", "add one")
            self._mark_unreadable(name)
        for file in files:
            self._read_file(file, name, kind)

    def look_for_others(self) -> None:
        """Report files of records that belong to no kind, which would be ignored."""
        folder = self._root / FOLDER
        known = [kind.file for kind in KINDS.values() if kind.file]
        for file in sorted([*folder.rglob("*.yml"), *folder.rglob("*.yaml")]):
            name = file.relative_to(folder).as_posix()
            if not any(fnmatch(name, pattern) for pattern in known):
                hint = did_you_mean(name, known) or f"the files are {', '.join(sorted(known))}"
                what = "this file belongs to no kind of record"
                self._report(Place(f"{FOLDER}/{name}"), "unread-file", what, hint)

    def look_for_lost_sources(self) -> None:
        """Report files of sources that are gone, by statements that were published."""
        content, lost = self.content, dict[str, set[Ref]]()
        moved = {redirect.old for redirect in content.all(Redirect).values()}
        for statement in content.published.get("statement", ()):
            source = statement.partition(":")[0]
            if source not in content.records["source"] and statement not in moved:
                lost.setdefault(source, {Ref("source", source)}).add(Ref("statement", statement))
        for source, missing in lost.items() if "source" not in content.unreadable else ():
            place = Place(f"{FOLDER}/sources/{source}.yml")
            what = "the file is missing, but published.yml lists its statements"
            self._report(place, "wrong-shape", what, "restore it, or redirect each of them")
            content.broken |= missing

    def _read_file(self, path: Path, name: str, kind: Kind) -> None:
        document = open_yaml(path, self._root, self._parsed)
        self.content.files[document.path] = document
        self.problems += document.problems
        if document.value is None:
            self._mark_unreadable(name)
            return
        for where, record in self._records(document, path, name, kind):
            self._add(name, kind, record, None, document, where)

    def _records(
        self, document: Document, path: Path, name: str, kind: Kind
    ) -> Iterator[tuple[KeyPath, Any]]:
        if kind.single or "*" in kind.file:
            called = path.name if kind.single else f'{name} "{path.stem}"'
            record = validate(document.value, kind.model, document, (), called, self.problems)
            if record is None:
                self._mark_unreadable(name)
                return
            if "*" in kind.file and kind.id(record, None) != path.stem:
                what = f'{name} "{kind.id(record, None)}" is in {path.name}'
                self._report(document.place("id"), "bad-value", what, "name the file after the id")
                self._mark_unreadable(name)
            yield (), record
        elif not isinstance(document.value, list):
            what = f"the file must hold a list of {name} records"
            self._report(document.place(), "wrong-shape", what, 'begin with "- id: …"')
            self._mark_unreadable(name)
        else:
            for index, raw in enumerate(document.value):
                written_id = str(raw.get("id") or "") if isinstance(raw, dict) else ""
                called = f'{name} "{written_id}"' if written_id else f"{name} record"
                before = len(self.problems)
                record = validate(raw, kind.model, document, (index,), called, self.problems)
                if len(self.problems) > before:
                    self.content.broken.add(Ref(name, written_id))
                if record is not None:
                    yield (index,), record

    def _add(
        self, name: str, kind: Kind, record: Any, owner: Any, document: Document, where: KeyPath
    ) -> None:
        ref = Ref(name, name if kind.single else kind.id(record, owner))
        found = self.content.records[name]
        if ref.id in found:
            what = f"{self.content.called(ref)} exists already"
            if self.content.written[ref][0] is document:
                what += f" on line {self.content.place(ref).line}"
            place = document.place(*where, "id")
            self._report(
                place,
                "duplicate-id",
                what,
                "keep one of them"
                if kind.called or "id" not in kind.model.model_fields
                else "give one of them another id",
            )
            self.content.broken.add(ref)  # what it was meant to be is missing
            return
        found[ref.id] = record
        self.content.written[ref] = (document, where)
        for inner_name, inner in KINDS.items():
            if inner.inside == name:
                for path, member in records_inside(record, inner.model):
                    self._add(inner_name, inner, member, record, document, (*where, *path))

    def _mark_unreadable(self, name: str) -> None:
        self.content.unreadable.add(name)
        self.content.unreadable |= {other for other, k in KINDS.items() if k.inside == name}

    def _report(self, place: Place, rule: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(place, rule, message, hint))


def open_yaml(path: Path, root: Path, parsed: Mapping[str, Document]) -> Document:
    """Read a YAML file, which problems name relative to `root`; a failure becomes a problem.

    A document in `parsed` that was made from the same text is returned as it is.
    """
    name = path.relative_to(root).as_posix()
    unread = Document(name)
    if not path.is_file():
        there = path.exists() or path.is_symlink()
        what = "this is not a readable file" if there else "the file is missing"
        unread.report(0, "wrong-shape", what, "create it")
        return unread
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n")
        unread.report(line, "broken-yaml", "the file is not UTF-8 text")
        return unread
    except OSError as error:
        unread.report(0, "wrong-shape", f"the file cannot be read: {error.strerror}")
        return unread
    if name in parsed and parsed[name].text == text:
        return parsed[name]
    document = read_yaml(text, name)
    if document.value is None and not document.problems:
        hint = "restore it; without entries, write a list as [] and a set of fields as {}"
        document.report(0, "wrong-shape", "the file is empty", hint)
    return document
