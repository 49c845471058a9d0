"""Templates: what a record holds is shown as text, whatever it holds."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown.util import AtomicString

from explainer.names.finder import NameFinder
from explainer.records.base import UNPRINTABLE
from explainer.records.subject import Term
from explainer.refs import Ref
from explainer.rules.existence import unknown_names
from explainer.site import Site
from explainer.templates import Templates
from tiny_pages import TEMPLATES, TINY, Rendered, open_tiny, put, put_all, render


@pytest.fixture
def element(tmp_path: Path) -> Callable[..., Any]:
    """Make an element of a template that is given as text."""

    def make(template: str, **values: Any) -> Any:
        (tmp_path / "part.html").write_text(template, encoding="utf-8")
        return Templates(tmp_path).element("part", **values)

    return make


def test_all_other_text_of_a_template_that_cites_is_sealed(element: Callable[..., Any]) -> None:
    root = element('<div>a<p>b <b>c</b> d</p>e<p data-citing=""/></div>')
    texts = [text for part in root.iter() for text in (part.text, part.tail) if text]
    assert sorted(texts) == [" d", "a", "b ", "c", "e"]
    assert all(isinstance(text, AtomicString) for text in texts)


def test_values_are_escaped_in_text_and_attributes(element: Callable[..., Any]) -> None:
    root = element('<p title="{{ x }}">{{ x }}</p>', x='"><i>x</i> & <')
    assert (root.text, root.get("title")) == ('"><i>x</i> & <', '"><i>x</i> & <')
    assert len(root) == 0


def test_citing_text_keeps_citations_and_nothing_else(element: Callable[..., Any]) -> None:
    root = element(
        '<p data-citing="">{{ x }}<b>{{ x }}</b>{{ x }}</p>', x="a *b* [@s:1.1; @r] [c](d)"
    )
    kept = r"a \*b\* [@s:1.1; @r] \[c\]\(d\)"
    assert [root.text, root[0].text, root[0].tail] == [kept, kept, kept]
    assert not any(isinstance(text, AtomicString) for text in (root.text, root[0].text))
    assert "data-citing" not in root.attrib


def test_citing_ends_with_its_element(element: Callable[..., Any]) -> None:
    root = element('<div><p data-citing="">*a*</p>*b*</div>')
    assert isinstance(root[0].tail, AtomicString)
    assert root[0].tail == "*b*"


@pytest.mark.parametrize("name", sorted(file.stem for file in TEMPLATES.glob("*.html")))
def test_no_template_switches_escaping_off(name: str) -> None:
    text = (TEMPLATES / f"{name}.html").read_text(encoding="utf-8")
    assert "safe" not in text.replace("-", " ").split()
    assert "autoescape" not in text


PARTS = {
    "glossary.md": "/// glossary\n///",
    "whos-who.md": "/// whos-who\n///",
    "timeline.md": "/// timeline\n///",
    "positions.md": "/// positions\n///",
    "questions.md": "/// questions\n///",
    "sources.md": "/// sources\n///\n\n/// public-record\n///",
    "record.md": "/// checked\n///",
    "changes.md": "/// changes\n///",
    "topics/plan.md": "One.[@leaflet:1.2; @crier-2020]\n\n"
    "/// timeline | x\n    ids: [vote]\n///\n\n"
    "/// positions | x\n///\n\n/// open-questions\n///",
}

FIELDS: list[tuple[str, str, str, str]] = [
    ("term", "toll", "term", "glossary.md"),
    ("term", "toll", "long", "glossary.md"),
    ("term", "ferry", "contested", "glossary.md"),
    ("actor", "quay", "name", "whos-who.md"),
    ("actor", "quay", "short", "whos-who.md"),
    ("actor", "quay", "long", "whos-who.md"),
    ("event", "vote", "title", "timeline.md"),
    ("event", "vote", "summary", "timeline.md"),
    ("event", "opening", "place", "timeline.md"),
    ("event", "opening", "contested", "timeline.md"),
    ("event", "vote", "title", "topics/plan.md"),
    ("issue", "toll", "label", "positions.md"),
    ("issue", "toll", "about", "positions.md"),
    ("question", "why-a-bridge", "question", "questions.md"),
    ("question", "why-a-bridge", "answer", "questions.md"),
    ("open-question", "what-price", "question", "topics/plan.md"),
    ("open-question", "what-price", "answer", "topics/plan.md"),
    ("statement", "leaflet:1.2", "text", "topics/plan.md"),
    ("statement", "leaflet:1.2", "text", "record.md"),
    ("record", "crier-2020", "title", "sources.md"),
    ("record", "crier-2020", "title", "topics/plan.md"),
    ("record", "herald-2020", "via", "sources.md"),
    ("publisher", "crier", "name", "sources.md"),
    ("source", "leaflet", "title", "sources.md"),
    ("source", "leaflet", "voice", "sources.md"),
    ("source", "leaflet", "file", "sources.md"),
]


def with_field(kind: str, name: str, field: str, text: str) -> Site:
    """The small site with another text in a field, and without names to be found."""
    site = open_tiny()
    record = site.content.records[kind][name]
    fields = {**record.model_dump(by_alias=True), field: text}
    put(site, Ref(kind, name), type(record).model_validate(fields))
    site.finder = NameFinder(())
    return site


def rendered(kind: str, name: str, field: str, page: str, text: str) -> Rendered:
    return render(PARTS[page], page, with_field(kind, name, field, text))


def shape(page: Rendered) -> Counter[tuple[str, tuple[tuple[str, str], ...]]]:
    """Every element with its attributes, but for those that hold a text of a record or its slug."""
    free = {"aria-label", "title"}
    tree = page.tree
    # Under which letter an entry stands depends on its name.
    for part in tree.xpath("//nav[@class='letters'] | //section[@class='letter']/h2"):
        part.drop_tree()
    # What looks like a citation is taken out of an answer, so that no words may rest on its note.
    for part in tree.xpath("//section[@class='letter'] | //span[@class='rests']"):
        part.drop_tag()
    return Counter(
        (part.tag, tuple(sorted((k, v) for k, v in part.attrib.items() if k not in free)))
        for part in tree.iter()
    )


@cache
def plain_shape(case: tuple[str, str, str, str]) -> Counter[Any]:
    return shape(rendered(*case, "xyz"))


fragments = st.sampled_from(
    ["<script>", "</p>", "<b>", "<!--", "<img src=x onerror=y>", " {: .x }", " { onclick=y }",
     "{.y}", "{", "}", "[a](javascript:b)", "![a](b)", "[", "]", "(", ")", "`", "``", "**", "_",
     "__", "*", "\\", "|", "#", "~", "^", "=", "&", "&amp;", "&lt;b&gt;", "&#60;", "&#x3c;", "<",
     ">", '"', "'", "http://x.example", "<http://x.example>", "[^1]", "[^fn]", "///", "wxhzdk:0",
     "klzzwxh:0000", "a", "b c", " ", "1.", "- ", "+", "é", "[@", "[@<b>c</b>]", "[@**d**]",
     "`[@<b>c</b>]`", "\\[@<b>c</b>]", "[@_e_]", "[toc]", "[TOC]", "*[a]: b", "$x$", ":smile:",
     "{{ x }}", "{% x %}"]
)  # fmt: skip
evil = st.lists(fragments, min_size=1, max_size=8).map("".join)
anything = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1
)
record_texts = (evil | anything).filter(lambda text: text.strip() and not UNPRINTABLE.search(text))


@pytest.mark.parametrize("case", FIELDS, ids=lambda case: "-".join(case))
@settings(max_examples=5)
@example(text="_a_ *b* `c` [d](e) \\.")
@example(text="x { onclick=alert(1) }")
@example(text="x {: .x onclick=alert(1) }")
@example(text="[TOC]")
@example(text="`[@<b>c</b>]`")
@example(text="&lt;script&gt; &amp; &#60;")
@example(text="a.b-c+d!e|f")
@given(text=record_texts)
def test_no_text_in_a_record_becomes_markup(case: tuple[str, str, str, str], text: str) -> None:
    page = rendered(*case, text)
    assert shape(page) == plain_shape(case)
    if not (case[2] == "answer" and "[@" in text):  # what looks like a citation there is taken out
        shown = page.tree.text_content().replace("'", "’")  # a straight one may be curved
        assert " ".join(text.replace("'", "’").split()) in " ".join(shown.split())


@pytest.mark.parametrize("case", [case for case in FIELDS if case[2] == "answer"])
def test_a_citation_in_an_answer_counts(case: tuple[str, str, str, str]) -> None:
    page = rendered(*case, "*One*.[@leaflet:1.1] <b>Two</b>.[@leaflet:1.2; @herald-2020]")
    cited = {ref.id for ref in page.page.cited}
    assert {"leaflet:1.1", "leaflet:1.2", "herald-2020"} <= cited
    assert "*One*." in page.tree.text_content()
    assert page.tree.xpath("//dd//b|//section/p/b|//em[text()='One']") == []


def test_a_malformed_citation_in_an_answer_is_reported_there_and_on_no_page() -> None:
    page = rendered("question", "why-a-bridge", "answer", "questions.md", "One.[@leaflet_1]")
    assert page.page.problems == []
    assert [problem.rule for problem in unknown_names(page.site)] == ["unknown-record"]


@pytest.mark.parametrize("form", ["bridge-fee", "A.Q.", "Q&A", "R+D"])
def test_names_with_marks_are_found_in_an_answer(form: str) -> None:
    site = with_field("question", "why-a-bridge", "answer", f"The {form} is there.[@leaflet:1.1]")
    put_all(site, "term", site.content.all(Term)["toll"].model_copy(update={"forms": (form,)}))
    site.add_pages([])
    page = render(PARTS["questions.md"], "questions.md", site)
    assert page.tree.xpath("//p/span/a[@class='term']/text()") == [form]


def test_every_field_above_is_one_of_the_small_site() -> None:
    site = open_tiny()
    for kind, name, field, page in FIELDS:
        assert field in type(site.content.records[kind][name]).model_fields
        assert (TINY / "docs" / page).is_file()
