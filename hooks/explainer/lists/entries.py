"""Lists made from records: glossary, who's who, sources, public record, open questions.

Also what the editors' pages list: the rules, and the fields of the records themselves.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, TypeVar, get_args
from xml.etree.ElementTree import Element

from explainer.data.files import FILES
from explainer.pages import PageState
from explainer.problems import RULES
from explainer.records import Id, PublicRecord, Record, Source, loading, meanings
from explainer.records.citing import Cited, look_up
from explainer.records.content import Content
from explainer.records.front_matter import PageMeta, TopicMeta
from explainer.site import Site, View

T = TypeVar("T")

CLASS_ORDER = ("primary", "established", "state-media", "weak")
"""The public record is listed from the publishers that count most to those that count least."""

VERDICT_ORDER = ("differs", "nuance", "not-found", "confirmed")
"""Checked statements are listed with those that differ first."""

WRITTEN_IN: tuple[tuple[str, type[Record]], ...] = (
    (f"content/{loading.SOURCES}/*.yml", Source),
    *((f"content/{file}", model) for file, model in loading.LISTS.values()),
    *((f"content/{file}", model) for file, model in loading.MAPPINGS.values()),
    ("docs/*.md", PageMeta),
    ("docs/topics/*.md", TopicMeta),
)
"""Where editors write which model; the models inside it are found by its fields."""


class EntriesOptions(Record):
    """Which entries of the glossary or of who's who are shown; without options, all of them."""

    group: Id | None = None
    """The group of a term, or the side of an actor: those entries, each in one line."""


def render_glossary(site: Site, page: PageState, options: EntriesOptions, caption: str) -> Element:
    """Every term from A to Z, or those of one group in short."""
    terms = [t for t in site.content.terms.values() if options.group in (None, t.group)]
    return _render_entries(site, page, options, "term", terms)


def render_whos_who(site: Site, page: PageState, options: EntriesOptions, caption: str) -> Element:
    """Every actor from A to Z, or those of one side in short."""
    actors = [a for a in site.content.actors.values() if options.group in (None, a.side)]
    return _render_entries(site, page, options, "actor", actors)


def _render_entries(
    site: Site, page: PageState, options: EntriesOptions, kind: str, entries: list[Any]
) -> Element:
    entries = sorted(entries, key=lambda entry: entry.sorted_as)
    name = "glossary" if kind == "term" else "whos-who"
    if options.group:
        if not (entries or site.content.incomplete(kind)):
            page.report("directive", f'"{name}" selects no entry', f"/// {name}")
        return site.templates.element("entries-in-short", kind=kind, entries=entries)
    letters = _grouped(entries, lambda entry: initial(entry.sorted_as))
    return site.templates.element(name, letters=letters, views=site.views)


def initial(name: str) -> str:
    """The letter under which a name is listed, given its sort key; `0–9` for all that is none."""
    first = next(filter(str.isalnum, name), "0").upper()
    return first if first.isalpha() else "0–9"


def views(site: Site) -> Iterator[View]:
    """The terms of each group, and the actors of each side."""
    content = site.content
    groups = _grouped(content.terms.values(), lambda term: term.group)
    sides = _grouped(content.actors.values(), lambda actor: actor.side)
    for group, terms in groups.items():
        options = (("group", group),)
        yield View("glossary", "group", group, content.label(group), len(terms), options)
    for side, actors in sides.items():
        label = content.label(f"side-{side}")
        yield View("whos-who", "group", side, label, len(actors), (("group", side),))


def render_open_questions(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """The open questions of a topic; on another page, all of them."""
    found = [q for q in site.content.open_questions.values() if page.topic in (None, *q.topics)]
    return site.templates.element("open-questions", questions=found)


def render_questions(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """The readers' questions with their answers."""
    questions = site.content.questions.values()
    return site.templates.element("questions", questions=questions, topics=site.topics)


def render_differences(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """The statements cited on the page that the record does not simply confirm."""
    groups = by_verdict(page.cited, site.content)
    wanted = [cited for verdict, members in groups if verdict != "confirmed" for cited in members]
    return site.templates.element("differences", statements=wanted)


def render_checked(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Every checked statement of the sources, those that differ first."""
    groups = by_verdict(site.content.statements, site.content)
    return site.templates.element("checked", groups=groups)


def by_verdict(keys: Iterable[str], content: Content) -> list[tuple[str, list[Cited]]]:
    """The checked statements among some keys, under their verdicts in `VERDICT_ORDER`."""
    groups: dict[str, list[Cited]] = {verdict: [] for verdict in VERDICT_ORDER}
    for key in keys:
        cited = look_up(key, content)
        if cited and cited.statement and cited.statement.check:
            groups[cited.statement.check.verdict].append(cited)
    return [(verdict, members) for verdict, members in groups.items() if members]


def render_sources(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Both documents, paragraph by paragraph in our words."""
    return site.templates.element("sources", sources=site.content.sources.values())


def render_public_record(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """The public record by class and publisher."""
    content = site.content
    groups = []
    for rank in CLASS_ORDER:
        entries = [r for r in content.record.values() if _rank(r, content) == rank]
        entries.sort(key=lambda r: (_publisher(r, content).casefold(), r.issued.first_day, r.id))
        by_publisher = groupby(entries, key=lambda r: _publisher(r, content))
        if entries:
            groups.append((rank, len(entries), [(name, list(rows)) for name, rows in by_publisher]))
    return site.templates.element("public-record", groups=groups)


def render_rules(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Every rule that the build applies."""
    return site.templates.element("rules", rules=RULES)


def render_record_fields(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Every field that an editor can write, by file and by the record that has it."""
    files = [(file, list(_models_in(model))) for file, model in WRITTEN_IN]
    return site.templates.element("record-fields", files=files, choices=_choices, meanings=meanings)


def _models_in(model: type[Record]) -> Iterator[type[Record]]:
    """The model itself and those that its fields hold, in the order of the fields."""
    yield model
    for field in model.model_fields.values():
        for part in _parts(field.annotation):
            if isinstance(part, type) and issubclass(part, Record):
                yield from _models_in(part)


def _choices(annotation: Any) -> list[str]:
    """The words among which a field leaves the choice."""
    return [part for part in _parts(annotation) if isinstance(part, str)]


def _parts(annotation: Any) -> Iterator[Any]:
    """What a type such as `tuple[Statement, ...] | None` is made of: classes and literal words."""
    inner = get_args(annotation)
    if not inner:
        yield annotation
    for part in inner:
        yield from _parts(part)


def render_data_files(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Every file to take away with its fields; the links to the files are filled in later."""
    feeds = bool(site.publication.url)
    return site.templates.element("data-files", files=FILES, feeds=feeds)


def render_changes(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """The changes, newest first."""
    changes = site.content.changes_newest_first()
    pages = {f"/{page.url}": page for page in site.pages.values()}
    return site.templates.element("changes", changes=changes, pages=pages)


def _rank(record: PublicRecord, content: Content) -> str:
    publisher = content.publishers.get(record.publisher)
    return publisher.rank if publisher else "weak"


def _publisher(record: PublicRecord, content: Content) -> str:
    publisher = content.publishers.get(record.publisher)
    return publisher.name if publisher else record.publisher


def _grouped(items: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
