"""What all measurements share: building a project from outside, and printing tables in Markdown.

Nothing here knows how the engine works. A project is built by the command that editors use too, as
a process of its own, so that time and memory are those of the whole build.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from project import ROOT

KILO = 1_000
MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class Run:
    """What one build took.

    Attributes:
        seconds: Time on the clock.
        processor: Seconds of the processor, which other work on the machine hardly changes.
        megabytes: The largest resident memory.
    """

    seconds: float
    processor: float
    megabytes: float


def environment() -> dict[str, str]:
    """The environment in which MkDocs runs: that of the Makefile.

    Compiled modules are kept, as they are for people, whatever this shell asks for.
    """
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    quiet = {"NO_MKDOCS_2_WARNING": "true", "DISABLE_MKDOCS_2_WARNING": "true"}
    return {**kept, **quiet, "PYTHONPATH": str(ROOT / "hooks")}


def run_build(project: Path, site: Path) -> Run:
    """Build a project as `make build` does.

    Args:
        project: The folder with `mkdocs.yml`.
        site: The folder for the built pages.

    Raises:
        RuntimeError: With what the build said, when it failed.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=project,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    with process.stderr as pipe:
        said = pipe.read()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{project} does not build:\n{said.decode()[-5_000:]}")
    # Linux counts kilobytes, macOS bytes.
    unit = MEGA if sys.platform == "darwin" else KILO
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def resident(process: int) -> float:
    """The memory that a running process holds at this moment, in megabytes."""
    command = ["ps", "-o", "rss=", "-p", str(process)]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return int(shown) / KILO


def written(folder: Path) -> int:
    """The size of all files in a folder, in bytes."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def spread(values: Sequence[float], digits: int = 2) -> str:
    """The median, with the least and the most, such as `2.30 (2.21 to 2.50)`."""
    shown = f"{statistics.median(values):.{digits}f}"
    if len(values) == 1:
        return shown
    return f"{shown} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def say(text: str = "") -> None:
    """Print a line at once, so that a long measurement can be followed."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def note(text: str) -> None:
    """Tell whoever waits what is being done, apart from the tables."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def say_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a Markdown table and an empty line."""
    say(f"| {' | '.join(heads)} |")
    say(f"|{' --- |' * len(heads)}")
    for row in rows:
        say(f"| {' | '.join(row)} |")
    say()
