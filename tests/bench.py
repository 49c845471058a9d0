"""Measures what the engine costs and what readers download: `make bench`.

Four sections, each of which can be chosen alone with `--only`:

- `build`: what a dense page costs beside Material alone, the memory of the build, and the drawings;
- `preview`: how soon a save shows up in an open browser, and the memory of the server;
- `growth`: which kind of record costs more than its share when there are more of them;
- `weight`: what a first view of each page of the real site loads.

Tables are printed in Markdown. They are for people to judge, but a preview that is slower than its
aim makes the command fail. The aims, and the figures of one machine, are on the editors' page on
speed.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench_browser import measure_preview, measure_weight
from bench_growth import KINDS, measure_growth
from explainer.figures.drawings import Drawings
from explainer.records.figures import Figure
from explainer.records.loading import load
from generated_sites import WAYS, write_site
from measuring import KILO, Run, note, run_build, say, say_table, spread
from project import ROOT

SIZES = ((200, 500), (400, 500), (400, 5_000))
"""Pages and names of each site of dense pages; the last two differ in the names alone."""

BARE = WAYS[0]

EXPLAINED = """\
The median of %d in turn, with the least and the most.

(a) is all that the build takes longer than that of Material alone, divided by the pages: records
and their lists are in it. For (b) the same site with half of its dense pages, with the same records
and lists, is taken off both first: what is left are dense pages alone. It is below zero where the
engine saves the theme and its search more than it adds. (c) is a dense page with all that is done
to it, Material's share too, in time of the processor, which other work on the machine hardly moves.
"""

Runs = dict[tuple[str, int], list[Run]]
"""The builds by their way and number of pages, in the order of the rounds."""


def main() -> int:
    """Print the tables of the sections that are asked for."""
    arguments = _parser().parse_args()
    rounds, saves, scale = arguments.rounds, arguments.saves, arguments.scale
    sections: dict[str, Callable[[Path], list[str] | None]] = {
        "build": lambda folder: measure_builds(rounds, scale, folder),
        "preview": lambda folder: measure_preview(saves, scale, folder),
        "growth": lambda folder: measure_growth(scale, arguments.kinds, folder),
        "weight": measure_weight,
    }
    cores = os.cpu_count()
    say(f"{platform.platform()}, {cores} cores, Python {platform.python_version()}")
    missed: list[str] = []
    for name in arguments.only:
        say(f"\n## {name.capitalize()}\n")
        with tempfile.TemporaryDirectory() as folder:
            missed += sections[name](Path(folder)) or []
    for aim in missed:
        note(aim)
    return 1 if missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure build, preview, growth and page weight.")
    every = ("build", "preview", "growth", "weight")
    parser.add_argument(
        "--only", nargs="+", choices=every, default=every, help="sections (default: all)"
    )
    parser.add_argument(
        "--rounds", type=int, default=5, help="builds of each site of dense pages (default 5)"
    )
    parser.add_argument(
        "--saves", type=int, default=50, help="saves of each previewed site (default 50)"
    )
    parser.add_argument(
        "--scale", type=float, default=1.0, help="times the size of generated sites (default 1)"
    )
    parser.add_argument(
        "--kinds", nargs="+", choices=KINDS, default=KINDS, help="kinds to double (default: all)"
    )
    return parser


def measured(project: Path, site: Path) -> tuple[float, float]:
    """One build as its own process.

    Args:
        project: The folder with `mkdocs.yml`.
        site: The folder for the built pages.

    Returns:
        Seconds on the clock, and the largest resident memory in megabytes.
    """
    run = run_build(project, site)
    return run.seconds, run.megabytes


def measure_builds(rounds: int, scale: float, folder: Path) -> None:
    """Print what a dense page costs, and the memory of the builds.

    Args:
        rounds: How many times each site is built.
        scale: How many times as many pages and names as `SIZES` says.
        folder: An empty folder.
    """
    costs, memory, own = [], [], []
    for size in SIZES:
        pages, names = (max(2, round(number * scale)) for number in size)
        runs = _build_in_turn(pages, names, rounds, folder / f"{pages}-{names}")
        title = f"{pages:,} pages, {names:,} names"
        costs += [(title, way, *_cost_cells(runs, way, pages)) for way in WAYS]
        memory += [(title, way, *_memory_cells(runs, way, pages)) for way in WAYS]
        whole = statistics.median(_a_page(runs, WAYS[-1], pages, "processor"))
        own.append((statistics.median(_over_bare(runs, WAYS[-1], pages, "processor")), whole))
    say(EXPLAINED % rounds)
    say_table(
        (
            *("Site", "Way", "Build, s", "(a) Whole build, ms a page"),
            *("(b) Dense page, ms", "(b) of the processor", "(c) in all, ms"),
        ),
        costs,
    )
    (few, few_in_all), (many, many_in_all) = own[-2:]
    say("Aim for (b): at most 5 ms, and within a tenth the same with ten times the names.")
    say(f"With ten times the names, (b) is {many - few:+.2f} ms of the processor, and (c)")
    say(f"{many_in_all / few_in_all:.2f} times what it was.\n")
    say_table(("Site", "Way", "Peak, MB", "Times Material alone"), memory)
    say("Aim: at most 1.5 times Material alone.\n")
    _measure_drawings(folder)


def _measure_drawings(folder: Path) -> None:
    """Print how long the drawings of the real site take, when first drawn and when kept."""
    content, _ = load(ROOT)
    figures = [figure for figure in content.all(Figure).values() if figure.drawing]
    if not figures:
        return
    rows = []
    for way in ("drawn, with starting Vega", "kept from the build before"):
        start = time.perf_counter()
        drawings = Drawings(folder / "drawings")
        for figure in figures:
            drawings.of(figure)
        took = time.perf_counter() - start
        rows.append((way, f"{len(figures)}", f"{took:.2f}", f"{KILO * took / len(figures):.0f}"))
    say_table(("Drawings of this site", "Number", "All, s", "Each, ms"), rows)


def _build_in_turn(pages: int, names: int, rounds: int, folder: Path) -> Runs:
    """Build a site in every way, and with half of its dense pages too.

    Half of the pages still use every name, so that both sites have the same records and lists. With
    a single page, most entries of the glossary would have no list of uses.

    All take turns, so that a slow moment of the machine hits all, and every second round goes
    backwards, so that none is always first.

    Args:
        pages: Dense pages of the site.
        names: Names in its glossary.
        rounds: How many times each is built.
        folder: A folder for the sites.
    """
    projects = {
        (way, number): write_site(way, number, names, folder / f"{way} {number}")
        for way in WAYS
        for number in (pages, pages // 2)
    }
    note(f"build: {pages:,} pages, {names:,} names")
    for (way, number), project in projects.items():
        if way != BARE or number < pages:  # not counted: what is compiled the first time is kept
            run_build(project, folder / "site")
    runs: Runs = {key: [] for key in projects}
    for turn in range(rounds):
        note(f"build: round {turn + 1} of {rounds}")
        keys = list(projects)
        for key in reversed(keys) if turn % 2 else keys:
            runs[key].append(run_build(projects[key], folder / "site"))
    return runs


def _a_page(runs: Runs, way: str, pages: int, clock: str) -> list[float]:
    """What a dense page takes in all, in milliseconds, for each round.

    Args:
        runs: All builds.
        way: The way in which it is built.
        pages: Pages of the whole site; the other has half of them.
        clock: `seconds` or `processor`.
    """
    pairs = zip(runs[way, pages], runs[way, pages // 2], strict=True)
    taken = [getattr(whole, clock) - getattr(half, clock) for whole, half in pairs]
    return [seconds * KILO / (pages - pages // 2) for seconds in taken]


def _over_bare(runs: Runs, way: str, pages: int, clock: str) -> list[float]:
    """What a dense page takes more than with Material alone; the arguments are those above."""
    pairs = zip(_a_page(runs, way, pages, clock), _a_page(runs, BARE, pages, clock), strict=True)
    return [cost - bare for cost, bare in pairs]


def _cost_cells(runs: Runs, way: str, pages: int) -> Sequence[str]:
    seconds = spread([run.seconds for run in runs[way, pages]])
    in_all = spread(_a_page(runs, way, pages, "processor"))
    if way == BARE:
        return seconds, "–", "–", "–", in_all
    pairs = zip(runs[way, pages], runs[BARE, pages], strict=True)
    whole = [(run.seconds - bare.seconds) * KILO / pages for run, bare in pairs]
    alone = [_over_bare(runs, way, pages, clock) for clock in ("seconds", "processor")]
    return seconds, spread(whole), *map(spread, alone), in_all


def _memory_cells(runs: Runs, way: str, pages: int) -> Sequence[str]:
    peaks = [run.megabytes for run in runs[way, pages]]
    bare = statistics.median(run.megabytes for run in runs[BARE, pages])
    return spread(peaks, digits=0), f"{statistics.median(peaks) / bare:.2f}"


if __name__ == "__main__":
    sys.exit(main())
