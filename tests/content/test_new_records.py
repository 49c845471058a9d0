"""`make new` writes an empty record of each kind, which the build asks an editor to fill in."""

import re
from pathlib import Path

import pytest

from explainer.data.skeletons import kinds_to_add, skeleton
from explainer.maintain import main
from explainer.problems import Problem
from explainer.records.kinds import KINDS
from explainer.records.validation import validate
from explainer.records.yaml_lines import read_yaml
from project import problems_in

IDS = {"statement": "leaflet:2.3"}


def texts(root: Path) -> dict[str, str]:
    return {
        file.relative_to(root).as_posix(): file.read_text(encoding="utf-8")
        for file in (root / "content").rglob("*.yml")
    }


@pytest.mark.parametrize("kind", kinds_to_add())
def test_a_new_record_has_no_fault_but_what_is_to_be_filled_in(
    kind: str, tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = texts(tiny)
    assert main(["new", kind, IDS.get(kind, "harbour-light")], tiny) == 0
    path, line = re.findall(r"^(\S+):(\d+) is new", capsys.readouterr().out)[0]
    after = texts(tiny)
    assert {name for name, text in after.items() if before.get(name) != text} == {path}
    left = [text for text in before.get(path, "").splitlines() if text != "[]"]
    kept = iter(after[path].splitlines())
    assert all(text in kept for text in left), "what was there stays, comments included"
    found = problems_in(tiny)
    assert found
    for problem in found:
        match = re.match(r"(\S+):(\d+) \[missing-(?:field|as-of)\] .+ leaves .+ empty; ", problem)
        assert match, problem
        assert match[1] == path
        assert int(match[2]) >= int(line)


@pytest.mark.parametrize("kind", kinds_to_add())
def test_it_has_every_field_with_its_meaning_and_no_other(kind: str) -> None:
    model = KINDS[kind].model
    lines = skeleton(model)
    assert [line for line in lines if not re.search(r"\w:  # \S", line)] == []
    whole = "\n".join(re.sub(r"^([ #]*?)# (?=[# ]*(?:- )?\w+:)", r"\1", line) for line in lines)
    while (more := re.sub(r"(?m)^( *)# ", r"\1", whole)) != whole:
        whole = more
    document = read_yaml(whole, "new")
    assert document.problems == []
    assert set(document.value) == {f.alias or key for key, f in model.model_fields.items()}
    problems: list[Problem] = []
    validate(document.value, model, document, (), "it", problems)
    assert {problem.rule for problem in problems} <= {"missing-field", "missing-as-of"}


def test_a_new_file_names_its_schema_on_its_first_line(tiny: Path) -> None:
    (tiny / "content/terms.yml").unlink()
    for kind, file, schema in (
        ("term", "terms.yml", "schema/terms.json"),
        ("figure", "figures/trips.yml", "../schema/figure.json"),
    ):
        assert main(["new", kind, "trips"], tiny) == 0
        first = (tiny / "content" / file).read_text(encoding="utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema={schema}"


def test_a_list_is_told_as_one() -> None:
    (line,) = (line for line in skeleton(KINDS["event"].model) if "actors:" in line)
    assert line.endswith(" A list: [a, b].")


def test_without_an_id_it_is_asked_for(tiny: Path) -> None:
    assert main(["new", "term", ""], tiny) == 0
    assert 'term record leaves "id" empty' in problems_in(tiny)[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["", ""], "give KIND=… with one of publisher, record, "),
        (["evnt", ""], 'there is no kind "evnt" to add; did you mean "event"?'),
        (["EVENT", ""], 'there is no kind "EVENT" to add; did you mean "event"?'),
        (["topic", "ferry"], 'a topic is a file in docs/, not a record; see "Add a topic page"'),
        (
            ["event", "Vote"],
            '"Vote" is not an id; write lower-case letters a to z, digits and single',
        ),
        (["figure", "../x"], '"../x" is not an id; write lower-case letters'),
        (["statement", "leaflet:2.x"], '"2.x" is not an id; write the numbers of a paragraph'),
        (["style", ""], 'there is no kind "style" to add; the kinds are publisher, '),
        (["event", "vote"], 'event "vote" exists already, at content/events.yml:1'),
        (["source", ""], "each source has a file of its own; give ID=… to name it"),
        (["statement", ""], 'there is no place for statement ""; name a source'),
        (
            ["statement", "leaflet:9.1"],
            'there is no place for statement "leaflet:9.1"; name a source',
        ),
    ],
)
def test_what_cannot_be_added_is_said_and_nothing_is_written(
    arguments: list[str], said: str, tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = texts(tiny)
    assert main(["new", *arguments], tiny) != 0
    assert said in capsys.readouterr().err
    assert texts(tiny) == before


def test_a_file_that_is_not_filled_in_yet_is_not_replaced(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [main(["new", "figure", "trips"], tiny) for _ in range(2)] == [0, 1]
    assert capsys.readouterr().err == "content/figures/trips.yml exists already\n"


def test_a_file_with_faults_is_mended_first(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "statement", "leaflet:2.3"], tiny) == 0
    assert main(["new", "statement", "leaflet:2.4"], tiny) == 1
    assert "first fix the source files" in capsys.readouterr().err
