"""The kinds of records: one row each says everything that the engine knows of a kind.

A new kind is a model (in `subject`, `evidence` or `editorial`) and a row here. Its records are then
loaded, and what they refer to is checked. With a page they have an address and are listed there by
the directive of that name; with names they are linked in prose; with a file they are exported. How
a kind is listed or exported otherwise than plainly is said in `lists` and `data`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from explainer.problems import RULES
from explainer.records.base import Record
from explainer.records.editorial import Change, OpenQuestion, Published, Question, Redirect, Style
from explainer.records.evidence import PublicRecord, Publisher, Source, Statement
from explainer.records.subject import Actor, Event, Issue, Position, PositionTable, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What is known of a kind of records.

    Attributes:
        model: The class of its records.
        file: Where they are written, under content/: a file with a list of them, or with `*` one
            file for each. Empty for a kind whose records stand inside those of another.
        inside: That other kind.
        single: Whether the file holds just one record and no list.
        id: Makes the id from the record and, if it stands inside another, from that one.
        title: The field that a link to a record shows when it has no words of its own.
        names: The fields that hold the names by which prose mentions a record, its main name
            first. Names under `exact` count only as they are written.
        plurals: Whether the regular plurals of the names count too.
        panel: Whether a mention opens a panel with the field `short`.
        page: The page that lists the records, from the root of docs/.
        anchor: Makes the id of the entry on that page from the record's id: ASCII, and the same
            for ever.
        directive: The directive that lists them.
        export: The file in data/, without its ending.
        lasting: Whether an id that was published must stay or be redirected.
        called: How problems call a record: a format string with `id` and `record`.
    """

    model: type[Record]
    file: str = ""
    inside: str = ""
    single: bool = False
    id: Callable[[Any, Any], str] = lambda record, owner: str(record.id)
    title: str = ""
    names: tuple[str, ...] = ()
    plurals: bool = False
    panel: bool = False
    page: str = ""
    anchor: Callable[[str], str] = lambda name: name
    directive: str = ""
    export: str = ""
    lasting: bool = False
    called: str = ""


def _statement_anchor(name: str) -> str:
    return name.replace(":", "-").replace(".", "-")  # article:7.2 → article-7-2


KINDS: dict[str, Kind] = {
    "publisher": Kind(model=Publisher, file="publishers.yml"),
    "record": Kind(
        model=PublicRecord,
        file="record.yml",
        title="title",
        page="sources.md",
        directive="public-record",
        export="sources",
        lasting=True,
    ),
    "source": Kind(
        model=Source,
        file="sources/*.yml",
        title="title",
        page="sources.md",
        anchor=lambda name: f"source-{name}",
        directive="sources",
    ),
    "statement": Kind(
        model=Statement,
        inside="source",
        id=lambda statement, source: f"{source.id}:{statement.id}",
        page="sources.md",
        anchor=_statement_anchor,
        directive="sources",
        export="statements",
        lasting=True,
    ),
    "term": Kind(
        model=Term,
        file="terms.yml",
        title="term",
        names=("term", "forms", "exact"),
        plurals=True,
        panel=True,
        page="glossary.md",
        directive="glossary",
        export="terms",
        lasting=True,
    ),
    "actor": Kind(
        model=Actor,
        file="actors.yml",
        title="name",
        names=("name", "forms", "exact"),
        panel=True,
        page="whos-who.md",
        directive="whos-who",
        lasting=True,
    ),
    "event": Kind(
        model=Event,
        file="events.yml",
        title="title",
        names=("forms",),
        page="timeline.md",
        directive="timeline",
        export="events",
        lasting=True,
    ),
    "positions": Kind(model=PositionTable, file="positions.yml", single=True),
    "issue": Kind(model=Issue, inside="positions", title="label"),
    "position": Kind(
        model=Position,
        inside="positions",
        id=lambda position, table: f"{position.issue}-{position.actor}",
        called='position of "{record.actor}" on "{record.issue}"',
        export="positions",
    ),
    "open-question": Kind(model=OpenQuestion, file="open-questions.yml", lasting=True),
    "question": Kind(
        model=Question,
        file="questions.yml",
        title="question",
        page="questions.md",
        directive="questions",
        lasting=True,
    ),
    "change": Kind(
        model=Change,
        file="changes.yml",
        title="summary",
        page="changes.md",
        directive="changes",
        lasting=True,
    ),
    "redirect": Kind(
        model=Redirect,
        file="redirects.yml",
        id=lambda redirect, _: f"{redirect.kind}-{redirect.old}",
    ),
    "published": Kind(model=Published, file="published.yml", single=True),
    "style": Kind(model=Style, file="style.yml", single=True),
}
"""Every kind by its name, in the order in which problems are looked for."""


def unknown_rule(kind: str) -> str:
    """The rule that is broken where a record of a kind is named that does not exist."""
    rule = f"unknown-{kind}"
    return rule if rule in RULES else "unknown-id"
