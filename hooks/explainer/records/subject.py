"""Records of the subject: terms, actors, events, issues and positions."""

from typing import Annotated

from pydantic import AfterValidator, Field

from explainer.dates import PartialDate, PastDate, span_in_words
from explainer.names.spelling import sort_key
from explainer.records.base import (
    ActorId,
    ActorKind,
    EventId,
    Id,
    IssueId,
    LongText,
    Record,
    RecordId,
    Stance,
    TermId,
    Text,
    TopicIds,
)


class Term(Record):
    """An entry of the glossary."""

    id: Id
    """Its anchor on the glossary page."""
    term: Text
    """The term as it appears in running text."""
    forms: tuple[Text, ...] = ()
    """Other words for it. Regular plurals and possessives are matched automatically."""
    exact: tuple[Text, ...] = ()
    """Other words for it that match only as written: same capitals, no plural."""
    pages: tuple[Text, ...] = ()
    """The only addresses where the names are matched: a page, `/topics/plan/`, or a folder,
    `/topics/`."""
    group: Id
    """The group under which the glossary lists it."""
    short: Text
    """The text of its panel: at most 30 words."""
    long: LongText
    """What the short text omits."""
    see_also: tuple[TermId, ...] = ()
    """Related terms."""
    contested: Text | None = None
    """If the word is contested: who holds which view."""
    unlinked: Text | None = None
    """Why no page other than the glossary links it, if none does."""
    sources: tuple[RecordId, ...]
    """Ids of entries in record.yml."""

    @property
    def name(self) -> str:
        """The term, under the same property as on actors."""
        return self.term

    @property
    def sorted_as(self) -> str:
        """The key that sorts it from A to Z."""
        return sort_key(self.term)


class Post(Record):
    """An office that a person held."""

    title: Text
    """The office."""
    started: PartialDate | None = Field(default=None, alias="from")
    """First day, as far as it is known."""
    ended: PartialDate | None = Field(default=None, alias="to")
    """Last day; omit while the office is held."""


class Actor(Record):
    """A person, a state or a body."""

    id: Id
    """Its anchor on the who's-who page."""
    kind: ActorKind
    """`person`, `state` or `body`: a company, a party or any other group. Readers do not see it."""
    name: Text
    """Full name."""
    forms: tuple[Text, ...] = ()
    """Other forms of the name that prose uses."""
    sort_as: Text | None = None
    """The text to sort by, if not a person's last word or the first word of any other name."""
    exact: tuple[Text, ...] = ()
    """Other words for it that match only as written: same capitals, no plural."""
    pages: tuple[Text, ...] = ()
    """The only addresses where the names are matched: a page, `/topics/plan/`, or a folder,
    `/topics/`."""
    side: Id
    """The group under which who's who lists it."""
    short: Text
    """The text of its panel: at most 30 words."""
    long: LongText
    """The actor's part in this story."""
    posts: tuple[Post, ...] = ()
    """For people: offices, newest first."""
    sources: tuple[RecordId, ...] = ()
    """Ids of entries in record.yml."""

    @property
    def sorted_as(self) -> str:
        """The key that sorts it from A to Z."""
        last_first = " ".join([self.name.split()[-1], self.name])
        return sort_key(self.sort_as or (last_first if self.kind == "person" else self.name))


class Event(Record):
    """A dated event, shown on the timeline and on timeline strips."""

    id: Id
    """Its anchor on the timeline."""
    date: PartialDate
    """First day, as precisely as it is known."""
    end: PartialDate | None = None
    """Last day, if it lasted."""
    title: Text
    """What happened, in one line."""
    summary: LongText
    """What happened, in a few sentences."""
    forms: tuple[Text, ...] = ()
    """Names by which prose mentions it."""
    place: Text | None = None
    """Where it happened."""
    actors: tuple[ActorId, ...] = ()
    """Who acted."""
    took_part: tuple[ActorId, ...] = ()
    """For a meeting: the parties that sat at the table, not everyone who is named."""
    topics: TopicIds
    """Topic pages it belongs to."""
    label: Text | None = None
    """For a key event: a few words by which the drawing calls it, if the title is long."""
    led_to: tuple[EventId, ...] = ()
    """Later events that resulted from it."""
    contested: Text | None = None
    """Who disputes what."""
    matters: Text | None = None
    """Why it matters, in a sentence. An event with this field is a key event, shown large."""
    announced: bool = False
    """True if it was announced and the record does not show the outcome."""
    sources: tuple[RecordId, ...]
    """Ids of entries in record.yml."""

    @property
    def when(self) -> str:
        """When it happened, in words."""
        return span_in_words(self.date, self.end)


class Issue(Record):
    """A question on which actors take positions."""

    id: Id
    """The id that positions use."""
    label: Text
    """Column heading."""
    about: Text
    """Exactly what the stance is about."""


class Stand(Record):
    """What an actor wanted at one time."""

    stance: Stance
    """The stance in one word."""
    summary: Text
    """The position in a sentence or two, attributed."""
    as_of: PastDate
    """The date for which it is true."""
    sources: tuple[RecordId, ...]
    """Ids of entries in record.yml."""


def _few(text: str) -> str:
    if len(text.split()) > 4:
        raise ValueError("it has more than four words")
    return text


class Position(Stand):
    """An actor's position on an issue: the latest one, and what it was before."""

    actor: ActorId
    """An actor's id."""
    issue: IssueId
    """An issue's id."""
    words: Annotated[Text, AfterValidator(_few)] | None = None
    """The position in at most four words, for the overview."""
    earlier: tuple[Stand, ...] = ()
    """What it was before, newest first."""

    @property
    def stands(self) -> tuple[Stand, ...]:
        """The latest and the earlier ones, newest first."""
        return (self, *self.earlier)


class PositionTable(Record):
    """The file positions.yml: the issues, then the actors' positions."""

    issues: tuple[Issue, ...]
    """In column order."""
    positions: tuple[Position, ...]
    """One for each actor and issue that the record covers."""
