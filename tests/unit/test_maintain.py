"""The files that are made from others: written, and held against what they should be."""

from pathlib import Path

import pytest

from explainer.data.schemas import schemas
from explainer.maintain import main
from explainer.records.lasting_ids import FILE
from project import ROOT


@pytest.fixture
def current(tiny: Path) -> Path:
    """The small site with all that is made from it."""
    assert [main([name], tiny) for name in ("schema", "ids")] == [0, 0]
    return tiny


def written(root: Path) -> dict[str, bytes]:
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in (root / "content").rglob("*")
        if file.is_file()
    }


def test_check_is_content_with_what_was_written(
    current: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = written(current)
    assert {f"content/schema/{name}" for name in schemas()} < set(before)
    assert main(["check"], current) == 0
    assert capsys.readouterr() == ("", "")
    assert written(current) == before


def test_what_is_made_from_this_content_is_current() -> None:
    assert main(["check"], ROOT) == 0


def test_each_command_writes_its_own_files_alone(tiny: Path) -> None:
    before = written(tiny)
    main(["ids"], tiny)
    assert {path for path, text in written(tiny).items() if before.get(path) != text} == {FILE}
    before = written(tiny)
    main(["schema"], tiny)
    new = {path for path, text in written(tiny).items() if before.get(path) != text}
    assert new == {f"content/schema/{name}" for name in schemas()}


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("content/schema/terms.json", "schema"),
        ("content/schema/data/events.json", "schema"),
        (FILE, "ids"),
    ],
)
def test_check_names_the_file_that_is_stale_and_leaves_it(
    path: str, command: str, current: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (current / path).write_text("{}")
    assert main(["check"], current) == 1
    assert capsys.readouterr().err == f'{path} is out of date; run "make {command}"\n'
    assert (current / path).read_text() == "{}"


@pytest.mark.parametrize("path", ["content/schema/source.json", FILE])
def test_check_names_the_file_that_is_missing(
    path: str, current: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (current / path).unlink()
    assert main(["check"], current) == 1
    assert capsys.readouterr().err.startswith(f"{path} is out of date; ")
    assert not (current / path).exists()


def test_check_names_all_that_is_stale(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"], tiny) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(schemas()) + 1


@pytest.mark.parametrize("arguments", [[], ["--check"], ["a"], ["schema", "ids"], ["check", "x"]])
def test_bad_usage(arguments: list[str], tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = written(tiny)
    assert main(arguments, tiny) == 2
    assert "usage" in capsys.readouterr().err
    assert written(tiny) == before
