"""Coverage: whether every claim of the sources is used, or omitted for a stated reason."""

from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from explainer.addresses import address_of
from explainer.pages import Section
from explainer.records.evidence import Source, Statement
from explainer.refs import Ref
from explainer.site import Site


class Row(NamedTuple):
    """A statement, its address and the sections that use it."""

    ref: Ref
    statement: Statement
    address: str
    uses: list[Section]


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """Counts of one source: its sentences, and the single claims that they make.

    A sentence counts as used if one of its claims is. `missing` is 0 in anything published.
    """

    id: str
    title: str
    sentences: int
    used: int
    left_out: int
    missing: int
    claims: int
    claims_used: int
    claims_left_out: int
    claims_missing: int
    rows: list[Row]

    @property
    def squares(self) -> list[tuple[int, list[tuple[int, str, str]]]]:
        """For each paragraph, its sentences: number, `used`, `part` or `out`, and address."""
        found: list[tuple[int, list[tuple[int, str, str]]]] = []
        for (paragraph, sentence), rows in groupby(self.rows, lambda row: row.statement.numbers):
            claims = list(rows)
            out = sum(row.statement.left_out is not None for row in claims)
            state = "out" if out == len(claims) else "part" if out else "used"
            if not found or found[-1][0] != paragraph:
                found.append((paragraph, []))
            found[-1][1].append((sentence, state, claims[0].address))
        return found


COUNTS = (
    *("sentences", "used", "left_out", "missing"),
    *("claims", "claims_used", "claims_left_out", "claims_missing"),
)
"""The counts of `SourceCoverage`, which `coverage.json` gives too."""


def coverage(site: Site) -> list[SourceCoverage]:
    """Count the sentences and claims of every source, once all pages are rendered."""
    cited = {key for page in site.topics.values() for key in page.statements_used}
    return [_of_source(source, cited, site) for source in site.content.all(Source).values()]


def _of_source(source: Source, cited: set[str], site: Site) -> SourceCoverage:
    statements = [statement for part in source.paragraphs for statement in part.statements]
    used = [s for s in statements if f"{source.id}:{s.id}" in cited]
    left_out = [s for s in statements if s.left_out and f"{source.id}:{s.id}" not in cited]
    sentences = sum(paragraph.sentences for paragraph in source.paragraphs)
    claims = sum(sum(paragraph.claims) for paragraph in source.paragraphs)
    used_sentences = {s.numbers for s in used}
    left_out_sentences = {s.numbers for s in left_out} - used_sentences
    refs = [(s, Ref("statement", f"{source.id}:{s.id}")) for s in statements]
    return SourceCoverage(
        source.id,
        source.title,
        *_counts(sentences, len(used_sentences), len(left_out_sentences)),
        *_counts(claims, len(used), len(left_out)),
        rows=[Row(ref, s, address_of(ref), site.uses.get(ref, [])) for s, ref in refs],
    )


def _counts(total: int, used: int, left_out: int) -> tuple[int, int, int, int]:
    return total, used, left_out, total - used - left_out


def totals(site: Site) -> dict[str, int]:
    """Return the counts for all sources together, for the proof line on the home page."""
    counted = coverage(site)
    return {key: sum(getattr(source, key) for source in counted) for key in COUNTS}
