"""What the tests share: a copy of a project to break, and the built site."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html

from explainer.site import Site
from project import ROOT, TINY, Served, build, copy_project, own, rendered


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
def unharmed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small site, of which a damaged one takes the pages that hold, as a preview does."""
    found = rendered(copy_project(TINY, tmp_path_factory.mktemp("unharmed") / "tiny"))
    assert found.problems_found == []
    return found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site: the folder that BUILT_SITE names, or one that is built strict here."""
    if given := os.environ.get("BUILT_SITE"):
        return Path(given).resolve()
    folder = tmp_path_factory.mktemp("built") / "site"
    build(ROOT, folder)
    return folder


@pytest.fixture(scope="session")
def site_url(site: Path) -> str:
    """The address for which it was built."""
    (address,) = html.parse(site / "index.html").xpath('//link[@rel="canonical"]/@href')
    return str(address)


@pytest.fixture(scope="session")
def server(site: Path, site_url: str) -> Iterator[Served]:
    """The site, served from this machine at the path for which it was built."""
    served = Served(site, urlsplit(site_url).path)
    with served.running():
        yield served


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site on another subject, built as it is, for tests that only read it."""
    folder = tmp_path_factory.mktemp("small")
    build(copy_project(TINY, folder / "project"), folder / "site")
    return folder / "site"
