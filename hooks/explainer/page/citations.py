"""Citations: turns `[@article:7.2; @un-2774]` into footnotes that show the cited passage.

Python-Markdown's footnotes supply the numbers, marks and backlinks. This module adds the contents
of the notes and labels each mark: a source or the public record, and whether the record differs.
"""

import re
from typing import TypeGuard
from xml.etree.ElementTree import Element, SubElement

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from explainer.citing import Cited, look_up
from explainer.pages import PageState
from explainer.problems import Place, Problem, did_you_mean
from explainer.records.references import CITATION, LEADS_OVER, cited_ref
from explainer.site import Site
from explainer.templates import REF

LEADS_OVER_TAG = "leads-over"
"""Private element for `[@-]`. The prose rules read it and then remove it."""

_KEY = re.compile(r"@[A-Za-z0-9:.-]*[A-Za-z0-9]\Z")
_LEAVE_ALONE = {"pre", "code", "script", "style"}

SIGNS = {"nuance": "≈", "differs": "≠", "not-found": "?"}
"""Sign shown at a mark whose statement the record does not simply confirm."""


class LeadsOver(InlineProcessor):
    """Parses `[@-]`, which marks a transitional sentence without a citation."""

    def __init__(self) -> None:
        super().__init__(re.escape(LEADS_OVER))

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is given by Markdown
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        """Return the private element."""
        return Element(LEADS_OVER_TAG), m.start(0), m.end(0)


def mark_citations(root: Element, site: Site, page: PageState) -> None:
    """Turn citations into footnote references, in raw text before inline parsing.

    Unknown keys, and a missing footnotes extension, are reported on the page. Each known key gets
    an empty note.
    """
    notes = page.notes
    if notes is None:
        hint = 'list "footnotes" under markdown_extensions in mkdocs.yml'
        what = "citations need Python-Markdown's footnotes"
        page.problems.append(Problem(Place("mkdocs.yml"), "configuration", what, hint))
        page.unread = True
        return

    def replace(match: re.Match[str]) -> str:
        if match["code"] or match[0] == LEADS_OVER:
            return match[0]
        marks = []
        for key in (part.strip() for part in match["keys"].split(";")):
            name = key.removeprefix("@")
            if _KEY.match(key) is None:
                page.unread = True  # what it was meant to cite is not known
                what = f'"{key or match[0]}" is no citation'
                page.report("unknown-record", what, match[0], "write [@article:7.2; @id]")
            elif _is_known(name, key, site, page):
                if name not in notes.footnotes:
                    notes.setFootnote(name, "")
                marks.append(f"[^{name}]")
        # An unknown key is one problem, so the sentence is not reported as uncited too.
        return "".join(marks) or LEADS_OVER

    for element in root.iter():
        if element.tag in _LEAVE_ALONE:
            continue
        if _may_cite(element.text):
            element.text = CITATION.sub(replace, element.text)
        for child in element:
            if _may_cite(child.tail):
                child.tail = CITATION.sub(replace, child.tail)


def _may_cite(text: str | None) -> TypeGuard[str]:
    return text is not None and "[@" in text and not isinstance(text, AtomicString)


def _is_known(name: str, key: str, site: Site, page: PageState) -> bool:
    ref = cited_ref(name)
    if site.content.get(ref) is not None:
        return True
    # A key missing from the page's text comes from a record and is reported there.
    if key in page.text:
        hint = did_you_mean(name, site.known(ref.kind))
        if name in site.known("source"):
            hint = f"name paragraph and sentence, such as [@{name}:1.2]"
        what = f'{ref.kind} "{name}" does not exist'
        page.report(f"unknown-{ref.kind}", what, key, hint, missing=ref)
    return False


def fill_notes(root: Element, site: Site, page: PageState) -> None:
    """Label each citation mark with what it opens, and add headed notes with the passages."""
    marks: dict[str, list[str]] = {}
    for sup in root.iter("sup"):
        link = sup.find("a[@class='footnote-ref']")
        key = link.get("href", "").removeprefix("#fn:") if link is not None else ""
        cited = look_up(cited_ref(key), site.content)
        if link is not None and cited is not None:
            _describe(link, cited)
            marks.setdefault(key, []).append(sup.get("id", ""))
    notes = root.find(".//div[@class='footnote']")
    if notes is None:
        return
    notes.set("data-generated", "notes")
    for rule in notes.findall("hr"):
        notes.remove(rule)
    heading = Element("h2", {"id": "notes"})
    heading.text = AtomicString("Sources of this page")
    notes.insert(0, heading)
    for item in notes.iter("li"):
        key = item.get("id", "").removeprefix("fn:")
        cited = look_up(cited_ref(key), site.content)
        if cited is not None:
            item.insert(0, site.templates.element("note", cited=cited, marks=marks.get(key, [])))


def _describe(link: Element, cited: Cited) -> None:
    """Label a citation mark with what it opens: a visible sign, and words for screen readers."""
    number = (link.text or "").strip()
    sort = "source" if cited.statement else "record"
    link.set("class", f"footnote-ref from-{sort}")
    link.set(REF, str(cited.ref))
    verdict = cited.statement.check.verdict if cited.statement and cited.statement.check else ""
    link.text = AtomicString(number if cited.statement else f"{number}+")
    label = f"Source {number}: {cited.place}"
    if verdict in SIGNS:
        sign = SubElement(link, "span", {"class": f"verdict {verdict}", "aria-hidden": "true"})
        sign.text = AtomicString(SIGNS[verdict])
        label += "; the record differs" if verdict == "differs" else "; see the record"
    link.set("aria-label", label)
