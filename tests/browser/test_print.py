"""The page that joins all others, and the PDF that is printed from it, of the small site.

The real one has the same parts as its pages, which are looked at one by one.
"""

import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser

from print_pdf import print_pdf
from project import Served

pytestmark = pytest.mark.xdist_group("paper")  # the PDF is printed once

MANY = 120
"""So many headings that some stand at the top of a sheet."""


@pytest.fixture(scope="module")
def pdf(browser: Browser, tiny_site: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The PDF, with many headings at its end."""
    site = tmp_path_factory.mktemp("printed") / "site"
    shutil.copytree(tiny_site, site)
    file = site / "print" / "index.html"
    headings = "".join(f"<h4>Heading {number}</h4><p>Text.</p>" for number in range(MANY))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("</main>", f"{headings}</main>"), encoding="utf-8")
    return print_pdf(browser, site)


def test_pdf_has_tags_an_outline_a_language_and_a_title(pdf: bytes) -> None:
    assert pdf.startswith(b"%PDF-")
    for part in (rb"/Marked true", rb"/StructTreeRoot", rb"/Outlines", rb"/Lang \(en\)"):
        assert re.search(part, pdf), part
    assert b"/DisplayDocTitle true" in pdf
    assert b"/Title (The whole on one page" in pdf
    tags = set(re.findall(rb"/S /(\w+)", pdf))
    assert {b"H1", b"H2", b"H3", b"Table", b"TH", b"Link", b"LI"} <= tags


def test_a_heading_has_its_text_once_in_the_outline(pdf: bytes) -> None:
    titles = re.findall(rb"/Title \((Heading .*?)\)", pdf)
    assert sorted(titles) == sorted(f"Heading {number}".encode() for number in range(MANY))


def test_links_in_the_pdf_lead_to_the_published_site(pdf: bytes) -> None:
    addresses = set(re.findall(rb"/URI \((.*?)\)", pdf))
    own = {address for address in addresses if b"example.org/bridge/" in address}
    assert own
    assert not [address for address in addresses if b"127.0.0.1" in address]


def test_joined_page_has_no_accessibility_fault(browser: Browser, tiny_site: Path) -> None:
    with Served(tiny_site, "/bridge/").running() as url:
        context = browser.new_context()
        page = context.new_page()
        page.add_init_script(AXE_SCRIPT)
        page.goto(f"{url}print/")
        assert page.locator(".part").count() == 6
        assert page.evaluate("() => axe.run()")["violations"] == []
        context.close()
