"""Coverage: every sentence of the sources is used, or left out for a reason."""

from dataclasses import dataclass
from typing import Any

from explainer.addresses import address_of
from explainer.pages import Section
from explainer.records.evidence import Source, Statement
from explainer.refs import Ref
from explainer.site import Site


@dataclass(frozen=True, slots=True)
class Row:
    """A statement and what became of it."""

    statement: Statement
    address: str
    uses: list[Section]


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """One source, counted by sentences.

    Attributes:
        sentences: How many the source has.
        used: Those with a statement that a topic page cites.
        left_out: Those that are left out with a reason.
        missing: The rest; 0 in anything that is published.
    """

    id: str
    title: str
    sentences: int
    used: int
    left_out: int
    missing: int
    rows: list[Row]


def coverage(site: Site) -> list[SourceCoverage]:
    """Count the sentences of every source; needs all pages."""
    return [_of_source(name, site) for name in site.content.all(Source)]


def _of_source(name: str, site: Site) -> SourceCoverage:
    source = site.content.all(Source)[name]
    cited = {key for page in site.topics.values() for key in page.statements_used}
    used: set[tuple[int, int]] = set()
    left_out: set[tuple[int, int]] = set()
    rows = []
    for paragraph in source.paragraphs:
        for statement in paragraph.statements:
            key = f"{name}:{statement.id}"
            if key in cited:
                used.add(statement.numbers)
            elif statement.left_out:
                left_out.add(statement.numbers)
            ref = Ref("statement", key)
            rows.append(Row(statement, address_of(ref), site.uses.get(ref, [])))
    left_out -= used
    sentences = sum(paragraph.sentences for paragraph in source.paragraphs)
    missing = sentences - len(used) - len(left_out)
    return SourceCoverage(name, source.title, sentences, len(used), len(left_out), missing, rows)


def totals(site: Site) -> dict[str, Any]:
    """The figures of all sources together, for the proof line on the home page."""
    counted = coverage(site)
    return {
        key: sum(getattr(source, key) for source in counted)
        for key in ("sentences", "used", "left_out", "missing")
    }
