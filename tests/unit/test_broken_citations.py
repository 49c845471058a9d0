"""Citations that were mistyped: readers would see the characters, so each is a problem."""

import pytest

from tiny_pages import open_tiny, render

BROKEN = [
    "[@leaflet:1.1",
    "[@leaflet:1.1; @gazette-2020",
    "[@leaflet:1.1 and so on",
    "@leaflet:1.1]",
    "@leaflet:1.1",
    "(@leaflet:1.1)",
    "(@gazette-2020)",
    "[leaflet:1.1]",
    "[leaflet:1.1a]",
    "[leaflet:1.1; @gazette-2020]",
    "[leaflet:1.1",
    "[ @leaflet:1.1]",
    "[@ leaflet:1.1]",
    "[＠leaflet:1.1]",
    "＠leaflet:1.1",
    "(＠gazette-2020)",
    "[@]",
    "[@ ]",
    "[@;]",
    "[@leaflet:1.1;]",
    "[@@leaflet:1.1]",
    "[@leaflet:1,1]",
    "[@leaflet 1.1]",
    "[^x]",
    "[^leaflet:1.2]",
    "[^x",
]

RULES = ("broken-citation", "unknown-record", "unknown-statement")
"""A key that is no key is named as such; what lacks a bracket is not a citation at all."""

PLACES = {
    "a paragraph": "A line.[@-]\n\nOne two.{}\n",
    "a second line": "One.[@-] Two\nthree and\nfour.{}\n",
    "emphasis": "A line.[@-]\n\n*One two.{}*\n",
    "a list": "A line.[@-]\n\n- One.[@-]\n- Two.{}\n",
    "a table": "| A | B |\n|---|---|\n| One | two{} |\n",
    "a quotation": "A line.[@-]\n\n> One two.{}\n",
    "beside one that is right": "A line.[@-]\n\nOne.[@leaflet:1.1] Two.{}\n",
}


def problems_of(text: str, path: str = "about.md") -> list[tuple[int, str]]:
    found = render(text, path).page.problems
    return [(problem.place.line, problem.rule) for problem in found]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_citation_is_named_with_its_line(broken: str) -> None:
    for place, text in PLACES.items():
        line = text[: text.index("{}")].count("\n") + 1
        found = [p for p in problems_of(text.format(broken)) if p[1] in RULES]
        assert found, f"{broken} in {place}"
        assert {where for where, _ in found} == {line}, f"{broken} in {place}"


def test_one_in_the_middle_of_a_paragraph_is_named_with_its_line_and_little_more() -> None:
    text = "A line.[@-]\n\nOne.[@leaflet:1.1 The council met again after that. *It* met.[@-]\n"
    found = render(text, "about.md").page.problems
    (broken,) = [problem for problem in found if problem.rule == "broken-citation"]
    assert broken.place.line == 3
    assert "met again" not in broken.message


@pytest.mark.parametrize("broken", BROKEN)
def test_a_page_with_one_makes_no_complaint_about_what_is_unused(broken: str) -> None:
    page = render(f"One two.{broken}", "topics/plan.md").page
    rules = {problem.rule for problem in page.problems}
    assert rules & set(RULES)
    assert page.unread or "broken-citation" not in rules


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize(
    "code", ["One `{}` two.\n", "One ``{}`` two.\n", "```\n{}\n```\n", "A.\n\n    {}\n"]
)
def test_in_code_it_is_fine(broken: str, code: str) -> None:
    text = code.format(broken)
    page = render(text, "about.md")
    assert page.problems == []
    assert broken in page.tree.text_content()
    assert page.page.cited == []


@pytest.mark.parametrize(
    "fine",
    [
        "Write to ada@bridge.example now.",
        "Write to [Ada](mailto:ada@bridge.example) now.",
        "See [the plan](topics/plan.md) at 1:30.",
        "It was [so] said (at 3.4 coins).",
        "Escaped: \\[@leaflet:1.1] and \\[leaflet:1.1].",
        "One.[@leaflet:1.1; @gazette-2020] Two.[@-]",
        "A note.[^x]\n\n[^x]: By hand.",
    ],
)
def test_what_only_looks_a_little_like_one_is_fine(fine: str) -> None:
    assert problems_of(fine) == []


@pytest.mark.parametrize("broken", BROKEN)
def test_on_a_page_that_cites_nothing_it_is_text(broken: str) -> None:
    site = open_tiny()
    page = site.pages["about.md"]
    assert page.meta is not None
    page.meta = page.meta.model_copy(update={"annotate": False})
    assert render(f"One {broken} two.", "about.md", site).problems == []
