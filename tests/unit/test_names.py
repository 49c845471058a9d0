"""Names in text: which are found, and where each match begins and ends."""

import re
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.names.finder import Name, NameFinder
from explainer.names.spelling import counted, matched_as
from explainer.refs import Ref


def found(text: str, *forms: str, plural: bool = False) -> list[str]:
    """The texts that are found."""
    names = [Name(form, Ref("term", form), plural) for form in forms]
    return [text[match.start : match.end] for match in NameFinder(names).find(text)]


@pytest.mark.parametrize(
    ("text", "forms", "expected"),
    [
        # the longest name wins, wherever the shorter one stands in it
        ("a security guarantee force", ["security", "security guarantee"], ["security guarantee"]),
        ("a security guard", ["security guarantee", "security"], ["security"]),
        ("the Harwich bridge talks", ["Harwich", "bridge talks", "Harwich bridge talks"],
         ["Harwich bridge talks"]),
        ("Harwich bridge plans", ["Harwich bridge talks", "bridge"], ["bridge"]),
        # after a match the search goes on behind it
        ("toll, ferry and toll", ["toll", "ferry"], ["toll", "ferry", "toll"]),
        # names begin and end with whole words, in any script
        ("tolls tolling untoll toll_gate", ["toll"], []),
        ("Dover Doverer", ["Dover"], ["Dover"]),
        ("Zürich Zürichm", ["Zürich"], ["Zürich"]),
        ("In São Paulo, not Sãopaulo", ["São Paulo"], ["São Paulo"]),
        ("Sao Paulo", ["São Paulo"], []),
        ("Зеленський, Зеленського", ["Зеленський"], ["Зеленський"]),
        ("ein Öl, ölig", ["öl"], ["Öl"]),
        # marks around a name do not matter
        ("(toll) “toll” toll: —toll— toll/ferry", ["toll"], ["toll"] * 5),
        # a full stop that belongs to the name
        ("the D.C. envoy", ["D.C."], ["D.C."]),
        ("in the D.C.", ["D.C."], ["D.C."]),
        ("the D.C.-led force, the D.C.’s force", ["D.C."], ["D.C.", "D.C."]),
        ("the D.C.A and the DC", ["D.C."], []),
        ("the D.C. envoy", ["U.S", "D.C."], ["D.C."]),
        ("the D.C. envoy", ["D.C.", "U.S"], ["D.C."]),
    ],
)  # fmt: skip
def test_whole_words_and_the_longest_name(text: str, forms: list[str], expected: list[str]) -> None:
    assert found(text, *forms) == expected


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        # a form without capitals is found with and without them
        ("toll Toll TOLL", "toll", ["toll", "Toll", "TOLL"]),
        ("Élysée treaty, élysée treaty", "élysée treaty", ["Élysée treaty", "élysée treaty"]),
        # a form with capitals only as it is
        ("Quay quay QUAY", "Quay", ["Quay"]),
        ("us US Us", "US", ["US"]),
        ("the May vote may vote", "May vote", ["May vote"]),
    ],
)
def test_capitals_in_a_form_count(text: str, form: str, expected: list[str]) -> None:
    assert found(text, form) == expected


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("a toll, two tolls", "toll", ["toll", "tolls"]),
        ("a treaty, two treaties", "treaty", ["treaty", "treaties"]),
        ("a convoy, two convoys", "convoy", ["convoy", "convoys"]),
        ("a box, two boxes", "box", ["box", "boxes"]),
        ("a clash, two clashes", "clash", ["clash", "clashes"]),
        ("a trench, two trenches", "trench", ["trench", "trenches"]),
        ("a communiqué, two communiqués", "communiqué", ["communiqué", "communiqués"]),
        ("a tollgate line, two tollgate lines", "tollgate line",
         ["tollgate line", "tollgate lines"]),
        # from a plural to its singular
        ("a guarantee, two guarantees", "guarantees", ["guarantee", "guarantees"]),
        ("a treaty, two treaties", "treaties", ["treaty", "treaties"]),
        ("a communiqué, two communiqués", "communiqués", ["communiqué", "communiqués"]),
        # words that only look like plurals
        ("a congres, a congress", "congress", ["congress"]),
        ("statu, status", "status", ["status"]),
        ("crisi, crisis", "crisis", ["crisis"]),
        # capitals have no plural, nor has a name in quotation marks
        ("POLE POLEs", "POLE", ["POLE"]),
        ("the “new” and news", "“new”", ["new”"]),
    ],
)  # fmt: skip
def test_plural_and_singular_by_rule(text: str, form: str, expected: list[str]) -> None:
    assert found(text, form, plural=True) == expected


@pytest.mark.parametrize(
    ("number", "noun", "expected"),
    [(0, "note", "0 notes"), (1, "single claim", "1 single claim"), (2, "copy", "2 copies")],
)
def test_a_noun_after_a_number(number: int, noun: str, expected: str) -> None:
    assert counted(number, noun) == expected


def test_without_plural_only_the_form_itself_is_found() -> None:
    assert found("a Quay, two Quays", "Quay", plural=False) == ["Quay"]


@pytest.mark.parametrize("mark", ["'s", "’s", "'", "’"])
def test_a_possessive_ending_stays_outside_the_match(mark: str) -> None:
    assert found(f"the toll{mark} end", "toll") == ["toll"]
    assert found(f"the tolls{mark} end", "toll", plural=True) == ["tolls"]


@pytest.mark.parametrize("space", [" ", "  ", "\n", "\n    ", "\t", "\u00a0", "\u202f"])
def test_white_space_matches_any_white_space(space: str) -> None:
    text = f"a bridge{space}fee"
    assert found(text, "bridge fee") == [f"bridge{space}fee"]


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        # hyphens join words of a name, and are no space
        ("a toll-gate", "toll-gate", ["toll-gate"]),
        ("a toll\u2011gate", "toll-gate", ["toll\u2011gate"]),
        ("a toll gate, a tollgate", "toll-gate", []),
        ("a toll-gate", "toll gate", []),
        ("a pre-toll world, toll-free", "toll", ["toll"]),
        # the straight apostrophe is the curly one
        ("the people's republic", "people’s republic", ["people's republic"]),
        ("the people’s republic", "people's republic", ["people’s republic"]),
        ("d’Orsay", "d'Orsay", ["d’Orsay"]),
        # a comma or full stop between the words breaks the name
        ("a bridge, fee", "bridge fee", []),
        ("a bridge. Fee", "bridge fee", []),
    ],
)
def test_hyphens_and_apostrophes(text: str, form: str, expected: list[str]) -> None:
    assert found(text, form) == expected


def test_a_form_without_a_word_is_never_found() -> None:
    assert found("“…” - !", "…", "", "-") == []


words = st.sampled_from(
    ["toll", "ferry", "Quay", "D.C.", "bridge", "fee", "São", "Zürich", "toll-gate", "people’s"]
)
gaps = st.sampled_from([" ", " ", " ", "\n", "  ", ", ", ". ", "-", "’s ", "s ", "", " (", "”"])
texts = st.lists(st.tuples(words, gaps), max_size=14).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
forms = st.lists(words, min_size=1, max_size=3).map(" ".join)


def unambiguous(drawn: list[tuple[str, bool]]) -> list[Name]:
    """Names of which no two share a spelling, as the rule form-taken holds it."""
    taken: set[str] = set()
    names = []
    for form, plural in drawn:
        name = Name(form, Ref("term", form), plural)
        own = {spelled.casefold() for spelled in name.spelled}
        if not own & taken:
            names.append(name)
            taken |= own
    return names


sets_of_names = st.lists(st.tuples(forms, st.booleans()), max_size=8).map(unambiguous)


@given(texts, sets_of_names)
def test_matches_stand_in_order_and_never_overlap(text: str, names: list[Name]) -> None:
    end = 0
    for match in NameFinder(names).find(text):
        assert end <= match.start < match.end <= len(text)
        end = match.end


def even(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("’", "'").casefold()


@given(texts, sets_of_names)
def test_each_match_fits_a_spelling_of_its_name(text: str, names: list[Name]) -> None:
    for match in NameFinder(names).find(text):
        shown = even(text[match.start : match.end])
        assert shown in {even(spelled) for spelled in match.name.spelled}
        assert not re.match(r"\w", text[match.end :])
        assert not re.search(r"\w\Z", text[: match.start])


@given(texts, sets_of_names, st.randoms(use_true_random=False))
def test_the_order_of_the_names_does_not_matter(
    text: str, names: list[Name], random: Random
) -> None:
    shuffled = list(names)
    random.shuffle(shuffled)
    assert list(NameFinder(names).find(text)) == list(NameFinder(shuffled).find(text))


@given(sets_of_names)
def test_every_name_is_found_where_it_stands_alone(names: list[Name]) -> None:
    for name in names:
        assert [match.name for match in NameFinder(names).find(f"({name.form})")] == [name]


# Names that are found exactly, or on some pages only.


def test_an_exact_form_is_found_as_it_is_written_alone() -> None:
    finder = NameFinder([Name("lane’s end", Ref("term", "x"), plural=True, exact=True)])
    text = "lane's\nend, Lane's end, LANE’S END, lane’s ends"
    assert [text[m.start : m.end] for m in finder.find(text)] == ["lane's\nend"]


def on(*pages: str) -> Name:
    return Name("toll", Ref("term", "toll"), pages=pages)


@pytest.mark.parametrize(
    ("address", "page", "expected"),
    [
        ("/topics/plan/", "/topics/plan/", True),
        ("/topics/plan/", "/topics/plans/", False),
        ("/topics/", "/topics/plan/", True),
        ("/topics/", "/topics/", True),
        ("/topics/plan/", "/topics/", False),
        ("/", "/", True),
        ("/", "/about/", False),
    ],
)
def test_an_address_covers_a_page(address: str, page: str, expected: bool) -> None:
    assert on(address).counts_on(page) is expected
    assert on("/x/", address).counts_on(page) is expected
    assert on().counts_on(page)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((), ("/a/",), True),
        (("/a/",), ("/b/",), False),
        (("/a/", "/c/"), ("/b/", "/c/"), True),
        (("/a/",), ("/a/b/",), True),
        (("/a/b/",), ("/a/",), True),
        (("/",), ("/a/",), False),
    ],
)
def test_names_meet_where_a_page_can_have_both(
    one: tuple[str, ...], other: tuple[str, ...], expected: bool
) -> None:
    assert on(*one).meets(on(*other)) is expected
    assert on(*other).meets(on(*one)) is expected


@given(texts, sets_of_names, st.data())
def test_a_name_out_of_its_pages_is_as_good_as_none(
    text: str, names: list[Name], data: st.DataObject
) -> None:
    scopes = st.sampled_from([(), ("/a/",), ("/b/",), ("/a/b/",), ("/b/", "/a/")])
    scoped = [replace(name, pages=data.draw(scopes)) for name in names]
    inside = [name for name in scoped if name.counts_on("/a/b/")]
    assert list(NameFinder(scoped).find(text, "/a/b/")) == list(
        NameFinder(inside).find(text, "/a/b/")
    )


@given(texts, sets_of_names)
def test_all_names_are_at_least_those_that_are_marked(text: str, names: list[Name]) -> None:
    everywhere = set(NameFinder(names).find_all(text))
    assert {match.name for match in NameFinder(names).find(text)} <= everywhere
    alone = {name for name in names if list(NameFinder([name]).find(text))}
    assert everywhere == alone


@given(texts, sets_of_names)
def test_no_match_is_the_end_of_a_hyphenated_word(text: str, names: list[Name]) -> None:
    for match in NameFinder(names).find(text):
        assert not re.search(r"\w[-\u2010\u2011]\Z", text[: match.start])


@pytest.mark.parametrize(
    "text",
    ["Rostov-on-Don", "Rostov\u2011on\u2011Don", "non-Don", "D.C.-Don", "”-Don", "-Don", "a-Don-b",
     "https://x.org/Don", "x.org/a/Don?b", "@Don", "Don@x.org", "/etc/Don", "~/Don", "../Don",
     "(/etc/Don)", "Don.x.org", "docs/Don.md"],
)  # fmt: skip
def test_a_part_of_a_compound_or_an_address_is_no_name(text: str) -> None:
    assert found(text, "Don") == []
    assert found(f"Don {text}, Don", "Don") == (
        ["Don", "Don"] if text[0] not in "-" else ["Don"] * 3
    )


@pytest.mark.parametrize(
    "text", ["Don-led", "- Don", "–Don", "a -- Don", "--Don", "Volga/Don", "Don/Volga", "Don: x",
             "Don.", "a.Don", "(Don)", "Don’s", "Don…"],
)  # fmt: skip
def test_a_name_that_stands_alone_is_found(text: str) -> None:
    assert found(text, "Don") == ["Don"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("captain’s", "captain's"), ("toll\u2011gate", "toll-gate"), ("pe\u0301age", "p\u00e9age"),
     ("river  pass", "river\npass"), ("“new”", "new”")],
)  # fmt: skip
def test_forms_that_fit_the_same_text_are_equal(one: str, other: str) -> None:
    assert matched_as(one) == matched_as(other)
    assert matched_as(one.upper()) != matched_as(other)
