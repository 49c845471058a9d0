"""The contents of the downloads.

They come from the same records as the pages, in a fixed order, so that the same content gives the
same bytes. Lines of CSV files and calendars end in CR LF, which must be kept when they are written.
`explainer.data.files` lists which files there are.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from explainer.addresses import address
from explainer.data.calendar import to_calendar
from explainer.data.feeds import feeds
from explainer.data.figures import figure_files, figures
from explainer.data.files import DATA, data_files
from explainer.data.formats import to_csv, to_json
from explainer.data.schemas import published_schemas
from explainer.data.shapes import EventData, PositionRow, StatementData, TermData, row_of
from explainer.lists import positions, timeline
from explainer.lists.coverage import coverage, totals
from explainer.records.evidence import PublicRecord, Publisher, Statement
from explainer.records.kinds import KINDS
from explainer.records.subject import Actor, Event, Issue, Position, Term
from explainer.refs import Ref
from explainer.site import Site

Row = dict[str, Any]
"""An entry of a file, as JSON values."""


def statements(site: Site) -> list[Row]:
    """Return every statement, with its check and its uses."""
    return [
        row_of(
            StatementData,
            statement,
            id=ref.id,
            source=ref.id.partition(":")[0],
            paragraph=statement.numbers[0],
            sentence=statement.numbers[1],
            used_on=_used_on(ref, site),
        )
        for ref, statement in site.content.by_ref(Statement)
    ]


def _used_on(ref: Ref, site: Site) -> list[Row]:
    return [
        {"page": f"/{section.page.url}", "anchor": section.anchor, "text": note.words}
        for section in site.uses.get(ref, ())
        for note in section.resting_on(ref)
    ]


def event_files(site: Site, events: Iterable[Event]) -> dict[str, str]:
    """Return events in every format, keyed by file name, in the given order."""
    chosen = list(events)
    rows = [row_of(EventData, event, precision=event.date.precision) for event in chosen]
    return {
        "events.json": to_json(rows),
        "events.csv": to_csv(rows, EventData.model_fields),
        "events.ics": to_calendar(site, chosen),
    }


def position_files(site: Site, chosen: Iterable[Position]) -> dict[str, str]:
    """Return positions as JSON and CSV, keyed by file name, in the given order."""
    rows = list(chosen)
    table = [row for position in rows for row in _flat(position, site)]
    return {
        "positions.json": to_json([position.model_dump(mode="json") for position in rows]),
        "positions.csv": to_csv(table, PositionRow.model_fields),
    }


def _flat(position: Position, site: Site) -> Iterator[Row]:
    for stand in position.stands:
        yield row_of(
            PositionRow,
            stand,
            actor=position.actor,
            issue=position.issue,
            actor_name=site.content.all(Actor)[position.actor].name,
            issue_label=site.content.all(Issue)[position.issue].label,
            latest=stand is position,
        )


def terms(site: Site) -> list[Row]:
    """Return every term, sorted by id."""
    ordered = sorted(site.content.all(Term).values(), key=lambda term: term.id)
    return [row_of(TermData, term, forms=[*term.forms, *term.exact]) for term in ordered]


def sources(site: Site) -> list[Row]:
    """Return the public record as CSL-JSON, sorted by id."""
    ordered = sorted(site.content.all(PublicRecord).values(), key=lambda record: record.id)
    return [_csl(record, site) for record in ordered]


def _csl(record: PublicRecord, site: Site) -> Row:
    date = record.issued
    parts = [n for n in (date.year, date.month, date.day) if n is not None]
    values = {
        "id": record.id,
        "type": "webpage",
        "title": f"[{record.title}]" if record.title_is_description else record.title,
        "publisher": site.content.all(Publisher)[record.publisher].name,
        "source": record.via,
        "URL": record.url,
        "issued": {"date-parts": [parts]} if parts else None,
        "archive_location": record.archived,
        "custom": {"used_on": _used_on(Ref("record", record.id), site)},
    }
    return {key: value for key, value in values.items() if value is not None}


def exports(site: Site) -> dict[str, str]:
    """Return every file in data/, keyed by path; requires all pages to be rendered."""
    per_source = {source.id: source.count.model_dump() for source in coverage(site)}
    files = {
        "statements.json": to_json(statements(site)),
        "coverage.json": to_json({**totals(site), "sources": per_source}),
        "terms.json": to_json(terms(site)),
        "sources.json": to_json(sources(site)),
        "figures.json": to_json(figures(site)),
        **event_files(site, timeline.in_order(site.content.all(Event).values())),
        **position_files(site, positions.select(site.content, positions.PositionsOptions())),
    }
    for name, kind in KINDS.items():
        if kind.export and f"{kind.export}.json" not in files:
            records = site.content.records[name].values()
            rows = [record.model_dump(mode="json", by_alias=True) for record in records]
            files[f"{kind.export}.json"] = to_json(rows)
            if "csv" in data_files()[kind.export].formats:
                columns = [field.alias or key for key, field in kind.model.model_fields.items()]
                files[f"{kind.export}.csv"] = to_csv(rows, columns)
    return {f"{DATA}{name}": text for name, text in files.items()}


def view_files(site: Site) -> dict[str, str]:
    """Return the data of each view of events or positions, in every format of the full list.

    The files are next to the view's page, such as `timeline/topic/plan/events.csv`.
    """
    found: dict[str, str] = {}
    for view in site.views.values():
        given = dict(view.options)
        if view.list == "timeline":
            wanted = timeline.TimelineOptions.model_validate(given)
            files = event_files(site, timeline.select(site.content, wanted))
        elif view.list == "positions":
            chosen = positions.PositionsOptions.model_validate(given)
            files = position_files(site, positions.select(site.content, chosen))
        else:
            continue
        found.update((address(view.path) + name, text) for name, text in files.items())
    return found


def all_files(site: Site) -> dict[str, str]:
    """Return every file besides the pages, keyed by path; requires all pages to be rendered."""
    return {
        **exports(site),
        **view_files(site),
        **figure_files(site),
        **published_schemas(),
        **feeds(site),
    }
