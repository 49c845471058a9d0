"""Events: the timeline page, and the strips on other pages."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from pydantic import Field

from explainer.content import Content
from explainer.dates import PartialDate, span_in_words
from explainer.pages import PageState
from explainer.problems import did_you_mean
from explainer.records import Event, Id, Record
from explainer.site import Site


class TimelineOptions(Record):
    """Which events a timeline shows. All conditions that are given must hold."""

    topic: Id | None = None
    """Events of this topic."""
    actor: Id | None = None
    """Events in which this actor acted."""
    start: PartialDate | None = Field(default=None, alias="from")
    """Events that end on this date or later."""
    end: PartialDate | None = Field(default=None, alias="to")
    """Events that begin on this date or earlier."""
    ids: tuple[Id, ...] = ()
    """Just these events."""


def select(content: Content, options: TimelineOptions) -> list[Event]:
    """The events that the options ask for, oldest first, undated last."""

    def wanted(event: Event) -> bool:
        first, last = event.date.first_day, (event.end or event.date).last_day
        return (
            (not options.ids or event.id in options.ids)
            and (options.topic is None or options.topic in event.topics)
            and (options.actor is None or options.actor in event.actors)
            and (options.start is None or last >= options.start.first_day)
            and (options.end is None or first <= options.end.last_day)
        )

    return in_order(event for event in content.events.values() if wanted(event))


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events by the earliest day that they can have begun; of one day, by id. Undated last."""
    return sorted(events, key=lambda event: (event.date.first_day, event.id))


def dates(event: Event) -> str:
    """When it happened, in words."""
    return span_in_words(event.date, event.end)


def render(site: Site, page: PageState, options: TimelineOptions, caption: str) -> Element:
    """A strip where something was chosen or a caption given, else the whole timeline."""
    known = _check(site, page, options)
    events = select(site.content, options)
    chosen = options != TimelineOptions.model_validate({})
    if chosen or caption:
        if not events and known and not site.content.incomplete("event"):
            page.report("directive", '"timeline" selects no event', "/// timeline")
        return site.templates.element("strip", events=events, dates=dates, caption=caption)
    years: dict[str, list[Event]] = {}
    for event in events:
        years.setdefault(str(event.date.year or "Undated"), []).append(event)
    return site.templates.element("timeline", years=years, dates=dates, topics=site.topics)


def _check(site: Site, page: PageState, options: TimelineOptions) -> bool:
    """Report names in the options that are not known; say whether all are."""
    met = len(page.problems)
    known = {"event": site.content.events, "topic": site.topics, "actor": site.content.actors}
    given: list[tuple[str, str | None]] = [("event", name) for name in options.ids]
    given += [("topic", options.topic), ("actor", options.actor)]
    for kind, name in given:
        if name and name not in known[kind] and not site.content.excused(kind, name):
            hint = did_you_mean(name, known[kind])
            page.report(f"unknown-{kind}", f'{kind} "{name}" does not exist', name, hint)
    return len(page.problems) == met
