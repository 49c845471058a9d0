"""Who took part in what: a drawing of all events, and the meetings as a table."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from explainer.figures.lanes import LEFT, WIDTH, drawings
from explainer.lists.timeline import in_order
from explainer.pages import PageState
from explainer.problems import did_you_mean
from explainer.records.base import Id, Record
from explainer.records.editorial import Party
from explainer.records.subject import Actor, Event
from explainer.site import Site


class LanesOptions(Record):
    """Whose lanes to draw."""

    parties: tuple[Id, ...]
    """Parties of style.yml, from the first lane down."""


def render(site: Site, page: PageState, options: LanesOptions, caption: str) -> Element:
    """Render the drawings, and the meetings of two or more parties as a table."""
    style = site.content.style
    known = {party.id: party for party in style.parties} if style else {}
    for name in options.parties:
        if style and name not in known:
            hint = did_you_mean(name, known) or "content/style.yml lists the parties"
            page.report("directive", f'"lanes": there is no party "{name}"', name, hint)
    parties = [known[name] for name in options.parties if name in known]
    events = in_order(event for event in site.content.all(Event).values() if event.date.year)
    at_table = {event.id: took_part(event, parties, site) for event in events}
    met = [event for event in events if sum(at_table[event.id]) > 1]
    return site.templates.element(
        "lanes",
        caption=caption,
        parties=parties,
        drawings=list(drawings(events, parties, at_table)),
        meetings=met,
        at_table=at_table,
        between=between,
        all_at_once=sum(all(at_table[event.id]) for event in met),
        width=WIDTH,
        left=LEFT,
    )


def took_part(event: Event, parties: Sequence[Party], site: Site) -> list[bool]:
    """Return for each party whether one of its people or bodies sat at the table."""
    actors = site.content.all(Actor)
    sides = {actors[actor].side for actor in event.took_part if actor in actors}
    return [not sides.isdisjoint(party.sides) for party in parties]


def between(present: Sequence[bool]) -> list[tuple[bool, bool]]:
    """Return for each party whether the line of a meeting comes from before it and goes on."""
    there = [at for at, party in enumerate(present) if party]
    first, last = there[0], there[-1]
    return [(first < at <= last, first <= at < last) for at in range(len(present))]
