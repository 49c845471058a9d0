"""What differs between two editions: found in their downloads, told in words, drafted once."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from explainer.data.changed import add_draft, differences, unrecorded
from explainer.data.editions import Edition
from explainer.data.editions import read_edition as read_with
from explainer.data.export import exports
from explainer.maintain import main
from explainer.records.content import Content
from explainer.records.editorial import Change, Detail
from explainer.records.loading import load
from project import Served, rendered
from tiny_pages import open_tiny, render_all

TODAY = date(2020, 7, 1)
Edit = Callable[[str, str, str], int]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The downloads of the small site as it is."""
    site = open_tiny()
    render_all(site)
    return written(exports(site), tmp_path_factory.mktemp("published"))


def written(files: dict[str, str], folder: Path) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="")
    return folder


def read_edition(site: str) -> Edition:
    """An edition, with the words that the engine has for verdicts and stances."""
    return read_with(site, Content().label)


def said(published: Path, changed: Path) -> list[tuple[Any, ...]]:
    """The differences between the published edition and a changed project."""
    new = written(exports(rendered(changed)), changed / "new")
    found = differences(read_edition(str(published)), read_edition(str(new)))
    return [(d.what, d.page, f"{d.kind} {d.id}", d.name, d.was, d.says) for d in found]


def test_the_same_edition_differs_in_nothing(published: Path, tiny: Path) -> None:
    assert said(published, tiny) == []


def test_case_and_punctuation_do_not_count(published: Path, tiny: Path, edit: Edit) -> None:
    edit(
        "content/terms.yml",
        "It is paid at the gate, in coins.",
        "It is paid, at the gate in coins.",
    )
    assert said(published, tiny) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "difference"),
    [
        (
            "content/events.yml",
            "2020-05-03",
            "2020-05-04",
            (
                "corrected",
                "/timeline/",
                "event vote",
                "The council votes",
                "3 May 2020.",
                "4 May 2020.",
            ),
        ),
        (
            "content/terms.yml",
            "It is paid at the gate, in coins.",
            "It is paid at the gate, in coins. Nobody is exempt.",
            ("updated", "/glossary/", "term toll", "toll", None, "Nobody is exempt."),
        ),
        (
            "content/sources/leaflet.yml",
            "Only half of the cost comes from the toll.",
            "Only a third comes from the toll.",
            (
                *(
                    "updated",
                    "/record/",
                    "statement leaflet:1.2",
                    "leaflet, paragraph 1, sentence 2",
                ),
                *(
                    "Only half of the cost comes from the toll.",
                    "Only a third comes from the toll.",
                ),
            ),
        ),
        (
            "content/sources/leaflet.yml",
            "verdict: differs",
            "verdict: nuance",
            (
                *("corrected", "/record/", "statement leaflet:1.2"),
                *("leaflet, paragraph 1, sentence 2", "The record differs.", "Needs a nuance."),
            ),
        ),
        (
            "content/positions.yml",
            "She later asked for less.\\n    as_of: 2021",
            "She now asks for none.\\n    as_of: 2022",
            (
                *("updated", "/positions/", "position toll-quay", "Ada Quay: The toll"),
                *("She later asked for less.", "She now asks for none."),
            ),
        ),
        (
            "content/record.yml",
            "Council minutes",
            "Minutes of the council",
            (
                *("updated", "/sources/", "record gazette-2020"),
                *("The Town Gazette: Minutes of the council",),
                *(
                    "The Town Gazette: Council minutes.",
                    "The Town Gazette: Minutes of the council.",
                ),
            ),
        ),
        (
            "content/figures/ferry-passengers.yml",
            "{month: 2020-06, adults: 410, ",
            "{month: 2020-06, adults: 411, ",
            (
                *("corrected", "/figures/ferry-passengers/", "figure ferry-passengers"),
                "The ferry carries half as many people since the vote",
                "Month: 2020-06; Adults: 410; Cyclists: 140; estimate.",
                "Month: 2020-06; Adults: 411; Cyclists: 140; estimate.",
            ),
        ),
        (
            "docs/topics/plan.md",
            "The toll pays for the bridge, says the mayor Ada Quay.",
            "The toll pays for half of the bridge, says the mayor Ada Quay.",
            (
                *("updated", "/topics/plan/", "statement leaflet:1.2", None),
                "The toll pays for the bridge, says the mayor Ada Quay.",
                "The toll pays for half of the bridge, says the mayor Ada Quay.",
            ),
        ),
        (
            "docs/topics/plan.md",
            "the council signed.[",
            "the council signed. It rained.[",
            ("added", "/topics/plan/", "record gazette-2020", None, None, "It rained."),
        ),
        (
            "docs/topics/plan.md",
            " Cyclists have one for themselves.",
            "",
            (
                *("withdrawn", "/topics/plan/", "statement leaflet:3.1a", None),
                *("Cyclists have one for themselves.", None),
            ),
        ),
    ],
)
def test_a_difference_is_told(
    published: Path,
    tiny: Path,
    edit: Edit,
    path: str,
    old: str,
    new: str,
    difference: tuple[Any, ...],
) -> None:
    edit(path, old.replace("\\n", "\n"), new.replace("\\n", "\n"))
    assert said(published, tiny) == [difference]


def test_a_new_record_is_added_and_a_missing_one_withdrawn(published: Path, tmp_path: Path) -> None:
    shutil.copytree(published, tmp_path / "new")
    terms = tmp_path / "new/data/terms.json"
    toll, ferry = sorted(json.loads(terms.read_text()), key=lambda row: row["id"] != "toll")
    terms.write_text(json.dumps([toll, {**ferry, "id": "boat", "term": "boat"}]))
    found = differences(read_edition(str(published)), read_edition(str(tmp_path / "new")))
    assert [(d.what, d.page, d.kind, d.id, d.name, d.says) for d in found] == [
        ("added", "/glossary/", "term", "boat", "boat", None),
        ("withdrawn", "/glossary/", "term", "ferry", "ferry", None),
    ]


def detail(page: str, name: str) -> Detail:
    return Detail(what="added", page=page, kind="event", id=name)


def change(*pages: str, details: tuple[Detail, ...] = ()) -> Change:
    fields = {"id": "one", "date": "2020-01-01", "kind": "update", "summary": "x", "why": "y"}
    return Change.model_validate({**fields, "pages": pages, "details": details})


def test_a_change_with_details_tells_these_and_one_without_all_of_its_pages() -> None:
    a, b, c = detail("/a/", "x"), detail("/a/", "y"), detail("/b/", "x")
    assert unrecorded([a, b, c], []) == [a, b, c]
    assert unrecorded([a, b, c], [change("/a/", details=(a,))]) == [b, c]
    assert unrecorded([a, b, c], [change("/a/")]) == [c]


def draft_in(tiny: Path, edit: Edit, old: str) -> str:
    edit("content/terms.yml", "It is paid at the gate, in coins.", "It is paid in notes.")
    new = written(exports(rendered(tiny)), tiny / "new")
    return add_draft(tiny, old, str(new), TODAY)


def test_a_draft_is_added_once_and_lacks_what_only_an_editor_knows(
    published: Path, tiny: Path, edit: Edit
) -> None:
    file = tiny / "content/changes.yml"
    before = file.read_text()
    assert draft_in(tiny, edit, str(published)) == (
        'content/changes.yml has a new entry, "changes-2020-07-01", with 1 difference; '
        "write its summary and reason"
    )
    _, problems = load(tiny)
    assert [(p.rule, p.message) for p in problems if "changes.yml" in p.place.path] == [
        ("missing-field", 'change "changes-2020-07-01" leaves "summary" empty'),
        ("missing-field", 'change "changes-2020-07-01" leaves "why" empty'),
    ]
    text = file.read_text()
    assert text.startswith(before)
    file.write_text(
        text.replace("  summary:  ", "  summary: A  ").replace("  why:  ", "  why: B  ")
    )
    content, problems = load(tiny)
    assert problems == []
    (drafted,) = content.all(Change)["changes-2020-07-01"].details
    assert (drafted.was, drafted.says) == (
        "It is paid at the gate, in coins.",
        "It is paid in notes.",
    )
    again = add_draft(tiny, str(published), str(tiny / "new"), TODAY)
    assert again == "content/changes.yml covers every difference"
    assert len(load(tiny)[0].all(Change)) == 2


def test_a_list_of_changes_that_is_empty_takes_a_draft(
    published: Path, tiny: Path, edit: Edit
) -> None:
    (tiny / "content/changes.yml").write_text("[]\n")
    draft_in(tiny, edit, str(published))
    assert "changes-2020-07-01" in (tiny / "content/changes.yml").read_text()
    assert {p.rule for p in load(tiny)[1]} == {"missing-field"}


def test_an_edition_is_read_from_its_address(
    published: Path, tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    served = Served(published, "/project/")
    with served.running():
        assert main(["changes", served.url, str(published)], tiny) == 0
        assert capsys.readouterr().out == "content/changes.yml covers every difference\n"
        assert main(["changes", f"{served.url}none/", str(published)], tiny) == 0
        assert "nothing is published at " in capsys.readouterr().out
    assert main(["changes", served.url, str(published)], tiny) == 1
    assert "the sites cannot be compared: " in capsys.readouterr().err


@pytest.mark.parametrize("text", ["<p>Not here</p>", '[{"id": 1}]', "[1]"])
def test_an_edition_of_another_form_is_said_to_be_one(
    published: Path, tiny: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other = shutil.copytree(published, tiny / "other")
    (other / "data/statements.json").write_text(text)
    assert main(["changes", str(other), str(published)], tiny) == 1
    assert "the sites cannot be compared: " in capsys.readouterr().err
