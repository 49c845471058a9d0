"""Finds a Chromium-like browser for the tests, or gets one.

`python tests/find_browser.py` prints "Browser for the tests: " and the path of the one that is
found; with `--get` it fetches one when there is none: by Playwright's own download, or by the
system's package manager when run as root.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = (
    *("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome"),
    *("google-chrome-stable", "microsoft-edge"),
)

WAYS = """\
No browser was found for the tests, and none could be fetched. Ways to get one:
  - set SITE_BROWSER to the path of Chromium, Chrome or Edge;
  - .venv/bin/python -m playwright install chromium
  - Debian or Ubuntu: sudo apt-get install chromium
Then run the command again.
"""


def find() -> str | None:
    """The path of a browser: SITE_BROWSER, one on PATH, or Playwright's own."""
    if chosen := os.environ.get("SITE_BROWSER"):
        return shutil.which(chosen)
    for name in NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def get() -> None:
    """Fetch a browser in the first way that works; failures are shown and the next is tried."""
    commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        install = "apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium"
        commands.append(["sh", "-c", install])
    for command in commands:
        sys.stderr.write(f"Getting a browser: {' '.join(command)}\n")
        subprocess.run(command, check=False, stdout=sys.stderr)
        if find():
            return


def main(arguments: list[str]) -> int:
    """Print what browser there is.

    Returns:
        0 when there is one, 4 when there is none.
    """
    if "--get" in arguments and not os.environ.get("SITE_BROWSER") and not find():
        get()
    path = find()
    if path is None:
        sys.stderr.write(WAYS)
        return 4
    sys.stdout.write(f"Browser for the tests: {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
