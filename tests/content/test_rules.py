"""What is said of faults: all in one run, each once, the cause and not what follows from it.

`test_damage.py` breaks every rule. Here a few faults of each way in which a problem arises are
built by MkDocs too, to show that a build says the same.
"""

import re
import socket
from collections.abc import Callable
from html import unescape
from itertools import product
from pathlib import Path

import pytest

from explainer.records.loading import load
from explainer.site import Site
from project import TINY, FailedBuildError, build, own, problems_in

Edit = Callable[[str, str, str], int]


POSITIONS = "content/positions.yml"
STANCE = "stance: supports\n    sum"
"""The latest stance; the earlier one is deeper."""
PLAN = "docs/topics/plan.md"
FERRY = "content/figures/ferry-passengers.yml"
OFFERS = "content/figures/three-offers.yml"
DRAWING = """  mark: bar
  encoding:
    x: {field: month}
    y: {field: adults}
"""
TERMS = "content/terms.yml"
STRIP = "overrides/generated/strip.html"


def said_by_build(project: Path, target: Path) -> list[str]:
    """The problems that stop a build, as MkDocs prints them."""
    with pytest.raises(FailedBuildError) as failed:
        build(project, target)
    text = str(failed.value)
    assert "Traceback" not in text
    return [line for line in text.splitlines() if re.match(r"\S+:\d+ \[[a-z-]+\] ", line)]


def test_the_small_site_breaks_no_rule(tiny: Path) -> None:
    assert problems_in(tiny) == []


@pytest.mark.builds
def test_a_page_that_is_needed_cannot_go(tiny: Path, tmp_path: Path) -> None:
    """That it is gone is all that is said, though records, pages and MkDocs lead to it."""
    (tiny / "docs/glossary.md").unlink()
    config = tiny / "mkdocs.yml"
    config.write_text(f"{config.read_text()}\nnav: [index.md, glossary.md]\n")
    wanted = (
        "docs/glossary.md:1 [no-entry] the page that lists every term is missing; "
        'create it with "/// glossary"'
    )
    with pytest.raises(FailedBuildError) as failed:
        build(tiny, tmp_path / "out")
    said = str(failed.value)
    assert wanted in said
    assert "1 problem." in said
    assert "not found" not in said


SEVERAL = (
    (TERMS, "see_also: [ferry]", "see_also: [fery]"),
    ("content/events.yml", "2020-05-03", "2020-02-30"),
    (POSITIONS, f"    {STANCE}", "    stanse: supports\n    sum"),
    ("content/questions.yml", "question: Why a bridge?", 'question: "Why'),
    (PLAN, "reviewed: 2020-06-01", "reviewed: ["),
    ("docs/topics/cost.md", "price.[@leaflet:2.1]", "price.[@leaflet:2.9]"),
)
WAYS = {
    "a record": [(TERMS, "see_also: [ferry]", "see_also: [fery]")],
    "the fields of a page": [(PLAN, "reviewed:", "revewed:")],
    "a directive": [(PLAN, "/// timeline | The", "/// timelime | The")],
    "use over all pages": [(PLAN, "A ferry runs", "[A ferry](-) runs")],
    "a template": [(STRIP, "in events", "in evnts")],
    "several files": SEVERAL,
}


@pytest.mark.builds
@pytest.mark.parametrize("way", WAYS)
def test_a_build_says_the_same(way: str, tiny: Path, edit: Edit, tmp_path: Path) -> None:
    for path, old, new in WAYS[way]:
        edit(path, old, new)
    said = problems_in(tiny)
    assert said
    assert said_by_build(tiny, tmp_path / "out") == said


@pytest.mark.builds
def test_what_is_filled_in_last_stops_a_build_too(tiny: Path, edit: Edit, tmp_path: Path) -> None:
    path = "overrides/generated/proof.html"
    edit(path, '<div class="trust">', '<div class="trust">{{ nothing }}')
    (line,) = said_by_build(tiny, tmp_path / "out")
    assert line.startswith(f"{path}:1 [broken-template] ")


@pytest.mark.builds
def test_a_link_of_a_template_to_nowhere_stops_a_build(
    tiny: Path, edit: Edit, tmp_path: Path
) -> None:
    edit("overrides/generated/proof.html", '<div class="trust">', '<div><a href="plam/">x</a>')
    (line,) = said_by_build(tiny, tmp_path / "out")
    assert line.startswith('docs/index.md:1 [dead-link] the page links to "plam/", on ')


@pytest.mark.builds
@pytest.mark.parametrize("text", ["{% if %}", "{{ nope.nope }}"])
def test_a_preview_shows_what_is_wrong_with_a_template_of_all_pages(
    text: str, tiny: Path, tmp_path: Path
) -> None:
    own(tiny, "overrides/main.html").write_text(text, encoding="utf-8")
    build(tiny, tmp_path / "out", command="serve")
    for page in ("timeline/index.html", "404.html"):
        shown = (tmp_path / "out" / page).read_text(encoding="utf-8")
        assert "overrides/main.html:1 [broken-template] " in shown


@pytest.mark.builds
def test_a_preview_says_at_once_that_its_address_is_taken(tiny: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(FailedBuildError, match="make serve ADDRESS=127") as failed:
            build(tiny, tmp_path / "out", command="serve", address=address)
    assert f"at {address}: " in str(failed.value)
    assert not (tmp_path / "out").exists()


def test_all_problems_are_named_in_one_run(tiny: Path, edit: Edit) -> None:
    for path, old, new in SEVERAL:
        edit(path, old, new)
    said = "\n".join(problems_in(tiny))
    for rule in (
        "unknown-term",
        "impossible-date",
        "unknown-key",
        "broken-yaml",
        "front-matter",
        "unknown-statement",
    ):
        assert f"[{rule}]" in said


# One mistake is one problem, and no problem hides its cause


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        pytest.param(
            *("content/events.yml", "2020-05-03", "2020-02-30", "impossible-date"),
            id="a faulty record is not also unknown where it is named",
        ),
        pytest.param(
            *("content/events.yml", "date: 2020-05-03", "daet: 2020-05-03", "unknown-key"),
            id="a field that is misspelt is not also missing",
        ),
        pytest.param(
            *("content/sources/leaflet.yml", "not_checked: forecast", "not_cheked: forecast"),
            "unknown-key",
            id="nor is a check",
        ),
        pytest.param(
            *("content/sources/leaflet.yml", "note: The minutes say the same.\n", "note: >-\n  "),
            "wrong-shape",
            id="nor is a field that became part of a text",
        ),
        pytest.param(
            *("docs/glossary.md", "/// filters\n    of", "/// filters\n  of", "directive"),
            id="nor is an option that became part of a text",
        ),
    ],
)
def test_one_mistake_is_one_problem(
    file: str, old: str, new: str, rule: str, tiny: Path, edit: Edit
) -> None:
    line = edit(file, old, new)
    edit(PLAN, "    topic: plan", "    ids: [vote]")
    (said,) = problems_in(tiny)
    assert re.match(rf"{file}:({line}|{line + 1}) \[{rule}\] ", said)


def test_what_names_a_statement_with_a_wrong_number_is_not_reported(tiny: Path, edit: Edit) -> None:
    """Nor is another statement suggested for it, which says something else."""
    edit("content/published.yml", "{}", "statement: [leaflet:3.1a]")
    line = edit("content/sources/leaflet.yml", "id: 3.1a", "id: 3.10")
    beyond, number = sorted(problems_in(tiny), key=len)
    assert beyond.startswith(f"content/sources/leaflet.yml:{line} [sentence-beyond] ")
    assert "[claim-missing] " in number
    assert "write 3.1a, 3.1b" in number


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("adults: 820,", "adlts: 820,", "figure-table"),
        ("month}\n    y: {field:", "month, sort: -y}\n    y: {column:", "unknown-key"),
        ("  mark: bar\n", "", "figure-drawing"),
    ],
)
def test_a_mistake_in_a_figure_is_one_problem(
    old: str, new: str, rule: str, tiny: Path, edit: Edit
) -> None:
    edit(FERRY, old, new)
    (said,) = problems_in(tiny)
    assert f" [{rule}] " in said


def test_an_unclosed_citation_is_reported_and_nothing_that_follows_from_it(
    tiny: Path, edit: Edit
) -> None:
    """The statement seems unused then; what is said is why."""
    line = edit(PLAN, "wanted.[@leaflet:1.1]", "wanted.[@leaflet:1.1")
    said = problems_in(tiny)
    assert f'{PLAN}:{line} [broken-citation] "[@leaflet:1.1" is not a citation' in said[0]
    assert not [row for row in said if "[statement-unused]" in row]


def test_a_misspelt_directive_is_reported_and_not_that_the_page_lacks_it(
    tiny: Path, edit: Edit
) -> None:
    line = edit(PLAN, "/// open-questions", "/// openquestions")
    (said,) = problems_in(tiny)
    assert said.startswith(f'{PLAN}:{line} [directive] there is no directive "openquestions"')


def test_an_attribute_is_reported_and_nothing_that_it_may_hide(tiny: Path, edit: Edit) -> None:
    edit(PLAN, "[@leaflet:3.1a; @leaflet:3.1b]\n", "[@leaflet:3.1a]\n{: data-generated=x }\n")
    (said,) = problems_in(tiny)
    assert "[raw-html]" in said


def test_a_setting_that_is_refused_leaves_the_others(tiny: Path, edit: Edit) -> None:
    extra = "extra: {licence: {name: x, url: javascript:x}}"
    line = edit("mkdocs.yml", "plugins: [search]", f"plugins: [search]\n{extra}") + 1
    (said,) = problems_in(tiny)
    assert said.startswith(f"mkdocs.yml:{line} [configuration] ")


def test_a_source_that_is_lost_is_reported_and_nothing_that_names_it(
    tiny: Path, edit: Edit
) -> None:
    edit("content/published.yml", "{}", "statement: [poster:1.1, poster:1.2]")
    edit(PLAN, "[@leaflet:1.1]", "[@leaflet:1.1; @poster:1.2]")
    (said,) = problems_in(tiny)
    assert said.startswith("content/sources/poster.yml:1 [wrong-shape] the file is missing")


@pytest.mark.builds
def test_a_preview_shows_a_link_to_a_part_that_is_not_there(
    tiny: Path, edit: Edit, tmp_path: Path
) -> None:
    line = edit(PLAN, "A bridge is wanted.", "A bridge is [wanted](cost.md#in-shrot).")
    build(tiny, tmp_path / "out", command="serve")
    shown = unescape((tmp_path / "out" / "index.html").read_text(encoding="utf-8"))
    assert f'{PLAN}:{line} [dead-link] the page links to "cost.md#in-shrot"' in shown
    assert 'did you mean "in-short"?' in shown


@pytest.mark.builds
@pytest.mark.parametrize(
    ("file", "old", "new", "page", "shown"),
    [
        pytest.param(
            *("content/terms.yml", "see_also: [ferry]", 'see_also: ["{% endraw %}"]'),
            *("index.html", "{% endraw %}"),
            id="what a problem quotes, as it is",
        ),
        pytest.param(
            *("mkdocs.yml", "plugins: ", "draft_docs: about.md\nplugins: "),
            *("about/index.html", "A site for tests."),
            id="drafts",
        ),
        pytest.param(
            *("overrides/generated/proof.html", '<div class="trust">', "{{ nope.nope }}"),
            *("about/index.html", "<h1>1 problem</h1>"),
            id="what is wrong in a part that is filled in when other pages are written",
        ),
        pytest.param(
            *("docs/glossary.md", "/// glossary\n///", ""),
            *("index.html", "<h1>1 problem</h1>"),
            id="a list that is lost, and no link to its entries",
        ),
    ],
)
def test_a_preview_shows(
    file: str, old: str, new: str, page: str, shown: str, tiny: Path, edit: Edit, tmp_path: Path
) -> None:
    edit(file, old, new)
    build(tiny, tmp_path / "out", command="serve")
    assert shown in (tmp_path / "out" / page).read_text(encoding="utf-8")


def test_a_broken_template_is_reported_and_nothing_that_it_does_not_show(
    tiny: Path, edit: Edit
) -> None:
    edit(PLAN, "A ferry runs", "A boat runs")
    edit("content/events.yml", "debate about the toll", "debate about the ferry")
    own(tiny, "overrides/generated/macros.html").write_text("{% if %}", encoding="utf-8")
    assert not [line for line in problems_in(tiny) if "[broken-template]" not in line]


def test_a_term_in_use_cannot_go_unnoticed(tiny: Path, edit: Edit) -> None:
    """Its address was published, a term leads to it, and a page links it by its id."""
    text = (tiny / TERMS).read_text(encoding="utf-8")
    ferry = text[text.index("- id: ferry") :]
    line = edit(PLAN, "A ferry runs", "[A boat](term:ferry) runs")
    listed = edit("content/published.yml", "{}", "term: [toll, ferry]")
    edit(TERMS, ferry, "")
    said = "\n".join(problems_in(tiny))
    assert f'content/published.yml:{listed} [id-lost] term "ferry" was published' in said
    assert f'{PLAN}:{line} [unknown-term] term "ferry" does not exist' in said
    assert '[unknown-term] term "toll" names term "ferry"' in said


FILES = sorted(file.relative_to(TINY).as_posix() for file in (TINY / "content").rglob("*.yml"))
LIKE_EMPTY = {
    "broken": b"- id: [x\n",
    "comments": b"# nothing\n\n  # at all\n",
    "null": b"~\n",
    "words": b"just words\n",
    "no text": b"\xff\xfe\x00",
}
MISSHAPEN = {"a list of words": "- x\n", "fields": "x: y\n"}


CAN_GO = "content/figures/piers.yml"
"""One of several files of its kind, which no page names."""


@pytest.mark.parametrize(
    ("path", "way"), [c for c in product(FILES, ("empty", "missing")) if c != (CAN_GO, "missing")]
)
def test_a_file_that_cannot_be_read_is_the_one_problem(
    tiny: Path, unharmed: Site, path: str, way: str
) -> None:
    """Nothing that follows from it is reported, and nothing keeps it from being reported."""
    file = tiny / path
    if way == "missing":
        file.unlink()
    else:
        file.write_text("", encoding="utf-8")
    (said,) = problems_in(tiny, unharmed)
    if way == "missing" and "/figures/" in path:  # a site may have none, but shows this one
        assert re.match(rf'docs/\S+:\d+ \[unknown-figure\] figure "{file.stem}" does not', said)
        return
    # of files that are one source each, the folder is named when there is none
    named = path if way == "empty" or "/sources/" not in path else "content/sources"
    assert re.match(rf"{re.escape(named)}:\d+ \[(?:wrong-shape|broken-yaml)\] ", said)


@pytest.mark.parametrize("way", LIKE_EMPTY)
@pytest.mark.parametrize("path", FILES)
def test_what_holds_no_records_is_like_an_empty_file(tiny: Path, path: str, way: str) -> None:
    """The file is named, and all that is in it is missing for a reason that is known."""
    (tiny / path).write_bytes(b"")
    empty, _ = load(tiny)
    (tiny / path).write_bytes(LIKE_EMPTY[way])
    content, (said,) = load(tiny)
    assert said.place.path == path
    assert said.rule in ("wrong-shape", "broken-yaml")
    assert content.unreadable == empty.unreadable
    assert content.records == empty.records
    assert content.unreadable


@pytest.mark.parametrize("way", MISSHAPEN)
@pytest.mark.parametrize("path", FILES)
def test_a_file_of_another_shape_is_named(tiny: Path, path: str, way: str) -> None:
    (tiny / path).write_text(MISSHAPEN[way], encoding="utf-8")
    assert [problem for problem in load(tiny)[1] if str(problem).startswith(f"{path}:1 ")]


def test_no_cause_hides_another(tiny: Path) -> None:
    """With every file emptied, every file is named, and nothing else."""
    for path in FILES:
        (tiny / path).write_text("", encoding="utf-8")
    said = problems_in(tiny)
    assert [line.partition(" ")[0] for line in said] == [f"{path}:1" for path in FILES]


PAGES = sorted(file.relative_to(TINY).as_posix() for file in (TINY / "docs").rglob("*.md"))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_cannot_be_read_is_named(tiny: Path, unharmed: Site, path: str) -> None:
    """Likewise the pages: what a page would have used is not missed."""
    text = (tiny / path).read_text(encoding="utf-8")
    for broken in ("", text.replace("title:", "titel:", 1)):
        (tiny / path).write_text(broken, encoding="utf-8")
        said = problems_in(tiny, unharmed)
        assert [line for line in said if line.startswith(f"{path}:")], broken
        assert not [
            line for line in said if re.search(r"\[(statement-unused|unused-|no-entry)", line)
        ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "name: pier",
            "name: peer",
            'the map names column "peer", which does not exist; did you mean "pier"?',
        ),
        ("base: harbour", "base: harbor", "the base content/figures/base/harbor.json cannot be"),
    ],
)
def test_a_map_names_columns_and_a_base_that_can_be_read(
    tiny: Path, edit: Edit, old: str, new: str, said: str
) -> None:
    edit("content/figures/piers.yml", old, new)
    (problem,) = problems_in(tiny)
    assert "content/figures/piers.yml:" in problem
    assert "[figure-drawing]" in problem
    assert said in problem
