"""YAML with lines: what was typed is what is read, and every part knows its place."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.problems import Place
from explainer.records.yaml_lines import DEEPEST, Document, read_yaml

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
        'content/x.yml:3 [duplicate-key] "term" occurs twice in one record; keep one of them',
        'content/x.yml:4 [duplicate-key] "term" occurs twice in one record; keep one of them',
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


def test_no_tag_makes_an_object_and_each_is_named(tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    text = f'a: !!python/object/apply:pathlib.Path.touch ["{planted}"]\nb: !!int 7\nc: !x y\n'
    document = read(text)
    assert document.value == {"a": [str(planted)], "b": "7", "c": "y"}
    assert not planted.exists()
    said = [(problem.place.line, problem.message) for problem in document.problems]
    python = "tag:yaml.org,2002:python/object/apply:pathlib.Path.touch"
    assert said == [
        (1, f'the tag "{python}" is not allowed'),
        (2, 'the tag "tag:yaml.org,2002:int" is not allowed'),
        (3, 'the tag "!x" is not allowed'),
    ]


def one_problem(text: str) -> tuple[int, str]:
    """The line and the message of the one problem of a text, of which nothing is read."""
    document = read(text)
    assert document.value is None
    (problem,) = document.problems
    assert problem.rule == "broken-yaml"
    assert "\n" not in str(problem)
    return problem.place.line, problem.message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- &a x\n- *a\n", 2),
        ("a: &a [x]\nb: 1\nc: *a\n", 3),
        ("a: 1\nb: &a {x: y}\nc:\n  - *a\n", 4),
        ("a: &a x\nb:\n  <<: *a\n", 3),
        # ten lines that stand for a thousand million values
        ("a0: &a0 [x]\n" + "".join(
            f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)), 2),
    ],
)  # fmt: skip
def test_an_alias_is_refused(text: str, line: int) -> None:
    where, message = one_problem(text)
    assert where == line
    assert "aliases (*name) are not allowed" in message


@pytest.mark.parametrize("key", ["? [x]", "? {a: b}", "? - x", "? ? x"])
def test_a_key_is_a_word(key: str) -> None:
    line, message = one_problem(f"a: 1\n{key}\n: y\n")
    assert line == 2
    assert "a key is a list or a mapping" in message


@pytest.mark.parametrize(
    "text",
    [
        "- " * 100_000,
        "- " * 100_000 + "x",
        "? " * 100_000,
        "- ? " * 50_000,
        "[" * 100_000,
        "{" * 100_000,
        "[{" * 50_000,
        "a: [" * 50_000,
        "[\n" * 100_000,
        "\n".join(f"{' ' * depth}a:" for depth in range(300)),
        "\n".join(f"{' ' * depth}-" for depth in range(300)),
        "[" * 100_000 + "]" * 100_000,
        "-\t" * 100_000,
        "!x " * 100_000,
        "&x " * 100_000,
    ],
    ids=lambda text: text[:8].replace("\n", " "),
)
def test_what_is_nested_without_end_is_refused_at_once(text: str) -> None:
    line, message = one_problem(text)
    assert line >= 1
    assert len(message) < 200


def test_what_is_nested_as_deep_as_allowed_is_read() -> None:
    value: Any = "x"
    for _ in range(DEEPEST):
        value = [value]
    text = "[" * DEEPEST + "x" + "]" * DEEPEST
    assert (read(text).value, read(text).problems) == (value, [])
    assert "deep" in one_problem(f"[{text}]")[1]
    assert read(f"- {'- ' * (DEEPEST - 1)}x").value == value


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('- id: x\n  long: "He said\n- id: y\n  long: z\n', 2),
        ("a: 1\nb: 'it''s\nc: d\n", 2),
        ("a: 1\nb: 'it\n---\nc: d\n", 2),
    ],
)
def test_a_quotation_mark_that_is_never_closed_is_named_where_it_opens(
    text: str, line: int
) -> None:
    where, message = one_problem(text)
    assert where == line
    assert message == "this is not valid YAML: a quotation mark is never closed"


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
