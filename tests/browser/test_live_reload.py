"""Saving a page or a record shows up in an open browser, without a restart of `mkdocs serve`."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from project import ROOT, TINY, copy_project

pytestmark = pytest.mark.xdist_group("preview")  # one preview for all of them


class Serving:
    """A copy of the small site under the command that `make serve` runs, on a free port."""

    def __init__(self, folder: Path) -> None:
        self.project = copy_project(TINY, folder / "served")
        config = self.project / "mkdocs.yml"
        config.write_text(config.read_text() + "watch: [content]\n")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.place = f"127.0.0.1:{free.getsockname()[1]}"
        self.address = f"http://{self.place}/bridge/"  # the path of its site_url
        self.said = folder / "said"

    @contextmanager
    def running(self) -> Iterator[None]:
        command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", self.place]
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "hooks"),
            "NO_MKDOCS_2_WARNING": "true",
        }
        with (
            self.said.open("w") as said,
            subprocess.Popen(
                command, cwd=self.project, env=environment, stderr=said, text=True
            ) as process,
        ):
            try:
                self.wait_until_said("Serving on", process)
                yield
            finally:
                process.terminate()

    def wait_until_said(
        self, words: str, process: subprocess.Popen[str] | None = None, times: int = 1
    ) -> None:
        """Wait until the command has said some words in its terminal, that many times."""
        end = time.monotonic() + 60
        while self.said.read_text().count(words) < times:
            assert time.monotonic() < end, self.said.read_text()
            assert process is None or process.poll() is None, self.said.read_text()
            time.sleep(0.05)


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """One preview for all tests of this module, each of which changes something else."""
    preview = Serving(tmp_path_factory.mktemp("preview"))
    with preview.running():
        yield preview


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def test_saving_shows_up_in_the_open_browser(page: Page, serving: Serving) -> None:
    project, address = serving.project, serving.address
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
    for file in ("data/events.json", "data/events.csv", "data/events.ics"):
        assert "ribbon" in page.request.get(f"{address}{file}").text(), file
    assert "ribbon" in page.request.get(f"{address}timeline/actor/quay/events.csv").text()
    assert "ribbon" not in page.request.get(f"{address}timeline/actor/council/events.csv").text()
    page.goto(f"{address}topics/cost/")
    expect(page.locator("article")).not_to_contain_text("The ribbon is cut")
    page.goto(f"{address}timeline/")


def test_problems_take_the_place_of_the_site_until_they_are_mended(
    page: Page, serving: Serving
) -> None:
    project, address = serving.project, serving.address
    page.goto(f"{address}timeline/")
    events = project / "content/events.yml"
    good = events.read_text()
    fault = '[impossible-date] event "vote": date "2020-02-30" does not exist'

    events.write_text(good.replace("date: 2020-05-03", "date: 2020-02-30"))
    expect(page.locator("main > ul > li")).to_contain_text(fault, timeout=20_000)
    expect(page.get_by_role("heading")).to_have_text("1 problem")
    assert fault.replace('"', "&quot;") in page.request.get(f"{address}glossary/").text()
    serving.wait_until_said(fault)

    # whoever saves again with the fault still there is told again, in the terminal too
    events.write_text(events.read_text() + "# seen\n")
    serving.wait_until_said(fault, times=2)

    events.write_text(good)
    expect(page.locator("li#vote")).to_be_visible(timeout=20_000)
    assert "Traceback" not in serving.said.read_text()


def test_settings_that_cannot_be_read_are_shown_until_they_are_mended(
    page: Page, serving: Serving
) -> None:
    page.goto(f"{serving.address}glossary/")
    settings = serving.project / "mkdocs.yml"
    good = settings.read_text()
    settings.write_text(good + "nav: [\n")
    said = re.compile(r"^mkdocs\.yml:\d+ \[configuration\] .*pars")
    expect(page.locator("main > ul > li")).to_have_text(said, timeout=20_000)
    settings.write_text(good)
    expect(page.locator("[data-entry='term toll']")).to_be_visible(timeout=20_000)
    assert "Traceback" not in serving.said.read_text()


def test_uses_stay_right_when_pages_change(page: Page, serving: Serving) -> None:
    project, address = serving.project, serving.address
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
