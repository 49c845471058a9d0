"""Links of the finished site: each kind of fault is planted once in a few files."""

from pathlib import Path

import pytest

from explainer.pages import WrittenDirective
from explainer.rules.links import links_lead_somewhere
from tiny_pages import open_tiny

URL = "https://owner.example/project/"
PAGE = "topics/plan/index.html"
PLAN = """<!doctype html><title>x</title><link rel="stylesheet" href="../../assets/own.css">
<h1 id="plan">Plan</h1><img src="../../assets/own.png" srcset="../../assets/own.png 2x" alt="">
<meta property="og:image" content="https://owner.example/project/assets/own.png">
<a href="#plan" aria-labelledby="plan">a</a> <a href="../cost/#who%20pays">b</a> <a href="">c</a>
<a href="https://owner.example/project/topics/cost/?q=1#who%20pays">d</a> <a href="#">e</a>
<a href="https://elsewhere.example/gone/#x">f</a> <a href="mailto:a@elsewhere.example">g</a>
"""
FILES = {
    PAGE: PLAN,
    "topics/cost/index.html": '<!doctype html><h1 id="who pays">Cost</h1>',
    "404.html": '<!doctype html><a href="/project/topics/plan/#plan">a</a>',
    "assets/own.css": 'body { background: url("own.png"), url(data:image/png;base64,x) }',
    "assets/own.png": "",
}


def problems_in(folder: Path, changed: dict[str, str], url: str = URL) -> list[str]:
    """The problems of a small site whose files are `FILES`, some of them changed."""
    for path, text in (FILES | changed).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return [str(problem) for problem in links_lead_somewhere(folder, open_tiny(url=url))]


def test_links_that_lead_somewhere_are_no_problem(tmp_path: Path) -> None:
    assert problems_in(tmp_path, {}) == []


def test_a_site_without_an_address_is_checked_too(tmp_path: Path) -> None:
    page = '<a href="/topics/cost/#who pays">a</a> <a href="/topics/none/">b</a>'
    (problem,) = problems_in(tmp_path, {PAGE: page, "404.html": ""}, url="")
    assert '"topics/none/"' in problem


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ('<a href="../non/">', "topics/non/"),
        ('<a href="../cost">', "topics/cost"),
        ('<a href="../cost/#lost">', "topics/cost/#lost"),
        ('<a href="#lost">', "topics/plan/#lost"),
        ('<a href="/project/non/">', "non/"),
        (f'<link rel="canonical" href="{URL}non/">', "non/"),
        (f'<meta property="og:image" content="{URL}non.png">', "non.png"),
        ('<img src="non.png" alt="">', "topics/plan/non.png"),
        ('<img srcset="../../assets/own.png 1x, non.png 2x" alt="">', "topics/plan/non.png"),
        ('<form action="../non/">', "topics/non/"),
        ('<label for="lost">', "topics/plan/#lost"),
        ('<p id="a" aria-describedby="a lost">', "topics/plan/#lost"),
        ('<a href="http://[bad">', "http://[bad"),
        ('<a href="../non/">a</a> <a href="/project/topics/non/">b</a>', "topics/non/"),
    ],
)
def test_what_does_not_exist_is_named(tmp_path: Path, html: str, address: str) -> None:
    (problem,) = problems_in(tmp_path, {PAGE: f'<h1 id="plan">x</h1>{html}'})
    assert problem.startswith("docs/topics/plan.md:")
    assert f'[dead-link] the page links to "{address}", which does not exist' in problem


def test_a_style_sheet_loads_only_what_exists(tmp_path: Path) -> None:
    (problem,) = problems_in(tmp_path, {"assets/own.css": "a { src: url('non.woff2') }"})
    assert problem.startswith('site/assets/own.css:1 [dead-link] the page links to "assets/non.wo')


def test_what_every_page_links_to_is_said_once_at_a_page_that_people_wrote(tmp_path: Path) -> None:
    link = '<h1 id="plan">x</h1><a href="/project/abuot/">a</a>'
    (problem,) = problems_in(tmp_path, {"404.html": link, PAGE: link, "about/index.html": link})
    assert problem == (
        'docs/about.md:1 [dead-link] the page links to "abuot/", on 3 pages, which does not '
        'exist; did you mean "about/"?'
    )


def test_a_page_that_joins_others_is_not_where_a_link_is_written(tmp_path: Path) -> None:
    link = '<h1 id="plan">x</h1><a href="/project/abuot/">a</a>'
    problems_in(tmp_path, {PAGE: link, "print/index.html": link})
    site = open_tiny(url=URL)
    site.pages["print.md"].directives.append(
        WrittenDirective("pages", {"of": ["topics/plan.md"]}, "")
    )
    (problem,) = links_lead_somewhere(tmp_path, site)
    assert str(problem).startswith(
        'docs/topics/plan.md:1 [dead-link] the page links to "abuot/", on 2'
    )


def test_the_line_is_that_of_the_link(tmp_path: Path) -> None:
    page = '<h1 id="plan">x</h1><a href="#minutes-of-councl">a</a>'
    (tmp_path / "docs").mkdir()
    site = open_tiny(url=URL)
    site.pages["topics/plan.md"].text = "---\n---\n\nSee [it](#minutes-of-councl).\n"
    problems_in(tmp_path, {PAGE: page})
    (problem,) = links_lead_somewhere(tmp_path, site)
    assert str(problem).startswith("docs/topics/plan.md:4 [dead-link] ")


def test_an_id_occurs_once(tmp_path: Path) -> None:
    (problem,) = problems_in(tmp_path, {PAGE: '<h1 id="plan">x</h1><p id="plan">y</p>'})
    assert problem == (
        'docs/topics/plan.md:2 [id-twice] the id "plan" occurs 2 times on the page; '
        "rename one of them"
    )
