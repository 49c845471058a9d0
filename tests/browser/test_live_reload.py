"""Saving a page or a record shows up in an open browser, without a restart of `mkdocs serve`."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from project import ROOT, TINY, copy_project


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the small site under the command that `make serve` runs."""
    project = copy_project(TINY, tmp_path / "served")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text() + "watch: [content]\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *(sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a"),
        f"127.0.0.1:{port}",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "NO_MKDOCS_2_WARNING": "true"}
    with subprocess.Popen(
        command, cwd=project, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        for line in process.stderr:
            if "Serving on" in line:
                break
        yield project, f"http://127.0.0.1:{port}/"
        process.terminate()
        process.stderr.read()


def test_saving_shows_up_in_the_open_browser(browser: Browser, serving: tuple[Path, str]) -> None:
    project, address = serving
    page = browser.new_page()
    page.goto(f"{address}topics/plan/")
    expect(page.locator("article")).to_contain_text("A bridge is wanted.")

    plan = project / "docs/topics/plan.md"
    plan.write_text(plan.read_text().replace("A bridge is wanted.", "A bridge is longed for."))
    expect(page.locator("article")).to_contain_text("A bridge is longed for.", timeout=20_000)

    events = project / "content/events.yml"
    events.write_text(events.read_text().replace("The council votes", "The council decides"))
    expect(page.locator("article")).to_contain_text("The council decides", timeout=20_000)

    # a new record appears in every place that it belongs to, and nowhere has to be told
    events.write_text(
        events.read_text() + "\n- id: ribbon\n  date: 2022-04-01\n  title: The ribbon is cut\n"
        "  summary: The mayor cut it.\n  actors: [quay]\n  topics: [plan]\n"
        "  sources: [gazette-2020]\n"
    )
    expect(page.locator(".strip li#ribbon")).to_be_visible(timeout=20_000)
    for view in (
        "timeline/topic/plan/",
        "timeline/actor/quay/",
        "timeline/year/2022/",
        "timeline/",
    ):
        page.goto(f"{address}{view}#ribbon")
        expect(page.locator("li#ribbon")).to_contain_text("The mayor cut it.")
    assert page.locator(".chart a[href='#y2022']").get_attribute("aria-label") == "2022: 1 event"
    for file in ("data/events.json", "data/events.csv", "data/events.ics"):
        assert "ribbon" in page.request.get(f"{address}{file}").text(), file
    assert "ribbon" in page.request.get(f"{address}timeline/actor/quay/events.csv").text()
    assert "ribbon" not in page.request.get(f"{address}timeline/actor/council/events.csv").text()
    page.goto(f"{address}topics/cost/")
    expect(page.locator("article")).not_to_contain_text("The ribbon is cut")
    page.goto(f"{address}timeline/")

    # a mistake leaves the last good page standing, and mending it goes on by itself
    good = events.read_text()
    events.write_text(good.replace("2022-04-01", "2022-04-31"))
    page.wait_for_timeout(3_000)
    expect(page.locator("li#ribbon")).to_contain_text("The mayor cut it.")
    events.write_text(good.replace("The mayor cut it.", "The mayor cut it twice."))
    expect(page.locator("li#ribbon")).to_contain_text("cut it twice", timeout=20_000)
    page.close()


def test_uses_stay_right_when_pages_change(browser: Browser, serving: tuple[Path, str]) -> None:
    project, address = serving
    page = browser.new_page()
    page.goto(f"{address}glossary/#toll")
    # the script that reloads the page is none of the site's own, so a preview has no policy
    assert page.locator("meta[http-equiv], [data-fill]").count() == 0
    uses = page.locator("[data-entry='term toll'] .used-on")
    expect(uses.locator("a[href*='topics/plan']").first).to_be_attached()

    plan = project / "docs/topics/plan.md"
    text = plan.read_text()
    assert "## What does the toll do?" in text
    plan.write_text(text.replace("What does the toll do?", "Who gains by it?"))
    expect(uses.get_by_text("Who gains by it?")).to_be_attached(timeout=20_000)
    expect(uses.get_by_text("What does the toll do?")).to_have_count(0)
    page.close()
