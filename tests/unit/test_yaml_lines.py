"""YAML with lines: what was typed is what is read, and every part knows its place."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.problems import Place
from explainer.records.yaml_lines import Document, read_yaml

TEXT = """\
# A comment
- id: toll
  forms: [a fee,
    "a: sum"]
  long: >
    Two
    lines.

- id: ferry
  posts:
    - title: Captain
      from: 2019
"""


def read(text: str, first_line: int = 1) -> Document:
    return read_yaml(text, "content/x.yml", first_line)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 2),
        ((0,), 2),
        ((0, "id"), 2),
        ((0, "forms"), 3),
        ((0, "forms", 0), 3),
        ((0, "forms", 1), 4),
        ((0, "long"), 5),
        ((1,), 9),
        ((1, "posts"), 10),
        ((1, "posts", 0), 11),
        ((1, "posts", 0, "from"), 12),
    ],
)
def test_keys_and_items_know_their_line(path: tuple[str | int, ...], line: int) -> None:
    assert read(TEXT).place(*path) == Place("content/x.yml", line)


def test_what_is_not_there_is_placed_at_what_is_around_it() -> None:
    document = read(TEXT)
    assert document.place(1, "posts", 0, "to").line == 11
    assert document.place(1, "short").line == 9
    assert document.place(7, "id").line == 2


def test_lines_count_from_where_the_text_stands_in_its_file() -> None:
    assert read("title: x\nas_of: 2020\n", first_line=2).place("as_of").line == 3
    assert read("", first_line=5).place("as_of").line == 5
    assert read("a: 1\na: 2\n", first_line=2).problems[0].place.line == 3


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "on", "off", "true", "False", "1.10", "007", "1e3", "0x10", "2025-02-30",
     "2025-04-17", "1_000", "12:30:45", ".inf", "=", "<<", "NULL"],
)  # fmt: skip
def test_scalars_stay_the_text_that_was_typed(text: str) -> None:
    document = read(f"a: {text}\nb: [{text}]\n")
    assert document.problems == []
    assert document.value == {"a": text, "b": [text]}


@pytest.mark.parametrize("text", ["", "~", "null"])
def test_an_empty_value_is_none_unless_quoted(text: str) -> None:
    assert read(f"a: {text}\nb: '{text}'\n").value == {"a": None, "b": text}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "\n\n"])
def test_an_empty_file_is_nothing_and_no_fault(text: str) -> None:
    document = read(text)
    assert (document.value, document.problems) == (None, [])


def test_a_key_that_is_written_twice_is_named_and_the_first_counts() -> None:
    document = read("- id: a\n  term: x\n  term: y\n  term: z\n")
    assert document.value == [{"id": "a", "term": "x"}]
    assert [str(problem) for problem in document.problems] == [
        'content/x.yml:3 [duplicate-key] "term" is written twice in one record; keep one of them',
        'content/x.yml:4 [duplicate-key] "term" is written twice in one record; keep one of them',
    ]


def test_one_key_in_two_records_is_no_repetition() -> None:
    assert read("- {a: 1}\n- {a: 2}\n").problems == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b: c\n", 1),
        ("- id: x\n  long: He said: no\n", 2),
        ("a: 1\n\tb: 2\n", 2),
        ("a: [1,\n b: ]]\n", 2),
        ("a: 1\nb: *nothing\n", 2),
        ("a: 1\n---\nb: 2\n", 2),
        ("a: 1\nb: \x07\n", 2),
        ("a: &a [*a]\n", 1),
        ("<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n", 2),
    ],
)
def test_broken_yaml_is_one_problem_with_its_line(text: str, line: int) -> None:
    document = read(text)
    assert document.value is None
    (problem,) = document.problems
    assert problem.rule == "broken-yaml"
    assert problem.place == Place("content/x.yml", line)
    assert "\n" not in str(problem)


def test_no_tag_makes_an_object(tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    text = f'a: !!python/object/apply:pathlib.Path.touch ["{planted}"]\nb: !!int 7\nc: !x y\n'
    document = read(text)
    assert document.value == {"a": [str(planted)], "b": "7", "c": "y"}
    assert not planted.exists()


plain = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)
values = st.recursive(
    st.none() | plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(plain, inner, max_size=3),
    max_leaves=8,
)


def written(value: Any) -> str:
    """A value in YAML's flow style, an item on each line."""
    if value is None:
        return "~"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, list):
        return "[" + ",\n ".join(map(written, value)) + "]"
    return "{" + ",\n ".join(f"? {written(k)}\n : {written(v)}" for k, v in value.items()) + "}"


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Any:
    yield path
    items = enumerate(value) if isinstance(value, list) else ()
    for key, inner in value.items() if isinstance(value, dict) else items:
        yield from leaves(inner, (*path, key))


@given(values)
def test_values_of_any_shape_come_back_and_all_have_a_line(value: Any) -> None:
    document = read(written([value]))
    assert document.problems == []
    assert document.value == [value]
    lines = {path: document.place(*path).line for path in leaves([value])}
    assert list(lines.values()) == sorted(lines.values()), "what comes later stands further down"
    for path, line in lines.items():
        before = (*path[:-1], path[-1] - 1) if path and isinstance(path[-1], int) else None
        assert before not in lines or lines[before] < line, "an item begins on a line of its own"
