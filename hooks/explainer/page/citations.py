"""Citations: turns `[@leaflet:7.2; @gazette-2020]` into a note that shows the cited passages.

Python-Markdown's footnotes supply the numbers and the marks. `[@gazette-2020]` after a sentence
becomes `<span class="rests" data-note="fn:note-1" data-origin="record">…</span><sup
id="fnref:note-1"><a class="footnote-ref from-record" href="#fn:note-1">1</a></sup>`, and the note
with the id `fn:note-1` is at the end of the page. `page.runs` finds the words that a note
covers; this module fills the notes, labels the marks, and puts corrections beside paragraphs.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import TypeGuard
from xml.etree.ElementTree import Element, SubElement

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from explainer.citing import Cited, look_up
from explainer.page.runs import LEADS_OVER_TAG, UNKNOWN_TAG, cover_words
from explainer.pages import Note, PageState
from explainer.problems import Problem
from explainer.records.references import CITATION, LEADS_OVER, cited_ref
from explainer.refs import Ref
from explainer.site import Site

_KEY = re.compile(r"@[A-Za-z0-9-]*[A-Za-z0-9](:[A-Za-z0-9.]*[A-Za-z0-9])?\Z")
_LEAVE_ALONE = {"pre", "code", "script", "style"}

SIGNS = {
    "differs": ("≠", "the record differs"),
    "nuance": ("≈", "the record adds a nuance"),
    "not-found": ("?", "not found in the record"),
}
"""Sign shown at a mark with a statement that the record does not simply confirm, and the same in
words for screen readers; the gravest first."""


UNKNOWN = "[@?]"
"""Stands for a citation of which no key is known, until inline text is parsed."""


class LeadsOver(InlineProcessor):
    """Parses `[@-]`, which marks a transitional sentence without a citation, and `[@?]`."""

    def __init__(self) -> None:
        super().__init__(rf"{re.escape(LEADS_OVER)}|{re.escape(UNKNOWN)}")

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is given by Markdown
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        """Return the private element."""
        tag = LEADS_OVER_TAG if m[0] == LEADS_OVER else UNKNOWN_TAG
        return Element(tag), m.start(0), m.end(0)


def mark_citations(root: Element, site: Site, page: PageState) -> None:
    """Turn citations into footnote references, in raw text before inline parsing.

    Unknown keys, and a missing footnotes extension, are reported on the page. Each citation gets an
    empty note of its own, because the words that rest on it are its own.
    """
    footnotes = page.footnotes
    if footnotes is None:
        hint = 'list "footnotes" under markdown_extensions in mkdocs.yml'
        what = "citations need Python-Markdown's footnotes"
        place = site.configuration.place("markdown_extensions")
        page.problems.append(Problem(place, "configuration", what, hint))
        page.unread = True
        return

    lines = _lines_of_citations(page)
    generated = {e for part in root.iter() if "data-generated" in part.attrib for e in part.iter()}

    def replace(match: re.Match[str], own: bool) -> str:
        line = next(lines.get(match[0], iter(())), 0) if own else 0
        if match["keys"] is None or match[0] == LEADS_OVER:
            return match[0]
        keys = (key.strip() for key in match["keys"].split(";"))
        found = (_known_ref(key, match[0], own, line, site, page) for key in keys)
        refs = tuple(dict.fromkeys(filter(None, found)))
        if not refs:
            # An unknown key is one problem, so its words are not reported as uncited too.
            return UNKNOWN
        note = Note(refs, f"note-{len(page.notes) + 1}", line=line)
        page.notes[note.id] = note
        footnotes.setFootnote(note.id, "")
        return f"[^{note.id}]"

    for element in root.iter():
        if element.tag in _LEAVE_ALONE:
            continue
        replaced = partial(replace, own=element not in generated)
        if _may_cite(element.text):
            element.text = CITATION.sub(replaced, element.text)
        for child in element:
            if _may_cite(child.tail):
                child.tail = CITATION.sub(replaced, child.tail)


def _lines_of_citations(page: PageState) -> dict[str, Iterator[int]]:
    """Return the lines on which each citation is written, by its text."""
    found: dict[str, list[int]] = {}
    for match in CITATION.finditer(page.text):
        found.setdefault(match[0], []).append(page.text.count("\n", 0, match.start()) + 1)
    return {written: iter(lines) for written, lines in found.items()}


def _may_cite(text: str | None) -> TypeGuard[str]:
    return text is not None and "[@" in text and not isinstance(text, AtomicString)


def _known_ref(
    key: str, citation: str, own: bool, line: int, site: Site, page: PageState
) -> Ref | None:
    """Return what a key of a citation names; report it if it is malformed or names nothing.

    `own` says whether an editor's own text has it; otherwise it may come from a record. `line` is
    where it begins; 0 if that is not known.
    """
    name = key.removeprefix("@")
    ref, well_formed = cited_ref(name), _KEY.match(key) is not None
    if well_formed and site.exists(ref):
        return ref
    if not own and not re.search(rf"{re.escape(key)}(?![\w.:-]*\w)", page.text):
        return None  # it comes from a record, and is reported there
    if not well_formed:
        page.unread = True  # what it was meant to cite is not known
        what = f'"{key or citation}" is not a citation'
        near = citation if citation in page.text else citation.split()[0]  # it goes over two lines
        page.report("unknown-record", what, near, "write [@source:7.2; @id]", line=line)
    else:
        source = name.partition(":")[0]
        in_part = "." not in name and source in site.known("source")
        hint = f"name paragraph and sentence, such as [@{source}:1.2]" if in_part else ""
        site.report_unknown(ref, page, key, hint, line)
    return None


def fill_notes(root: Element, site: Site, page: PageState) -> None:
    """Mark the words that rest on each note, label its mark, and add the passages to the notes."""
    cover_words(root, page)
    for link in root.iter("a"):
        if note := page.note_at(link):
            _describe(link, note, _entries(note, site))
    for mark in root.iter("sup"):
        # Otherwise a screen reader says "superscript" before every number.
        mark.set("role", "none")
        mark.set("data-search-exclude", "")
    notes = root.find(".//div[@class='footnote']")
    if notes is None:
        return
    for rule in notes.findall("hr"):
        notes.remove(rule)
    # The list, the last child of the root, moves into a part that is closed at first.
    folded = site.templates.element("all-sources", count=len(notes.findall("ol/li")))
    root.remove(notes)
    root.append(folded)
    folded.append(notes)
    for item in notes.iter("li"):
        note = page.notes.get(item.get("id", "").removeprefix("fn:"))
        if note is not None:
            for own in list(item):  # the empty paragraph with Python-Markdown's own backlink
                item.remove(own)
            item.append(site.templates.element("note", entries=_entries(note, site), note=note))


def _entries(note: Note, site: Site) -> list[Cited]:
    return [cited for ref in note.refs if (cited := look_up(ref, site.content))]


def _describe(link: Element, note: Note, entries: list[Cited]) -> None:
    """Label the mark of a note with what it opens: a visible sign, and words for screen readers."""
    number = (link.text or "").strip()
    link.set("class", f"footnote-ref from-{note.origin}")
    label = f"Note {number}"
    verdicts = {cited.check.verdict for cited in entries if cited.check}
    if verdict := next((v for v in SIGNS if v in verdicts), ""):
        sign, words = SIGNS[verdict]
        shown = SubElement(link, "span", {"class": f"verdict {verdict}", "aria-hidden": "true"})
        shown.text = AtomicString(sign)
        label += f", {words}"
    link.set("aria-label", label)


def add_corrections(root: Element, site: Site, page: PageState) -> None:
    """Put each correction by the record beside the first paragraph that needs it.

    The first section is a summary, so its paragraphs are considered last. Several corrections are
    longer than their paragraph, so the next paragraph joins it unless it is corrected too.
    """
    if page.topic is None:
        return
    headings = [at for at, child in enumerate(root) if child.tag == "h2"]
    body = headings[1] if len(headings) > 1 else 0
    children = list(root)
    shown: set[Ref] = set()

    def corrected_in(child: Element) -> list[Cited]:
        if child.get("data-generated") is not None:
            return []
        new = [ref for ref in page.cited_in(child) if ref not in shown]
        found = (look_up(ref, site.content) for ref in new)
        return [cited for cited in found if cited and cited.check and cited.check.aside]

    for child in children[body:] + children[:body]:
        corrected = corrected_in(child)
        shown.update(cited.ref for cited in corrected)
        if corrected:
            at = list(root).index(child)
            beside = Element("div", {"class": "beside"})
            root.remove(child)
            root.insert(at, beside)
            asides = [site.templates.element("correction", cited=cited) for cited in corrected]
            beside.append(child)
            if len(asides) == 1:
                beside.extend(asides)
                continue
            SubElement(beside, "div").extend(asides)
            following = root[at + 1 : at + 2]
            if following and following[0].tag == "p" and not corrected_in(following[0]):
                root.remove(following[0])
                beside.extend(following)
