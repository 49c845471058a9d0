"""Dates are in a possible order."""

from collections.abc import Iterator

from explainer.problems import Problem
from explainer.records.front_matter import TopicMeta
from explainer.records.subject import Actor, Event, Position
from explainer.site import Site

ONE_IS_WRONG = "correct one of the dates"


def pages_were_reviewed(site: Site) -> Iterator[Problem]:
    """A topic page was checked on a day, and not before the date of its newest fact."""
    for page in site.topics.values():
        meta = page.meta
        if not isinstance(meta, TopicMeta):
            continue
        place = page.place("reviewed:")
        if meta.reviewed.year is None:
            what, hint = "reviewed is undated", "give the day of the last check"
            yield Problem(place, "reviewed", what, hint)
        elif meta.as_of.year and meta.reviewed.last_day < meta.as_of.first_day:
            what = f"reviewed on {meta.reviewed}, before its newest fact of {meta.as_of}"
            yield Problem(place, "reviewed", what, "check the page again and give that day")


def events_have_come(site: Site) -> Iterator[Problem]:
    """An event that is not marked as announced has begun, and ended if it gives an end."""
    for ref, event in site.content.by_ref(Event):
        for field, date in (("date", event.date), ("end", event.end)):
            if date and date.is_to_come and not event.announced:
                what = f'event "{ref.id}": {field} "{date}" has not come yet'
                hint = 'correct it, or write "announced: true"'
                place = site.content.place(ref, field)
                yield Problem(place, "date-to-come", what, hint)


def dates_in_order(site: Site) -> Iterator[Problem]:
    """Nothing ends before it begins, causes precede consequences, and stances are newest first."""
    content = site.content
    for ref, event in content.by_ref(Event):
        if event.end and event.end.last_day < event.date.first_day:
            what = f'event "{ref.id}" ends in {event.end}, before it begins in {event.date}'
            yield Problem(content.place(ref, "end"), "end-before-start", what, ONE_IS_WRONG)
        for other in event.led_to:
            later = content.all(Event).get(other)
            if later and later.date.first_day < event.date.first_day:
                what = f'event "{ref.id}" led to "{other}", which is earlier'
                hint = f"{ONE_IS_WRONG}, or led_to"
                yield Problem(content.place(ref, "led_to"), "led-to-order", what, hint)
    for ref, position in content.by_ref(Position):
        dates = [stand.as_of.first_day for stand in position.stands]
        if dates != sorted(dates, reverse=True):
            what = f"{content.called(ref)}: a stance is newer than the one above it"
            place = content.place(ref, "earlier")
            yield Problem(place, "stance-order", what, "give the latest stance first")
    for ref, actor in content.by_ref(Actor):
        for index, post in enumerate(actor.posts):
            if post.started and post.ended and post.ended.last_day < post.started.first_day:
                when = f"ends in {post.ended}, before it begins in {post.started}"
                what = f'actor "{ref.id}": "{post.title}" {when}'
                place = content.place(ref, "posts", index, "to")
                yield Problem(place, "end-before-start", what, ONE_IS_WRONG)
