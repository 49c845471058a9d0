"""All records of a build, by kind and id, and where each of them is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from explainer.problems import Place
from explainer.records.base import Record
from explainer.records.editorial import Change, Published, Style
from explainer.records.kinds import KINDS
from explainer.records.references import FieldPath, references
from explainer.records.yaml_lines import Document, KeyPath
from explainer.refs import Ref

R = TypeVar("R", bound=Record)


class Reference(NamedTuple):
    """A place where a record names another.

    Attributes:
        ref: The record.
        path: Where the name stands in it.
        named: What it names, which may not exist.
    """

    ref: Ref
    path: FieldPath
    named: Ref


_KIND_OF = {kind.model: name for name, kind in KINDS.items()}
_INSIDE_OTHERS = tuple(kind.model for kind in KINDS.values() if kind.inside)


@dataclass
class Content:
    """Everything under content/.

    Attributes:
        records: The records by kind and id, in the order of their files.
        written: The file of each record, and the way to the record in it.
        broken: Records that exist but are faulty.
        unreadable: Kinds of which a whole file could not be read.
    """

    records: dict[str, dict[str, Any]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    written: dict[Ref, tuple[Document, KeyPath]] = field(default_factory=dict)
    broken: set[Ref] = field(default_factory=set)
    unreadable: set[str] = field(default_factory=set)

    def all(self, model: type[R]) -> Mapping[str, R]:
        """The records of a kind by id, given the model of the kind."""
        return self.records[_KIND_OF[model]]

    @property
    def published(self) -> Mapping[str, tuple[str, ...]]:
        """Ids that were published, by kind."""
        found = self.all(Published).get("published")
        return found.ids if found else {}

    @property
    def style(self) -> Style | None:
        """The limits of prose, and labels; None if they could not be read."""
        return self.all(Style).get("style")

    @cached_property
    def references(self) -> list[Reference]:
        """Every place where a record names another."""
        return [
            Reference(Ref(kind, name), path, named)
            for kind, records in self.records.items()
            for name, record in records.items()
            for path, named in references(record, _INSIDE_OTHERS)
        ]

    @cached_property
    def _named_by(self) -> dict[tuple[str, Ref], list[Any]]:
        found: dict[tuple[str, Ref], dict[str, Any]] = {}
        for ref, _, named in self.references:
            found.setdefault((ref.kind, named), {})[ref.id] = self.get(ref)
        return {key: list(records.values()) for key, records in found.items()}

    def naming(self, kind: str, named: Ref) -> list[Any]:
        """The records of a kind that name another record, in the order of their file."""
        return self._named_by.get((kind, named), [])

    def get(self, ref: Ref) -> Any:
        """The record of a name; None where there is none."""
        return self.records.get(ref.kind, {}).get(ref.id)

    def place(self, ref: Ref, *path: str | int) -> Place:
        """Where a record, or a field of it, is written.

        Args:
            ref: The record.
            path: Field names, as files write them, and indexes inside the record.
        """
        document, start = self.written[ref]
        return document.place(*start, *path)

    def changes_newest_first(self) -> list[Change]:
        """The changes as readers see them; of one day, by id from the last."""
        return sorted(
            self.all(Change).values(), key=lambda c: (c.date.first_day, c.id), reverse=True
        )

    def called(self, ref: Ref) -> str:
        """How problems call a record: by its id, and a position by what it is about."""
        pattern = KINDS[ref.kind].called if ref.kind in KINDS else ""
        return pattern.format(record=self.get(ref)) if pattern else f'{ref.kind} "{ref.id}"'

    def excused(self, ref: Ref) -> bool:
        """Whether a missing record is the consequence of a fault that is reported already."""
        return ref.kind in self.unreadable or ref in self.broken

    @property
    def incomplete(self) -> bool:
        """Whether records are missing because of faults that are reported already."""
        return bool(self.unreadable or self.broken)

    def label(self, name: str) -> str:
        """What readers see for a group, side, class, verdict or stance."""
        return self.style.labels.get(name, name.replace("-", " ")) if self.style else name
