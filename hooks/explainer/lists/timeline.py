"""Events: the timeline page, and the strips on other pages."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from pydantic import Field

from explainer.dates import UNDATED, PartialDate
from explainer.lists.views import options_are_known
from explainer.pages import PageState
from explainer.records.base import ActorId, EventId, Record, TopicId
from explainer.records.content import Content
from explainer.records.subject import Actor, Event
from explainer.refs import Ref
from explainer.site import Site, View


class TimelineOptions(Record):
    """Which events a timeline shows. An event must meet all the conditions given."""

    topic: TopicId | None = None
    """Events of this topic."""
    actor: ActorId | None = None
    """Events that name this actor under `actors`; `took_part` does not count."""
    start: PartialDate | None = Field(default=None, alias="from")
    """Events that end on or after this date."""
    end: PartialDate | None = Field(default=None, alias="to")
    """Events that begin on or before this date."""
    ids: tuple[EventId, ...] = ()
    """Only these events."""
    details: bool = False
    """True to show the full account of each event, as on the timeline page."""


def select(content: Content, options: TimelineOptions) -> list[Event]:
    """Return the events the options select, oldest first, undated last."""

    def wanted(event: Event) -> bool:
        first, last = event.date.first_day, (event.end or event.date).last_day
        return (
            (not options.ids or event.id in options.ids)
            and (options.topic is None or options.topic in event.topics)
            and (options.actor is None or options.actor in event.actors)
            and (options.start is None or last >= options.start.first_day)
            and (options.end is None or first <= options.end.last_day)
        )

    candidates: Iterable[Event] = content.all(Event).values()
    # The view of an actor or a topic costs only the events that name it.
    if options.actor is not None:
        candidates = content.naming("event", Ref("actor", options.actor))
    elif options.topic is not None:
        candidates = content.naming("event", Ref("topic", options.topic))
    return in_order(event for event in candidates if wanted(event))


def in_order(events: Iterable[Event]) -> list[Event]:
    """Return events by the earliest day they can have begun, then by id; undated events last."""
    return sorted(events, key=lambda event: (event.date.first_day, event.id))


def render(site: Site, page: PageState, options: TimelineOptions, caption: str) -> Element:
    """Render a strip if the options select events or a caption is given, else the full timeline."""
    known = options_are_known(site, page, options)
    events = select(site.content, options)
    chosen = options.model_dump(exclude={"details"}, exclude_defaults=True)
    if chosen and known and not events and not site.content.incomplete:
        page.report("directive", '"timeline" selects no event', "/// timeline")
    if not options.details and (chosen or caption):
        return site.templates.element("strip", events=events, caption=caption)
    site.content.in_full(Event)  # the summaries are shown
    years: dict[str, list[Event]] = {}
    for event in events:
        years.setdefault(str(event.date.year or UNDATED.capitalize()), []).append(event)
    dated = [event for event in events if event.date.year]
    return site.templates.element(
        "timeline",
        years=years,
        newest=dated[-1] if len(dated) > 1 else None,
        topics=site.topics,
    )


def views(site: Site) -> Iterator[View]:
    """Yield a view for each topic, year and actor that has events."""
    a_to_z = sorted(site.content.all(Actor).values(), key=lambda actor: actor.sorted_as)
    years = dict.fromkeys(e.date.year for e in in_order(site.content.all(Event).values()))
    wanted = [
        *(("topic", name, page.title) for name, page in site.topics.items()),
        *(("year", str(year), str(year)) for year in years if year),
        *(("actor", actor.id, actor.name) for actor in a_to_z),
    ]
    for by, value, label in wanted:
        given = {"from": value, "to": value} if by == "year" else {by: value}
        found = select(site.content, TimelineOptions.model_validate(given))
        if found:
            options = (*given.items(), ("details", "true"))
            yield View("timeline", by, value, label, len(found), options)
