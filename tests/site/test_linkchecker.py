"""A second opinion on links: linkchecker, over HTTP, with anchors."""

import subprocess
import sys
from pathlib import Path

from project import Served


def run_linkchecker(url: str, folder: Path) -> subprocess.CompletedProcess[str]:
    settings = folder / "linkchecker.ini"
    # one thread: several give false warnings about anchors (linkchecker issue 555)
    settings.write_text("[AnchorCheck]\n[checking]\nthreads=1\n[output]\nstatus=0\nwarnings=1\n")
    program = Path(sys.executable).with_name("linkchecker")
    return subprocess.run(
        [str(program), "-f", str(settings), "--no-status", url],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_linkchecker_finds_nothing(server: Served, tmp_path: Path) -> None:
    done = run_linkchecker(server.url, tmp_path)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert "0 errors found" in done.stdout


def test_linkchecker_would_find_a_dead_link_and_a_dead_anchor(tmp_path: Path) -> None:
    folder = tmp_path / "planted"
    folder.mkdir()
    (folder / "index.html").write_text(
        '<!doctype html><title>x</title><a href="gone.html">a</a> <a href="page.html#none">b</a>'
    )
    (folder / "page.html").write_text("<!doctype html><title>y</title><p id='some'>z</p>")
    served = Served(folder)
    with served.running():
        done = run_linkchecker(served.url, tmp_path)
    assert done.returncode == 1
    assert "gone.html" in done.stdout
    assert "none" in done.stdout
