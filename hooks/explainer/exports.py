"""The data to take away: statements, coverage, events, positions, terms, sources, feeds.

Everything here is made of the same records as the pages, in a fixed order, so that the same
content gives the same bytes.
"""

import json
from collections.abc import Iterable
from typing import Any

from pydantic import Field

from explainer.coverage import coverage
from explainer.dates import PartialDate
from explainer.records import Address, PublicRecord, Record, Text, Verdict
from explainer.site import Site


class UsedOn(Record):
    """A place where a statement is cited."""

    page: Text
    """Address of the page from the site's root, such as `topics/us-role/`."""
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


def statements(site: Site) -> list[dict[str, Any]]:
    """Every statement with its check and where it is used."""
    rows = []
    for key, statement in site.content.statements.items():
        paragraph, sentence = statement.numbers
        check = statement.check
        data = StatementData(
            id=key,
            source=key.partition(":")[0],
            paragraph=paragraph,
            sentence=sentence,
            text=statement.text,
            as_of=statement.as_of,
            check=StatementCheck(verdict=check.verdict, note=check.note, record=check.record)
            if check
            else None,
            used_on=tuple(
                UsedOn(page=page.url, anchor=mention.anchor)
                for page, mention in site.used_on("statement", key)
                if page.url
            ),
            left_out=statement.left_out,
        )
        rows.append(data.model_dump(mode="json"))
    return rows


def coverage_data(site: Site) -> dict[str, Any]:
    """How many sentences went where."""
    counted = coverage(site)
    keys = ("sentences", "used", "left_out", "missing")
    per_source = {c.id: SourceCount(**{k: getattr(c, k) for k in keys}) for c in counted}
    sums = {key: sum(getattr(c, key) for c in counted) for key in keys}
    return CoverageData(sources=per_source, **sums).model_dump(mode="json")


def events(site: Site) -> list[dict[str, Any]]:
    """Every event, oldest first."""
    ordered = sorted(site.content.events.values(), key=lambda e: (e.date.first_day, e.id))
    fields = set(EventData.model_fields) - {"precision"}
    return [
        EventData(**{f: getattr(e, f) for f in fields}, precision=e.date.precision).model_dump(
            mode="json"
        )
        for e in ordered
    ]


def terms(site: Site) -> list[dict[str, Any]]:
    """Every term, by id."""
    ordered = sorted(site.content.terms.values(), key=lambda term: term.id)
    return [
        TermData(**{f: getattr(t, f) for f in TermData.model_fields}).model_dump(mode="json")
        for t in ordered
    ]


def sources(site: Site) -> list[dict[str, Any]]:
    """The public record as CSL-JSON, by id."""
    ordered = sorted(site.content.record.values(), key=lambda record: record.id)
    return [_csl(record, site) for record in ordered]


def _csl(record: PublicRecord, site: Site) -> dict[str, Any]:
    publisher = site.content.publishers.get(record.publisher)
    date = record.issued
    parts = [n for n in (date.year, date.month, date.day) if n is not None]
    values = {
        "id": record.id,
        "type": "webpage",
        "title": f"[{record.title}]" if record.title_is_description else record.title,
        "publisher": publisher.name if publisher else record.publisher,
        "source": record.via,
        "URL": record.url,
        "issued": {"date-parts": [parts]} if parts else None,
    }
    item = CslItem.model_validate(values)
    return item.model_dump(mode="json", by_alias=True, exclude_none=True)


def exports(site: Site, site_url: str) -> dict[str, str]:
    """Every file to take away: its path in the site, and its text.

    Args:
        site: The build, whose pages are all rendered.
        site_url: Address of the published site, ending in a slash.
    """
    data: dict[str, Any] = {
        "statements": statements(site),
        "coverage": coverage_data(site),
        "events": events(site),
        "terms": terms(site),
        "sources": sources(site),
    }
    return {f"data/{name}.json": to_json(value) for name, value in data.items()}


def to_json(value: Any) -> str:
    """JSON as it is published: readable, UTF-8, with an end of line."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


LISTS: Iterable[tuple[str, type[Record]]] = (
    ("statements", StatementData),
    ("events", EventData),
    ("terms", TermData),
    ("sources", CslItem),
)
"""Files that hold a list: name and the model of an entry. coverage.json is one mapping."""
