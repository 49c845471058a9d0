"""All records of a build, by kind and id, and where each of them is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from explainer.problems import Place
from explainer.records import (
    Actor,
    Change,
    Event,
    Issue,
    OpenQuestion,
    Position,
    PublicRecord,
    Publisher,
    Question,
    Redirect,
    Source,
    Statement,
    Style,
    Term,
)
from explainer.records.yaml_lines import Document
from explainer.records.yaml_lines import Path as KeyPath


@dataclass
class Content:
    """Everything under content/, by kind and id, and where each of it stands.

    Attributes:
        published: Ids that were published, in the order of published.yml, by kind.
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
    published: Mapping[str, Sequence[str]] = field(default_factory=dict)
    broken: dict[str, set[str]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    documents: dict[str, tuple[Document, KeyPath]] = field(default_factory=dict)

    @property
    def entries(self) -> Mapping[str, Mapping[str, Term | Actor]]:
        """What stands in the glossary and in who's who, by kind and id."""
        return {"term": self.terms, "actor": self.actors}

    def place(self, kind: str, name: str, *path: str | int) -> Place:
        """Where a record, or a field of it, is written.

        Args:
            kind: Such as `event`.
            name: The record's id.
            path: Field names and indexes inside the record.
        """
        document, start = self.documents[f"{kind} {name}"]
        return document.place(*start, *path)

    def changes_newest_first(self) -> list[Change]:
        """The changes as readers see them; of one day, by id from the last."""
        return sorted(self.changes, key=lambda c: (c.date.first_day, c.id), reverse=True)

    def called(self, kind: str, name: str) -> str:
        """How problems call a record: by its id, and a position by what it is about."""
        if kind == "position":
            position = self.positions[int(name)]
            return f'position of "{position.actor}" on "{position.issue}"'
        return f'{kind} "{name}"'

    def excused(self, kind: str, name: str) -> bool:
        """Whether a missing record is the consequence of a fault that is reported already."""
        return kind in self.unreadable or name in self.broken.get(kind, ())

    def incomplete(self, kind: str) -> bool:
        """Whether records of a kind are missing because of faults that are reported already."""
        return kind in self.unreadable or bool(self.broken.get(kind))

    def label(self, name: str) -> str:
        """What readers see for a group, side, class, verdict or stance."""
        return self.style.labels.get(name, name.replace("-", " ")) if self.style else name
