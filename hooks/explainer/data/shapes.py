"""The shapes of the files under data/, from which their JSON Schemas are made."""

from pydantic import Field

from explainer.dates import PartialDate
from explainer.records import Address, Record, Stance, Text, Verdict


class UsedOn(Record):
    """A place where a statement is cited."""

    page: Text
    """Address of the page from the site's root, such as `/topics/us-role/`."""
    anchor: str
    """Id of the section's heading; empty before the first."""


class StatementCheck(Record):
    """What the public record shows."""

    verdict: Verdict
    """`confirmed`, `nuance`, `differs` or `not-found`."""
    note: Text
    """In words."""
    record: tuple[str, ...]
    """Ids in sources.json."""


class StatementData(Record):
    """A statement of `/data/statements.json`."""

    id: Text
    """Such as `article:7.2`."""
    source: Text
    """Id of the source."""
    paragraph: int
    """Counted from 1."""
    sentence: int
    """Counted from 1 in its paragraph."""
    text: Text
    """Our wording."""
    as_of: PartialDate
    """The date for which it is true."""
    check: StatementCheck | None
    """What the public record shows."""
    used_on: tuple[UsedOn, ...]
    """Where it is cited."""
    left_out: Text | None
    """Why it is not used."""


class SourceCount(Record):
    """How many sentences of a source went where."""

    sentences: int
    """In all."""
    used: int
    """Cited on a topic page."""
    left_out: int
    """Left out with a reason."""
    missing: int
    """The rest; 0 in anything published."""


class CoverageData(Record):
    """`/data/coverage.json`."""

    sources: dict[str, SourceCount]
    """By the id of the source."""
    sentences: int
    """Of all sources."""
    used: int
    """Of all sources."""
    left_out: int
    """Of all sources."""
    missing: int
    """Of all sources."""


class EventData(Record):
    """An event of `/data/events.json`."""

    id: Text
    """Anchor on the timeline."""
    date: PartialDate
    """First day, as precisely as known."""
    end: PartialDate | None
    """Last day."""
    precision: Text
    """`day`, `month`, `year` or `undated`."""
    title: Text
    """In one line."""
    summary: Text
    """In a few sentences."""
    place: Text | None
    """Where."""
    actors: tuple[str, ...]
    """Ids of actors."""
    topics: tuple[str, ...]
    """Ids of topics."""
    sources: tuple[str, ...]
    """Ids in sources.json."""


class LaterData(Record):
    """What became of a position afterwards."""

    summary: Text
    """The change."""
    as_of: PartialDate
    """When."""
    sources: tuple[str, ...]
    """Ids in sources.json."""


class PositionData(Record):
    """A position of `/data/positions.json`."""

    actor: Text
    """Id of the actor, its anchor on who's who."""
    issue: Text
    """Id of the issue."""
    stance: Stance
    """In one word."""
    summary: Text
    """In a sentence or two, attributed."""
    as_of: PartialDate
    """When it was so."""
    sources: tuple[str, ...]
    """Ids in sources.json."""
    later: LaterData | None
    """What changed afterwards."""


class PositionRow(Record):
    """A row of `/data/positions.csv`, in which nothing stands inside another."""

    actor: Text
    """Id of the actor, its anchor on who's who."""
    actor_name: Text
    """The actor in full."""
    issue: Text
    """Id of the issue."""
    issue_label: Text
    """The issue in words."""
    stance: Stance
    """In one word."""
    summary: Text
    """In a sentence or two, attributed."""
    as_of: PartialDate
    """When it was so."""
    sources: tuple[str, ...]
    """Ids in sources.json."""
    later_summary: Text | None
    """What changed afterwards."""
    later_as_of: PartialDate | None
    """When it changed."""
    later_sources: tuple[str, ...]
    """Ids in sources.json."""


class TermData(Record):
    """A term of `/data/terms.json`."""

    id: Text
    """Anchor on the glossary page."""
    term: Text
    """As in running text."""
    forms: tuple[str, ...]
    """Other words for it."""
    group: Text
    """Group in the glossary."""
    short: Text
    """The tooltip."""
    long: Text
    """The rest."""
    see_also: tuple[str, ...]
    """Ids of other terms."""
    contested: Text | None
    """Who holds which view."""
    sources: tuple[str, ...]
    """Ids in sources.json."""


class CslItem(Record):
    """An entry of `/data/sources.json`, a subset of CSL-JSON."""

    id: Text
    """The id that the other files use."""
    type: Text
    """CSL type; `webpage` throughout."""
    title: Text
    """Headline, or our description in square brackets."""
    publisher: Text
    """Whose text it is."""
    source: Text | None = None
    """The host on which it was read, if that is another."""
    url: Address = Field(alias="URL")
    """Where it was read."""
    issued: dict[str, list[list[int]]] | None = None
    """CSL date parts, as far as known."""
