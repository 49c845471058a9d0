"""Coverage: whether every claim of the sources is used, or omitted for a stated reason."""

from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from explainer.addresses import address_of
from explainer.pages import Section
from explainer.records.base import Record
from explainer.records.evidence import Source, Statement
from explainer.refs import Ref
from explainer.site import Site


class Row(NamedTuple):
    """A statement, its address and the sections that use it."""

    ref: Ref
    statement: Statement
    address: str
    uses: list[Section]


class SourceCount(Record):
    """Counts of a source."""

    sentences: int
    """Total."""
    used: int
    """Cited on a topic page."""
    left_out: int
    """Omitted with a reason."""
    missing: int
    """The remainder; 0 in anything published."""
    claims: int
    """Single claims that the sentences make: a sentence that says two things makes two."""
    claims_used: int
    """Claims stated on a topic page."""
    claims_left_out: int
    """Claims omitted with a reason."""
    claims_missing: int
    """The remainder; 0 in anything published."""


@dataclass(frozen=True)
class SourceCoverage:
    """What became of one source. A sentence counts as used if one of its claims is."""

    id: str
    title: str
    count: SourceCount
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


def coverage(site: Site) -> list[SourceCoverage]:
    """Count the sentences and claims of every source, once all pages are rendered."""
    cited = {key for page in site.topics.values() for key in page.statements_used}
    return [_of_source(source, cited, site) for source in site.content.all(Source).values()]


def _of_source(source: Source, cited: set[str], site: Site) -> SourceCoverage:
    statements = [
        (Ref("statement", f"{source.id}:{statement.id}"), statement)
        for paragraph in source.paragraphs
        for statement in paragraph.statements
    ]
    rows = [Row(ref, s, address_of(ref), site.uses.get(ref, [])) for ref, s in statements]
    used = [s.numbers for ref, s in statements if ref.id in cited]
    left_out = [s.numbers for ref, s in statements if s.left_out and ref.id not in cited]
    sentences = sum(paragraph.sentences for paragraph in source.paragraphs)
    claims = sum(sum(paragraph.claims) for paragraph in source.paragraphs)
    count = SourceCount(
        sentences=sentences,
        used=len(set(used)),
        left_out=len(set(left_out) - set(used)),
        missing=sentences - len({*used, *left_out}),
        claims=claims,
        claims_used=len(used),
        claims_left_out=len(left_out),
        claims_missing=claims - len(used) - len(left_out),
    )
    return SourceCoverage(source.id, source.title, count, rows)


def totals(site: Site) -> dict[str, int]:
    """Return the counts for all sources together, for the proof line on the home page."""
    counts = [source.count for source in coverage(site)]
    return {key: sum(getattr(count, key) for count in counts) for key in SourceCount.model_fields}
