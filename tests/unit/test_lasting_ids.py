"""Ids that were published: new ones are added, none is ever taken out."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from explainer.maintain import main
from explainer.records.lasting_ids import as_text, lasting_kinds, lost_ids
from explainer.records.loading import load
from project import problems_in

Edit = Callable[[str, str, str], int]


def listed(root: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = yaml.safe_load(
        (root / "content/published.yml").read_text(encoding="utf-8")
    )
    return found


def put(root: Path, text: str) -> None:
    (root / "content/published.yml").write_bytes(text.encode("utf-8", "surrogateescape"))


def lost(root: Path) -> list[str]:
    return [str(problem) for problem in lost_ids(load(root)[0])]


def test_every_id_is_added_by_its_kind(tiny: Path) -> None:
    assert main(["ids"], tiny) == 0
    assert listed(tiny) == {
        "actor": ["council", "quay"],
        "change": ["price-corrected"],
        "event": ["opening", "vote"],
        "figure": ["ferry-passengers", "piers", "three-offers"],
        "open-question": ["what-price"],
        "question": ["why-a-bridge"],
        "record": ["crier-2020", "gazette-2020", "herald-2020"],
        "statement": [
            *("leaflet:1.1", "leaflet:1.2", "leaflet:2.1", "leaflet:2.2"),
            *("leaflet:3.1a", "leaflet:3.1b"),
        ],
        "term": ["ferry", "toll"],
    }


def test_adding_twice_is_adding_once(tiny: Path) -> None:
    main(["ids"], tiny)
    text = (tiny / "content/published.yml").read_text()
    assert main(["ids"], tiny) == 0
    assert (tiny / "content/published.yml").read_text() == text
    assert as_text(load(tiny)[0]) == text


def test_an_id_that_is_gone_stays_listed(tiny: Path) -> None:
    put(tiny, "term: [gone, toll]\nold-kind: [x]\n")
    assert main(["ids"], tiny) == 0
    assert listed(tiny)["term"] == ["ferry", "gone", "toll"]
    assert listed(tiny)["old-kind"] == ["x"]


@pytest.mark.parametrize("command", ["ids", "check"])
@pytest.mark.parametrize(
    "text", ["term: [gone\n", "- gone\n", "term: gone\n", "<<<<<<< ours\n", "", "\0", "caf\udce9"]
)
def test_a_list_that_cannot_be_read_is_left_as_it_is(
    tiny: Path, text: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tiny, text)
    assert main([command], tiny) == 1
    written = (tiny / "content/published.yml").read_bytes()
    assert written == text.encode("utf-8", "surrogateescape")
    assert "content/published.yml:" in capsys.readouterr().err


def test_a_list_that_is_missing_is_made(tiny: Path) -> None:
    (tiny / "content/published.yml").unlink()
    assert main(["ids"], tiny) == 0
    assert listed(tiny)["term"] == ["ferry", "toll"]


def test_a_published_id_that_is_gone_is_a_problem_on_its_line(tiny: Path) -> None:
    put(tiny, "term:\n  - ferry\n  - tolls\nevent:\n  - xyz\n")
    assert lost(tiny) == [
        'content/published.yml:3 [id-lost] term "tolls" was published and no longer exists; '
        'if it is now "toll", restore its old id; otherwise, '
        "add a redirect to content/redirects.yml",
        'content/published.yml:5 [id-lost] event "xyz" was published and no longer exists; '
        "add a redirect to content/redirects.yml",
    ]


def test_a_record_that_has_another_id_now_is_reported_and_nothing_that_names_it(
    tiny: Path, edit: Edit
) -> None:
    put(tiny, "record: [herald-2020]\n")
    edit("content/record.yml", "id: herald-2020", "id: herald-20")
    (said,) = problems_in(tiny)
    assert "[id-lost]" in said
    assert 'if it is now "herald-20", restore' in said


def test_an_id_that_was_published_itself_is_not_suggested(tiny: Path) -> None:
    put(tiny, "term: [toll, tolls]\n")
    (said,) = lost(tiny)
    assert "if it is now" not in said


def test_a_redirect_says_what_became_of_it(tiny: Path, edit: Edit) -> None:
    put(tiny, "term: [fee]\n")
    edit("content/redirects.yml", "[]", "[{kind: term, old: fee, new: toll, why: renamed}]")
    assert lost(tiny) == []


def test_a_redirect_of_another_kind_does_not_count(tiny: Path, edit: Edit) -> None:
    put(tiny, "term: [fee]\n")
    edit("content/redirects.yml", "[]", "[{kind: event, old: fee, why: merged}]")
    assert len(lost(tiny)) == 1


def test_every_id_that_is_there_is_not_lost(tiny: Path) -> None:
    main(["ids"], tiny)
    assert lost(tiny) == []
    there = load(tiny)[0].records
    assert listed(tiny) == {kind: sorted(there[kind]) for kind in lasting_kinds() if there[kind]}


@pytest.mark.parametrize("redirects", ["", "- kind: term\n  old: fare\n  now: toll\n"])
def test_no_id_is_lost_while_its_redirect_cannot_be_read(tiny: Path, redirects: str) -> None:
    put(tiny, "term: [fare]\n")
    assert lost(tiny)
    (tiny / "content/redirects.yml").write_text(redirects, encoding="utf-8")
    assert lost(tiny) == []
