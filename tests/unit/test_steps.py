"""The Markdown extension on the small site: golden cases, and what holds for any text.

A case is a file tests/golden/<feature>/<case>.yml with these fields:

- `rule`: what it shows, in a sentence;
- `page`: whose front matter holds; topics/plan.md when left out;
- `markdown`: the text;
- `html`: what an editor's text becomes, generated parts left out; compared as trees;
- `has`, `has_not`: XPath expressions that find, or do not find, something in the whole page;
- `add`: texts that are put at the end of files of the small site, such as records;
- `fields`: lines that are added to the page's own front matter;
- `problems`: the lines that an editor reads; none when left out. With `add` those of the records
  are among them, and with `whole: true` those that are known when all pages are rendered.

Negatives, where nothing is marked or something is refused, are named `…-nope`.
"""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from explainer.names.finder import Name, NameFinder
from explainer.page.directives import all_directives
from explainer.page.name_links import SKIPPED_TAGS, link_names
from explainer.page.record_links import resolve_record_links
from explainer.page.steps import STEPS, ExplainerExtension
from explainer.pages import PageState
from explainer.records.subject import Issue, Position
from explainer.refs import Ref
from explainer.rules import check_records, check_use
from explainer.site import Site
from project import copy_project
from tiny_pages import (
    ROOT,
    TINY,
    Rendered,
    markdown_of,
    open_tiny,
    pages_of_tiny,
    put,
    put_all,
    render,
    render_all,
)

GOLDEN = ROOT / "tests" / "golden"
CASES = sorted(GOLDEN.rglob("*.yml"))
FEATURES = {
    "citations",
    "corrections",
    "crosslinks",
    "directives",
    "references",
    "rules",
    "runs",
    "terms",
}
FIELDS = {"rule", "page", "markdown", "html", "has", "has_not", "problems"}
FIELDS |= {"add", "fields", "whole"}


@cache
def read_case(file: Path) -> dict[str, Any]:
    case: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return case


def normal(element: Any) -> tuple[Any, ...]:
    """A tree as values: tag, attributes, text and children, white space made single."""
    for link in element.xpath(".//a[@class='headerlink']"):
        link.drop_tree()

    def text(shown: str | None) -> str:
        return " ".join(shown.split()) if shown and shown.strip() else ""

    def values(part: Any) -> tuple[Any, ...]:
        children = [(values(child), text(child.tail)) for child in part]
        return (part.tag, dict(part.attrib), text(part.text), children)

    return values(element)


@pytest.mark.parametrize("file", CASES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_golden_case(file: Path, tmp_path: Path) -> None:
    case = read_case(file)
    path = case.get("page", "topics/plan.md")
    site = site_of(case, path, tmp_path) if case.keys() & {"add", "fields", "whole"} else None
    page = render(case["markdown"], path, site)
    problems = page.problems
    if site is not None:
        problems += map(str, [*site.problems, *check_records(site)])
    if site is not None and case.get("whole"):
        problems += map(str, check_use(rendered(site, path)))
    templates = (site or page.site).templates.problems
    assert [*map(str, templates), *problems] == case.get("problems", [])
    if "html" in case:
        wanted = html.fragment_fromstring(case["html"], create_parent="article")
        assert normal(page.prose) == normal(wanted)
    for path in case.get("has", []):
        assert page.tree.xpath(path), f"{path} finds nothing in {page.html}"
    for path in case.get("has_not", []):
        assert not page.tree.xpath(path), f"{path} finds something in {page.html}"


def site_of(case: dict[str, Any], path: str, folder: Path) -> Site:
    """The small site with what a case adds to it."""
    root = copy_project(TINY, folder / "tiny")
    for name, text in case.get("add", {}).items():
        file = root / name
        before = re.sub(r"^(\[\]|\{\})\n\Z", "", file.read_text(encoding="utf-8"), flags=re.M)
        file.write_text(f"{before}\n{text}", encoding="utf-8")
    page = root / "docs" / path
    fields = case.get("fields", "")
    page.write_text(page.read_text(encoding="utf-8").replace("---\n", f"---\n{fields}", 1), "utf-8")
    return open_tiny(root)


def rendered(site: Site, but: str) -> Site:
    """The site with all pages rendered; one was already."""
    for path in site.pages:
        if path != but:
            text = (TINY / "docs" / path).read_text(encoding="utf-8")
            render(text.split("\n---\n", 1)[-1], path, site)
    return site


def test_cases_are_sorted_by_feature_and_say_what_they_show() -> None:
    assert {file.parent.name for file in CASES} >= FEATURES
    for file in CASES:
        case = read_case(file)
        assert case.keys() <= FIELDS, file
        assert case["rule"].endswith("."), file
        assert case.keys() & {"html", "has", "has_not", "problems"}, file
        assert not case.get("problems") or file.stem.endswith("-nope"), file


def test_every_directive_has_a_case() -> None:
    cases = [read_case(file) for file in (GOLDEN / "directives").glob("*.yml")]
    texts = "\n".join(case["markdown"] for case in cases if "has" in case)
    without = set(all_directives()) - set(re.findall(r"(?m)^/// ([\w-]+)", texts))
    assert not without, "write a case for each under tests/golden/directives/"


def test_what_a_directive_makes_is_not_taken_for_prose() -> None:
    """Its template need not say so."""
    site = open_tiny()
    with patch.object(site.templates, "html", lambda *_, **__: "<p>The ferry sinks.</p>"):
        page = render("/// changes\n///\n\nA ferry runs until then.[@-]", site=site)
    assert page.problems == []
    assert page.tree.xpath("//p[@data-generated='changes'][not(.//a)]")


def test_a_case_with_another_tree_would_fail() -> None:
    def tree(text: str) -> Any:
        return normal(html.fragment_fromstring(text, create_parent="article"))

    assert tree("<p>a  b\n c</p>\n\n<p>d</p>") == tree("<p>a b c</p><p>d</p>")
    for other in ("<p>a c</p>", "<p><b>a</b> b</p>", '<p class="x">a b</p>', "<p>a b</p><p/>"):
        assert tree("<p>a b</p>") != tree(other)


# What holds for a page as a whole.


def test_a_page_can_switch_everything_off() -> None:
    site = open_tiny()
    page = site.pages["about.md"]
    assert page.meta is not None
    page.meta = page.meta.model_copy(update={"annotate": False})
    text = "A toll, says Quay.[@leaflet:1.1] This week.\n\n/// timeline | x\n    ids: [vote]\n///\n"
    shown = render(text, "about.md", site)
    assert shown.prose.text_content().strip() == "A toll, says Quay.[@leaflet:1.1] This week."
    assert shown.tree.xpath("//figure/ol/li[@id='vote']")
    assert shown.tree.xpath("//a[@class='term' or @class='crosslink']|//sup") == []
    assert shown.problems == []


def test_without_a_page_markdown_is_as_it_was() -> None:
    """What mkdocstrings renders outside a page has no steps."""
    text = "A toll.[@leaflet:1.1]\n\n## The *toll*\n"
    assert markdown_of(ExplainerExtension(open_tiny())).convert(text) == markdown_of().convert(text)


def test_steps_run_in_the_order_of_the_table() -> None:
    """The table in the module's docstring is the order in which Markdown runs the steps."""
    md = markdown_of(ExplainerExtension(open_tiny()))
    names = list(STEPS)
    order = [md.treeprocessors.get_index_for_name(name) for name in names]
    assert order == sorted(order)
    at = {name: md.treeprocessors.get_index_for_name(name) for name in ("inline", "toc")}
    assert order[names.index("explainer-citations")] < at["inline"]
    assert at["inline"] < order[names.index("explainer-notes")]
    assert order[names.index("explainer-parts")] < at["toc"] < order[-1]


def test_mentions_name_their_section_without_its_permalink() -> None:
    text = "A toll.[@-]\n\n## What \\*is\\* it?\n\nA toll.[@leaflet:1.1]\n\nTwo.[@herald-2020]\n"
    page = render(text).page
    toll, leaflet = Ref("term", "toll"), Ref("statement", "leaflet:1.1")
    herald = Ref("record", "herald-2020")
    assert [(s.anchor, s.title, list(s.uses)) for s in page.sections] == [
        ("", "", [toll]),
        ("what-is-it", "What *is* it?", [leaflet, herald, toll]),
    ]
    assert [[note.refs for note in s.notes] for s in page.sections] == [[], [(leaflet,), (herald,)]]
    assert [list(s.mentioned) for s in page.sections] == [[toll], [toll]]


def test_a_link_to_a_statement_is_no_citation_but_a_use() -> None:
    page = render("One, see [this](statement:leaflet:1.2) and [that](term:toll).[@-]\n").page
    assert page.statements_used == set()
    (section,) = page.sections
    assert section.notes == []
    assert list(section.mentioned) == [Ref("statement", "leaflet:1.2"), Ref("term", "toll")]
    assert page.entries == [Ref("term", "toll")]


def test_keys_are_remembered_once_in_the_order_of_their_first_citation() -> None:
    page = render("One.[@leaflet:1.2] Two.[@herald-2020; @leaflet:1.2] Three.[@leaflet:1.1]\n").page
    assert page.cited == [
        Ref("statement", "leaflet:1.2"),
        Ref("record", "herald-2020"),
        Ref("statement", "leaflet:1.1"),
    ]


def test_citations_in_generated_parts_do_not_count_as_prose() -> None:
    page = render("/// open-questions\n///\n\nOne.[@leaflet:1.1]\n").page
    assert page.cited == [
        Ref("statement", "leaflet:2.1"),
        Ref("record", "gazette-2020"),
        Ref("statement", "leaflet:1.1"),
    ]
    assert page.statements_used == {"leaflet:1.1"}


@pytest.mark.parametrize(
    ("options", "rows"),
    [
        ("issue: toll", ["toll-quay", "toll-council"]),
        ("issue: noise", ["noise-council"]),
        ("actor: council", ["toll-council", "noise-council"]),
        ("actor: council\n    issue: noise", ["noise-council"]),
    ],
)
def test_a_slice_of_the_positions_holds_what_was_asked_for(options: str, rows: list[str]) -> None:
    site = open_tiny()
    (position,) = site.content.all(Position).values()
    issue = site.content.all(Issue)["toll"]
    put_all(site, "issue", issue, issue.model_copy(update={"id": "noise"}))
    other = position.model_copy(update={"actor": "council"})
    for row in (other, other.model_copy(update={"issue": "noise"})):
        put(site, Ref("position", f"{row.issue}-{row.actor}"), row)
    tree = render(f"/// positions | x\n    {options}\n///\n", site=site).tree
    links = tree.xpath("//figure[@data-generated='positions']//th/a/@href")
    assert [link.partition("#")[2] for link in links] == rows


def test_the_small_site_renders_without_problems() -> None:
    site = open_tiny()
    render_all(site)
    assert [str(problem) for problem in site.problems_found] == []


# What holds for any text.

words = st.sampled_from(
    ["toll", "tolls", "Bridge fee", "bridge\nfee", "ferry", "ferries’", "Quay", "Ada Quay", "quay",
     "Town Council", "the", "May vote", "may vote", "bridge plan", "A", "in 2020", "tollgate",
     "péage", "pe\u0301age", "Zürich", "паром", "渡し船", "non-toll", "toll\u2011free", "D.C.",
     "TOLL", "toll.", "https://example.org/toll"]
)  # fmt: skip
# The class tells references apart from what the engine marks by itself.
references = st.sampled_from(
    ["[a sum](term:toll)", "[](term:toll)", "[*the* toll](term:ferry)", "[](actor:quay)",
     "[Quay](event:vote)", "[](topic:cost)", "[toll](statement:leaflet:1.1)", "[toll](term:tol)",
     "[](actor:quai)", "[toll](x:y)"]
).map("{}{{: .own }}".format)  # fmt: skip
inline = st.one_of(
    words,
    words,
    words,
    words.map("*{}*".format),
    words.map("**a {} b**".format),
    words.map("***{}***".format),
    words.map("`{}`".format),
    words.map("[{}](about.md)".format),
    words.map("[{}](-)".format),
    words.map("[a [{}](term:toll){{: .own }} b](about.md)".format),
    words.map("[a *[{}](term:toll){{: .own }}* b](about.md)".format),
    words.map("“{}”".format),
    words.map("({})".format),
    references,
    st.sampled_from(
        ["[@leaflet:1.1]", "[@leaflet:1.2; @herald-2020]", "[@-]", "\\[@leaflet:1.1]", "[^hand]",
         "&amp;", "\\*", "."]
    ),
)  # fmt: skip
line = st.lists(inline, min_size=1, max_size=7).map(" ".join)
one_line = line.map(lambda text: " ".join(text.split()))
block = st.one_of(
    line,
    line,
    one_line.map("## {}".format),
    one_line.map("### {}".format),
    st.lists(one_line, min_size=1, max_size=3).map(lambda xs: "\n".join(f"- {x}" for x in xs)),
    st.lists(one_line, min_size=1, max_size=3).map(lambda xs: "\n".join(f"1. {x}" for x in xs)),
    one_line.map("- One\n\n    {}\n".format),
    one_line.map("- One\n    - {}\n".format),
    one_line.map("> {}".format),
    one_line.map("    {}".format),
    one_line.map("```\n{}\n```".format),
    one_line.map("[^hand]: {}".format),
    st.tuples(one_line, one_line).map(lambda p: f"| {p[0]} | x |\n|---|---|\n| {p[1]} | y |"),
    one_line.map("{}\n{{: .no-terms }}".format),
)
pages = st.lists(block, min_size=1, max_size=5).map("\n\n".join)
SITE = open_tiny()

forms = st.lists(
    st.sampled_from(
        ["toll", "ferry", "Quay", "bridge", "fee", "péage", "паром", "D.C.", "a", "May"]
    ),
    min_size=1,
    max_size=3,
).map(" ".join)
drawn = st.builds(
    Name,
    form=forms,
    # Records of the small site, since what is linked is listed with its text.
    ref=st.sampled_from(
        [
            Ref("term", "toll"),
            Ref("term", "ferry"),
            Ref("actor", "quay"),
            Ref("actor", "council"),
            Ref("event", "vote"),
            Ref("event", "opening"),
        ]
    ),
    plural=st.booleans(),
    exact=st.booleans(),
    pages=st.sampled_from(
        [(), (), ("/topics/",), ("/topics/cost/",), ("/about/", "/topics/plan/")]
    ),
)


def unambiguous(names: list[Name]) -> list[Name]:
    """Names of which no two share a spelling, as the rule form-taken holds it."""
    taken: dict[str, Name] = {}
    for name in names:
        own = {form.casefold() for form in name.spelled}
        if not own & taken.keys():
            taken.update(dict.fromkeys(own, name))
    return list(dict.fromkeys(taken.values()))


# The names of the small site, or any others.
names_drawn = st.one_of(
    st.just([written.name for names in SITE.names.values() for written in names]),
    st.lists(drawn, max_size=8).map(unambiguous),
)


def rendered_with(text: str, names: list[Name]) -> Rendered:
    pages = {page.path: page for page in pages_of_tiny()}
    return render(text, site=replace(SITE, pages=pages, finder=NameFinder(names)))


@given(pages, names_drawn)
@settings(max_examples=40)
def test_marking_leaves_the_visible_text_as_it_is(text: str, names: list[Name]) -> None:
    marked, plain = rendered_with(text, names), rendered_with(text, [])
    assert marked.prose.text_content() == plain.prose.text_content()
    assert sorted(marked.problems) == sorted(plain.problems)


@given(pages, names_drawn)
@settings(max_examples=40)
def test_no_link_stands_in_a_link(text: str, names: list[Name]) -> None:
    # A reader of HTML ends a link where the next begins, so the text is looked at and not the tree.
    for tag, after in pairwise(re.findall(r"<a\b|</a>", rendered_with(text, names).html)):
        assert (tag, after) in (("<a", "</a>"), ("</a>", "<a"))


@given(pages, names_drawn)
@settings(max_examples=40)
def test_nothing_is_marked_where_names_stay_plain(text: str, names: list[Name]) -> None:
    tree = rendered_with(text, names).tree
    marks = tree.xpath("//a[@class='term' or @class='crosslink']")
    for mark in marks:
        # The first cell of a row becomes its header when names are linked already.
        above = {part.tag for part in mark.iterancestors() if part.get("scope") != "row"}
        assert not above & SKIPPED_TAGS
        assert not mark.xpath("ancestor::*[@class='no-terms' or @class='footnote']")
        assert not mark.xpath("ancestor::*[@data-generated]")
        before = mark.xpath("string(preceding-sibling::text()[1])")
        assert not re.search(r"\w[-\u2011]\Z", before) or mark.getprevious() is not None


def marked(source: str, names: NameFinder, times: int = 1) -> str:
    """A page's HTML with its names as links, by nothing but the step that links them."""
    root = ElementTree.fromstring(source)
    site = replace(SITE, finder=names)
    resolve_record_links(root, site, PageState("about.md", meta=SITE.pages["about.md"].meta))
    for _ in range(times):
        link_names(root, site, PageState("about.md"))
    return ElementTree.tostring(root, encoding="unicode")


def source_of(text: str) -> str:
    return f"<div>{markdown_of().convert(text)}</div>".replace("¶", "").replace("&nbsp;", " ")


@given(pages, names_drawn)
@settings(max_examples=50)
def test_marking_twice_is_marking_once(text: str, names: list[Name]) -> None:
    source, finder = source_of(text), NameFinder(names)
    assert marked(source, finder, times=2) == marked(source, finder)


@given(pages, names_drawn, st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_the_order_of_records_does_not_matter(text: str, names: list[Name], random: Random) -> None:
    shuffled = list(names)
    random.shuffle(shuffled)
    source = source_of(text)
    assert marked(source, NameFinder(shuffled)) == marked(source, NameFinder(names))


@given(pages, names_drawn)
@settings(max_examples=50)
def test_a_name_is_marked_once_in_its_reach(text: str, names: list[Name]) -> None:
    on_page: set[str] = set()
    in_section: set[str] = set()
    for element in ElementTree.fromstring(marked(source_of(text), NameFinder(names))).iter():
        if element.tag == "h2":
            in_section.clear()
        kind, name = element.get("class", ""), element.get("href", "")
        if kind in ("term", "crosslink"):
            assert name not in (in_section if kind == "term" else on_page)
        if name:
            in_section.add(name)
            on_page.add(name)
