"""Records of evidence: the sources, split into statements, and the public record to check them."""

import re
from typing import Annotated

from pydantic import Field

from explainer.dates import PartialDate, PastDate
from explainer.records.base import (
    ARCHIVED,
    COUNTRY_CODE,
    LANGUAGE_CODE,
    STATEMENT_NUMBER,
    ActorId,
    Address,
    Id,
    NotChecked,
    OnlyInFull,
    PublisherClass,
    PublisherId,
    Record,
    RecordId,
    Text,
    Verdict,
)


class Check(Record):
    """A statement checked against the public record."""

    verdict: Verdict
    """`confirmed`, `nuance`, `differs` or `not-found`."""
    note: Text
    """What the record shows, in one to three sentences."""
    aside: Text | None = None
    """The same in at most 35 words, shown beside the paragraph that states it. Needed where the
    record differs; otherwise only where it changes how the sentence is read."""
    record: tuple[RecordId, ...]
    """Ids of entries in record.yml."""


class Statement(Record):
    """A single claim of a source, in our own words: a sentence, or a clause of one."""

    # Programs that apply YAML's own types read `4.2`, without a letter, as a number.
    id: Annotated[
        str,
        Field(pattern=STATEMENT_NUMBER, json_schema_extra={"type": ["string", "number"]}),
    ]
    """Paragraph and sentence, plus a letter where the sentence makes several claims: `4.2a`."""
    text: Text
    """What is claimed, in our words."""
    as_of: PastDate
    """The date for which it is true, or `undated`."""
    speaker: ActorId | None = None
    """The actor whose position it states."""
    check: Check | None = None
    """What the public record shows."""
    not_checked: NotChecked | None = None
    """Why there is no check: it is a `judgement`, a `forecast`, a `motive`, or too `general`."""
    left_out: Text | None = None
    """Why the claim is not used."""

    @property
    def numbers(self) -> tuple[int, int]:
        """Paragraph and sentence, each counted from 1."""
        paragraph, sentence = re.findall(r"\d+", self.id)
        return int(paragraph), int(sentence)


class Paragraph(Record):
    """A paragraph of a source; headings do not count."""

    topic: Text
    """What it is about, in our words."""
    claims: Annotated[tuple[Annotated[int, Field(gt=0, le=26)], ...], Field(min_length=1)]
    """How many single claims each sentence makes, sentence by sentence: `[2, 1]` for two sentences,
    of which the first says two things. Counted from the source, before it is put into our words."""
    statements: tuple[Statement, ...]
    """Every claim in our words, in order."""

    @property
    def sentences(self) -> int:
        """How many sentences the source has here."""
        return len(self.claims)


class Source(Record):
    """A document that the site analyses."""

    id: Id
    """The id that citations use: `[@id:7.2]`."""
    title: Text
    """Our title for it."""
    kind: Text
    """The type of document."""
    file: Text
    """The file name under which the document was received."""
    published: PastDate = PartialDate()
    """Day of publication, or `undated`."""
    url: Address | None = None
    """Where it can be read, if anywhere."""
    voice: Text
    """Who speaks, and how."""
    dating: Text
    """How its statements are dated."""
    limits: Text
    """What it cannot be used for."""
    headings: Text | None = None
    """What became of its headings, if it has any; they are not counted as paragraphs."""
    open_occasion: tuple[Annotated[int, Field(gt=0)], ...] = ()
    """Paragraphs whose occasion is unknown, so they must not be tied to one dated event."""
    paragraphs: Annotated[tuple[Paragraph, ...], OnlyInFull()]
    """In document order."""


class Publisher(Record):
    """The publisher of an entry in the public record, and how reliable it is."""

    id: Id
    """The id that record.yml uses."""
    name: Text
    """The publisher's own name."""
    # The alias keeps the file readable; `class` is a reserved word in Python.
    rank: PublisherClass = Field(alias="class")
    """`primary`, `established`, `state-media` or `weak`."""
    country: Annotated[str, Field(pattern=COUNTRY_CODE)] | None = None
    """Two capital letters for the country where it is based, such as `FR`; omit for a body of
    several states."""
    speaks_for: ActorId | None = None
    """For state media: the actor whose own words it may be cited for."""


class PublicRecord(Record):
    """An entry of the public record. Fields take their names from CSL where CSL has one."""

    id: Id
    """The id that citations use; by convention, publisher and date."""
    publisher: PublisherId
    """Id of the publisher whose text it is. For a wire story, the wire service."""
    via: Text | None = None
    """The host on which it was read, if different."""
    title: Text
    """The headline, or our description of the page."""
    title_is_description: bool = False
    """True if the exact headline was not recorded."""
    language: Annotated[str, Field(pattern=LANGUAGE_CODE)] = "en"
    """Two-letter code of the language in which the title is given here."""
    origin: RecordId | None = None
    """The entry whose text it retells, so that one origin counts as one publisher."""
    url: Address
    """Where it was read."""
    archived: Annotated[str, Field(pattern=ARCHIVED)] | None = None
    """The address of a copy on web.archive.org, archive.ph or perma.cc, if there is one."""
    issued: PastDate = PartialDate()
    """Date of publication, as far as it is known."""
