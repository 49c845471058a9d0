"""The build itself: repeatable, honest, and the same through the real command."""

import filecmp
import os
import subprocess
import sys
from pathlib import Path

from project import ROOT, build


def tree_of(folder: Path) -> dict[str, bytes]:
    return {
        f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()
    }


def differing(one: Path, other: Path) -> list[str]:
    """The files that two folders do not share byte for byte."""
    first, second = tree_of(one), tree_of(other)
    return sorted(name for name in first | second if first.get(name) != second.get(name))


def edit(project: Path, name: str, old: str, new: str) -> None:
    file = project / name
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {name}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def run(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the project as the Makefile does."""
    settings = {"PYTHONPATH": str(ROOT / "hooks"), "NO_MKDOCS_2_WARNING": "true", **environment}
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder, env={**os.environ, **settings}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def run_mkdocs(project: Path, target: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    arguments = ("mkdocs", "build", "--strict", "--site-dir", str(target))
    return run(*arguments, folder=project, **environment)


def test_the_command_warns_of_nothing_and_builds_the_same_twice(
    site: Path, site_url: str, tmp_path: Path
) -> None:
    """The whole site, built once more: by another process, in another place, for another reader.

    Its sets are ordered otherwise, its clock and its language are others.
    """
    elsewhere = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    packed = (site / "sitemap.xml.gz").read_bytes()
    clock = str(int.from_bytes(packed[4:8], "little"))  # RFC 1952: the day of the build
    settings = {"SITE_URL": site_url, "SOURCE_DATE_EPOCH": clock, **elsewhere}
    done = run_mkdocs(ROOT, tmp_path / "out", **settings)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stdout + done.stderr
    assert differing(site, tmp_path / "out") == []


def test_nothing_of_a_build_reaches_into_the_next(tiny: Path, tmp_path: Path) -> None:
    """What `serve` does: build, an edit, build, and the edit undone, all in one process.

    In the end the project is in another folder, of which nothing may be seen either.
    """
    said, page = ("The council votes", "The council decides"), "timeline/index.html"
    build(tiny, tmp_path / "a")
    edit(tiny, "content/events.yml", *said)
    build(tiny, tmp_path / "b")
    edit(tiny, "content/events.yml", *reversed(said))
    build(tiny.rename(tmp_path / "another folder"), tmp_path / "c")
    assert said[0] in (tmp_path / "a" / page).read_text()
    assert said[1] in (tmp_path / "b" / page).read_text()
    assert not filecmp.cmp(tmp_path / "a" / page, tmp_path / "b" / page, shallow=False)
    assert differing(tmp_path / "a", tmp_path / "c") == []


def test_the_command_fails_with_the_problems_and_no_traceback(tiny: Path, tmp_path: Path) -> None:
    edit(tiny, "content/terms.yml", "see_also: [ferry]", "see_also: [fery]")
    done = run_mkdocs(tiny, tmp_path / "out")
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert 'content/terms.yml:7 [unknown-term] term "toll" names term "fery"' in said
    assert "Traceback" not in said


def test_a_planted_warning_fails_the_build(tiny: Path, tmp_path: Path) -> None:
    """The gate is strict: a link to nowhere is a warning, and a warning stops it."""
    about = tiny / "docs/about.md"
    about.write_text(about.read_text() + "\nSee [nowhere](plan.md#none).\n")
    done = run_mkdocs(tiny, tmp_path / "out")
    assert done.returncode != 0
    assert "plan.md" in done.stderr
    assert "Traceback" not in done.stderr


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
        edit(tiny, f"content/{file}", old, f"'{evil}'")
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


def test_a_build_writes_nothing_into_the_folders_that_people_edit(
    tiny: Path, tmp_path: Path
) -> None:
    def edited() -> dict[str, bytes]:
        own = {name: data for name, data in tree_of(tiny).items() if not name.startswith(".cache/")}
        return own | {f"overrides/{k}": v for k, v in tree_of(ROOT / "overrides").items()}

    before = edited()
    build(tiny, tmp_path / "out")
    assert edited() == before
