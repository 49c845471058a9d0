"""A second opinion on links: linkchecker, over HTTP.

Its check of anchors reads a page again for each of several thousand fragments; those are checked
in test_pages.py.
"""

import subprocess
import sys
from pathlib import Path

from project import Served


def run_linkchecker(url: str, folder: Path) -> subprocess.CompletedProcess[str]:
    settings = folder / "linkchecker.ini"
    settings.write_text("[output]\nstatus=0\nwarnings=1\n")
    program = Path(sys.executable).with_name("linkchecker")
    return subprocess.run(
        [str(program), "-f", str(settings), "--no-status", url],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_linkchecker_finds_nothing(server: Served, tmp_path: Path) -> None:
    done = run_linkchecker(server.url, tmp_path)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert "0 errors found" in done.stdout


def test_linkchecker_would_find_a_dead_link(tmp_path: Path) -> None:
    folder = tmp_path / "planted"
    folder.mkdir()
    (folder / "index.html").write_text('<!doctype html><title>x</title><a href="gone.html">a</a>')
    served = Served(folder)
    with served.running():
        done = run_linkchecker(served.url, tmp_path)
    assert done.returncode == 1
    assert "gone.html" in done.stdout
