"""Reads the files of records under content/ into frozen records and problems.

An invalid record is dropped but its id is remembered, so that one mistake does not produce a
problem at every place that names the record.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from explainer.problems import Place, Problem, did_you_mean
from explainer.records.content import Content
from explainer.records.editorial import Redirect
from explainer.records.kinds import KINDS, Kind
from explainer.records.record_file import RecordFile, parse_records
from explainer.records.references import records_inside
from explainer.records.yaml_lines import Document, KeyPath
from explainer.refs import Ref

FOLDER = "content"
"""Folder of the records, relative to the project root."""


def load(root: Path, earlier: Content | None = None) -> tuple[Content, list[Problem]]:
    """Read content/ under the project root; return the valid records and every problem found.

    A file that is the same as in `earlier` is not parsed again, and its records are the same
    objects: parsing takes most of the time.
    """
    loader = _Loader(root, earlier.files if earlier else {})
    for name, kind in KINDS.items():
        if kind.file:
            loader.read(name, kind)
    loader.look_for_others()
    loader.look_for_lost_sources()
    return loader.content, loader.problems


class _Loader:
    def __init__(self, root: Path, earlier: Mapping[str, RecordFile]) -> None:
        self.content = Content()
        self.problems: list[Problem] = []
        self._root = root
        self._earlier = earlier

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
            if not any(PurePath("/", name).match(f"/{pattern}") for pattern in known):
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
        place = Place(path.relative_to(self._root).as_posix())
        text = self._text_of(path, place)
        if text is None:
            self._mark_unreadable(name)
            return
        file = self._earlier.get(place.path)
        if file is None or file.document.text != text:
            file = parse_records(text, place.path, name, kind)
        self.content.files[place.path] = file
        self.problems += file.document.problems
        self.content.broken |= file.broken
        if file.unreadable:
            self._mark_unreadable(name)
        for where, record in file.records:
            self._add(name, kind, record, None, file.document, where)

    def _text_of(self, path: Path, place: Place) -> str | None:
        """Return the text of a file; if there is none that can be read, report it at `place`."""
        if not path.is_file():
            there = path.exists() or path.is_symlink()
            what = "this is not a readable file" if there else "the file is missing"
            self._report(place, "wrong-shape", what, "create it")
            return None
        try:
            return path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            place = replace(place, line=path.read_bytes()[: error.start].count(b"\n") + 1)
            self._report(place, "broken-yaml", "the file is not UTF-8 text")
        except OSError as error:
            self._report(place, "wrong-shape", f"the file cannot be read: {error.strerror}")
        return None

    def _add(
        self, name: str, kind: Kind, record: Any, owner: Any, document: Document, where: KeyPath
    ) -> None:
        ref = Ref(name, name if kind.single else kind.id(record, owner))
        found = self.content.records[name]
        if ref.id in found:
            what = f"{self.content.called(ref)} exists already"
            if self.content.written[ref][0] is document:
                what += f" on line {self.content.place(ref).line}"
            has_id = "id" in kind.model.model_fields
            hint = "give one of them another id" if has_id else "keep one of them"
            self._report(document.place(*where, "id"), "duplicate-id", what, hint)
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
