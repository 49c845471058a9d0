"""Events as a calendar (RFC 5545) that programs can open or subscribe to.

Only events whose days are known are included: a calendar cannot express "some time in March". The
output does not depend on the clock, so the same records give the same bytes.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import STATUS, TRANSP, Calendar, vText
from icalendar import Event as Entry

from explainer.addresses import address_of
from explainer.records.subject import Event
from explainer.refs import Ref
from explainer.site import Site


def in_calendar(event: Event) -> bool:
    """Return whether the first day of an event is known, and its last day if it has one."""
    return all(day.precision == "day" for day in (event.date, event.end) if day is not None)


def to_calendar(site: Site, events: Iterable[Event]) -> str:
    """Return a calendar of the events whose days are known, in the given order.

    Lines are folded and end in CR LF. Without events it is an empty calendar, so that subscriptions
    to it keep working.
    """
    about = site.publication
    calendar = Calendar()
    calendar.add("prodid", f"-//{about.name}//{about.slug}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # RFC 7986 defines NAME; most programs still read the older X-WR-CALNAME.
    # The library does not know that both are text values, in which commas are escaped.
    calendar.add("name", vText(about.name))
    calendar.add("x-wr-calname", vText(about.name))
    # The date of the newest recorded change, not that of the build.
    changes = site.content.changes_newest_first()
    newest = changes[0].date.first_day if changes else date(1970, 1, 1)
    stamp = datetime.combine(newest, time.min, UTC)
    for event in filter(in_calendar, events):
        calendar.add_component(_entry(event, site, stamp))
    return str(calendar.to_ical().decode())


def _entry(event: Event, site: Site, stamp: datetime) -> Entry:
    last = (event.end or event.date).last_day
    contested = [f"Contested: {event.contested}"] if event.contested else []
    return Entry.new(
        uid=uid(event, site),
        stamp=stamp,
        start=event.date.first_day,
        end=last + timedelta(days=1),  # DTEND is exclusive
        summary=event.title,
        description="\n\n".join([event.summary, *contested]),
        location=event.place,
        url=site.publication.url + address_of(Ref("event", event.id)),
        categories=[site.topics[topic].title for topic in event.topics],
        status=STATUS.TENTATIVE if event.announced else STATUS.CONFIRMED,
        transparency=TRANSP.TRANSPARENT,  # does not mark anyone as busy
    )


def uid(event: Event, site: Site) -> str:
    """Return the event's UID, by which programs recognise updates.

    It consists of the event's permanent id and the site's name, not its host, so that a preview, a
    fork and the published site use the same UID.
    """
    return f"{event.id}@{site.publication.slug}"
