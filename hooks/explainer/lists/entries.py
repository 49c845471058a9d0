"""Lists of entries: glossary, who's who, questions, open questions, changes, and plain lists."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Annotated, Any, NamedTuple, TypeVar
from xml.etree.ElementTree import Element

from pydantic import Field

from explainer.dates import PartialDate
from explainer.pages import PageState
from explainer.records.base import Cites, Id, Record, is_marked
from explainer.records.content import InFull
from explainer.records.editorial import OpenQuestion, Question
from explainer.records.kinds import KINDS
from explainer.records.references import references
from explainer.records.subject import Actor, Term
from explainer.refs import Ref
from explainer.site import Site, View

T = TypeVar("T")


class EntriesOptions(Record):
    """Options of the glossary and who's who; without options, all entries are shown."""

    group: Id | None = None
    """Show only the terms of this group or the actors of this side, one line each."""


def render_glossary(site: Site, page: PageState, options: EntriesOptions, caption: str) -> Element:
    """Render all terms from A to Z, or those of one group in short form."""
    terms = [t for t in site.content.in_full(Term).values() if options.group in (None, t.group)]
    terms.sort(key=lambda term: term.sorted_as)
    if options.group:
        return _in_short(site, page, "term", terms)
    letters = _grouped(terms, lambda term: initial(term.sorted_as))
    return site.templates.element("glossary", letters=letters, views=site.views)


def render_whos_who(site: Site, page: PageState, options: EntriesOptions, caption: str) -> Element:
    """Render all actors by side, or those of one side in short form.

    Sides and actors come in the order of the file, so that an editor decides who is named first.
    """
    actors = [a for a in site.content.in_full(Actor).values() if options.group in (None, a.side)]
    if options.group:
        return _in_short(site, page, "actor", actors)
    sides = _grouped(actors, lambda actor: actor.side)
    return site.templates.element("whos-who", sides=sides, views=site.views)


def _in_short(site: Site, page: PageState, kind: str, entries: list[Any]) -> Element:
    if not (entries or site.content.incomplete):
        name = KINDS[kind].directive
        page.report("directive", f'"{name}" selects no entry', f"/// {name}")
    return site.templates.element("entries-in-short", kind=kind, entries=entries)


def initial(name: str) -> str:
    """Return the letter under which a sort key is listed; `0–9` if it begins with no letter."""
    first = next(filter(str.isalnum, name), "0").upper()
    return first if first.isalpha() else "0–9"


def views(site: Site) -> Iterator[View]:
    """Yield a view for each group of terms and each side of actors."""
    content = site.content
    groups = _grouped(content.all(Term).values(), lambda term: term.group)
    sides = _grouped(content.all(Actor).values(), lambda actor: actor.side)
    for group, terms in groups.items():
        options = (("group", group),)
        yield View("glossary", "group", group, content.label(group), len(terms), options)
    for side, actors in sides.items():
        label = content.label(f"side-{side}")
        yield View("whos-who", "group", side, label, len(actors), (("group", side),))


def render_open_questions(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Render the open questions of a topic, or all of them on other pages."""
    found: Iterable[OpenQuestion] = site.content.all(OpenQuestion).values()
    if page.topic is not None:
        found = site.content.naming("open-question", Ref("topic", page.topic))
    return site.templates.element("open-questions", questions=found)


def render_questions(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Render the readers' questions with their answers."""
    questions = site.content.all(Question).values()
    return site.templates.element("questions", questions=questions, topics=site.topics)


class ChangesOptions(Record):
    """Which changes to show; without options, all of them."""

    newest: Annotated[int, Field(gt=0)] | None = None
    """Show only this many, in a line each."""


def render_changes(site: Site, page: PageState, options: ChangesOptions, caption: str) -> Element:
    """Render the changes, newest first."""
    changes = site.content.changes_newest_first()
    if options.newest:
        return site.templates.element("changes-in-short", changes=changes[: options.newest])
    pages = {f"/{page.url}": page for page in site.pages.values()}
    return site.templates.element("changes", changes=changes, pages=pages)


class PlainField(NamedTuple):
    """A field of a record as a plain list shows it: each value, with the record it refers to."""

    name: str
    values: list[tuple[Any, Ref | None]]
    cites: bool


def plain_list(kind: str) -> Callable[[Site, PageState, Any, str], Element]:
    """Return a renderer for a kind without its own list: each record with all its fields.

    The kind's records need a title. References are links, and texts that may cite have notes.
    """
    of = KINDS[kind]

    def render(site: Site, page: PageState, options: Any, caption: str) -> Element:
        site.content.records.looked_up.add(InFull(kind))
        return site.templates.element(
            "plain-list",
            kind=kind,
            of=of,
            entries=site.content.records[kind],
            fields=partial(_fields, skipped=("id", of.title), known=site.known),
            title_of=site.title_of,
        )

    return render


def _fields(
    record: Record, skipped: tuple[str, ...], known: Callable[[str], Collection[str]]
) -> Iterator[PlainField]:
    referred = dict(references(record))
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if name in skipped or value is False or value in (None, "", ()):
            continue
        key = field.alias or name
        cites = is_marked(field, Cites)
        items = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        values = []
        for index, item in items:
            ref = None if cites else referred.get((key,) if index is None else (key, index))
            shown = item.words if isinstance(item, PartialDate) else item
            values.append((shown, ref if ref and ref.id in known(ref.kind) else None))
        yield PlainField(key, values, cites)


def _grouped(items: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
