"""Prints the whole site as a tagged PDF: `make pdf`.

`python tests/print_pdf.py site explainer.pdf` reads the built site in the folder `site`. A browser
is shown its pages under the address for which they were built, so that links lead there.
"""

import os
import sys
from pathlib import Path

from lxml import html
from playwright.sync_api import Browser, Route, sync_playwright

import find_browser

PAGE = "print/"
"""The page that joins the others."""


def print_pdf(browser: Browser, site: Path) -> bytes:
    """Return the page as a PDF of A4 pages, with an outline of its headings and with tags."""
    (address,) = html.parse(site / PAGE / "index.html").xpath('//link[@rel="canonical"]/@href')
    base = address.removesuffix(PAGE)

    def serve(route: Route) -> None:
        file = site / route.request.url.removeprefix(base)
        route.fulfill(path=file / "index.html" if file.is_dir() else file)

    page = browser.new_page()
    page.route("**/*", serve)
    page.goto(address)
    page.evaluate("() => document.fonts.ready")
    printed = page.pdf(format="A4", tagged=True, outline=True)
    page.close()
    return printed


def main(site: str, target: str) -> None:
    """Print the site in a folder into a file."""
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        path = find_browser.find()
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        Path(target).write_bytes(print_pdf(browser, Path(site)))
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
