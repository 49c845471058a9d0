"""Lists of evidence: the sources, the public record, and the checks of statements against it."""

from collections.abc import Iterable, Iterator
from typing import Any, get_args
from xml.etree.ElementTree import Element

from pydantic import Field

from explainer.citing import Cited, look_up
from explainer.pages import PageState
from explainer.records.base import PublisherClass, Record
from explainer.records.content import Content
from explainer.records.evidence import PublicRecord, Publisher, Source, Statement
from explainer.refs import Ref
from explainer.site import Site, View

CLASS_ORDER = get_args(PublisherClass)
"""Order of the public record: most reliable publishers first."""

VERDICT_ORDER = ("differs", "nuance", "not-found", "confirmed")
"""Order of checked statements: those that differ first."""


def render_checked(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Render every checked statement, those that differ first."""
    statements = (ref for ref, _ in site.content.by_ref(Statement))
    return site.templates.element("checked", groups=by_verdict(statements, site.content))


def by_verdict(refs: Iterable[Ref], content: Content) -> list[tuple[str, list[Cited]]]:
    """Group the checked statements among some records by verdict, in `VERDICT_ORDER`."""
    groups: dict[str, list[Cited]] = {verdict: [] for verdict in VERDICT_ORDER}
    for ref in refs:
        cited = look_up(ref, content)
        if cited and cited.check:
            groups[cited.check.verdict].append(cited)
    return [(verdict, members) for verdict, members in groups.items() if members]


def render_sources(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Render the sources paragraph by paragraph, in our own words."""
    return site.templates.element("sources", sources=site.content.in_full(Source).values())


class PublicRecordOptions(Record):
    """Which publications to list."""

    rank: PublisherClass | None = Field(None, alias="class")
    """A class of publishers; by default, all. One class alone also shows where each publication is
    used: for all of them, that would make the page too heavy."""


def render_public_record(
    site: Site, page: PageState, options: PublicRecordOptions, caption: str
) -> Element:
    """Render the public record by class and publisher."""
    classes = _by_class(site.content)
    alone = options.rank is not None
    if alone:
        classes = {rank: entries for rank, entries in classes.items() if rank == options.rank}
    return site.templates.element("public-record", classes=classes, alone=alone)


def views(site: Site) -> Iterator[View]:
    """Yield a view of the public record for each class of publishers."""
    for rank, entries in _by_class(site.content).items():
        label = site.content.label(rank)
        options = (("class", rank),)
        yield View("sources", "class", rank, label, len(entries), options, "public-record")


def _by_class(content: Content) -> dict[str, list[tuple[str, PublicRecord]]]:
    """Return the public record by class, each entry after the name of its publisher.

    They are sorted by publisher and date; empty classes are omitted.
    """
    found: dict[str, list[tuple[str, PublicRecord]]] = {rank: [] for rank in CLASS_ORDER}
    for record in content.all(PublicRecord).values():
        publisher = content.all(Publisher).get(record.publisher)
        name, rank = (publisher.name, publisher.rank) if publisher else (record.publisher, "weak")
        found[rank].append((name, record))
    for entries in found.values():
        entries.sort(key=lambda e: (e[0].casefold(), e[1].issued.first_day, e[1].id))
    return {rank: entries for rank, entries in found.items() if entries}
