"""Lists of evidence: the sources, the public record, and the checks of statements against it."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element

from explainer.citing import Cited, look_up
from explainer.pages import PageState
from explainer.records.content import Content
from explainer.records.evidence import PublicRecord, Publisher, Source, Statement
from explainer.refs import Ref
from explainer.site import Site

CLASS_ORDER = ("primary", "established", "state-media", "weak")
"""Order of the public record: most reliable publishers first."""

VERDICT_ORDER = ("differs", "nuance", "not-found", "confirmed")
"""Order of checked statements: those that differ first."""


def render_differences(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Render the statements cited on the page that the record does not simply confirm."""
    cited = page.cited_in(page.root) if page.root is not None else []
    groups = by_verdict(cited, site.content)
    wanted = [found for verdict, members in groups if verdict != "confirmed" for found in members]
    return site.templates.element("differences", statements=wanted)


def render_checked(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Render every checked statement, those that differ first."""
    statements = (Ref("statement", name) for name in site.content.all(Statement))
    return site.templates.element("checked", groups=by_verdict(statements, site.content))


def by_verdict(refs: Iterable[Ref], content: Content) -> list[tuple[str, list[Cited]]]:
    """Group the checked statements among some records by verdict, in `VERDICT_ORDER`."""
    groups: dict[str, list[Cited]] = {verdict: [] for verdict in VERDICT_ORDER}
    for ref in refs:
        cited = look_up(ref, content)
        if cited and cited.statement and cited.statement.check:
            groups[cited.statement.check.verdict].append(cited)
    return [(verdict, members) for verdict, members in groups.items() if members]


def render_sources(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Render the sources paragraph by paragraph, in our own words."""
    return site.templates.element("sources", sources=site.content.all(Source).values())


def render_public_record(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Render the public record by class and publisher."""
    content = site.content
    groups = []
    for rank in CLASS_ORDER:
        entries = [r for r in content.all(PublicRecord).values() if _rank(r, content) == rank]
        entries.sort(key=lambda r: (_publisher(r, content).casefold(), r.issued.first_day, r.id))
        by_publisher = groupby(entries, key=lambda r: _publisher(r, content))
        if entries:
            groups.append((rank, len(entries), [(name, list(rows)) for name, rows in by_publisher]))
    return site.templates.element("public-record", groups=groups)


def _rank(record: PublicRecord, content: Content) -> str:
    publisher = content.all(Publisher).get(record.publisher)
    return publisher.rank if publisher else "weak"


def _publisher(record: PublicRecord, content: Content) -> str:
    publisher = content.all(Publisher).get(record.publisher)
    return publisher.name if publisher else record.publisher
