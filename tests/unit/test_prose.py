"""Prose: sentences, syllables, the grade, and what counts as a figure."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.page.citations import LEADS_OVER_TAG
from explainer.page.prose import blocks, grade, plain, syllables, take_marks_out
from explainer.page.words import words_of
from explainer.pages import PageState
from explainer.refs import Ref
from explainer.rules.sourcing import figure_in
from explainer.sentences import sentences_of
from tiny_pages import open_tiny, put

MARK, OVER = "\ue001", "\ue000"
"""What stands for a mark and for `[@-]` while a text is taken apart."""


@pytest.mark.parametrize(
    "sentences",
    [
        ["One ends.", "Two begins."],
        ["Does it end?", "It does!", "Then more."],
        # a full stop in an abbreviation ends nothing
        ["The U.S. Secretary met Mr. Quay.", "They talked."],
        ["Dr. Quay, Ms. Pier and Gen. Dock met in St. Petersburg."],
        ["Some, e.g. Quay, agreed, i.e. Signed."],
        ["He cited No. 5 of the list."],
        ["Was it agreed?", "No.", "The talks went on."],
        ["It cost 1.10 coins.", "It was cheap."],
        # quotes and brackets belong to the sentence that they close
        ["He said “no.”", "She said “yes.”"],
        ["(It was late.)", "(It was dark.)"],
        ["It ended.", "“It did,” he said."],
        ["It ended.", "‘It did,’ he said."],
        # what a sentence begins with
        ["It ended.", "12 people came."],
        ["It ended.", "Élysée Palace said so."],
        ["It ended.", "Île and Ömer came."],
        ["It ended.", "Зеленський came."],
        # no end
        ["It cost 3 p. a head and ended."],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    assert sentences_of(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        # the mark belongs to the sentence before it, wherever exactly it stands
        ("One.¹ Two.¹", ["One.¹", "Two.¹"]),
        ("One¹. Two¹.", ["One¹.", "Two¹."]),
        ("One.¹¹ Two.", ["One.¹¹", "Two."]),
        ("One. ¹ Two.", ["One.¹", "Two."]),
        ("“One.”¹ “Two.”", ["“One.”¹", "“Two.”"]),
        ("One.° Two.", ["One.°", "Two."]),
        ("In the middle¹ of one. Two.", ["In the middle¹ of one.", "Two."]),
        # marks alone are no sentence
        ("¹", []),
        ("", []),
    ],
)
def test_marks_stay_with_their_sentence(text: str, sentences: list[str]) -> None:
    def signs(shown: str) -> str:
        return shown.replace("¹", MARK).replace("°", OVER)

    assert sentences_of(signs(text)) == [signs(sentence) for sentence in sentences]


pieces = st.sampled_from(
    ["one", "Two", "U.S.", "No.", ".", "!", "?", "”", "“", MARK, OVER, " ", "  ", "É", "3.5"]
)


@given(st.lists(pieces, max_size=20).map("".join))
def test_splitting_loses_no_letter(text: str) -> None:
    joined = "".join(sentences_of(text))
    assert [c for c in joined if c.isalnum()] == [c for c in text if c.isalnum()]


def test_the_signs_for_citations_are_not_words() -> None:
    assert plain(f"One{MARK} two.{OVER}") == "One two."


def test_readers_never_see_the_sign_of_a_sentence_that_leads_over() -> None:
    sign = f"<{LEADS_OVER_TAG}/>"
    text = f"<p>{sign}One.{sign} <b>Two.{sign}</b>{sign}{sign} x<i/>{sign} y</p>"
    root = ElementTree.fromstring(text)
    take_marks_out(root)
    assert ElementTree.tostring(root, encoding="unicode") == "<p>One. <b>Two.</b> x<i /> y</p>"


def words_in(source: str) -> list[str]:
    return [words_of(block, {"sup": "¹"}) for block in blocks(ElementTree.fromstring(source))]


def test_blocks_are_paragraphs_items_and_rows() -> None:
    source = """<div><h2>Title</h2><p>One<sup>1</sup> <em>two</em>.</p>
    <ul><li>Item.</li><li><p>First.</p><p>Second.</p></li></ul>
    <blockquote><p>Quoted.</p></blockquote>
    <table><thead><tr><th>Head</th></tr></thead><tbody><tr><td>a</td><td>b</td></tr></tbody></table>
    <pre><code>code</code></pre><div data-generated="x"><p>Made.</p></div></div>"""
    assert words_in(source) == ["One¹ two.", "Item.", "First.", "Second.", "Quoted.", "ab"]


def test_an_item_in_an_item_counts_once() -> None:
    source = "<ul><li>Outer.<ul><li>Inner.<ol><li>Deep.</li></ol></li></ul></li></ul>"
    assert words_in(f"<div>{source}</div>") == ["Outer.", "Inner.", "Deep."]


@pytest.mark.parametrize(
    ("word", "count"),
    [("toll", 1), ("bridge", 1), ("ferry", 2), ("guarantee", 3), ("table", 2), ("signed", 1),
     ("wanted", 2), ("the", 1), ("Europe", 2), ("rhythm", 1), ("nth", 1)],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_grade_follows_the_published_formula() -> None:
    # 6 words, 6 syllables, 1 sentence: 0.39 x 6 + 11.8 x 1 - 15.59
    assert grade(["The cat sat on the mat."]) == pytest.approx(-1.45)
    # 4 words, 7 syllables, 2 sentences: 0.39 x 2 + 11.8 x 7/4 - 15.59
    assert grade(["Ferries wait.", "Captains wander."]) == pytest.approx(5.84)


def test_names_and_figures_do_not_make_a_page_hard() -> None:
    # 5 words in the sentence, of which 3 with 3 syllables count
    expected = pytest.approx(0.39 * 5 + 11.8 * 1 - 15.59)
    assert grade(["They met Anastasopoulou in 2025."]) == expected


def test_an_empty_page_has_a_grade() -> None:
    assert grade([]) == pytest.approx(-15.59)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("It fell by 30 per cent.", "30 per cent"),
        ("It cost 200 coins then.", "200 coins"),
        ("It cost 1.5 coins.", "1.5 coins"),
        ("Of 40,000 people few came.", "40,000"),
        ("Some 12% came.", "12%"),
        ("In 2025 they met.", ""),
        ("On 17 April 2025 the five met.", ""),
        ("Resolution 2345 was adopted.", ""),
        ("3 coinsmiths came.", ""),
        ("", ""),
    ],
)
def test_figures(text: str, figure: str) -> None:
    assert figure_in(text, open_tiny().content) == figure


def test_without_words_for_figures_a_year_is_none() -> None:
    site = open_tiny()
    content = site.content
    assert content.style
    put(site, Ref("style", "style"), content.style.model_copy(update={"figure_words": ()}))
    assert figure_in("In 2025 they met.", content) == ""


def test_a_sentence_is_found_on_its_line_among_others_that_begin_alike() -> None:
    page = PageState("x.md", "On 17 April 2025 the *five* met.\n\nOn 17 April 2025 the *six* met.")
    assert page.line_of("On 17 April 2025 the six met.") == 3
    assert page.line_of("On 17 April 2025 the five met again, which ends on another line.") == 1
