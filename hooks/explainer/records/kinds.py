"""The kinds of records: one row defines everything the engine knows about a kind.

To add a kind, write a model (in `subject`, `evidence` or `editorial`) and a row here. The engine
then loads its records and checks their references. A row with a page gives records an address, and
the kind's directive lists them there. A row with names links them in prose; a row with an export
writes them to a file. Kinds that need more than a plain list or export have code in `lists` and
`data`. The page "How a page is made" for editors has the whole way, with tests and documentation.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from explainer.problems import RULES
from explainer.records.base import Record
from explainer.records.editorial import Change, OpenQuestion, Published, Question, Redirect, Style
from explainer.records.evidence import PublicRecord, Publisher, Source, Statement
from explainer.records.figures import Figure
from explainer.records.subject import Actor, Event, Issue, Position, PositionTable, Term


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Definition of a kind of records.

    Attributes:
        model: The record class. Two fields of any model have a meaning for the engine: `pages`, the
            only addresses on which its names match, and `see_also`, ids of the same kind whose
            names may be part of its own.
        file: Path under content/: one file with a list of records, or with `*` one file per record.
            Empty for a kind whose records are part of another.
        optional: Whether a site may have no file of it.
        inside: The kind whose records contain these.
        single: Whether the file holds one record instead of a list.
        id: Builds the id from the record and, if there is one, the record that contains it.
        title: The field that a link shows when it has no text of its own, and the heading of
            an entry in a plain list, which shows `short` and `long` as text, other names as
            "Also" and all else in rows.
        names: The fields that hold the names to link in prose, main name first. Names in `exact`
            match only as written.
        plurals: Whether regular plurals of the names also match.
        panel: Whether a mention opens a panel that shows the field `short`. The model also needs
            `name` and `sorted_as`, for the list of names at the end of a page.
        page: The page that lists the records, relative to docs/. With `*`, each record has a page
            of its own, which the build generates.
        anchor: Turns the record's id into an ASCII anchor on that page. It must never change.
        directive: The directive that lists the records.
        export: The file in data/, without its extension. The model then has an `id`.
        lasting: Whether a published id must be kept or redirected.
        called: Name of a record in problem messages: a format string with `record`. By default,
            kind and id.
    """

    model: type[Record]
    file: str = ""
    optional: bool = False
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
        anchor=lambda name: name.replace(":", "-").replace(".", "-"),  # leaflet-7-2
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
    "figure": Kind(
        model=Figure,
        file="figures/*.yml",
        optional=True,
        title="title",
        page="figures/*.md",
        anchor=lambda _: "",
        export="figures",
        lasting=True,
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
        export="changes",
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
"""Every kind by name, in the order in which files are loaded."""


def unknown_rule(kind: str) -> str:
    """Return the rule broken by a reference to a missing record of a kind."""
    rule = f"unknown-{kind}"
    return rule if rule in RULES else "unknown-id"
