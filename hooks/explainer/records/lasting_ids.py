"""Ids that were published, so that none is lost unnoticed.

`content/published.yml` lists them by kind. `python -m explainer.records.lasting_ids ROOT` adds the
new ones; with `--check` it only says whether some are missing there. It never takes one out: an
id that goes needs an entry in redirects.yml.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from explainer.problems import Problem, did_you_mean
from explainer.records.content import Content
from explainer.records.editorial import Redirect
from explainer.records.kinds import KINDS
from explainer.records.loading import load
from explainer.refs import Ref

FILE = "content/published.yml"

_HEAD = """\
# Every id that was published, by kind. Written by "make ids"; lines are only ever added.
"""


def lasting_kinds() -> list[str]:
    """The kinds whose ids stay for ever."""
    return [name for name, kind in KINDS.items() if kind.lasting]


def lost_ids(content: Content) -> Iterator[Problem]:
    """Ids that were published, are gone, and have no redirect."""
    gone = {Ref(redirect.kind, redirect.old) for redirect in content.all(Redirect).values()}
    for kind in lasting_kinds():
        present = content.records[kind]
        for index, name in enumerate(content.published.get(kind, ())):
            ref = Ref(kind, name)
            if name in present or ref in gone:
                continue
            place = content.place(Ref("published", "published"), kind, index)
            hint = did_you_mean(name, present)
            hint = f"{hint} add a redirect to content/redirects.yml".strip()
            yield Problem(place, "id-lost", f'{kind} "{name}" is gone', hint, missing=ref)


def unlisted(content: Content) -> dict[str, list[str]]:
    """Ids that are not yet in published.yml, by kind."""
    found = {
        kind: sorted(set(content.records[kind]) - set(content.published.get(kind, ())))
        for kind in lasting_kinds()
    }
    return {kind: names for kind, names in found.items() if names}


def _text(published: Mapping[str, Iterable[str]]) -> str:
    lines = [_HEAD]
    for kind in sorted(published):
        lines += [f"{kind}:", *(f"  - {name}" for name in sorted(published[kind]))]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Add the new ids, or with `--check` only compare.

    Returns:
        0 when the list is complete, 1 when `--check` finds it is not or the list cannot be read,
        2 for bad usage.
    """
    roots = [argument for argument in arguments if argument != "--check"]
    if len(roots) != 1:
        sys.stderr.write("usage: python -m explainer.records.lasting_ids [--check] ROOT\n")
        return 2
    content, problems = load(Path(roots[0]))
    faults = [problem for problem in problems if problem.place.path == FILE]
    if faults and (Path(roots[0]) / FILE).is_file():
        # What cannot be read cannot be kept: writing now would lose the ids in it.
        sys.stderr.write("".join(f"{fault}\n" for fault in faults))
        return 1
    new = unlisted(content)
    if "--check" in arguments:
        for kind, names in new.items():
            sys.stderr.write(f'{FILE} lacks {kind} {", ".join(names)}; run "make ids"\n')
        return 1 if new else 0
    kinds = content.published.keys() | new.keys()
    merged = {kind: [*content.published.get(kind, ()), *new.get(kind, [])] for kind in kinds}
    (Path(roots[0]) / FILE).write_text(_text(merged), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
