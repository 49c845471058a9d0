"""Measures what the engine costs and what readers download: `make bench`.

Writes sites of three sizes (see `generated_sites`), builds each in three ways in turn, and prints
medians, ratios and peak memory; then the weight of every kind of page of the real site. Nothing is
judged here: a table is for people. The figures of one machine are on the editors' page on speed.
"""

import argparse
import gzip
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generated_sites import WAYS, write_site
from project import ROOT

SIZES = ((200, 500), (400, 5_000), (2_000, 5_000))
"""Pages and names of each generated site."""

Run = tuple[float, float]
"""Wall seconds and peak megabytes of one build."""


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description="Measure build time, memory and page weight.")
    parser.add_argument("--rounds", type=int, default=3, help="builds of each site (default 3)")
    parser.add_argument("--sizes", type=int, default=len(SIZES), help="how many of the sizes")
    arguments = parser.parse_args()
    cores = os.cpu_count()
    _say(f"{platform.platform()}, {cores} cores, Python {platform.python_version()}\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for way in WAYS:  # not counted: Python compiles what it imports for the first time
            measured(write_site(way, 1, 1, folder / "first" / way), folder / "first" / "site")
        for pages, names in SIZES[: arguments.sizes]:
            _compare(pages, names, arguments.rounds, folder / f"{pages}-{names}")
        _weigh(folder / "real")
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _compare(pages: int, names: int, rounds: int, folder: Path) -> None:
    """Build one size in every way, in turn, so that a slow moment of the machine hits all."""
    projects = {way: write_site(way, pages, names, folder / way) for way in WAYS}
    runs: dict[str, list[Run]] = {way: [] for way in WAYS}
    for _ in range(rounds):
        for way, project in projects.items():
            runs[way].append(measured(project, folder / "site"))
    _say(f"{pages:,} pages, {names:,} names, {rounds} rounds")
    _say(f"{'':<20}{'median s':>10}{'least':>8}{'most':>8}{'times':>8}{'peak MB':>10}{'times':>8}")
    base_time, base_memory = (
        statistics.median(column) for column in zip(*runs[WAYS[0]], strict=True)
    )
    for way in WAYS:
        seconds, memory = zip(*runs[way], strict=True)
        middle, peak = statistics.median(seconds), statistics.median(memory)
        _say(
            f"{way:<20}{middle:>10.2f}{min(seconds):>8.2f}{max(seconds):>8.2f}"
            f"{middle / base_time:>8.2f}{peak:>10.0f}{peak / base_memory:>8.2f}"
        )
    _say("")


def measured(project: Path, site: Path) -> Run:
    """One build as its own process.

    Returns:
        Wall seconds, and the largest resident memory in megabytes.

    Raises:
        RuntimeError: With what the build said, when it failed.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    start = time.perf_counter()
    # Compiled modules are kept, as they are for people, whatever this shell asks for.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    with process.stderr as pipe:
        said = pipe.read()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(said.decode())
    # Linux counts kilobytes, macOS bytes.
    return seconds, used.ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)


def _weigh(site: Path) -> None:
    """Kilobytes of each page as it is, and as a server compresses it."""
    measured(ROOT, site)
    _say(f"{'Page (kB)':<34}{'HTML':>9}{'gzip':>9}")
    for file in sorted(site.rglob("index.html")):
        name = file.parent.relative_to(site).as_posix()
        if name.count("/") > 1:
            continue  # views are parts of the lists above them
        data = file.read_bytes()
        _say(f"{name:<34}{len(data) / 1000:>9.1f}{len(gzip.compress(data)) / 1000:>9.1f}")


if __name__ == "__main__":
    sys.exit(main())
