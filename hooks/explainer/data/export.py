"""The data to take away: what each file holds, and the files themselves.

Everything here is made of the same records as the pages, in a fixed order, so that the same
content gives the same bytes. Which files there are stands in `explainer.data.files`.
"""

import json
from collections.abc import Iterable
from typing import Any

from explainer.addresses import address
from explainer.data.calendar import to_calendar
from explainer.data.files import DATA
from explainer.data.shapes import (
    CoverageData,
    CslItem,
    EventData,
    LaterData,
    PositionData,
    PositionRow,
    SourceCount,
    StatementCheck,
    StatementData,
    TermData,
    UsedOn,
)
from explainer.data.tables import to_csv
from explainer.lists import positions, timeline
from explainer.lists.coverage import coverage
from explainer.records import Event, Position, PublicRecord, Record
from explainer.records.kinds import KINDS
from explainer.refs import Ref
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
                UsedOn(page=f"/{section.page.url}", anchor=section.anchor)
                for section in site.uses.get(Ref("statement", key), ())
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


def event_rows(events: Iterable[Event]) -> list[EventData]:
    """Events as they are published, in the order given."""
    fields = set(EventData.model_fields) - {"precision"}
    return [
        EventData(precision=event.date.precision, **{f: getattr(event, f) for f in fields})
        for event in events
    ]


def event_files(site: Site, events: Iterable[Event]) -> dict[str, str]:
    """Some events in every format, by the name of the file.

    Args:
        site: The build, whose pages are known.
        events: The events, in the order in which they are written.

    Returns:
        `events.json`, `events.csv` and `events.ics`. The calendar holds those whose days are
        known, which may be none. Table and calendar end their lines with CR LF, which whoever
        writes them must keep.
    """
    chosen = list(events)
    rows = event_rows(chosen)
    return {
        "events.json": to_json(_plain(rows)),
        "events.csv": to_csv(EventData, rows),
        "events.ics": to_calendar(site, chosen),
    }


def position_rows(chosen: Iterable[Position]) -> list[PositionData]:
    """Positions as they are published, in the order given."""
    fields = set(PositionData.model_fields) - {"later"}
    parts = tuple(LaterData.model_fields)
    return [
        PositionData(
            later=LaterData(**{f: getattr(p.later, f) for f in parts}) if p.later else None,
            **{f: getattr(p, f) for f in fields},
        )
        for p in chosen
    ]


def position_files(site: Site, chosen: Iterable[Position]) -> dict[str, str]:
    """Some positions in every format, by the name of the file.

    Args:
        site: The build.
        chosen: The positions, in the order in which they are written.

    Returns:
        `positions.json` and `positions.csv`, whose lines end with CR LF.
    """
    rows = position_rows(chosen)
    flat = [_flat(row, site) for row in rows]
    return {
        "positions.json": to_json(_plain(rows)),
        "positions.csv": to_csv(PositionRow, flat),
    }


def _flat(row: PositionData, site: Site) -> PositionRow:
    fields = set(PositionData.model_fields) - {"later"}
    later = row.later
    return PositionRow(
        actor_name=site.content.actors[row.actor].name,
        issue_label=site.content.issues[row.issue].label,
        later_summary=later.summary if later else None,
        later_as_of=later.as_of if later else None,
        later_sources=later.sources if later else (),
        **{f: getattr(row, f) for f in fields},
    )


def _plain(rows: Iterable[Record]) -> list[dict[str, Any]]:
    return [row.model_dump(mode="json") for row in rows]


def terms(site: Site) -> list[dict[str, Any]]:
    """Every term, by id."""
    ordered = sorted(site.content.terms.values(), key=lambda term: term.id)
    fields = set(TermData.model_fields)
    return [
        {**term.model_dump(mode="json", include=fields), "forms": [*term.forms, *term.exact]}
        for term in ordered
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
    files = {
        "statements.json": to_json(statements(site)),
        "coverage.json": to_json(coverage_data(site)),
        "terms.json": to_json(terms(site)),
        "sources.json": to_json(sources(site)),
        **event_files(site, timeline.in_order(site.content.events.values())),
        **position_files(site, positions.select(site.content, positions.PositionsOptions())),
    }
    for name, kind in KINDS.items():
        if kind.export and f"{kind.export}.json" not in files:
            records = site.content.records[name].values()
            files[f"{kind.export}.json"] = to_json(_plain(records))
    return {f"{DATA}{name}": text for name, text in files.items()}


def view_files(site: Site) -> dict[str, str]:
    """What each view of events or positions shows, in the formats of the whole list.

    The files lie beside the view's page, such as `timeline/topic/us-role/events.csv`.

    Args:
        site: The build, whose pages are known.
    """
    content = site.content
    found: dict[str, str] = {}
    for view in site.views.values():
        given = dict(view.options)
        if view.list == "timeline":
            chosen = timeline.select(content, timeline.TimelineOptions.model_validate(given))
            files = event_files(site, chosen)
        elif view.list == "positions":
            wanted = positions.PositionsOptions.model_validate(given)
            files = position_files(site, positions.select(content, wanted))
        else:
            continue
        found.update((address(view.path) + name, text) for name, text in files.items())
    return found


def to_json(value: Any) -> str:
    """JSON as it is published: UTF-8, a record on a line of its own, anything else indented."""
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in value)
    return f"[\n{rows}\n]\n" if rows else "[]\n"
