"""The build itself: repeatable, honest, and the same through the real command."""

import filecmp
import os
import subprocess
import sys
import weakref
from pathlib import Path
from typing import Any

import pytest

from explainer.data.schemas import schemas
from explainer.site import Site
from project import ROOT, build


def tree_of(folder: Path) -> dict[str, bytes]:
    return {
        f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()
    }


def test_two_builds_in_one_process_are_identical(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `serve` does: nothing of one build may reach into the next."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    build(ROOT, tmp_path / "a")
    build(ROOT, tmp_path / "b")
    first, second = tree_of(tmp_path / "a"), tree_of(tmp_path / "b")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_an_edit_shows_up_in_the_next_build(tiny: Path, tmp_path: Path) -> None:
    build(tiny, tmp_path / "a")
    events = tiny / "content/events.yml"
    events.write_text(events.read_text().replace("The council votes", "The council decides"))
    build(tiny, tmp_path / "b")
    page = "timeline/index.html"
    assert "The council votes" in (tmp_path / "a" / page).read_text()
    assert "The council decides" in (tmp_path / "b" / page).read_text()
    assert not filecmp.cmp(tmp_path / "a" / page, tmp_path / "b" / page, shallow=False)


def run_mkdocs(project: Path, target: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "NO_MKDOCS_2_WARNING": "true"}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)],
        cwd=project, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_command_prints_no_warning(tmp_path: Path) -> None:
    done = run_mkdocs(ROOT, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stdout + done.stderr


def test_the_command_fails_with_the_problems_and_no_traceback(tiny: Path, tmp_path: Path) -> None:
    terms = tiny / "content/terms.yml"
    terms.write_text(terms.read_text().replace("see_also: [ferry]", "see_also: [fery]"))
    done = run_mkdocs(tiny, tmp_path / "out")
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert 'content/terms.yml:7 [unknown-term] term "toll" names term "fery"' in said
    assert "Traceback" not in said


def test_a_planted_warning_fails_the_build(tiny: Path, tmp_path: Path) -> None:
    """The gate is strict: a link to nowhere is a warning, and a warning stops it."""
    about = tiny / "docs/about.md"
    about.write_text(about.read_text() + "\nSee [nowhere](plan.md#none).\n")
    assert run_mkdocs(tiny, tmp_path / "out").returncode != 0


def test_records_are_shown_as_text(tiny: Path, tmp_path: Path) -> None:
    evil = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)> **b**"
    for file, old in (
        ("terms.yml", "It is paid at the gate, in coins."),
        ("actors.yml", "She signed the plan."),
        ("events.yml", "The captain disputes it."),
        ("open-questions.yml", "Neither source names a price."),
        ("questions.yml", "The town wants one.[@leaflet:1.1]"),
        ("record.yml", "Council minutes"),
        ("positions.yml", "Quay says that a toll is fair."),
        ("sources/leaflet.yml", "Only half of the cost comes from the toll."),
    ):
        path = tiny / "content" / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, f"'{evil}'"))
    build(tiny, tmp_path / "out")
    for name in (
        "glossary",
        "whos-who",
        "timeline",
        "questions",
        "sources",
        "positions",
        "topics/plan",
    ):
        page = (tmp_path / "out" / name / "index.html").read_text()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page, name
        assert "<script>alert" not in page, name
        assert "<img src=x" not in page, name
        assert 'href="javascript' not in page, name
        assert "<strong>b</strong>" not in page, name


def test_schemas_are_current() -> None:
    folder = ROOT / "content/schema"
    on_disk = {f.relative_to(folder).as_posix(): f.read_text() for f in folder.rglob("*.json")}
    assert on_disk == schemas()


def test_the_working_tree_stays_clean(site: Path) -> None:
    """A build writes nothing into the folders that people edit."""
    done = subprocess.run(
        ["git", "status", "--porcelain", "--ignored", "docs", "content", "overrides"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert not [line for line in done.stdout.splitlines() if line.startswith("!!")]


def test_a_build_is_let_go_of_when_the_next_begins(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`serve` builds for hours: records are kept from the search for garbage, but not for ever."""
    built: list[weakref.ref[Site]] = []
    add_pages = Site.add_pages

    def remember(site: Site, *pages: Any) -> None:
        built.append(weakref.ref(site))
        add_pages(site, *pages)

    monkeypatch.setattr(Site, "add_pages", remember)
    for number in range(3):
        build(tiny, tmp_path / str(number))
    alive = [site() is not None for site in built]
    assert alive == [False, False, True]
