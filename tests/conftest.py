"""What the tests share: a copy of a project to break, and the built site."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from project import ROOT, TINY, Served, build, copy_project, own


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the small site on another subject."""
    return copy_project(TINY, tmp_path / "tiny")


@pytest.fixture
def edit(tiny: Path) -> Callable[[str, str, str], int]:
    """Replace a text that occurs once in a file of the small site; returns its line."""

    def replace(path: str, old: str, new: str) -> int:
        file = own(tiny, path)
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {path}"
        file.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace


@pytest.fixture(scope="session")
def site_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    return tmp_path_factory.mktemp("built") / "site"


@pytest.fixture(scope="session")
def server(site_dir: Path) -> Iterator[Served]:
    """The real site, built strict for the address at which it is served."""
    site_dir.mkdir()
    served = Served(site_dir)
    build(ROOT, site_dir, served.url)
    with served.running():
        yield served


@pytest.fixture(scope="session")
def site(server: Served, site_dir: Path) -> Path:
    """The built site as files."""
    return site_dir
