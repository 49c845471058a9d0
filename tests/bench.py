"""Measures what the engine costs and what readers download: `make bench`.

Builds the real site and the same Markdown with Material alone, in turn, and prints medians and
ratios; then the weight of every kind of page. Nothing is judged here: a table is for people.
"""

import gzip
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from project import ROOT

RUNS = 5


def main() -> int:
    """Print both tables."""
    sys.stdout.write(f"{platform.platform()}, Python {platform.python_version()}\n\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = bare_project(folder / "bare")
        times: dict[str, list[float]] = {"Material alone": [], "with the engine": []}
        for _ in range(RUNS):
            times["Material alone"].append(build_time(bare, folder / "bare-site"))
            times["with the engine"].append(build_time(ROOT, folder / "site"))
        print_times(times)
        print_weights(folder / "site")
    return 0


def bare_project(target: Path) -> Path:
    """The project's Markdown without records, hooks and templates."""
    shutil.copytree(ROOT / "docs", target / "docs")
    shutil.rmtree(target / "docs" / "editors")
    (target / "mkdocs.yml").write_text(
        "site_name: Bare\ntheme: {name: material, font: false}\nplugins: [search]\n"
        "markdown_extensions: [attr_list, footnotes, tables, toc, pymdownx.superfences]\n",
        encoding="utf-8",
    )
    return target


def build_time(project: Path, site: Path) -> float:
    """Wall seconds of one build as its own process."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)],
        cwd=project,
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - start


def print_times(times: dict[str, list[float]]) -> None:
    """Medians, spread and the ratio of the medians."""
    sys.stdout.write(f"Build, {RUNS} runs in turn (seconds)   min   median   max\n")
    for name, values in times.items():
        row = (min(values), statistics.median(values), max(values))
        sys.stdout.write(f"  {name:<32}" + "".join(f"{value:8.2f}" for value in row) + "\n")
    bare, full = (statistics.median(values) for values in times.values())
    sys.stdout.write(f"  ratio of the medians {full / bare:.2f}\n\n")


def print_weights(site: Path) -> None:
    """Kilobytes of each page as it is, and as a server compresses it."""
    sys.stdout.write("Page (kB)                           HTML     gzip\n")
    for file in sorted(site.rglob("index.html")):
        data = file.read_bytes()
        name = file.parent.relative_to(site).as_posix()
        packed = len(gzip.compress(data))
        sys.stdout.write(f"  {name:<30}{len(data) / 1000:9.1f}{packed / 1000:9.1f}\n")


if __name__ == "__main__":
    sys.exit(main())
