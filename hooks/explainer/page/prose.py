"""Rules for the prose of pages: cited, dated, short and plain.

The grade is Flesch-Kincaid (1975): 0.39 x words per sentence + 11.8 x syllables per word - 15.59.
Syllables are counted without proper names and figures, which a writer cannot choose.
"""

import re
from collections.abc import Iterator
from statistics import pstdev
from xml.etree.ElementTree import Element

from explainer.names.spelling import counted
from explainer.page.runs import LEADS_OVER_TAG, UNKNOWN_TAG
from explainer.page.words import words_of
from explainer.pages import PageState
from explainer.records.content import Content
from explainer.records.editorial import Style
from explainer.records.references import BROKEN_CITATION
from explainer.rules.completeness import NOT_BOUND, bound_to_one_day
from explainer.sentences import NOTE_SIGN, OVER_SIGN, sentences_of
from explainer.site import Site

_BLOCKS = ("p", "li", "tr")
_UNREAD = re.compile(
    r"\*+|~~|\{\{|\[[^\[\]]*\](?:[\[(]| \((?=https?:|[\w/.-]+\.md))|\)\[(?=https?:|[\w/.-]+\.md)"
    r"|\[\[|^(?:\||!!!|\[[ x]\]|--8<--)"
)
_SIGNS = re.compile(r"[\[\](@＠*~{|!<]")
"""Every remnant of Markdown has one of these signs. Few texts do, and looking for them is quick."""

_LAST = re.compile(r"\](?!.*\])")
"""The last closing bracket of a text."""

_STAND_INS = {"sup": NOTE_SIGN, UNKNOWN_TAG: NOTE_SIGN, LEADS_OVER_TAG: OVER_SIGN}
LONGEST_SHOWN = 30
"""Most characters of a broken citation that a message repeats."""
_WORD = re.compile(r"\w[\w’'-]*")


def blocks(root: Element) -> Iterator[Element]:
    """Yield the paragraphs, list items and table rows of a page's own prose."""
    for child in root:
        if child.get("data-generated") is not None or child.tag in ("pre", "thead"):
            continue
        if child.tag in _BLOCKS and not (child.tag == "li" and child.find("p") is not None):
            yield child
            yield from (e for e in child.iter("li") if e is not child)
        else:
            yield from blocks(child)


def check_prose(root: Element, site: Site, page: PageState) -> None:
    """Apply the prose rules to a page, then remove the marks that only they need.

    Runs before names become links. Problems and the word count are stored on the page.
    """
    content = site.content
    if page.footnotes is None:
        take_marks_out(root)  # no citation was read, which is reported
        return
    if page.topic:
        check_topic_page(root, page, content)
    relative = _relative_time(content.style) if content.style else None
    for block in blocks(root):
        text = words_of(block)
        if _SIGNS.search(text):
            _check_rest_of_markdown(block, page)
        cited = page.cited_in(block)
        if cited and (bound := bound_to_one_day(text, cited, content)):
            page.report("bound-to-meeting", bound, text, NOT_BOUND)
        for match in relative.finditer(re.sub(r"“[^”]*”", "", text)) if relative else ():
            page.report("relative-time", f'"{match[0]}" in "{_start(text)}"', text, "give the date")
    take_marks_out(root)


def check_topic_page(root: Element, page: PageState, content: Content) -> None:
    """Apply the rules for topic pages, with the limits from style.yml; skip them without limits."""
    style = content.style
    if style is None:
        return
    # A footnote that an editor wrote cites nothing.
    marks = [(mark, mark.find("a")) for mark in root.iter("sup")]
    by_hand = [mark for mark, link in marks if link is None or page.note_at(link) is None]
    sentences: list[str] = []
    table_words = notes = 0
    for block in blocks(root):
        marked = words_of(block, _STAND_INS, omitted=by_hand)
        text = plain(marked)
        if not text:
            continue
        notes += marked.count(NOTE_SIGN)
        units = _in_row(marked) if block.tag == "tr" else sentences_of(marked)
        _check_runs(units, page, style, text, bool(BROKEN_CITATION.search(_as_typed(block))))
        if block.tag == "tr":
            table_words += len(_WORD.findall(text))
        else:
            sentences += map(plain, units)
    for sentence in sentences:
        length = len(_WORD.findall(sentence))
        if length > style.max_sentence_words:
            what = f'{length} words in "{_start(sentence)}"'
            hint = f"at most {style.max_sentence_words}; make two sentences of it"
            page.report("long-sentence", what, sentence, hint)
    _check_whole(sentences, page, style, extra=table_words)
    density = 100 * notes / max(1, page.words)
    if density > style.max_notes:
        what = f"the page has {density:.1f} notes per 100 words"
        hint = f"at most {style.max_notes:g}; let one cover several sentences that rest on the same"
        page.report("many-notes", what, hint=hint)


def _check_runs(
    units: list[str], page: PageState, style: Style, text: str, has_broken: bool
) -> None:
    """Check that a note follows each sentence of a paragraph, and is not too far from it.

    `text` is the whole paragraph; it tells apart lines that two paragraphs share. If the paragraph
    has a broken citation, which is reported elsewhere, that counts as a note.
    """
    run: list[str] = []
    uncovered: list[str] = []
    for unit in units:
        broken = has_broken and BROKEN_CITATION.search(unit)
        if OVER_SIGN in unit:
            uncovered += run
            run = []
        elif NOTE_SIGN in unit or broken:
            if len(run) + 1 > style.max_run_sentences:
                what = f'one citation covers {len(run) + 1} sentences from "{_start(run[0])}" on'
                hint = f"at most {style.max_run_sentences}; cite earlier as well"
                where = page.line_of(plain(run[0]), page.line_of(text))
                page.report("long-run", what, hint=hint, line=where)
            rest = unit.rpartition(NOTE_SIGN)[2]
            run = [rest] if _WORD.search(rest) and not broken else []
        else:
            run.append(unit)
    for unit in (*uncovered, *run):
        hint = "cite a statement or a record after it, or write [@-] if it is only a transition"
        where = page.line_of(plain(unit), page.line_of(text))
        page.report("uncited", f'nothing is cited for "{_start(unit)}"', hint=hint, line=where)


def plain(text: str) -> str:
    """Return a text without the placeholders for citations."""
    return text.replace(NOTE_SIGN, "").replace(OVER_SIGN, "")


def _check_rest_of_markdown(block: Element, page: PageState) -> None:
    """Report remains of citations and other Markdown, which readers would otherwise see."""
    text = _as_typed(block)
    if found := BROKEN_CITATION.search(text):
        page.unread = True  # the intended citation is unknown
        shown = found[0][:LONGEST_SHOWN]
        hint = "write [@source:7.2; @id], with both brackets"
        page.report("broken-citation", f'"{shown}" is not a citation', shown, hint)
    elif sign := _UNREAD.search(text) or _unopened(text):
        what = f'readers would see "{sign[0]}" in "{_start(text)}"'
        hint = "complete what it begins or ends, or write a backslash before it"
        near = text if sign[0] == "]" else " ".join(text[sign.start() :].split()[:3])
        page.report("unread-markdown", what, near, hint)


def _unopened(text: str) -> re.Match[str] | None:
    """Return the last closing bracket if more close than open, escaped ones included."""
    closes = text.count("]") > text.count("[") + text.count("\\")
    return _LAST.search(text) if closes else None


def _as_typed(block: Element) -> str:
    """Return the words of a block without code and without what a backslash shows as it is."""
    return words_of(block, {"code": ""}, escaped="\\")


def take_marks_out(root: Element) -> None:
    """Remove the private elements of transitional sentences, so that readers never see them."""
    for parent in list(root.iter()):
        for mark in [child for child in parent if child.tag in (LEADS_OVER_TAG, UNKNOWN_TAG)]:
            at, tail = list(parent).index(mark), mark.tail or ""
            parent.remove(mark)
            if at:
                parent[at - 1].tail = (parent[at - 1].tail or "") + tail
            else:
                parent.text = (parent.text or "") + tail


def _relative_time(style: Style) -> re.Pattern[str] | None:
    """Return a pattern of words whose meaning depends on when the reader reads them."""
    words = "|".join(re.escape(word) for word in style.relative_time)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if words else None


def _in_row(text: str) -> list[str]:
    """Split a table row into sentences; cells without a full stop join the next one."""
    ended = re.sub(rf"(\.[{NOTE_SIGN}{OVER_SIGN}]*)\s+(?=[A-Z0-9])", "\\1\n", text)
    return ended.split("\n")


def syllables(word: str) -> int:
    """Count the syllables of an English word by its vowel groups; at least 1."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", letters))
    silent_e = letters.endswith("e") and not letters.endswith(("le", "ee"))
    silent_ed = letters.endswith("ed") and not letters.endswith(("ted", "ded"))
    return max(1, count - (count > 1 and (silent_e or silent_ed)))


def grade(sentences: list[str]) -> float:
    """Return the Flesch-Kincaid grade of sentences, without proper names and figures."""
    words = sum(len(_WORD.findall(sentence)) for sentence in sentences)
    plain = [
        word
        for sentence in sentences
        for position, word in enumerate(_WORD.findall(sentence))
        if not any(c.isdigit() for c in word) and not (position and word[0].isupper())
    ]
    per_word = sum(map(syllables, plain)) / max(1, len(plain))
    return 0.39 * words / max(1, len(sentences)) + 11.8 * per_word - 15.59


def _check_whole(sentences: list[str], page: PageState, style: Style, extra: int) -> None:
    in_sentences = sum(len(_WORD.findall(sentence)) for sentence in sentences)
    page.words = in_sentences + extra
    low, high = style.page_words
    if not low <= page.words <= high:
        page.report(
            "page-length",
            f"the page has {counted(page.words, 'word')}",
            hint=f"write {low} to {high}",
        )
    lengths = [len(_WORD.findall(sentence)) for sentence in sentences]
    spread = pstdev(lengths) if lengths else 0.0
    if spread < style.min_sentence_spread:
        what = f"sentence lengths spread by {spread:.1f} words"
        page.report("hard-page", what, hint=f"at least {style.min_sentence_spread:g}; vary them")
    mean = in_sentences / max(1, len(sentences))
    shortest, longest = style.mean_sentence_words
    if not shortest <= mean <= longest:
        what = f"sentences have {mean:.1f} words on average"
        page.report("hard-page", what, hint=f"aim for {shortest:g} to {longest:g}")
    if (level := grade(sentences)) > style.max_grade:
        page.report(
            "hard-page", f"the reading grade is {level:.1f}", hint=f"at most {style.max_grade:g}"
        )


def _start(text: str) -> str:
    words = text.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")
