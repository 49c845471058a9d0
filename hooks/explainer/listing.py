"""Lists made from records: glossary, who's who, sources, public record, open questions."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any, TypeVar
from xml.etree.ElementTree import Element

from explainer.content import Content
from explainer.pages import PageState
from explainer.problems import RULES
from explainer.records import PublicRecord
from explainer.site import Site
from explainer.statements import Cited, look_up

T = TypeVar("T")

CLASS_ORDER = ("primary", "established", "state-media", "weak")
"""The public record is listed from the publishers that count most to those that count least."""

VERDICT_ORDER = ("differs", "nuance", "not-found", "confirmed")
"""Checked statements are listed with those that differ first."""


def render_glossary(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Every term under its group."""
    terms = sorted(site.content.terms.values(), key=lambda term: term.term.casefold().strip("“”"))
    groups = _grouped(terms, lambda term: term.group)
    return site.templates.element("glossary", groups=groups, terms=terms)


def render_whos_who(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Every actor under its side, in the order of the file: sides, then people before bodies."""
    sides = _grouped(site.content.actors.values(), lambda actor: actor.side)
    return site.templates.element("whos-who", sides=sides)


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


def render_changes(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """The changes, newest first."""
    changes = sorted(site.content.changes, key=lambda c: (c.date.first_day, c.id), reverse=True)
    return site.templates.element("changes", changes=changes)


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
