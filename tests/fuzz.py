"""Damages the small site at random, by the thousand: each time there must be problems or a site.

`PYTHONPATH=hooks python tests/fuzz.py --minutes 10` runs until the time is up and prints how many
damages gave what. A damage that raises an error, or takes longer than `PATIENCE`, ends it with the
number by which the same damage is done again: `--first NUMBER --count 1`. The suite runs a few in
`test_fuzz.py`.
"""

import argparse
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from types import FrameType

from explainer.problems import RULES
from explainer.site import Site
from project import TINY, FailedBuildError, build, copy_project, problems_in

PATIENCE = 20
"""Seconds after which a damage is taken to hang; the small site is rendered in a tenth of one."""

BUILT = 50
"""One damage in so many is built by MkDocs too."""

FILES = sorted(
    file.relative_to(TINY).as_posix()
    for folder in ("content", "docs")
    for file in (TINY / folder).rglob("*.*")
    if file.suffix in (".md", ".yml")
)

PIECES = (
    *("[", "]", "(", ")", "{", "}", "<", ">", "`", "```\n", "~~~\n", "*", "**", "_", "\\", "|"),
    *("#", "&", "&amp;", "&#", '"', "'", ":", ": ", "- ", "? ", "\t", "\n", "\n\n", "    ", "%"),
    *("---\n", "///", "/// proof\n///\n", "/// timeline\n    topic: plan\n", "[@", "[@-]"),
    *("[@leaflet:1.1]", "[^1]", "[^1]: x\n", "![", "](", "](term:toll)", "](javascript:x)"),
    *("{: .x }", "{: x=y }", "<b>", "<!--", "-->", "</script>", "*[a]: b\n", "[TOC]", "&a ", "*a"),
    *("!!python/name:x", "<<: ", "[]", "{}", "null", "~", "true", "0", "-1", "1e999", "nan"),
    *(".inf", "9" * 400, "2020-02-30", "undated", "\x00", "\x02", "\x85", "\ue000", "\ufeff"),
    *("\u202e", "\U0001f6a2", "é", "a" * 5_000, "[" * 60, "(" * 500, "> " * 80, "- " * 80),
    *("*a " * 500, "`" * 300, "{: " * 300, "| a " * 300),
)  # fmt: skip
"""What is put into a text; most of it means something to YAML, to Markdown or to the engine."""


class TooSlowError(Exception):
    """A damage took longer than `PATIENCE`."""


def damaged(text: str, random: Random) -> str:
    """Return a text with one to four random changes."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        start = random.randint(0, len(text))
        end = min(len(text), start + random.choice((0, 1, 1, 3, 10, 40, 400)))
        piece = text[start:end]
        lines = text.split("\n")
        what = random.randrange(7)
        if what == 0:
            text = text[:start] + text[end:]
        elif what == 1:
            text = text[:start] + piece * random.choice((2, 3, 30)) + text[end:]
        elif what == 2:
            text = text[:start]
        elif what == 3:
            random.shuffle(lines)
            text = "\n".join(lines)
        elif what == 4:
            at = random.randrange(len(lines))
            lines[at] = random.choice(("", "  ", "\t")) + lines[at].lstrip()
            text = "\n".join(lines)
        else:
            text = text[:start] + random.choice(PIECES) + text[end if what == 5 else start :]
    return text


def try_one(number: int, folder: Path, unharmed: Site | None = None) -> str:
    """Damage the small site in a way that a number stands for; returns what came of it.

    Pages that are as in the `unharmed` site are not rendered again.

    Raises:
        Exception: If the engine raises any, which it must not.
        TooSlowError: If it takes too long.
    """
    random = Random(number)  # noqa: S311 - the same damage every time
    project, site = folder / "tiny", folder / "site"
    shutil.rmtree(project, ignore_errors=True)
    copy_project(TINY, project)
    file = project / random.choice(FILES)
    text = damaged(file.read_text(encoding="utf-8"), random)
    file.write_text(text, encoding="utf-8", newline="")
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(PATIENCE)
    try:
        said = problems_in(project, unharmed)
        if number % BUILT == 0:
            _build(project, site)
    finally:
        signal.alarm(0)
    for line in said:
        rule = line.partition(" [")[2].partition("]")[0]
        assert rule in RULES, line
    return "problems" if said else "a site"


def _build(project: Path, site: Path) -> None:
    shutil.rmtree(site, ignore_errors=True)
    try:
        build(project, site)
    except FailedBuildError:
        return  # what is made is moved into place only after this
    assert (site / "index.html").is_file()
    assert (site / "sitemap.xml").is_file()


def _give_up(_: int, __: FrameType | None) -> None:
    raise TooSlowError


def main() -> int:
    """Try damages until the time is up; returns 1 after one that must not be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="how long (default 10)")
    parser.add_argument("--first", type=int, default=0, help="the first damage (default 0)")
    parser.add_argument("--count", type=int, default=10**9, help="how many at most")
    arguments = parser.parse_args()
    found: Counter[str] = Counter()
    end = time.monotonic() + 60 * arguments.minutes
    with tempfile.TemporaryDirectory() as folder:
        for number in range(arguments.first, arguments.first + arguments.count):
            if time.monotonic() > end:
                break
            try:
                found[try_one(number, Path(folder))] += 1
            except Exception as error:
                found["errors"] += 1
                sys.stdout.write(f"damage {number}: {type(error).__name__}: {error}\n")
    sys.stdout.write(", ".join(f"{count} gave {what}" for what, count in found.items()) + "\n")
    return 1 if found["errors"] else 0


if __name__ == "__main__":
    sys.exit(main())
