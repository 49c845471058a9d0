"""`make build` puts a new site in place only when it is whole."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from project import ROOT


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """A folder that `make` takes for its own installed environment: it runs this one's Python."""
    folder = tmp_path / "environment"
    (folder / "bin").mkdir(parents=True)
    python = folder / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    return folder


def make_build(project: Path, environment: Path) -> subprocess.CompletedProcess[str]:
    for name in ("requirements.txt", "requirements-test.txt"):
        shutil.copy2(ROOT / name, project)
    for name in (".site-ready", ".test-ready"):  # newer than what it would install
        (environment / name).touch()
    left_out = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "VENV", "SITE_URL", "SOURCE_DATE_EPOCH")
    return subprocess.run(
        ["make", "-C", str(project), "build", f"VENV={environment}"],
        env={name: value for name, value in os.environ.items() if name not in left_out},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_build_that_fails_leaves_the_last_good_site(tiny: Path, environment: Path) -> None:
    shutil.copy(ROOT / "Makefile", tiny)
    marker = tiny / "site" / "last-good.txt"
    marker.parent.mkdir()
    marker.write_text("as it was", encoding="utf-8")
    terms = tiny / "content" / "terms.yml"
    good = terms.read_text(encoding="utf-8")

    terms.write_text(good.replace("see_also: [ferry]", "see_also: [fery]"), encoding="utf-8")
    failed = make_build(tiny, environment)
    assert failed.returncode != 0
    assert "content/terms.yml:7 [unknown-term] " in failed.stdout + failed.stderr
    assert marker.read_text(encoding="utf-8") == "as it was"
    assert [file.name for file in marker.parent.iterdir()] == [marker.name]

    terms.write_text(good, encoding="utf-8")
    built = make_build(tiny, environment)
    assert built.returncode == 0, built.stdout + built.stderr
    assert not marker.exists()
    assert (tiny / "site" / "glossary" / "index.html").is_file()
