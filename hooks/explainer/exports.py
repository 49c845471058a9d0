"""The data to take away: statements, coverage, events, terms, sources.

Everything here is made of the same records as the pages, in a fixed order, so that the same
content gives the same bytes.
"""

import json
from typing import Any

from explainer.coverage import coverage
from explainer.export_models import (
    CoverageData,
    CslItem,
    EventData,
    SourceCount,
    StatementCheck,
    StatementData,
    TermData,
    UsedOn,
)
from explainer.records import PublicRecord
from explainer.site import Site


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
                UsedOn(page=f"/{page.url}", anchor=mention.anchor)
                for page, mention in site.used_on("statement", key)
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
    rows = [
        EventData(precision=event.date.precision, **{f: getattr(event, f) for f in fields})
        for event in ordered
    ]
    return [row.model_dump(mode="json") for row in rows]


def terms(site: Site) -> list[dict[str, Any]]:
    """Every term, by id."""
    ordered = sorted(site.content.terms.values(), key=lambda term: term.id)
    return [
        TermData(
            **{**{f: getattr(t, f) for f in TermData.model_fields}, "forms": (*t.forms, *t.exact)}
        ).model_dump(mode="json")
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


def exports(site: Site) -> dict[str, str]:
    """Every file to take away: its path in the site, and its text.

    Args:
        site: The build, whose pages are all rendered.
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
