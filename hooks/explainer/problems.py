"""Problems: what is wrong, where, which rule it breaks, and how to fix it.

A problem does not stop processing. All problems are collected and reported together, so that an
editor sees them in one run.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from html import escape
from pathlib import Path
from typing import NamedTuple

import yaml

from explainer.refs import Ref


class Rule(NamedTuple):
    """A rule, as rules.yml describes it; `file` is the file of its example."""

    rule: str
    why: str
    file: str
    wrong: str
    right: str


RULES_FILE = "hooks/explainer/rules.yml"
"""The file of all rules, relative to the project root."""

_WRITTEN = yaml.safe_load(Path(__file__).with_name("rules.yml").read_text(encoding="utf-8"))

RULES: dict[str, Rule] = {name: Rule(**fields) for name, fields in _WRITTEN.items()}
"""Every rule by id."""


@dataclass(frozen=True, order=True)
class Place:
    """A place in a file: its path from the project root, and the line from 1."""

    path: str
    line: int = 1


@dataclass(frozen=True, order=True)
class Problem:
    """A fault in the content or in a page.

    Attributes:
        rule: A key of `RULES`; any other raises KeyError.
        message: What is wrong, naming the record and the value.
        hint: How to fix it; may be empty.
        missing: The nonexistent record it refers to. If that is a consequence of another problem,
            this one is not reported (`Site.problems_found`).
    """

    place: Place
    rule: str
    message: str
    hint: str = ""
    missing: Ref | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise KeyError(f"{self.rule} is not in {RULES_FILE}")

    def __str__(self) -> str:
        """Return the line editors read: `content/events.yml:41 [unknown-actor] …; did you…`.

        What a message quotes may have several lines; in the report each problem has one.
        """
        text = f"{self.place.path}:{self.place.line} [{self.rule}] {self.message}"
        return " ".join((f"{text}; {self.hint}" if self.hint else text).splitlines())


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return a question such as `did you mean "quay"?`; empty if no known name is similar."""
    names = sorted(known)
    near = get_close_matches(wrong, names, n=1, cutoff=0.6)
    parts = [name for name in names if wrong and (name.startswith(wrong) or wrong.startswith(name))]
    if not near and len(parts) == 1:  # of several, none is more likely
        near = parts
    return f'did you mean "{near[0]}"?' if near else ""


def which_was_meant(missing: Ref, known: Collection[str]) -> str:
    """Return such a question for a record that does not exist, out of those of its kind.

    Only a statement of the same paragraph is suggested: any other says something else, however
    similar its number. Where the source is misspelt, the number must be the same.
    """
    if missing.kind == "statement":
        source, _, number = missing.id.partition(":")
        if any(name.startswith(f"{source}:") for name in known):
            paragraph = missing.id.partition(".")[0]
            known = [name for name in known if name.startswith(f"{paragraph}.")]
        else:
            known = [name for name in known if name.endswith(f":{number}")]
    return did_you_mean(missing.id, known)


def report(problems: Iterable[Problem]) -> str:
    """Return the unique problems as text, sorted by place, with their number at the end."""
    unique = sorted(set(problems))
    noun = "problem" if len(unique) == 1 else "problems"
    return "\n".join([*map(str, unique), f"{len(unique)} {noun}. Each rule: {RULES_FILE}"])


def annotations(problems: Iterable[Problem]) -> str:
    """Return the problems as commands that make GitHub Actions show them beside the code.

    Their form is in GitHub's documentation, "Workflow commands for GitHub Actions".
    """
    lines = []
    for problem in sorted(set(problems)):
        message = f"{problem.message}; {problem.hint}" if problem.hint else problem.message
        path = _escaped(problem.place.path).replace(":", "%3A").replace(",", "%2C")
        where = f"file={path},line={problem.place.line},title={problem.rule}"
        lines.append(f"::error {where}::{_escaped(message)}")
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def as_page(problems: Iterable[Problem]) -> str:
    """Return the problems as an HTML page, which a preview shows until they are fixed."""
    *lines, end = report(problems).splitlines()
    rows = "\n".join(f"<li><code>{escape(line)}</code></li>" for line in lines)
    # MkDocs inserts its live-reload script before the end of the body.
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{escape(end.partition(".")[0])}</title></head>
<body>
<main>
<h1>{escape(end.partition(".")[0])}</h1>
<p>This page comes back when they are fixed. {escape(end.partition(". ")[2])}</p>
<ul>
{rows}
</ul>
</main>
</body>
</html>
"""
