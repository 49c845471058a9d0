"""Search: what it finds, in which order, and how it is used.

The questions of readers are in `search.yml`. They are put to the real site, in one page: the index
is read once.
"""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Route, expect

from project import ROOT, Served

Open = Callable[..., Page]


def read(file: Path) -> Any:
    """Read a file of YAML."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def content(name: str) -> Any:
    """The records of a file of content/."""
    return read(ROOT / "content" / f"{name}.yml")


QUESTIONS = read(Path(__file__).with_name("search.yml"))
LARGEST_INDEX = 60_000
"""Bytes of the index as it is sent, compressed."""
OPENER = ".search-open"
STATUS = "dialog [role=status]"
RESULTS = "dialog li a"

# Types each question and waits until the dialog says that it has answered it.
ASK = """
async (questions) => {
  const dialog = document.querySelector("dialog"), input = dialog.querySelector("input");
  const { pathname } = new URL(document.baseURI);
  const answers = {};
  for (const question of questions) {
    delete dialog.dataset.asked;
    input.value = question;
    input.dispatchEvent(new Event("input"));
    const end = performance.now() + 5000;
    while (dialog.dataset.asked !== question && performance.now() < end)
      await new Promise((resolve) => setTimeout(resolve));
    answers[question] = {
      asked: dialog.dataset.asked,
      said: dialog.querySelector("[role=status]").textContent,
      found: [...dialog.querySelectorAll("li")].map((item) => {
        const link = item.querySelector("a");
        return {
          address: (link.pathname + link.hash).replace(pathname, ""),
          title: link.textContent,
          kind: item.querySelector("b").textContent,
          text: item.querySelector("p").textContent,
        };
      }),
    };
  }
  return answers;
}
"""


class Result(NamedTuple):
    """A result as a reader sees it."""

    address: str
    title: str
    kind: str
    text: str


class Answer(NamedTuple):
    """What the dialog shows for a question."""

    said: str
    results: list[Result]

    @property
    def addresses(self) -> list[str]:
        return [result.address for result in self.results]


Ask = Callable[..., dict[str, Answer]]


@pytest.fixture(scope="module")
def ask(browser: Browser, server: Served) -> Iterator[Ask]:
    """Put questions to the opened search."""
    page = browser.new_page()
    page.goto(server.url)
    page.locator(OPENER).click()
    expect(page.locator(STATUS)).to_have_text("", timeout=30_000)

    def answers(*questions: str) -> dict[str, Answer]:
        given = page.evaluate(ASK, questions)
        assert [q for q in questions if given[q]["asked"] != q] == [], "they were not answered"
        return {
            question: Answer(got["said"], [Result(**row) for row in got["found"]])
            for question, got in given.items()
        }

    yield answers
    page.close()


@pytest.fixture(scope="module")
def every_answer(ask: Ask) -> dict[str, Answer]:
    """The answers to the questions of readers."""
    return ask(*(question["ask"] for question in QUESTIONS))


def lines(found: dict[str, Any]) -> str:
    return "\n".join(f"“{question}”: {what}" for question, what in found.items())


# What it finds


def test_a_likely_question_finds_its_place(every_answer: dict[str, Answer]) -> None:
    wrong = {}
    for question in QUESTIONS:
        got = every_answer[question["ask"]].addresses[:3]
        wanted, among = (
            (question["first"], got[:1]) if "first" in question else (question["near"], got)
        )
        if wanted not in among:
            wrong[question["ask"]] = f"{wanted} is not among {among}"
    assert not wrong, lines(wrong)


def test_every_name_of_a_term_and_an_actor_finds_its_entry(ask: Ask) -> None:
    wanted = {
        name: f"{page}/#{record['id']}"
        for kind, page, main in (("terms", "glossary", "term"), ("actors", "whos-who", "name"))
        for record in content(kind)
        for name in (record[main], *record.get("forms", ()), *record.get("exact", ()))
    }
    wrong = {
        name: f"{wanted[name]} is not among {answer.addresses[:3]}"
        for name, answer in ask(*wanted).items()
        if wanted[name] not in answer.addresses[:3]
    }
    assert not wrong, lines(wrong)


def test_every_event_is_found_by_its_title(ask: Ask) -> None:
    wanted = {record["title"]: f"timeline/#{record['id']}" for record in content("events")}
    wrong = {
        title: f"{wanted[title]} is not first: {answer.addresses[:3]}"
        for title, answer in ask(*wanted).items()
        if answer.addresses[:1] != [wanted[title]]
    }
    assert not wrong, lines(wrong)


def test_a_word_finds_what_is_written_with_another_of_its_group(ask: Ask) -> None:
    groups = content("style").get("search_words", ())
    answers = ask(*(word for group in groups for word in group))
    idle = [group for group in groups if not any(answers[word].results for word in group)]
    assert idle == [], "no page has any of these words"
    alone = [word for group in groups for word in group if not answers[word].results]
    assert alone == []
    partly = [w for g in groups for w in g if "some of the words" in answers[w].said]
    assert partly == []


def test_a_word_that_stands_nowhere_finds_nothing(ask: Ask) -> None:
    assert ask("zzyzx")["zzyzx"] == Answer("No results", [])


def test_words_that_never_meet_are_found_apart_and_it_is_said(ask: Ask) -> None:
    term = content("terms")[0]
    question = f"zzyzx {term['term']}"
    answer = ask(question)[question]
    assert re.match(r"\d+ results? with some of the words", answer.said)
    assert answer.addresses[0] == f"glossary/#{term['id']}"


# What it shows


def test_no_passage_is_shown_twice(every_answer: dict[str, Answer]) -> None:
    twice = {}
    for question, answer in every_answer.items():
        for shown in (answer.addresses, [result.text for result in answer.results if result.text]):
            if repeated := sorted({one for one in shown if shown.count(one) > 1}):
                twice[question] = repeated
    assert not twice, lines(twice)


def test_no_note_number_is_shown(site: Path, every_answer: dict[str, Answer]) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    assert [entry["location"] for entry in index if "<sup>" in entry["text"]] == []
    shown = [result.text for answer in every_answer.values() for result in answer.results]
    assert [text for text in shown if re.search(r"[a-z”][.?!]\d", text)] == []


def test_statements_of_the_documents_are_told_from_pages(ask: Ask, site: Path) -> None:
    rows = json.loads((site / "data/statements.json").read_text(encoding="utf-8"))
    wanted = {row["text"]: f"sources/#{re.sub('[:.]', '-', row['id'])}" for row in rows[::9]}
    for text, answer in ask(*wanted).items():
        kinds = {result.address: result.kind for result in answer.results}
        assert kinds.get(wanted[text]) == "Statement of a document", text
        told = {kind for address, kind in kinds.items() if not address.startswith("sources/")}
        assert "Statement of a document" not in told


def test_every_result_leads_to_a_place(every_answer: dict[str, Answer], site: Path) -> None:
    pages: dict[str, str] = {}
    for answer in every_answer.values():
        for address in answer.addresses:
            path, _, anchor = address.partition("#")
            file = site / path / "index.html"
            text = pages.setdefault(path, file.read_text(encoding="utf-8"))
            assert not anchor or f'id="{anchor}"' in text, address


def test_the_number_of_results_is_announced(every_answer: dict[str, Answer]) -> None:
    for question, (said, results) in every_answer.items():
        count = int(re.match(r"\d+", said)[0])  # type: ignore[index]
        assert len(results) == min(count, 15), question
        assert ("the first 15 shown" in said) == (count > 15), question


# What it costs


def test_the_index_is_small(site: Path) -> None:
    size = len(gzip.compress((site / "search/search_index.json").read_bytes(), 9))
    assert size <= LARGEST_INDEX
    assert (site / "search/words.json").stat().st_size < 5000


def test_nothing_of_search_is_asked_for_before_it_is_opened(open_page: Open) -> None:
    page = open_page("")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    assert asked
    parts = (
        "/assets/search.js",
        "/search/search_index.json",
        "/search/words.json",
        "/workers/search.",
    )
    assert [url for url in asked if any(part in url for part in parts)] == []
    page.locator(OPENER).click()
    expect(page.locator(STATUS)).to_have_text("")
    for part in parts:
        assert len([url for url in asked if part in url]) == 1, part
    page.keyboard.press("Escape")
    page.locator(OPENER).click()
    for part in parts:
        assert len([url for url in asked if part in url]) == 1, "it is loaded once"


# How it is used


def test_it_opens_at_once_and_answers_what_was_typed_before(open_page: Open) -> None:
    page = open_page("")
    held: list[Route] = []
    page.route("**/search_index.json", lambda route: held.append(route))
    page.locator(OPENER).click()
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    expect(page.locator(STATUS)).to_have_text("Loading the index.")
    page.keyboard.type(QUESTIONS[0]["ask"])
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    assert page.evaluate("() => location.hash") == ""
    held.pop().continue_()
    page.wait_for_url("**/" + QUESTIONS[0]["first"])


def test_an_index_that_does_not_come_is_said_and_can_be_tried_again(open_page: Open) -> None:
    page = open_page("")
    page.route("**/words.json", lambda route: route.fulfill(status=200, body="not JSON"))
    page.locator(OPENER).click()
    expect(page.locator(STATUS)).to_have_text(
        "Search could not be loaded. Is the connection up? Close it and open it to try again."
    )
    page.unroute("**/words.json")
    page.keyboard.press("Escape")
    page.locator(OPENER).click()
    page.keyboard.type(QUESTIONS[0]["ask"])
    expect(page.locator(RESULTS).first).to_be_visible()


def test_it_works_by_keyboard(open_page: Open) -> None:
    page = open_page("")
    opener = page.locator(OPENER)
    opener.focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("searchbox", name="Search this site")
    expect(field).to_be_focused()
    page.keyboard.type(QUESTIONS[0]["ask"])
    links = page.locator(RESULTS)
    expect(links.nth(2)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    outline = "link => getComputedStyle(link).outlineStyle"
    assert links.first.evaluate(outline) == "solid", "focus is visible"
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    expect(opener).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/" + QUESTIONS[0]["first"])


def test_a_late_answer_keeps_the_place_in_the_list(open_page: Open) -> None:
    page = open_page("")
    page.locator(OPENER).click()
    page.keyboard.type("truce")
    expect(page.locator("dialog[data-asked=truce]")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.evaluate(
        "() => { const input = document.querySelector('dialog input');"
        " input.value = 'ceasefire'; input.dispatchEvent(new Event('input')); }"
    )
    expect(page.locator("dialog[data-asked=ceasefire]")).to_be_visible()
    expect(page.locator(RESULTS).first).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_dialog_has_no_accessibility_fault(open_page: Open, scheme: str) -> None:
    page = open_page("", color_scheme=scheme)
    page.locator(OPENER).click()
    page.keyboard.type(QUESTIONS[0]["ask"])
    expect(page.locator(RESULTS).first).to_be_visible()
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("() => axe.run('dialog')")
    assert len(found["passes"]) > 10
    assert [fault["help"] for fault in found["violations"]] == []


def test_focus_is_never_outside_what_is_seen(open_page: Open) -> None:
    page = open_page("", viewport={"width": 390, "height": 500})
    page.locator(OPENER).click()
    page.keyboard.type("the")
    links = page.locator(RESULTS)
    expect(links.nth(10)).to_be_attached()
    for _ in range(links.count()):
        page.keyboard.press("ArrowDown")
        box = page.evaluate("() => document.activeElement.getBoundingClientRect().toJSON()")
        assert box["top"] >= 0
        assert box["bottom"] <= 500


def test_a_result_on_the_same_page_closes_the_search(open_page: Open) -> None:
    page = open_page("glossary/")
    term = next(q for q in QUESTIONS if q.get("first", "").startswith("glossary/#"))
    page.locator(OPENER).click()
    page.keyboard.type(term["ask"])
    expect(page.locator(RESULTS).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_be_hidden()
    page.wait_for_url("**/" + term["first"])
