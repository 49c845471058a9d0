"""`make another` writes a project on another subject: whole, with nothing of this one in it.

All its own tests are run once a week, see `.github/workflows/`, because they take minutes.
"""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from explainer.maintain import main
from explainer.problems import report
from project import ROOT, TINY, rendered

EXAMPLE = ROOT / "tests" / "fixtures" / "example"


def make_another(target: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "-s", "-C", str(ROOT), "another", f"DIR={target}"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The new project."""
    project = tmp_path_factory.mktemp("another") / "project"
    done = make_another(project)
    assert done.returncode == 0, done.stderr
    return project


def read(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - texts only


def named_in(project: Path) -> set[str]:
    """What has a name in a project: the site, its topics, actors, places and what happened."""
    content = project / "content"
    names = {read(project / "mkdocs.yml")["site_name"]}
    names |= {f"topics/{file.stem}" for file in (project / "docs" / "topics").glob("*.md")}
    for actor in read(content / "actors.yml"):
        names |= {actor["name"], *actor.get("forms", ()), *actor.get("exact", ())}
    for kind, field in (("events", "title"), ("questions", "question")):
        names |= {record[field] for record in read(content / f"{kind}.yml")}
    for event in read(content / "events.yml"):
        names |= set(event.get("place", "").split(", "))
    for figure in map(read, (content / "figures").glob("*.yml")):
        names.add(figure["title"])
        if on_map := figure.get("map"):
            names |= {row[on_map["name"]] for row in figure["rows"]}
    return names


def test_it_is_the_same_but_for_the_subject(another: Path) -> None:
    for name in ("Makefile", "LICENSE", "pyproject.toml", "requirements.txt", "CONTRIBUTING.md"):
        assert (another / name).read_bytes() == (ROOT / name).read_bytes(), name
    for folder in ("hooks", "overrides", "docs/editors", ".github/workflows", "content/schema"):
        ours = {f.relative_to(ROOT) for f in (ROOT / folder).rglob("*") if f.is_file()}
        ours = {name for name in ours if "__pycache__" not in name.parts}
        assert {name for name in ours if not (another / name).is_file()} == set()
    assert {f.name for f in (another / "docs" / "topics").iterdir()} == {
        f.name for f in (EXAMPLE / "docs" / "topics").iterdir()
    }


def test_nothing_of_this_subject_is_in_any_file(another: Path) -> None:
    """What is named here and in no fixture; initials such as U.S. may stand anywhere."""
    names = named_in(ROOT) - named_in(EXAMPLE) - named_in(TINY)
    names = {name for name in names if len(name) > 4}
    files = [f for f in another.rglob("*") if f.is_file() and ".git" not in f.parts]
    assert len(files) > 300
    for file in files:
        text = f"{file.relative_to(another)}\n{file.read_text(encoding='utf-8', errors='ignore')}"
        found = [name for name in names if name in text]  # a fast look, before a careful one
        found = [name for name in found if re.search(rf"(?<![\w-]){re.escape(name)}(?!\w)", text)]
        assert not found, file.relative_to(another)


def test_what_its_pages_for_editors_name_is_there(another: Path) -> None:
    for page in (another / "docs" / "editors").glob("*.md"):
        prose = re.sub(r"(?ms)^```.*?^```$", "", page.read_text(encoding="utf-8"))
        for path in re.findall(r"`((?:content|docs|hooks|overrides|tests)/[\w./-]*)`", prose):
            assert (another / path).exists(), (page.name, path)


def test_it_has_no_problem_and_nothing_out_of_date(
    another: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = rendered(another)
    assert not site.problems_found, report(site.problems_found)
    assert main(["check"], another) == 0, capsys.readouterr().err


def test_its_settings_differ_in_names_only() -> None:
    """What is set here for the engine, such as an extension, must be set there too."""
    ours, its = read(ROOT / "mkdocs.yml"), read(EXAMPLE / "mkdocs.yml")
    own = {"site_name", "site_description", "site_author", "copyright", "nav"}
    assert ours.keys() == its.keys()
    assert {key for key in ours if ours[key] != its[key]} <= own


def test_a_folder_that_exists_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("as it was", encoding="utf-8")
    done = make_another(tmp_path)
    assert done.returncode != 0
    assert "exists already" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["kept"]
