"""Reading content/: every problem in one run, each with its place, and one for each mistake."""

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from explainer.pages import read_page
from explainer.problems import Problem
from explainer.records.base import NotChecked, PublisherClass, Stance, Verdict
from explainer.records.content import LABELS
from explainer.records.editorial import Change, What
from explainer.records.evidence import Statement
from explainer.records.loading import load
from explainer.records.subject import Actor, Issue, Position, Term
from explainer.refs import Ref
from explainer.rules import check_records, check_use
from explainer.site import open_site
from tiny_pages import pages_of_tiny, render_all, templates

Edit = Callable[[str, str, str], int]

LISTS = (
    "publishers", "record", "terms", "actors", "events", "open-questions", "questions", "changes",
    "redirects",
)  # fmt: skip


def problems_of(root: Path) -> list[str]:
    return [str(problem) for problem in load(root)[1]]


def everything_wrong(root: Path) -> list[Problem]:
    """What a build of a copy of the small site would report, from records, rules and pages."""
    site = open_site(root, templates())
    site.add_pages(pages_of_tiny())
    site.problems += check_records(site)
    render_all(site)
    site.problems += check_use(site)
    return sorted(set(site.problems_found))


def test_the_small_site_is_without_problems(tiny: Path) -> None:
    assert everything_wrong(tiny) == []


def test_records_come_by_kind_and_id(tiny: Path) -> None:
    content, problems = load(tiny)
    assert problems == []
    assert list(content.all(Term)) == ["toll", "ferry"]
    assert list(content.all(Statement)) == [
        "leaflet:1.1",
        "leaflet:1.2",
        "leaflet:2.1",
        "leaflet:2.2",
        "leaflet:3.1a",
        "leaflet:3.1b",
    ]
    assert content.all(Actor)["quay"].posts[0].title == "Mayor"
    assert content.place(Ref("event", "opening"), "place").line == 18
    assert content.place(Ref("statement", "leaflet:1.2"), "check", "note").line == 24
    assert list(content.all(Position)) == ["toll-quay"]
    assert content.place(Ref("position", "toll-quay"), "earlier", 0, "as_of").line == 16
    assert list(content.all(Issue)) == ["toll"]
    assert list(content.all(Change)) == ["price-corrected"]


def test_records_cannot_be_changed(tiny: Path) -> None:
    content, _ = load(tiny)
    with pytest.raises(ValueError, match="frozen"):
        content.all(Term)["toll"].short = "x"


@pytest.mark.parametrize("name", [*LISTS, "positions", "style", "published"])
def test_a_missing_file_is_one_problem(tiny: Path, name: str) -> None:
    (tiny / f"content/{name}.yml").unlink()
    assert problems_of(tiny) == [
        f"content/{name}.yml:1 [wrong-shape] the file is missing; create it"
    ]


def test_no_source_at_all_is_a_problem(tiny: Path) -> None:
    (tiny / "content/sources/leaflet.yml").unlink()
    assert problems_of(tiny) == ["content/sources:1 [wrong-shape] there is no source file; add one"]


@pytest.mark.parametrize("name", ["terms", "style", "published", "sources/leaflet"])
def test_a_file_that_is_not_utf8_is_named_with_the_line(tiny: Path, name: str) -> None:
    path = tiny / f"content/{name}.yml"
    path.write_bytes(b"# one\n# two\n# caf\xe9\n" + path.read_bytes())
    assert problems_of(tiny) == [f"content/{name}.yml:3 [broken-yaml] the file is not UTF-8 text"]


FILES = ("terms", "positions", "style", "published", "sources/leaflet")
"""One of each shape: a list, a set of fields, and one of several files."""


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "---\n", "~\n"])
@pytest.mark.parametrize("name", FILES)
def test_an_empty_file_is_a_problem(tiny: Path, name: str, text: str) -> None:
    (tiny / f"content/{name}.yml").write_text(text)
    (problem,) = problems_of(tiny)
    assert problem.startswith(f"content/{name}.yml:1 [wrong-shape] the file is empty; ")


@pytest.mark.parametrize("sort", ["directory", "link to nothing", "link to itself"])
@pytest.mark.parametrize("name", FILES)
def test_what_is_no_file_is_a_problem(tiny: Path, name: str, sort: str) -> None:
    path = tiny / f"content/{name}.yml"
    path.unlink()
    if sort == "directory":
        path.mkdir()
    else:
        path.symlink_to(path.name if sort == "link to itself" else "gone.yml")
    (problem,) = problems_of(tiny)
    assert problem.startswith(f"content/{name}.yml:1 [wrong-shape] this is not a readable file")


@pytest.mark.parametrize(
    "text", ["a: [\n", "- &a x\n- *a\n", "[" * 100_000, "- " * 100_000, "? [x]\n: y\n", "a: 'b\n"]
)
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_yaml_for_records_is_one_problem(
    tiny: Path, name: str, text: str
) -> None:
    (tiny / f"content/{name}.yml").write_text(text)
    (problem,) = problems_of(tiny)
    assert problem.startswith(f"content/{name}.yml:")
    assert "[broken-yaml]" in problem


@pytest.mark.parametrize("name", ["old/terms.yml", "sources/old/leaflet.yml", "terms.yaml"])
def test_a_file_that_is_read_by_no_kind_is_a_problem(tiny: Path, name: str) -> None:
    file = tiny / "content" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("[]\n")
    (problem,) = problems_of(tiny)
    assert problem.startswith(f"content/{name}:1 [unread-file] ")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_is_none(tiny: Path, name: str) -> None:
    (tiny / f"content/{name}.yml").write_text("# a comment\nid: x\n")
    (problem,) = problems_of(tiny)
    assert problem.startswith(f"content/{name}.yml:2 [wrong-shape] the file must hold a list of ")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("positions", "positions.yml: it must be a set of fields"),
        ("style", "style.yml: it must be a set of fields"),
        ("sources/leaflet", 'source "leaflet": it must be a set of fields'),
        ("published", "published.yml: it must be a set of fields"),
    ],
)
def test_a_set_of_fields_that_is_none(tiny: Path, name: str, says: str) -> None:
    (tiny / f"content/{name}.yml").write_text("- x\n")
    (problem,) = problems_of(tiny)
    assert problem.startswith(f"content/{name}.yml:1 [wrong-shape] {says}")


def test_an_item_that_is_no_record(tiny: Path) -> None:
    path = tiny / "content/terms.yml"
    path.write_text(path.read_text() + "\n- only a text\n")
    line = path.read_text().count("\n")
    assert problems_of(tiny) == [
        f"content/terms.yml:{line} [wrong-shape] term record: it must be a set of fields"
    ]


def test_all_problems_of_one_file_come_in_one_run(tiny: Path) -> None:
    (tiny / "content/events.yml").write_text(
        "- id: Vote\n"
        "  date: 2020-02-30\n"
        "  date: 2020\n"
        "  title: ''\n"
        "  sumary: x\n"
        "  topics: plan\n"
        "- id: two\n"
        "  date: soon\n"
        "  title: x\n"
        "  summary: x\n"
        "  topics: [plan]\n"
        "  announced: perhaps\n"
    )
    lines = [line for line in problems_of(tiny) if line.startswith("content/events.yml")]
    heads = sorted((int(line.split(":")[1].split()[0]), line.split("[")[1].split("]")[0])
                   for line in lines)  # fmt: skip
    assert heads == [
        (1, "bad-value"),
        (1, "missing-field"),  # sources; the summary is there, but misspelt
        (2, "impossible-date"),
        (3, "duplicate-key"),
        (4, "bad-value"),
        (5, "unknown-key"),
        (6, "wrong-shape"),
        (7, "missing-field"),
        (8, "impossible-date"),
        (12, "bad-value"),
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "says"),
    [
        ("content/terms.yml", "  forms: [bridge", "  form: [bridge",
         'term "toll" has no field "form"; did you mean "forms"?'),
        ("content/actors.yml", "      from: 2019", "      frm: 2019",
         'actor "quay", post 1 has no field "frm"; did you mean "from"?'),
        ("content/positions.yml", "        as_of: 2020-05", "        as_off: 2020-05",
         'positions.yml, position 1, earlier 1 has no field "as_off"; did you mean "as_of"?'),
        ("content/sources/leaflet.yml", "          note: Only", "          notes: Only",
         'paragraph 1, statement 2, check has no field "notes"; did you mean "note"?'),
        ("content/publishers.yml", "  class: primary", "  rank: primary",
         'publisher "gazette" has no field "rank"; the fields are class, country, id, name, '),
    ],
)  # fmt: skip
def test_an_unknown_key_is_met_with_a_known_one(
    tiny: Path, edit: Edit, path: str, old: str, new: str, says: str
) -> None:
    line = edit(path, old, new)
    (found,) = [problem for problem in problems_of(tiny) if "[unknown-key]" in problem]
    assert found.startswith(f"{path}:{line} ")
    assert says in found


def test_a_literal_is_met_with_the_nearest_one(tiny: Path, edit: Edit) -> None:
    line = edit(
        "content/positions.yml", "    stance: supports\n    sum", "    stance: suports\n    sum"
    )
    (problem,) = problems_of(tiny)
    assert problem.startswith(f"content/positions.yml:{line} [bad-value]")
    assert problem.endswith('did you mean "supports"?')


def test_half_of_a_pair_is_no_character(tiny: Path, edit: Edit) -> None:
    line = edit("content/terms.yml", "A sum paid for each crossing.", '"A sum\\uD800paid"')
    problems = problems_of(tiny)
    assert any(p.startswith(f"content/terms.yml:{line} [broken-yaml] ") for p in problems)


@pytest.mark.parametrize("character", ["\\x08", "\\u0085x\\x02", "\\uFFFE", "\\uE000"])
def test_a_text_holds_no_character_that_cannot_be_shown(
    tiny: Path, edit: Edit, character: str
) -> None:
    line = edit("content/terms.yml", "A sum paid for each crossing.", f'"A sum{character}paid"')
    (problem,) = problems_of(tiny)
    assert problem.startswith(f"content/terms.yml:{line} [bad-value] ")
    assert "the invisible character" in problem
    problem.encode()


def test_line_breaks_in_a_text_are_spaces(tiny: Path, edit: Edit) -> None:
    edit("content/terms.yml", "A sum paid for each crossing.", "|\n    A  sum\n\n    paid.")
    assert load(tiny)[0].all(Term)["toll"].short == "A sum paid."


def test_the_second_of_two_records_with_one_id_is_the_problem(tiny: Path, edit: Edit) -> None:
    line = edit("content/terms.yml", "- id: ferry", "- id: toll")
    content, problems = load(tiny)
    assert [str(problem) for problem in problems] == [
        f'content/terms.yml:{line} [duplicate-id] term "toll" exists already on line 1; '
        "give one of them another id"
    ]
    assert content.all(Term)["toll"].term == "toll"


def test_two_statements_with_one_id(tiny: Path, edit: Edit) -> None:
    line = edit("content/sources/leaflet.yml", "id: 1.2", "id: 1.1")
    assert problems_of(tiny) == [
        f'content/sources/leaflet.yml:{line} [duplicate-id] statement "leaflet:1.1" exists already '
        f"on line {line - 4}; give one of them another id"
    ]


def test_an_actor_has_one_position_on_an_issue(tiny: Path) -> None:
    path = tiny / "content/positions.yml"
    text = path.read_text()
    path.write_text(text + text[text.index("  - actor:") :])
    line = text.count("\n") + 1
    assert problems_of(tiny) == [
        f'content/positions.yml:{line} [duplicate-id] position of "quay" on "toll" exists already '
        "on line 6; keep one of them"
    ]


MISTAKES = [
    ("publishers.yml", "- id: gazette\n"),
    ("publishers.yml", "- id: crier\n"),
    ("record.yml", "- id: gazette-2020\n"),
    ("record.yml", "- id: herald-2020\n"),
    ("terms.yml", "- id: toll\n"),
    ("terms.yml", "- id: ferry\n"),
    ("actors.yml", "- id: quay\n"),
    ("actors.yml", "- id: council\n"),
    ("events.yml", "- id: vote\n"),
    ("events.yml", "- id: opening\n"),
    ("open-questions.yml", "- id: what-price\n"),
    ("questions.yml", "- id: why-a-bridge\n"),
    ("changes.yml", "- id: price-corrected\n"),
    ("positions.yml", "  - actor: quay\n"),
    ("positions.yml", "  - id: toll\n"),
    ("sources/leaflet.yml", "id: leaflet\n"),
    ("sources/leaflet.yml", "  - topic: The price\n"),
    ("sources/leaflet.yml", "      - id: 1.2\n"),
]


@pytest.mark.parametrize(("file", "first"), MISTAKES, ids=lambda part: part.strip())
def test_a_broken_record_excuses_what_names_it(
    tiny: Path, edit: Edit, file: str, first: str
) -> None:
    """One mistake is one problem, however many records and pages name the record."""
    indent = " " * (len(first) - len(first.lstrip(" -")))
    edit(f"content/{file}", first, f"{first}{indent}wrongly: x\n")
    (tiny / "content/published.yml").write_text("term: [toll]\nevent: [vote]\nactor: [quay]\n")
    redirects = (
        "[{kind: term, old: a, new: toll, why: x}, {kind: actor, old: b, new: quay, why: x}]"
    )
    (tiny / "content/redirects.yml").write_text(redirects)
    problems = everything_wrong(tiny)
    assert [problem.rule for problem in problems] == ["unknown-key"], problems


@pytest.mark.parametrize("name", [*LISTS, "positions", "style", "sources/leaflet"])
def test_a_file_that_cannot_be_read_excuses_what_names_its_records(tiny: Path, name: str) -> None:
    (tiny / f"content/{name}.yml").write_text("a: [\n")
    problems = everything_wrong(tiny)
    assert [problem.rule for problem in problems] == ["broken-yaml"], problems


def test_a_page_that_cannot_be_read_excuses_what_it_would_cite(tiny: Path) -> None:
    text = (tiny / "docs/topics/plan.md").read_text(encoding="utf-8")
    site = open_site(tiny, templates())
    site.add_pages(pages_of_tiny())
    site.add_pages([read_page("topics/plan.md", text.replace("title: What", "titel: What", 1))])
    render_all(site)
    assert {problem.place.path for problem in site.problems_found} == {"docs/topics/plan.md"}
    assert check_use(site) == []


def test_an_id_that_exists_nowhere_is_not_excused(tiny: Path, edit: Edit) -> None:
    edit("content/terms.yml", "- id: ferry\n", "- id: ferry\n  wrongly: x\n")
    edit("content/actors.yml", "sources: [gazette-2020]", "sources: [gazette-1020]")
    assert [problem.rule for problem in everything_wrong(tiny)] == [
        "unknown-record",
        "unknown-key",
    ]


def test_every_word_that_records_choose_from_has_a_label_and_each_label_a_word() -> None:
    with_meaning = [*get_args(Verdict), *get_args(PublisherClass)]
    kinds = get_args(Change.model_fields["kind"].annotation)
    assert LABELS.keys() == {
        *with_meaning,
        *(f"about-{word}" for word in with_meaning),
        *get_args(Stance),
        *(f"not-checked-{word}" for word in get_args(NotChecked)),
        *kinds,
        *get_args(What),
    }
