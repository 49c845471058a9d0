"""Positions: the full table on its page, and slices of it on topic pages."""

from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from explainer.lists.views import options_are_known
from explainer.pages import PageState
from explainer.records.base import ActorId, IssueId, Record
from explainer.records.content import Content
from explainer.records.subject import Actor, Issue, Position
from explainer.refs import Ref
from explainer.site import Site, View


class PositionsOptions(Record):
    """Which positions to show; without options, all of them."""

    actor: ActorId | None = None
    """Only this actor's positions, by issue."""
    issue: IssueId | None = None
    """Only positions on this issue, by actor."""


class BoardOptions(Record):
    """Which positions the overview shows: a row for each issue, a column for each actor."""

    issues: tuple[IssueId, ...]
    """Issues, from the first row down."""
    actors: tuple[ActorId, ...]
    """Actors, from the first column on."""


def views(site: Site) -> Iterator[View]:
    """Yield a view for each actor's positions and for those on each issue."""
    content = site.content
    positions = content.all(Position).values()
    held = Counter(at for p in positions for at in (("actor", p.actor), ("issue", p.issue)))
    labels = [
        *(("actor", actor.id, actor.name) for actor in content.all(Actor).values()),
        *(("issue", issue.id, issue.label) for issue in content.all(Issue).values()),
    ]
    for by, name, label in labels:
        if count := held[by, name]:
            yield View("positions", by, name, label, count, ((by, name),))


def select(content: Content, options: PositionsOptions) -> list[Position]:
    """Return the positions the options select, by issue and then actor, in the order of the files.

    Positions with an unknown actor or issue are omitted; those are reported elsewhere.
    """
    candidates: Iterable[Position] = content.all(Position).values()
    if options.actor is not None:
        candidates = content.naming("position", Ref("actor", options.actor))
    columns = {issue: column for column, issue in enumerate(content.all(Issue))}
    rows = {actor: row for row, actor in enumerate(content.all(Actor))}
    known = [p for p in candidates if p.issue in columns and p.actor in rows]
    known = [p for p in known if options.issue in (None, p.issue)]
    return sorted(known, key=lambda p: (columns[p.issue], rows[p.actor]))


def render(site: Site, page: PageState, options: PositionsOptions, caption: str) -> Element:
    """Render the full table, or a slice if the options name an actor or issue."""
    content = site.content
    known = options_are_known(site, page, options)
    if not (options.actor or options.issue):
        holders = {position.actor for position in content.all(Position).values()}
        actors = [actor for name, actor in content.all(Actor).items() if name in holders]
        return site.templates.element("positions", actors=actors, views=site.views)
    rows = select(content, options)
    if not rows and known and not content.incomplete:
        page.report("directive", '"positions" selects no position', "/// positions")
    by_actor = options.actor is None
    return site.templates.element("positions-slice", rows=rows, by_actor=by_actor, caption=caption)


def render_board(site: Site, page: PageState, options: BoardOptions, caption: str) -> Element:
    """Render who wants what at a glance: each latest stance in a few words, with its date."""
    options_are_known(site, page, options)
    return site.templates.element("board", caption=caption, options=options)
