"""Faults of templates: each is a problem with its file and, where it is known, its line."""

from pathlib import Path

import pytest

from explainer.templates import Templates


def problems_of(folder: Path, name: str = "part", **values: object) -> list[str]:
    """What an editor reads after a template was used twice for an element."""
    templates = Templates(folder)
    for _ in range(2):
        root = templates.element(name, **values)
        assert (root.tag, root.attrib, root.text, len(root)) == ("div", {}, None, 0)
    return list(dict.fromkeys(map(str, templates.problems)))


FAULTS = {
    "empty": ("", 1, "what it produces is not one element: no element found"),
    "nothing but a comment": (
        "{# x #}\n",
        1,
        "what it produces is not one element: no element found",
    ),
    "a text alone": ("one\n", 1, "what it produces is not one element: syntax error"),
    "two roots": ("<p>one</p>\n<p>two</p>\n", 1, "what it produces is not one element: junk after"),
    "not closed": ("<p>one", 1, "what it produces is not one element: no element found"),
    "wrong syntax": ("<p>\n{% if %}\n</p>", 2, "Expected an expression"),
    "never ended": ("<p>\n{% for x in y %}\n</p>", 3, "Unexpected end of template"),
    "an unknown tag": ("<p>\n\n{% nothing %}</p>", 3, "Encountered unknown tag 'nothing'"),
    "an unknown filter": ("<p>\n{{ 1 | nothing }}</p>", 2, "No filter named 'nothing'"),
    "an unknown name": ("<p>\n{{ nothing }}</p>", 2, "'nothing' is undefined"),
    "an unknown attribute": ("<p>\n\n{{ 'x'.nothing }}</p>", 3, "'str object' has no attribute"),
    "a call of what cannot be called": ("<p>\n{{ 'x'() }}</p>", 2, "'str' object is not callable"),
    "a sum of a text and a number": ("<p>\n{{ 'x' + 1 }}</p>", 2, "can only concatenate str"),
    "a number that is none": ("<p>\n{{ 1 // 0 }}</p>", 2, "integer division or modulo by zero"),
    "no macro of that name": (
        "{% from 'm.html' import x %}<p>\n{{ x() }}</p>",
        2,
        "does not export",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_a_problem_and_no_traceback(fault: str, tmp_path: Path) -> None:
    text, line, said = FAULTS[fault]
    (tmp_path / "part.html").write_text(text, encoding="utf-8")
    (tmp_path / "m.html").write_text("", encoding="utf-8")
    (problem,) = problems_of(tmp_path)
    assert problem.startswith(f"overrides/generated/part.html:{line} [broken-template] "), problem
    assert said in problem
    assert "\n" not in problem


def test_a_template_that_is_missing_is_named(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == [
        "overrides/generated/part.html:1 [broken-template] there is no template part.html"
    ]


def test_a_template_that_another_asks_for_in_vain_is_named(tmp_path: Path) -> None:
    (tmp_path / "part.html").write_text("<p>\n{% include 'gone.html' %}</p>", encoding="utf-8")
    assert problems_of(tmp_path) == [
        "overrides/generated/part.html:2 [broken-template] there is no template gone.html"
    ]


@pytest.mark.parametrize("text", ["{% include 'part.html' %}", "{% extends 'part.html' %}"])
def test_a_template_that_includes_itself_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "part.html").write_text(text, encoding="utf-8")
    (problem,) = problems_of(tmp_path)
    assert problem.startswith("overrides/generated/part.html:1 [broken-template] ")


def test_templates_that_include_each_other_are_named(tmp_path: Path) -> None:
    (tmp_path / "part.html").write_text("<p>{% include 'other.html' %}</p>", encoding="utf-8")
    (tmp_path / "other.html").write_text("<p>{% include 'part.html' %}</p>", encoding="utf-8")
    (problem,) = problems_of(tmp_path)
    assert "[broken-template]" in problem


def test_a_fault_in_an_included_template_is_placed_there(tmp_path: Path) -> None:
    (tmp_path / "part.html").write_text("<p>\n{% include 'other.html' %}</p>", encoding="utf-8")
    (tmp_path / "other.html").write_text("\n\n{{ nothing }}", encoding="utf-8")
    assert problems_of(tmp_path) == [
        "overrides/generated/other.html:3 [broken-template] 'nothing' is undefined"
    ]


def test_a_fault_in_a_macro_is_placed_there(tmp_path: Path) -> None:
    text = "{% from 'macros.html' import m %}<p>{{ m(1) }}</p>"
    (tmp_path / "part.html").write_text(text, encoding="utf-8")
    macro = "{% macro m(x) %}\n{{ x.y.z }}\n{% endmacro %}"
    (tmp_path / "macros.html").write_text(macro, encoding="utf-8")
    (problem,) = problems_of(tmp_path)
    assert problem.startswith("overrides/generated/macros.html:2 [broken-template] ")


def test_a_template_that_is_not_text_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "part.html").write_bytes(b"<p>\ncaf\xe9</p>")
    (problem,) = problems_of(tmp_path)
    assert problem.startswith("overrides/generated/part.html:1 [broken-template] 'utf-8' codec")


@pytest.mark.parametrize("sort", ["directory", "link to nothing", "link to itself"])
def test_what_is_no_file_is_named(sort: str, tmp_path: Path) -> None:
    path = tmp_path / "part.html"
    if sort == "directory":
        path.mkdir()
    else:
        path.symlink_to("part.html" if sort == "link to itself" else "gone")
    (problem,) = problems_of(tmp_path)
    assert problem.startswith("overrides/generated/part.html:1 [broken-template] ")


def test_a_text_with_a_character_that_no_xml_holds_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "part.html").write_text("<p>{{ x }}</p>", encoding="utf-8")
    (problem,) = problems_of(tmp_path, x="a\x00b")
    assert problem.startswith("overrides/generated/part.html:1 [broken-template] ")
