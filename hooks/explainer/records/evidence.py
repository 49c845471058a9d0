"""Records of evidence: the sources in statements, and the public record beside them."""

import re
from typing import Annotated

from pydantic import Field

from explainer.dates import PartialDate
from explainer.records.base import (
    LANGUAGE_CODE,
    STATEMENT_NUMBER,
    ActorId,
    Address,
    Id,
    NotChecked,
    PublisherClass,
    PublisherId,
    Record,
    RecordId,
    Text,
    Verdict,
)


class Check(Record):
    """A statement held against the public record."""

    verdict: Verdict
    """`confirmed`, `nuance`, `differs` or `not-found`."""
    note: Text
    """What the record shows, in one to three sentences."""
    record: tuple[RecordId, ...]
    """Ids of entries in record.yml."""


class Statement(Record):
    """One sentence of a source, or a part of it, in our own words."""

    # To programs that know YAML's own types, `4.2` without a letter is a number.
    id: Annotated[
        str,
        Field(pattern=STATEMENT_NUMBER, json_schema_extra={"type": ["string", "number"]}),
    ]
    """Paragraph and sentence, with a letter where a sentence becomes several: `4.2a`."""
    text: Text
    """What the sentence says, in our words."""
    as_of: PartialDate
    """The date for which it is true, or `undated`."""
    speaker: ActorId | None = None
    """The actor whose position it is."""
    check: Check | None = None
    """What the public record shows."""
    not_checked: NotChecked | None = None
    """Why there is no check: a `judgement`, a `forecast`, a `motive`, or too `general`."""
    left_out: Text | None = None
    """Why the sentence is not used."""

    @property
    def numbers(self) -> tuple[int, int]:
        """Paragraph and sentence, each counted from 1."""
        paragraph, sentence = re.findall(r"\d+", self.id)
        return int(paragraph), int(sentence)


class Paragraph(Record):
    """A paragraph of a source; headings are not paragraphs."""

    topic: Text
    """What it is about, in our words."""
    sentences: Annotated[int, Field(gt=0, le=500)]
    """How many sentences the source has here."""
    statements: tuple[Statement, ...]
    """The sentences in our words, in order."""


class Source(Record):
    """A document that the site takes apart."""

    id: Id
    """The name that citations use: `[@id:7.2]`."""
    title: Text
    """What we call it."""
    kind: Text
    """What sort of document it is."""
    file: Text
    """The name under which the document was received."""
    published: PartialDate = PartialDate()
    """Day of publication, or `undated`."""
    url: Address | None = None
    """Where it can be read, if it can."""
    voice: Text
    """Who speaks, and how."""
    dating: Text
    """How its statements are dated."""
    limits: Text
    """What it cannot be used for."""
    open_occasion: tuple[Annotated[int, Field(gt=0)], ...] = ()
    """Paragraphs whose occasion is open, so that they are never bound to one dated event."""
    paragraphs: tuple[Paragraph, ...]
    """In the order of the document."""


class Publisher(Record):
    """Who published an entry of the public record, and how far it can be relied on."""

    id: Id
    """The name that record.yml uses."""
    name: Text
    """The publisher's own name."""
    # The alias keeps the file readable; `class` is a reserved word in Python.
    rank: PublisherClass = Field(alias="class")
    """`primary`, `established`, `state-media` or `weak`."""
    speaks_for: ActorId | None = None
    """For state media: the actor whose own words it can be cited for."""


class PublicRecord(Record):
    """An entry of the public record. Field names follow CSL where CSL has one."""

    id: Id
    """Publisher and date by habit; the name that citations use."""
    publisher: PublisherId
    """Whose text it is, a publisher's id. A wire story keeps the wire's name."""
    via: Text | None = None
    """The host on which it was read, if that is another."""
    title: Text
    """The headline, or our description of the page."""
    title_is_description: bool = False
    """True where the exact headline was not recorded."""
    language: Annotated[str, Field(pattern=LANGUAGE_CODE)] = "en"
    """Two-letter code of the language in which the title stands here."""
    url: Address
    """Where it was read."""
    issued: PartialDate = PartialDate()
    """Date of publication as far as it is known."""
