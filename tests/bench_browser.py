"""What a real browser sees: how soon a save shows up in the preview, and what a page weighs."""

import gzip
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Self

from playwright.sync_api import Browser, Error, Page, sync_playwright

import find_browser
from generated_sites import WAYS, write_site
from measuring import KILO, environment, note, resident, run_build, say, say_table, spread
from project import ROOT, copy_project

PREVIEW_ENVIRONMENT = {"WHOLE_SITE": "false"}
"""What `make serve` leaves out to be quick."""
SERVE = ("-m", "mkdocs", "serve", "--livereload")
"""What `make serve` runs."""

PREVIEW_PAGES, PREVIEW_NAMES = 300, 500
"""The generated site that is previewed."""

PATIENCE = 120.0
"""Seconds until a server that does not start, or a save that does not show up, is a fault."""

COMPRESSED = ("text/", "application/json", "application/javascript", "image/svg+xml")
"""The kinds of files that servers compress."""

SORTS = ("page", "figures", "style", "fonts", "scripts", "other")
"""What a page consists of, as the table has it."""


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """A browser without a window.

    Raises:
        RuntimeError: When there is none; it says how to get one.
    """
    path = find_browser.find()
    if path is None:
        raise RuntimeError(find_browser.WAYS)
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@dataclass(slots=True)
class Saved:
    """A file that is saved again and again, each time with another word in one place.

    Attributes:
        name: What sort of file it is.
        file: The file.
        address: A page of the site on which the word can be read.
        after: The word is the first “the” after a match of this pattern.
        seconds: From each save to the reloaded page.
    """

    name: str
    file: Path
    address: str
    after: str
    seconds: list[float] = field(default_factory=list)
    _parts: tuple[str, str] = ("", "")

    def __post_init__(self) -> None:
        text = self.file.read_text(encoding="utf-8")
        found = re.search(rf"(?ms){self.after}.*? (the) ", text)
        if found is None:
            raise ValueError(f"{self.file} has no “the” to put another word for")
        self._parts = text[: found.start(1)], text[found.end(1) :]

    def save(self, page: Page, word: str) -> None:
        """Save the file with a word in the place, and wait until the page is loaded with it.

        Args:
            page: Shows `address`.
            word: A word that the site does not have yet.
        """
        start = time.perf_counter()
        self.file.write_text(word.join(self._parts), encoding="utf-8")
        while True:
            page.wait_for_event("load", timeout=PATIENCE * KILO)
            seconds = time.perf_counter() - start
            with suppress(Error):  # it is loaded once more already
                if word in page.content():
                    self.seconds.append(seconds)
                    return


def measure_preview(saves: int, scale: float, folder: Path) -> list[str]:
    """Print how soon saves show up, and the memory of the server.

    Args:
        saves: How many times a file is saved, a page and a record in turn.
        scale: How many times as many pages and names the generated site has.
        folder: An empty folder.

    Returns:
        What took longer than its aim, by the median of its saves.
    """
    pages, names = (max(2, round(number * scale)) for number in (PREVIEW_PAGES, PREVIEW_NAMES))
    real = copy_project(ROOT, folder / "real")
    generated = write_site(WAYS[-1], pages, names, folder / "generated")
    topic = min((real / "docs" / "topics").glob("*.md"))
    sites = [
        ("The real site", real, Path("topics", topic.name), 1),
        (f"{pages} pages, {names} names", generated, Path("part-000", "page-0000.md"), 3),
    ]
    times, memory, missed = [], [], []
    steps = [n for n in range(1, saves + 1) if n == 1 or n % 10 == 0 or n == saves]
    for name, project, path, aim in sites:
        note(f"preview: {name}")
        saved = [
            Saved("a page", project / "docs" / path, f"{path.with_suffix('')}/", r"\A---.*?^---$"),
            Saved("a record", project / "content" / "terms.yml", "glossary/", r"^  long:"),
        ]
        held = _save_in_turn(project, saved, saves)
        for part in saved:
            times.append((name, part.name, str(len(part.seconds)), spread(part.seconds), str(aim)))
            if statistics.median(part.seconds) > aim:
                missed.append(f"{name}: {part.name} that is saved shows up after more than {aim} s")
        memory.append((name, *(f"{held[step]:.0f}" for step in steps)))
    say_table(("Site", "Saved", "Saves", "Seconds until the page is loaded", "At most"), times)
    say_table(("Memory of the server in MB after so many saves", *map(str, steps)), memory)
    say("Aim: level memory.\n")
    return missed


def _save_in_turn(project: Path, saved: list[Saved], saves: int) -> dict[int, float]:
    """Save files in turn under a running preview.

    Args:
        project: The project that is served.
        saved: The files, which keep their times.
        saves: How many saves in all.

    Returns:
        The megabytes that the server holds, by the number of saves.
    """
    held = {}
    pause = random.Random(1)  # noqa: S311 - the server looks at the files four times a second
    with opened_browser() as browser, _serving(project) as (process, address):
        pages = [browser.new_page() for _ in saved]
        for page, part in zip(pages, saved, strict=True):
            page.goto(address + part.address)
            page.goto("about:blank")
        for number in range(saves):
            page, part = pages[number % len(saved)], saved[number % len(saved)]
            page.goto(address + part.address)
            page.wait_for_timeout(500 + pause.random() * 500)
            part.save(page, f"saved{number}word")
            page.goto("about:blank")  # one open page reloads, not two
            held[number + 1] = resident(process)
    return held


@contextmanager
def _serving(project: Path) -> Iterator[tuple[int, str]]:
    """Run the preview; gives its process and its address.

    Raises:
        RuntimeError: With what it said, when it does not start or something goes wrong meanwhile.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, *SERVE, "-a", f"127.0.0.1:{port}"]
    log = project / "serve.log"
    with (
        log.open("w") as file,
        subprocess.Popen(
            command, cwd=project, env={**environment(), **PREVIEW_ENVIRONMENT}, stderr=file
        ) as process,
    ):
        try:
            _wait_for("Serving on", log, process)
            yield process.pid, f"http://127.0.0.1:{port}/"
        except Exception as error:
            raise RuntimeError(f"{error}\nThe server said:\n{log.read_text()[-3_000:]}") from error
        finally:
            process.terminate()


def _wait_for(text: str, log: Path, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while text not in log.read_text():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError("the preview does not start")
        time.sleep(0.1)


class _Compressing(ThreadingHTTPServer):
    """Serves a folder, compressed as web hosts do, and keeps what it sent.

    Attributes:
        sent: The path and the bytes of the body of each answer, in order.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sent: list[tuple[str, int]] = []
        super().__init__(("127.0.0.1", 0), _Answer)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Answer(BaseHTTPRequestHandler):
    """One request to `_Compressing`."""

    server: _Compressing
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file; a folder is its `index.html`."""
        path = self.path.partition("?")[0]
        file = self.server.folder / (path + "index.html" if path.endswith("/") else path)[1:]
        found = file.is_file()
        body = file.read_bytes() if found else b""
        kind = guess_type(file)[0] or "application/octet-stream"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", kind)
        if kind.startswith(COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.server.sent.append((path, len(body)))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def measure_weight(folder: Path) -> None:
    """Print what a first view of each page of the real site loads, and what search loads then.

    Args:
        folder: An empty folder.
    """
    note("weight: the real site")
    site = folder / "site"
    run_build(ROOT, site)
    files = sorted(site.rglob("*.html"))
    addresses = [f.relative_to(site).as_posix().removesuffix("index.html") for f in files]
    with opened_browser() as browser, _Compressing(site) as server:
        weights = {address: _weigh(browser, server, address) for address in addresses}
        more = _weigh_search(browser, server)
    say("Kilobytes as they are sent, compressed with gzip, to a browser that has nothing yet.\n")
    heads = (*map(str.capitalize, SORTS), "First view, kB", "Requests")
    say_table(("Page", *heads), [(a or "(home)", *row(w)) for a, w in weights.items()])
    say("\nThe heaviest page of each kind:\n")
    kinds: dict[str, list[Weight]] = {}
    for address, weight in weights.items():
        kinds.setdefault(_kind(address), []).append(weight)
    heaviest = {k: max(found, key=lambda w: sum(w.sizes.values())) for k, found in kinds.items()}
    say_table(
        ("Kind", "Pages", *heads),
        [(kind, str(len(kinds[kind])), *row(weight)) for kind, weight in heaviest.items()],
    )
    say(f"\nSearch loads {_kilobytes(more)} kB more when it is first opened.")


@dataclass(frozen=True, slots=True)
class Weight:
    """What a first view loads: bytes by sort, and the number of requests."""

    sizes: dict[str, int]
    requests: int


def row(weight: Weight) -> tuple[str, ...]:
    """A weight as cells: kilobytes of each of `SORTS` and of all, and requests."""
    sizes = weight.sizes
    cells = [_kilobytes([sizes.get(sort, 0)]) for sort in SORTS]
    return (*cells, _kilobytes(sizes.values()), str(weight.requests))


def _weigh(browser: Browser, server: _Compressing, address: str) -> Weight:
    server.sent.clear()
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.url + address, wait_until="networkidle")
    context.close()
    sizes: Counter[str] = Counter()
    for path, size in server.sent:
        sizes[_sort(path)] += size
    # Drawings are a part of the page: they are what it would be lighter without.
    file = server.folder / (address if address.endswith(".html") else f"{address}index.html")
    html = file.read_bytes()
    plain = re.sub(rb"(?s)<svg.*?</svg>", b"", html)
    drawn = len(gzip.compress(html, 6)) - len(gzip.compress(plain, 6))
    sizes["page"] -= drawn
    sizes["figures"] += drawn
    return Weight(dict(sizes), len(server.sent))


def _weigh_search(browser: Browser, server: _Compressing) -> list[int]:
    page = browser.new_page()
    page.goto(server.url, wait_until="networkidle")
    server.sent.clear()
    page.locator(".search-open").click()
    page.wait_for_timeout(500)
    page.wait_for_load_state("networkidle")
    page.close()
    return [size for _, size in server.sent]


def _kind(address: str) -> str:
    """Home, a topic, a list by its name, its filtered parts, or the pages for editors."""
    first, *rest = address.strip("/").split("/")
    if first in ("topics", "editors"):
        return first
    return f"{first}, filtered" if rest else first or "home"


def _kilobytes(sizes: Iterable[int]) -> str:
    return f"{sum(sizes) / KILO:.1f}"


def _sort(path: str) -> str:
    """To which of `SORTS` an address belongs."""
    if path.startswith("/assets/figures/") or path.endswith(".png"):
        return "figures"
    ends = {"/": "page", ".html": "page", ".js": "scripts", ".css": "style", ".woff2": "fonts"}
    return next((sort for end, sort in ends.items() if path.endswith(end)), "other")
