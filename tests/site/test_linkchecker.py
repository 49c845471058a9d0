"""A second opinion on links: linkchecker, over HTTP.

It crawls the small site, which has every kind of anchor. The build itself checks each link of the
real site, and `make linkcheck` asks linkchecker about it.

linkchecker asks a server for at most a few pages a second, whatever its settings say, unless the
server answers that it may ask for more: with the header that the server here sends.
"""

import re
import subprocess
import sys
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest

from project import Served, build

PLANTED = (
    '<!doctype html><title>x</title><a href="gone.html">a</a> <a href="../glossary/#lost">b</a>'
)


@pytest.fixture(autouse=True)
def _in_no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let servers tell linkchecker that its limit on requests may hold as it is set."""
    end_headers = SimpleHTTPRequestHandler.end_headers

    def with_permission(handler: SimpleHTTPRequestHandler) -> None:
        handler.send_header("LinkChecker", "welcome")
        end_headers(handler)

    monkeypatch.setattr(SimpleHTTPRequestHandler, "end_headers", with_permission)


def test_linkchecker_finds_what_is_planted_and_nothing_else(tiny: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    served = Served(folder)
    build(tiny, folder, served.url)
    (folder / "planted").mkdir()
    (folder / "planted/index.html").write_text(PLANTED)
    home = folder / "index.html"
    home.write_text(home.read_text().replace("</main>", '<a href="planted/">a</a></main>'))
    settings = tmp_path / "linkchecker.ini"
    # A page is read once for its links, not once more for each anchor that others lead to.
    settings.write_text(
        "[checking]\nmaxrequestspersecond=100000\n[output]\nstatus=0\nwarnings=1\n"
        f"[filtering]\nnofollow={re.escape(served.url)}[^#]*[#]\n[AnchorCheck]\n"
    )
    program = Path(sys.executable).with_name("linkchecker")
    with served.running():
        done = subprocess.run(
            [str(program), "-f", str(settings), "--no-status", served.url],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert "1 warning found. 1 error found" in done.stdout, done.stdout[-3000:] + done.stderr
    assert "gone.html" in done.stdout
    assert "Anchor `lost'" in done.stdout
