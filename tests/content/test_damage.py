"""Fault injection: every kind of damage is answered by its rule, at its file and line, and stops.

`damage.yml` lists the kinds; `hooks/explainer/rules.yml` has one more for each rule, which the
editors' page shows. The small site is damaged in one place at a time and rendered by the engine
alone; what only MkDocs' events find is built. That any problem stops a build, and that the last
good site stays, is shown in `test_rules.py` and `test_make_build.py`.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NamedTuple

import pytest
import yaml
from _pytest.mark import ParameterSet
from mkdocs.config import load_config

import site_events
from explainer.problems import RULES, report
from explainer.records.base import Id, Record, RefersTo
from explainer.records.kinds import KINDS, Kind
from explainer.rules import check_records
from explainer.site import Site
from project import (
    TINY,
    FailedBuildError,
    build,
    copy_project,
    own,
    put_back,
    rendered,
)

LONG = {
    "%LONG%": "x " * 81,
    "%NINES%": "9" * 5_000,
    "%DEEP%": "[" * 100_000,
    "%BRACKETS%": "[" * 20_000,
    "%PARENS%": "[a](" * 5_000,
    "%CITES%": "[@a " * 5_000,
    "%BRACES%": "{: " * 20_000,
    "%QUOTES%": ">" * 2_000 + " x",
    "%LISTS%": "\n".join(f"{'    ' * level}- x" for level in range(400)),
}
BECOMES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda file: None,
    "folder": lambda file: file.mkdir(),
    "pipe": os.mkfifo,
    "link to nowhere": lambda file: file.symlink_to("nowhere"),
    "link to itself": lambda file: file.symlink_to(file.name),
}


class Damage(NamedTuple):
    """A row of the table: what is done to a file, and what is said of it."""

    rule: str
    file: str
    what: str = ""
    old: str = ""
    new: str = ""
    text: str | None = None
    add: str = ""
    bytes: str = ""
    becomes: str = ""
    env: dict[str, str] | None = None
    by: str = "engine"
    says: str = ""
    at: str = ""
    named: str = ""

    @contextmanager
    def done_to(self, project: Path) -> Iterator[int]:
        """Damage a copy of the small site for a while; gives the line where the change begins."""
        try:
            yield self._do(project)
        finally:
            put_back(TINY, project, self.file)

    def _do(self, project: Path) -> int:
        file = own(project, self.file)
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text(encoding="utf-8") if file.is_file() else ""
        if self.becomes == "UTF-16":
            file.write_text(before, encoding="utf-16")
            return 1
        if self.becomes:
            file.unlink(missing_ok=True)
            BECOMES[self.becomes](file)
            return 1
        if self.bytes:
            file.write_bytes(self.bytes.encode("latin-1"))
            return 1
        after, start = self._text_after(before)
        for name, text in LONG.items():
            after = after.replace(name, text)
        file.write_text(after, encoding="utf-8", newline="")
        return after.count("\n", 0, start) + 1

    def _text_after(self, before: str) -> tuple[str, int]:
        if self.add:
            return before + self.add, len(before) + len(self.add) - len(self.add.lstrip("\n"))
        if self.text is not None:
            return self.text, 0
        assert before.count(self.old) == 1, f"{self.old!r} in {self.file}"
        return before.replace(self.old, self.new), before.index(self.old)


FILE = Path(__file__).with_name("damage.yml")
TABLE = yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
DAMAGES = [
    Damage(rule=rule, named=row.pop("in", ""), **row)
    for rule, rows in TABLE.items()
    for row in rows
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy to damage; each test puts back what it has changed."""
    return copy_project(TINY, tmp_path_factory.mktemp("damage") / "tiny")


def said_of(project: Path, damage: Damage, unharmed: Site | None) -> list[str]:
    """The problems of a damaged copy, as an editor reads them."""
    if damage.by == "configuration":
        config = load_config(str(project / "mkdocs.yml"), site_dir=str(project.parent / "out"))
        config = config.plugins.on_config(config)
        site = config.extra[site_events.KEY].site
        return report([*site.problems, *check_records(site)]).splitlines()
    if damage.by == "build":
        with pytest.raises(FailedBuildError) as failed:
            build(project, project.parent / "out")
        return str(failed.value).splitlines()
    # A preview that has other templates or settings keeps no page.
    earlier = unharmed if damage.file.startswith(("content/", "docs/")) else None
    return report(rendered(project, earlier, until_found=True).problems_found).splitlines()


def each(damages: Iterable[Damage]) -> Iterator[ParameterSet]:
    """As parameters; those that take a whole build are left out of `make quick`."""
    for damage in damages:
        marks = [pytest.mark.builds] if damage.by == "build" else []
        name = f"{damage.rule}-{damage.what or damage.new or damage.file}"
        yield pytest.param(damage, id=name, marks=marks)


@pytest.mark.parametrize("damage", list(each(DAMAGES)))
def test_damage_is_answered_at_its_place(
    damage: Damage, small: Path, unharmed: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (damage.env or {}).items():
        monkeypatch.setenv(name, value)
    file = damage.named or damage.file
    with damage.done_to(small) as line:
        said = said_of(small, damage, unharmed)
        lines = (small / file).read_text(encoding="utf-8").split("\n") if damage.at else []
    assert "Traceback" not in "\n".join(said)
    assert not [row for row in said if row.startswith("Doc file")], "MkDocs says it too"
    found = [row for row in said if f" [{damage.rule}] " in row and damage.says in row]
    assert found, "\n".join(said)
    named = [int(m[1]) for row in found if (m := re.match(rf"{re.escape(file)}:(\d+) ", row))]
    if damage.at:
        assert [n for n in named if damage.at in lines[n - 1]], found
    else:
        assert line in named or (damage.named and named), found


class Route(Record):
    """A record of a kind for which no rule is named."""

    id: Id
    follows: Annotated[Id, RefersTo("route")]


OF_FINISHED_FILES = ("dead-link", "id-twice", "address-taken")
OF_FILES = ("merge-marks",)


def example_of(rule: str, text: str) -> Damage:
    """The example of a rule as damage; `text` is the file, in which its lines may be indented."""
    example = RULES[rule]
    by = "configuration" if rule in OF_FILES else "engine"
    by = "build" if rule in OF_FINISHED_FILES else by
    if not example.right:
        return Damage(rule, example.file, text=example.wrong, by=by)
    for column in range(max(map(len, text.split("\n")))):
        old, new = (
            lines.replace("\n", "\n" + " " * column) for lines in (example.right, example.wrong)
        )
        at = text.find(old)
        if text.count(old) == 1 and at - text.rfind("\n", 0, at) - 1 == column:
            return Damage(rule, example.file, old=old, new=new, by=by)
    raise AssertionError(f"{example.right!r} is not in {example.file}")


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param(rule, marks=[pytest.mark.builds] if rule in OF_FINISHED_FILES else [])
        for rule in RULES
    ],
)
def test_an_example_breaks_its_rule_and_the_cure_is_what_the_small_site_has(
    rule: str, small: Path, unharmed: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    if rule == "unknown-id":
        monkeypatch.setitem(KINDS, "route", Kind(model=Route, file="routes.yml"))
        routes = "- id: north\n  follows: south\n\n- id: south\n  follows: north\n"
        (small / "content/routes.yml").write_text(routes, encoding="utf-8")
    file = small / RULES[rule].file
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    damage = example_of(rule, text)
    with damage.done_to(small):
        said = said_of(small, damage, unharmed if rule != "unknown-id" else None)
    assert [row for row in said if f" [{rule}] " in row], "\n".join(said)


def test_there_are_at_least_250_kinds_of_damage() -> None:
    kinds = {(d.rule, d.file, d.old, d.new, d.text, d.add, d.bytes, d.becomes) for d in DAMAGES}
    assert len(kinds) == len(DAMAGES)
    assert len(DAMAGES) + len(RULES) >= 250
