"""Records of the subject: terms, actors, events, and who holds which position."""

from pydantic import Field

from explainer.dates import PartialDate
from explainer.names.spelling import sort_key
from explainer.records.base import (
    ActorId,
    ActorKind,
    EventId,
    Id,
    IssueId,
    Record,
    RecordId,
    Stance,
    TermId,
    Text,
    TopicId,
)


class Term(Record):
    """An entry of the glossary."""

    id: Id
    """Its anchor on the glossary page."""
    term: Text
    """As it stands in running text."""
    forms: tuple[Text, ...] = ()
    """Other words for it. Regular plurals and possessives are found by rule."""
    exact: tuple[Text, ...] = ()
    """Words for it that are found only as they are written: no other capitals, no plural."""
    pages: tuple[Text, ...] = ()
    """Addresses on which alone the names count: `/topics/us-role/`, or a folder, `/topics/`."""
    group: Id
    """The group under which the glossary lists it."""
    short: Text
    """The tooltip: at most 30 words."""
    long: Text
    """What the short text leaves out."""
    see_also: tuple[TermId, ...] = ()
    """Other terms."""
    contested: Text | None = None
    """Who holds which view, where the word is contested."""
    unlinked: Text | None = None
    """Why no page but the glossary links it, where that is so."""
    sources: tuple[RecordId, ...]
    """Ids of entries in record.yml."""

    @property
    def name(self) -> str:
        """What an entry is called, as on actors."""
        return self.term

    @property
    def sorted_as(self) -> str:
        """Where it stands in a list from A to Z."""
        return sort_key(self.term)


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
    sort_as: Text | None = None
    """Where it stands from A to Z, if not under the last word of a person's name, or the first of
    any other."""
    exact: tuple[Text, ...] = ()
    """Words for it that are found only as they are written: no other capitals, no plural."""
    pages: tuple[Text, ...] = ()
    """Addresses on which alone the names count: `/topics/us-role/`, or a folder, `/topics/`."""
    side: Id
    """The group under which who's who lists it."""
    short: Text
    """The tooltip: at most 30 words."""
    long: Text
    """The part played in this story."""
    posts: tuple[Post, ...] = ()
    """For people: offices, newest first."""
    sources: tuple[RecordId, ...] = ()
    """Ids of entries in record.yml."""

    @property
    def sorted_as(self) -> str:
        """Where it stands in a list from A to Z."""
        last_first = " ".join([self.name.split()[-1], self.name])
        return sort_key(self.sort_as or (last_first if self.kind == "person" else self.name))


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
    actors: tuple[ActorId, ...] = ()
    """Who acted."""
    topics: tuple[TopicId, ...]
    """Topic pages that it belongs to."""
    led_to: tuple[EventId, ...] = ()
    """Later events that followed from it."""
    contested: Text | None = None
    """Who disputes what."""
    announced: bool = False
    """True when it was announced and the outcome is not in the record."""
    sources: tuple[RecordId, ...]
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
    sources: tuple[RecordId, ...]
    """Ids of entries in record.yml."""


class Position(Record):
    """Where an actor stands on an issue."""

    actor: ActorId
    """An actor's id."""
    issue: IssueId
    """An issue's id."""
    stance: Stance
    """In one word."""
    summary: Text
    """In a sentence or two, attributed."""
    as_of: PartialDate
    """When it was so."""
    sources: tuple[RecordId, ...]
    """Ids of entries in record.yml."""
    later: LaterPosition | None = None
    """What changed."""


class PositionTable(Record):
    """The file positions.yml: the issues, then who holds what."""

    issues: tuple[Issue, ...]
    """In the order of the columns."""
    positions: tuple[Position, ...]
    """One for each actor and issue that the record covers."""
