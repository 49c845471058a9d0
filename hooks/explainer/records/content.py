"""All records of a build, by kind and id, with the location of each in its file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml

from explainer.problems import Place
from explainer.records.base import Cites, OnlyInFull, Record, is_marked
from explainer.records.editorial import Change, Published, Redirect, Style
from explainer.records.kinds import KINDS
from explainer.records.record_file import RecordFile
from explainer.records.references import Referring, referring
from explainer.records.yaml_lines import Document, KeyPath
from explainer.refs import Ref

R = TypeVar("R", bound=Record)

LABELS: dict[str, str] = yaml.safe_load(
    Path(__file__).with_name("labels.yml").read_text(encoding="utf-8")
)
"""What readers see for the words that records choose from, unless style.yml says otherwise."""


class Reference(NamedTuple):
    """A reference from the field at `path` of the record `ref` to `named`, which may not exist."""

    ref: Ref
    path: KeyPath
    named: Ref


class InFull(NamedTuple):
    """All records of a kind, with the fields that only lists of whole records show."""

    kind: str


LookedUp = str | Ref | InFull
"""What was looked up: the records of a kind, one record, or those of a kind in full."""


class Records(dict[str, dict[str, Any]]):
    """Records by kind and id.

    Attributes:
        looked_up: Gathers what is looked up. A preview gives each page a set of its own, and
            renders it again when one of these has changed (`unchanged`).
    """

    def __init__(self, records: Mapping[str, dict[str, Any]] | None = None) -> None:
        super().__init__(records or {kind: {} for kind in KINDS})
        self.looked_up: set[LookedUp] = set()

    def __getitem__(self, kind: str) -> dict[str, Any]:
        self.looked_up.add(kind)
        return super().__getitem__(kind)


_KIND_OF = {kind.model: name for name, kind in KINDS.items()}


@dataclass(repr=False)  # it would print every file
class Content:
    """Everything under content/: the records by kind and id, in file order.

    `written` gives each record's file and its path in that file; `files` has the files by path.
    `broken` holds records that exist but are invalid; `unreadable` holds kinds for which an entire
    file could not be read.
    """

    records: Records = field(default_factory=Records)
    files: dict[str, RecordFile] = field(default_factory=dict)
    written: dict[Ref, tuple[Document, KeyPath]] = field(default_factory=dict)
    broken: set[Ref] = field(default_factory=set)
    unreadable: set[str] = field(default_factory=set)

    def all(self, model: type[R]) -> Mapping[str, R]:
        """Return the records of a model by id."""
        return self.records[_KIND_OF[model]]

    def by_ref(self, model: type[R]) -> Iterator[tuple[Ref, R]]:
        """Yield each record of a model, preceded by its reference."""
        return ((Ref(_KIND_OF[model], name), record) for name, record in self.all(model).items())

    def in_full(self, model: type[R]) -> Mapping[str, R]:
        """Return the records of a model by id, for a list that shows their `OnlyInFull` fields."""
        self.records.looked_up.add(InFull(_KIND_OF[model]))
        return self.all(model)

    @property
    def published(self) -> Mapping[str, tuple[str, ...]]:
        """Published ids, by kind."""
        found = self.all(Published).get("published")
        return found.ids if found else {}

    @property
    def style(self) -> Style | None:
        """The limits on prose and the labels; None if style.yml could not be read."""
        return self.all(Style).get("style")

    @cached_property
    def _referring(self) -> list[tuple[Ref, Referring]]:
        return [
            (Ref(kind, name), text)
            for kind, records in self.records.items()
            for name, record in records.items()
            for text in referring(record)
        ]

    @cached_property
    def references(self) -> list[Reference]:
        """Every place where a record names another."""
        return [Reference(ref, t.path, named) for ref, t in self._referring for named in t.named]

    @property
    def citing_texts(self) -> Iterator[tuple[Ref, KeyPath, str]]:
        """The texts of records that may hold citations, each with its record and path."""
        found = self._referring
        return ((ref, t.path, t.text) for ref, t in found if isinstance(t.declared, Cites))

    @cached_property
    def _named_by(self) -> dict[tuple[str, Ref], list[Any]]:
        found: dict[tuple[str, Ref], dict[str, Any]] = {}
        for ref, _, named in self.references:
            found.setdefault((ref.kind, named), {})[ref.id] = self.records.get(ref.kind, {})[ref.id]
        return {key: list(records.values()) for key, records in found.items()}

    def naming(self, kind: str, named: Ref) -> list[Any]:
        """Return the records of a kind that name another record, in file order."""
        self.records.looked_up.add(kind)
        return self._named_by.get((kind, named), [])

    def get(self, ref: Ref) -> Any:
        """Return the record, or None if it does not exist."""
        self.records.looked_up.add(ref)
        return self.records.get(ref.kind, {}).get(ref.id)  # `get` does not note the whole kind

    def place(self, ref: Ref, *path: str | int) -> Place:
        """Return the place of a record, or of a field inside it, given its path in the file."""
        document, start = self.written[ref]
        return document.place(*start, *path)

    def replaced_by(self, ref: Ref) -> list[Ref]:
        """Return what a record replaces, by redirects."""
        self.records.looked_up.add("redirect")
        return self._replaced_by.get(ref, [])

    @cached_property
    def _replaced_by(self) -> dict[Ref, list[Ref]]:
        found: dict[Ref, list[Ref]] = {}
        for redirect in self.all(Redirect).values():
            new = Ref(redirect.kind, redirect.new or "")
            found.setdefault(new, []).append(Ref(redirect.kind, redirect.old))
        return found

    def changes_newest_first(self) -> list[Change]:
        """Return the changes, newest first; changes of the same day by descending id."""
        self.records.looked_up.add("change")
        return self._newest_first

    @cached_property
    def _newest_first(self) -> list[Change]:
        changes = self.all(Change).values()
        return sorted(changes, key=lambda c: (c.date.first_day, c.id), reverse=True)

    def called(self, ref: Ref) -> str:
        """Return the record's name in problem messages, such as `term "toll"`."""
        pattern = KINDS[ref.kind].called if ref.kind in KINDS else ""
        return pattern.format(record=self.get(ref)) if pattern else ref.called

    def excused(self, ref: Ref) -> bool:
        """Return whether a record is missing because of a problem that is already reported."""
        return ref.kind in self.unreadable or ref in self.broken

    def changed_since(self, earlier: "Content") -> set[LookedUp]:
        """Return what differs from earlier records, is new or is gone.

        None of those was missing: a preview keeps no build that has problems.
        """
        found: set[LookedUp] = set()
        both = zip(self.records.items(), earlier.records.values(), strict=True)
        for (kind, records), before in both:
            if list(records) != list(before):
                found.add(kind)  # a list may show another order
            for name in records.keys() | before.keys():
                new, old = records.get(name), before.get(name)
                if new is old or _written(new) == _written(old):
                    continue  # the first, if its file is the same
                found.add(InFull(kind))
                if _written(new, in_short=True) != _written(old, in_short=True):
                    found |= {kind, Ref(kind, name)}
        return found

    @property
    def incomplete(self) -> bool:
        """Whether records are missing because of problems that are already reported."""
        return bool(self.unreadable or self.broken)

    def label(self, name: str) -> str:
        """Return the label readers see for a group, side, class, verdict or stance."""
        own = self.style.labels if self.style else {}
        return own.get(name) or LABELS.get(name) or name.replace("-", " ")


def _written(record: Record | None, in_short: bool = False) -> Any:
    """Return what is written in a record, perhaps without what only lists of whole records show.

    A field that is null differs from one that is not there: null takes the axis from a chart.
    """
    if record is None:
        return None
    hidden = _only_in_full(type(record)) if in_short else None
    return record.model_dump(exclude_unset=True, exclude=hidden)


@cache
def _only_in_full(model: type[Record]) -> set[str]:
    """Return the fields of a model that only lists of whole records show."""
    return {name for name, field in model.model_fields.items() if is_marked(field, OnlyInFull)}
