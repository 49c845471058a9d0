"""A second opinion on links: linkchecker, over HTTP.

It asks a server for at most a few pages a second, whatever its settings say, unless the server
answers that it may ask for more: with the header that the servers here send.

Its check of anchors reads a page again for each fragment that leads there. That is done for the
small site, which has every kind of anchor; the thousands of the real site are checked in
test_pages.py.
"""

import subprocess
import sys
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest

from project import Served, build

NO_LIMIT = 100_000
"""Requests a second."""


@pytest.fixture(autouse=True)
def _in_no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let servers tell linkchecker that its limit on requests may hold as it is set."""
    end_headers = SimpleHTTPRequestHandler.end_headers

    def with_permission(handler: SimpleHTTPRequestHandler) -> None:
        handler.send_header("LinkChecker", "welcome")
        end_headers(handler)

    monkeypatch.setattr(SimpleHTTPRequestHandler, "end_headers", with_permission)


def run_linkchecker(
    url: str, folder: Path, anchors: bool = False
) -> subprocess.CompletedProcess[str]:
    settings = folder / "linkchecker.ini"
    settings.write_text(
        f"[checking]\nmaxrequestspersecond={NO_LIMIT}\n[output]\nstatus=0\nwarnings=1\n"
        + "[AnchorCheck]\n" * anchors
    )
    program = Path(sys.executable).with_name("linkchecker")
    return subprocess.run(
        [str(program), "-f", str(settings), "--no-status", url],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_linkchecker_finds_nothing(server: Served, tmp_path: Path) -> None:
    done = run_linkchecker(server.url, tmp_path)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert "0 errors found" in done.stdout


def test_linkchecker_finds_every_anchor_of_the_small_site(tiny: Path, tmp_path: Path) -> None:
    for path in ("accessibility.md", "editors/index.md"):  # the foot of every page leads to both
        page = tiny / "docs" / path
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"---\ntitle: {path}\ndescription: The page {path}.\n---\n\nText.\n")
    folder = tmp_path / "out"
    folder.mkdir()
    served = Served(folder)
    build(tiny, folder, served.url)
    with served.running():
        done = run_linkchecker(served.url, tmp_path, anchors=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert "0 warnings found. 0 errors found" in done.stdout


def test_linkchecker_would_find_a_dead_link_and_a_dead_anchor(tmp_path: Path) -> None:
    folder = tmp_path / "planted"
    folder.mkdir()
    (folder / "index.html").write_text(
        '<!doctype html><title>x</title><a href="gone.html">a</a> <a href="there.html#lost">b</a>'
    )
    (folder / "there.html").write_text('<!doctype html><title>y</title><p id="found">c</p>')
    served = Served(folder)
    with served.running():
        done = run_linkchecker(served.url, tmp_path, anchors=True)
    assert done.returncode == 1
    assert "1 warning found. 1 error found" in done.stdout
    assert "gone.html" in done.stdout
    assert "Anchor `lost'" in done.stdout
