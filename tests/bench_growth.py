"""What grows faster than in proportion: one site of many records, and each kind of them doubled.

For each kind there are three sites: with the fewest records that the others need, with as many as
the base site has, and with twice as many. What a record adds on the way from the second to the
third is held against what it adds on the way to the second. Where the cost is in proportion, the
two are the same. A cost that grows with the square gives about 3, as 2² - 1² is three times 1².
"""

import shutil
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from generated_records import Counts, write_records_site
from measuring import MEGA, note, run_build, say, say_table, written

KINDS = tuple(asdict(Counts()))
"""Every kind of record, and the topic pages."""

TOO_MUCH = 2.2
"""Times what a record added before; more is flagged."""

NOISE = {"time": 0.05, "memory": 0.05, "bytes": 0.01}
"""What two builds may differ in for other reasons, as a share of the base site's cost."""

MORE_ROUNDS = 2
"""A kind whose time is flagged is measured so many times more, and its medians count."""

MANY_ACTORS = {"pages": 200, "actors": 2_000, "events": 2_000}
"""A site of its own: each actor has a view, and each view could lead to all the others."""

EXPLAINED = f"""\
Times is what a record costs beyond the base site, divided by what it costs up to there: 1 where the
cost is in proportion, 3 where it grows with the square. More than {TOO_MUCH} is named in the last
column. A dash is less than can be told from noise. Time is that of the processor.
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What building a site takes.

    Attributes:
        time: Seconds of the processor.
        memory: Megabytes at the peak.
        bytes: Bytes of all files that are written.
    """

    time: float
    memory: float
    bytes: float


@dataclass(slots=True)
class Growth:
    """The costs of the three sites of one kind.

    Attributes:
        kind: The kind of record, as in `Counts`.
        numbers: How many records of it the three sites have.
        costs: What each round of the three sites took.
    """

    kind: str
    numbers: tuple[int, int, int]
    costs: tuple[list[Cost], list[Cost], list[Cost]]

    def middle(self, measure: str) -> tuple[float, float, float]:
        """The medians of the three sites.

        Args:
            measure: `time`, `memory` or `bytes`.
        """
        few, base, double = (
            statistics.median(getattr(cost, measure) for cost in costs) for costs in self.costs
        )
        return few, base, double

    def added(self, measure: str) -> float:
        """What doubling adds, in the measure's unit."""
        _, base, double = self.middle(measure)
        return double - base

    def ratio(self, measure: str) -> float:
        """How many times what a record added before it adds beyond the base.

        What is added before counts as no less than noise, so that nothing is held against zero.
        """
        least, number, twice = self.numbers
        few, base, _ = self.middle(measure)
        before = max(base - few, NOISE[measure] * base) / (number - least)
        return self.added(measure) / (twice - number) / before

    def too_much(self, measure: str) -> bool:
        """Whether the cost grows faster than in proportion."""
        _, base, _ = self.middle(measure)
        return self.ratio(measure) > TOO_MUCH and self.added(measure) > NOISE[measure] * base


def measure_growth(scale: float, kinds: Sequence[str], folder: Path) -> None:
    """Print the cost of the base site, of each kind doubled, and of a site with many actors.

    Args:
        scale: How many times as many records and pages as `Counts` says.
        kinds: Which kinds are doubled; those of `KINDS`.
        folder: An empty folder.
    """
    counts = Counts().scaled(scale)
    note(f"growth: the base site, {counts.records:,} records")
    base = _cost(counts, folder)
    say(f"{counts.records:,} records of all kinds on {counts.pages:,} topic pages.\n")
    say_table(("Build, s", "Peak, MB", "Written, MB"), [_row(base)])
    found = [_grow(kind, counts, base, folder) for kind in kinds]
    heads = (
        "Doubled",
        "Records",
        "s more",
        "Times",
        "MB more",
        "Times",
        "Written, MB more",
        "Times",
    )
    say_table((*heads, "Out of proportion"), [_growth_row(growth) for growth in found])
    say(EXPLAINED)
    many = {kind: max(4, round(number * scale)) for kind, number in MANY_ACTORS.items()}
    actors = replace(counts, **many)
    note(f"growth: {actors.actors:,} actors")
    say(f"{actors.actors:,} actors on {actors.pages:,} topic pages, {actors.records:,} records.\n")
    say_table(("Build, s", "Peak, MB", "Written, MB"), [_row(_cost(actors, folder))])


def _grow(kind: str, counts: Counts, base: Cost, folder: Path) -> Growth:
    """Measure the three sites of one kind.

    Args:
        kind: The kind.
        counts: The base site.
        base: What the base site took, in the first round.
        folder: An empty folder.
    """
    note(f"growth: {kind}")
    number = getattr(counts, kind)
    numbers = (counts.least(kind), number, 2 * number)
    few, double = (replace(counts, **{kind: numbers[0]}), replace(counts, **{kind: numbers[2]}))
    growth = Growth(kind, numbers, ([_cost(few, folder)], [base], [_cost(double, folder)]))
    if growth.too_much("time"):
        for _ in range(MORE_ROUNDS):
            for site, costs in zip((few, counts, double), growth.costs, strict=True):
                costs.append(_cost(site, folder))
    return growth


def _cost(counts: Counts, folder: Path) -> Cost:
    """Write a site, build it, and remove both again."""
    project, site = folder / "project", folder / "site"
    write_records_site(counts, project)
    run = run_build(project, site)
    cost = Cost(run.processor, run.megabytes, written(site))
    shutil.rmtree(project)
    shutil.rmtree(site)
    return cost


def _row(cost: Cost) -> Sequence[str]:
    return f"{cost.time:.1f}", f"{cost.memory:.0f}", f"{cost.bytes / MEGA:.1f}"


def _growth_row(growth: Growth) -> Sequence[str]:
    measures = ("time", "memory", "bytes")
    flagged = [measure for measure in measures if growth.too_much(measure)]
    return (
        growth.kind.replace("_", " "),
        f"{growth.numbers[1]:,} → {growth.numbers[2]:,}",
        *(f"{growth.added('time'):.2f}", _times(growth, "time")),
        *(f"{growth.added('memory'):.1f}", _times(growth, "memory")),
        *(f"{growth.added('bytes') / MEGA:.2f}", _times(growth, "bytes")),
        ", ".join(flagged) or "–",
    )


def _times(growth: Growth, measure: str) -> str:
    """The ratio, or a dash where doubling adds no more than noise."""
    _, base, _ = growth.middle(measure)
    if growth.added(measure) <= NOISE[measure] * base:
        return "–"
    return f"{growth.ratio(measure):.1f}"
