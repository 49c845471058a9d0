"""Coverage: whether every sentence of the sources is used, or omitted for a stated reason."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from explainer.addresses import address_of
from explainer.pages import Section
from explainer.records.evidence import Source, Statement
from explainer.refs import Ref
from explainer.site import Site


class Row(NamedTuple):
    """A statement, its address and the sections that use it."""

    statement: Statement
    address: str
    uses: list[Section]


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """Sentence counts of one source; `missing` is 0 in anything published."""

    id: str
    title: str
    sentences: int
    used: int
    left_out: int
    missing: int
    rows: list[Row]


def coverage(site: Site) -> list[SourceCoverage]:
    """Count the sentences of every source, once all pages are rendered."""
    cited = {key for page in site.topics.values() for key in page.statements_used}
    return [_of_source(source, cited, site) for source in site.content.all(Source).values()]


def _of_source(source: Source, cited: set[str], site: Site) -> SourceCoverage:
    statements = [statement for part in source.paragraphs for statement in part.statements]
    used = {s.numbers for s in statements if f"{source.id}:{s.id}" in cited}
    left_out = {s.numbers for s in statements if s.left_out} - used
    refs = [(s, Ref("statement", f"{source.id}:{s.id}")) for s in statements]
    rows = [Row(s, address_of(ref), site.uses.get(ref, [])) for s, ref in refs]
    sentences = sum(paragraph.sentences for paragraph in source.paragraphs)
    counts = (sentences, len(used), len(left_out), sentences - len(used) - len(left_out))
    return SourceCoverage(source.id, source.title, *counts, rows)


def totals(site: Site) -> dict[str, Any]:
    """Return the counts for all sources together, for the proof line on the home page."""
    counted = coverage(site)
    keys = ("sentences", "used", "left_out", "missing")
    return {key: sum(getattr(source, key) for source in counted) for key in keys}
