"""Coverage: the count of what became of every sentence."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.lists.coverage import SourceCoverage, coverage, totals
from explainer.pages import Note, PageState, Section
from explainer.records.content import Content
from explainer.records.evidence import Source
from explainer.refs import Ref
from explainer.site import Site
from tiny_pages import open_tiny, render_all


def site_with(
    statements: list[str], left_out: set[str], cited: list[tuple[Ref, bool]], page: str
) -> Site:
    """A site with one source of two paragraphs, of three sentences each.

    A sentence makes as many claims as it has statements, and at least one.
    """
    rows = [
        {"id": name, "text": "x", "as_of": "2020", "left_out": "y" if name in left_out else None}
        for name in statements
    ]
    claims = [
        [
            max(1, sum(name.rstrip("ab") == f"{number}.{s}" for name in statements))
            for s in (1, 2, 3)
        ]
        for number in (1, 2)
    ]
    paragraphs = [
        {"topic": "x", "claims": claims[number - 1],
         "statements": [row for row in rows if str(row["id"]).startswith(f"{number}.")]}
        for number in (1, 2)
    ]  # fmt: skip
    fields = dict.fromkeys(("title", "kind", "file", "voice", "dating", "limits"), "x")
    source = Source.model_validate({"id": "s", "paragraphs": paragraphs, **fields})
    content = Content()
    content.records["source"] = {"s": source}
    content.records["statement"] = {
        f"s:{statement.id}": statement for p in source.paragraphs for statement in p.statements
    }
    site = Site(content, TINY.templates, TINY.drawings)
    state = site.pages[page] = PageState(page)
    for ref, written in cited:
        section = Section(state)
        section.notes.append(Note((ref,), "note-1", generated=not written))
        state.sections.append(section)
    return site


TINY = open_tiny()


def cite(name: str, prose: bool = True, kind: str = "statement") -> tuple[Ref, bool]:
    return Ref(kind, f"s:{name}"), prose


def counted(site: Site) -> tuple[int, int, int, int]:
    (source,) = coverage(site)
    count = source.count
    return count.sentences, count.used, count.left_out, count.missing


TOPIC = "topics/one.md"
EVERY = ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]


@pytest.mark.parametrize(
    ("statements", "left_out", "cited", "page", "expected"),
    [
        # nothing is cited: all is missing
        (EVERY, set(), [], TOPIC, (6, 0, 0, 6)),
        # used and left out
        (EVERY, {"1.3", "2.1"}, [cite("1.1"), cite("1.2")], TOPIC, (6, 2, 2, 2)),
        # twice cited is used once
        (EVERY, set(), [cite("1.1"), cite("1.1")], TOPIC, (6, 1, 0, 5)),
        # a sentence without a statement is missing
        (EVERY[:-1], set(EVERY[:-1]), [], TOPIC, (6, 0, 5, 1)),
        # two statements of one sentence count as one sentence
        (["1.1a", "1.1b"], set(), [cite("1.1a"), cite("1.1b")], TOPIC, (6, 1, 0, 5)),
        # a sentence of which a part is used is used
        (["1.1a", "1.1b"], {"1.1b"}, [cite("1.1a")], TOPIC, (6, 1, 0, 5)),
        # only what an editor wrote on a topic page counts
        (EVERY, set(), [cite("1.1", prose=False)], TOPIC, (6, 0, 0, 6)),
        (EVERY, set(), [cite("1.1")], "about.md", (6, 0, 0, 6)),
        # an entry of the public record is no statement
        (EVERY, set(), [cite("1.1", kind="record")], TOPIC, (6, 0, 0, 6)),
    ],
)
def test_sentences_are_counted(
    statements: list[str],
    left_out: set[str],
    cited: list[tuple[Ref, bool]],
    page: str,
    expected: tuple[int, int, int, int],
) -> None:
    assert counted(site_with(statements, left_out, cited, page)) == expected


@pytest.mark.parametrize(
    ("statements", "left_out", "cited", "expected"),
    [
        # a sentence with one statement makes one claim, and so does one without any
        (EVERY[:-1], set(), [], (6, 0, 0, 6)),
        # of two claims of one sentence each counts
        (["1.1a", "1.1b"], set(), [cite("1.1a"), cite("1.1b")], (7, 2, 0, 5)),
        (["1.1a", "1.1b"], set(), [cite("1.1a")], (7, 1, 0, 6)),
        (["1.1a", "1.1b"], {"1.1b"}, [cite("1.1a")], (7, 1, 1, 5)),
        (["1.1a", "1.1b"], {"1.1a", "1.1b"}, [], (7, 0, 2, 5)),
        # what is both is used
        (["1.1"], {"1.1"}, [cite("1.1")], (6, 1, 0, 5)),
        # twice stated is stated once, and a generated part states nothing
        (["1.1"], set(), [cite("1.1"), cite("1.1")], (6, 1, 0, 5)),
        (["1.1"], set(), [cite("1.1", prose=False)], (6, 0, 0, 6)),
    ],
)
def test_claims_are_counted(
    statements: list[str],
    left_out: set[str],
    cited: list[tuple[Ref, bool]],
    expected: tuple[int, int, int, int],
) -> None:
    (source,) = coverage(site_with(statements, left_out, cited, TOPIC))
    count = source.count
    counts = (count.claims, count.claims_used, count.claims_left_out, count.claims_missing)
    assert counts == expected


names = st.lists(st.sampled_from([*EVERY, "1.1a", "2.3b"]), unique=True)


@given(names, st.sets(st.sampled_from(EVERY)), st.lists(st.sampled_from(EVERY)))
def test_every_sentence_is_counted_exactly_once(
    statements: list[str], left_out: set[str], cited: list[str]
) -> None:
    known = [cite(name) for name in cited if name in statements]
    sentences, used, out, missing = counted(site_with(statements, left_out, known, TOPIC))
    assert sentences == 6 == used + out + missing
    assert min(used, out, missing) >= 0


def whole() -> tuple[Site, SourceCoverage]:
    site = open_tiny()
    render_all(site)
    (source,) = coverage(site)
    return site, source


def test_the_small_site_is_covered() -> None:
    site, source = whole()
    assert (source.id, source.title) == ("leaflet", "The leaflet")
    assert totals(site) == {
        **{"sentences": 5, "used": 4, "left_out": 1, "missing": 0},
        **{"claims": 6, "claims_used": 5, "claims_left_out": 1, "claims_missing": 0},
    }


def test_each_statement_says_where_it_is_used() -> None:
    _, source = whole()
    uses = {
        row.statement.id: [(use.page.path, use.title) for use in row.uses] for row in source.rows
    }
    assert uses["1.2"] == [
        ("topics/cost.md", "Who pays?"),
        ("topics/plan.md", "What does the toll do?"),
    ]
    assert uses["2.2"] == []
    assert [row.address for row in source.rows][:2] == [
        "sources/#leaflet-1-1",
        "sources/#leaflet-1-2",
    ]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "1 of 1 sentence … Of 1 single claim in them, 1 on … 1 wrong, 1 nuanced of 2 claims"),
        (2, "2 of 2 sentences … Of 2 single claims in them, 2 on … 2 wrong, 2 nuanced of 4 claims"),
    ],
)
def test_the_proof_line_counts_in_words_that_fit(number: int, said: str) -> None:
    values: dict[str, Any] = dict.fromkeys(("sentences", "used", "claims", "claims_used"), number)
    values |= {"left_out": 0, "checks": {"differs": number, "nuance": number}}
    html = TINY.templates.html("proof", **values, publications=number, to=str)
    text = " ".join(re.sub("<[^>]+>", " ", html).replace("&nbsp;", " ").split())
    for part in said.split(" … "):
        assert f"{part} " in text
    assert f"{number} publication{'s' if number > 1 else ''} cited" in text
