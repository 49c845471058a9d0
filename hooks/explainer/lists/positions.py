"""Who holds what: one table for the page, slices of it for topic pages."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from explainer.pages import PageState
from explainer.problems import did_you_mean
from explainer.records import Actor, Id, Position, Record
from explainer.records.content import Content
from explainer.site import Site, View

SIGNS = {
    "supports": "●",
    "supports-with-conditions": "◐",
    "ambiguous": "◇",
    "opposes": "○",
    "not-stated": "–",
}
"""A shape for each stance, so that colour alone never carries it."""


class PositionsOptions(Record):
    """Which positions are shown; without options, all of them."""

    actor: Id | None = None
    """Those of one actor, by issue."""
    issue: Id | None = None
    """Those on one issue, by actor."""


def table(content: Content) -> dict[tuple[str, str], Position]:
    """Every position by actor and issue."""
    return {(p.actor, p.issue): p for p in content.positions}


def actors(content: Content) -> list[Actor]:
    """The actors that hold a position, in alphabetical order."""
    found = {position.actor for position in content.positions} & content.actors.keys()
    return sorted((content.actors[name] for name in found), key=lambda actor: actor.name)


def views(site: Site) -> Iterator[View]:
    """The positions of each actor, and those on each issue."""
    content = site.content
    for actor in actors(content):
        count = sum(position.actor == actor.id for position in content.positions)
        yield View("positions", "actor", actor.id, actor.name, count, (("actor", actor.id),))
    for issue in content.issues.values():
        count = sum(position.issue == issue.id for position in content.positions)
        if count:
            yield View("positions", "issue", issue.id, issue.label, count, (("issue", issue.id),))


def in_order(content: Content) -> list[Position]:
    """Every position in the order of the page: by issue, then by the actor's name."""
    cells, holders = table(content), actors(content)
    keys = ((actor.id, issue) for issue in content.issues for actor in holders)
    return [cells[key] for key in keys if key in cells]


def select(content: Content, options: PositionsOptions) -> list[Position]:
    """The positions that the options ask for, by issue and then by the actor's name."""
    return [
        position
        for position in in_order(content)
        if options.actor in (None, position.actor) and options.issue in (None, position.issue)
    ]


def render(site: Site, page: PageState, options: PositionsOptions, caption: str) -> Element:
    """The whole table, or a slice where an actor or an issue is given."""
    content, met = site.content, len(page.problems)
    for kind, name, known in (
        ("actor", options.actor, content.actors),
        ("issue", options.issue, content.issues),
    ):
        if name and name not in known and not content.excused(kind, name):
            hint = did_you_mean(name, known)
            page.report(f"unknown-{kind}", f'{kind} "{name}" does not exist', name, hint)
    if not (options.actor or options.issue):
        return site.templates.element(
            "positions",
            actors=actors(content),
            table=table(content),
            signs=SIGNS,
            views=site.views,
        )
    rows = select(content, options)
    faulty = content.incomplete("positions") or content.incomplete("actor")
    if not rows and not faulty and len(page.problems) == met:
        page.report("directive", '"positions" selects no position', "/// positions")
    by_actor = options.actor is None
    return site.templates.element(
        "positions-slice", rows=rows, by_actor=by_actor, caption=caption, signs=SIGNS
    )
