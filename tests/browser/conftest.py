"""A real browser for the tests; without one they fail and say how to get one."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import find_browser
from browser_sizes import DESK
from project import Served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, with its sandbox wherever the user is not root."""
    path = find_browser.find()
    assert path, find_browser.WAYS
    flags = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=flags)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, server: Served) -> Iterator[Callable[..., Page]]:
    """Open an address of the site; errors and requests to elsewhere fail the test.

    What the page's policy forbids is an error too, and so is a cookie that is kept.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(address: str, **options: object) -> Page:
        context = browser.new_context(**{"viewport": DESK, **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{address}: {error}"))
        page.on(
            "console",
            lambda said: faults.append(f"{address}: {said.text}") if said.type == "error" else None,
        )
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((server.url, "data:", "blob:"))
                else faults.append(f"{address}: request to {request.url}")
            ),
        )
        page.goto(server.url + address)
        return page

    yield opened
    for context in contexts:
        faults.extend(f"a cookie is kept: {cookie['name']}" for cookie in context.cookies())
        context.close()
    assert not faults


@pytest.fixture(scope="session")
def pages(site: Path) -> list[str]:
    """Every page but the views: those that people wrote or that show a whole list.

    Nor the page that joins them, which has their parts again and is too long for every test.
    """
    found = [f.parent.relative_to(site).as_posix() + "/" for f in sorted(site.rglob("index.html"))]
    whole = [address for address in found if address.count("/") < 3 and address != "print/"]
    return ["" if address == "./" else address for address in whole]


@pytest.fixture(scope="session")
def addresses(site: Path, pages: list[str]) -> list[str]:
    """Every page, and one of each sort of those that repeat the parts of another page.

    What a view shows stands on the page of its whole list too: one of middling size is taken. The
    pages of the modules' reference are made from docstrings alike: it is the shortest.
    """
    size_of = partial(bytes_of, site)
    views: dict[str, list[str]] = {}
    for file in site.glob("*/*/*/index.html"):
        address = file.parent.relative_to(site).as_posix() + "/"
        views.setdefault(address.rsplit("/", 2)[0], []).append(address)
    assert len(views) == 8, "timeline by three, positions by two, the other lists by one"
    middling = [sorted(of_sort, key=size_of)[len(of_sort) // 2] for of_sort in views.values()]
    reference = [page for page in pages if page.startswith("editors/reference")]
    longer = sorted(reference, key=size_of)[1:]
    return [*(page for page in pages if page not in longer), *middling]


@pytest.fixture(scope="session")
def topic(site: Path, pages: list[str]) -> str:
    """The longest page of a topic, which has terms and citations."""
    return max((page for page in pages if page.startswith("topics/")), key=partial(bytes_of, site))


def bytes_of(site: Path, address: str) -> int:
    """How large the file of a page is."""
    return (site / address / "index.html").stat().st_size
