"""The kinds of records, and nothing about how they are read, checked or shown.

Every record is frozen and refuses fields that it does not know. The JSON Schemas under
`content/schema/` are made from these classes.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from explainer.dates import PartialDate


def _one_line(text: str) -> str:
    return " ".join(text.split())


Text = Annotated[str, AfterValidator(_one_line), Field(min_length=1)]
"""Plain text. Line breaks are spaces; markup in it is shown, never run."""

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""Lower-case ASCII words joined by hyphens. It is also the anchor, so it never changes."""

Address = Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$")]

Verdict = Literal["confirmed", "nuance", "differs", "not-found"]
PublisherClass = Literal["primary", "established", "state-media", "weak"]
Stance = Literal["supports", "supports-with-conditions", "ambiguous", "opposes", "not-stated"]
ActorKind = Literal["person", "state", "body"]


class Record(BaseModel):
    """What all records share: frozen, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Check(Record):
    """A statement held against the public record."""

    verdict: Verdict
    """`confirmed`, `nuance`, `differs` or `not-found`."""
    note: Text
    """What the record shows, in one to three sentences."""
    record: tuple[Id, ...]
    """Ids of entries in record.yml."""


class Statement(Record):
    """One sentence of a source, or a part of it, in our own words."""

    id: Annotated[str, Field(pattern=r"^\d+\.\d+[a-z]?$")]
    """Paragraph and sentence, with a letter where a sentence becomes several: `4.2a`."""
    text: Text
    """What the sentence says, in our words."""
    as_of: PartialDate
    """The date for which it is true, or `undated`."""
    speaker: Id | None = None
    """The actor whose position it is."""
    check: Check | None = None
    """What the public record shows."""
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
    sentences: Annotated[int, Field(gt=0)]
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
    speaks_for: Id | None = None
    """For state media: the actor whose own words it can be cited for."""


class PublicRecord(Record):
    """An entry of the public record. Field names follow CSL where CSL has one."""

    id: Id
    """Publisher and date by habit; the name that citations use."""
    publisher: Id
    """Whose text it is, a publisher's id. A wire story keeps the wire's name."""
    via: Text | None = None
    """The host on which it was read, if that is another."""
    title: Text
    """The headline, or our description of the page."""
    title_is_description: bool = False
    """True where the exact headline was not recorded."""
    url: Address
    """Where it was read."""
    issued: PartialDate = PartialDate()
    """Date of publication as far as it is known."""


class Term(Record):
    """An entry of the glossary."""

    id: Id
    """Its anchor on the glossary page."""
    term: Text
    """As it stands in running text."""
    forms: tuple[Text, ...] = ()
    """Other words for it. Regular plurals and possessives are found by rule."""
    group: Id
    """The group under which the glossary lists it."""
    short: Text
    """The tooltip: at most 30 words."""
    long: Text
    """What the short text leaves out."""
    see_also: tuple[Id, ...] = ()
    """Other terms."""
    contested: Text | None = None
    """Who holds which view, where the word is contested."""
    sources: tuple[Id, ...]
    """Ids of entries in record.yml."""


class Post(Record):
    """An office that a person held."""

    title: Text
    """The office."""
    started: PartialDate | None = Field(default=None, alias="from")
    """First day, as far as it is known."""
    ended: PartialDate | None = Field(default=None, alias="to")
    """Last day; left out while it is held."""


class Actor(Record):
    """A person, a state or a body."""

    id: Id
    """Its anchor on the who's-who page."""
    kind: ActorKind
    """`person`, `state` or `body`."""
    name: Text
    """In full."""
    forms: tuple[Text, ...] = ()
    """Other written forms that are recognised in prose."""
    side: Id
    """The group under which who's who lists it."""
    short: Text
    """The tooltip: at most 30 words."""
    long: Text
    """The part played in this story."""
    posts: tuple[Post, ...] = ()
    """For people: offices, newest first."""
    sources: tuple[Id, ...] = ()
    """Ids of entries in record.yml."""


class Event(Record):
    """A dated event. One file of them feeds the timeline and every strip."""

    id: Id
    """Its anchor on the timeline."""
    date: PartialDate
    """First day, as precisely as it is known."""
    end: PartialDate | None = None
    """Last day, if it lasted."""
    title: Text
    """What happened, in one line."""
    summary: Text
    """What happened, in a few sentences."""
    forms: tuple[Text, ...] = ()
    """Names under which prose mentions it."""
    place: Text | None = None
    """Where."""
    actors: tuple[Id, ...] = ()
    """Who acted."""
    topics: tuple[Id, ...]
    """Topic pages that it belongs to."""
    led_to: tuple[Id, ...] = ()
    """Later events that followed from it."""
    contested: Text | None = None
    """Who disputes what."""
    announced: bool = False
    """True when it was announced and the outcome is not in the record."""
    sources: tuple[Id, ...]
    """Ids of entries in record.yml."""


class Issue(Record):
    """A question on which actors take positions."""

    id: Id
    """Its name in positions."""
    label: Text
    """Column heading."""
    about: Text
    """What exactly the stance is about."""


class LaterPosition(Record):
    """What became of a position afterwards."""

    summary: Text
    """The change."""
    as_of: PartialDate
    """When."""
    sources: tuple[Id, ...]
    """Ids of entries in record.yml."""


class Position(Record):
    """Where an actor stands on an issue."""

    actor: Id
    """An actor's id."""
    issue: Id
    """An issue's id."""
    stance: Stance
    """In one word."""
    summary: Text
    """In a sentence or two, attributed."""
    as_of: PartialDate
    """When it was so."""
    sources: tuple[Id, ...]
    """Ids of entries in record.yml."""
    later: LaterPosition | None = None
    """What changed."""


class PositionTable(Record):
    """The file positions.yml: the issues, then who holds what."""

    issues: tuple[Issue, ...]
    """In the order of the columns."""
    positions: tuple[Position, ...]
    """One for each actor and issue that the record covers."""


class OpenQuestion(Record):
    """Something that the sources do not say."""

    id: Id
    """Its anchor."""
    topics: tuple[Id, ...]
    """Topic pages that show it."""
    question: Text
    """What a reader would want to know."""
    answer: Text
    """What is silent, and what the record adds."""
    statements: tuple[str, ...]
    """Statements that are silent or vague here."""
    record: tuple[Id, ...] = ()
    """Entries of the public record that help."""


class Question(Record):
    """A reader's question with a short answer."""

    id: Id
    """Its anchor."""
    question: Text
    """As a reader would ask it."""
    answer: Text
    """Markdown with citations, 40 to 80 words."""
    topics: tuple[Id, ...]
    """Topic pages that say more."""


class Change(Record):
    """A change that readers should know of: a correction, an addition, an update."""

    id: Id
    """Its anchor and the id in the feeds."""
    date: PartialDate
    """When it was made; a day."""
    kind: Literal["correction", "addition", "update"]
    """What sort of change."""
    summary: Text
    """What changed, in a sentence."""
    was: Text | None = None
    """For a correction: what was wrong."""
    says: Text | None = None
    """For a correction: what it says after the change."""
    why: Text
    """The reason."""
    pages: tuple[Text, ...]
    """Addresses of the pages concerned, such as /topics/us-role/."""


class Redirect(Record):
    """What became of an id that was published and is gone."""

    kind: Literal["statement", "record", "term", "event", "actor", "question", "open-question"]
    """The kind of the record."""
    old: Text
    """The id that is gone."""
    new: Text | None = None
    """The id that took its place; left out when there is none."""
    why: Text
    """Why it went."""


class Style(Record):
    """The limits that prose is held to."""

    max_sentence_words: int
    """No sentence on a topic page is longer."""
    mean_sentence_words: tuple[float, float]
    """Least and most for the mean of a topic page."""
    max_grade: float
    """Flesch-Kincaid grade of a topic page, proper names left out."""
    page_words: tuple[int, int]
    """Least and most words of a topic page without generated parts."""
    max_definition_words: int = 30
    """Words in a tooltip."""
    relative_time: tuple[Text, ...]
    """Words that move with the reader's clock."""
    figure_words: tuple[Text, ...]
    """Words that make the number before them a figure that two publishers must give."""
    labels: dict[str, Text]
    """What readers see for groups of terms, sides, classes, verdicts and stances."""
