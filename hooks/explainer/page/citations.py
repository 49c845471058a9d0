"""Citations: `[@article:7.2; @un-2774]` in a page becomes footnotes that open the passage.

Python-Markdown's own footnotes do the numbering, the marks and the links back; this module puts
the notes' contents in and says of each mark what it is: a passage of a source, or the public
record, and whether the record differs.
"""

import re
from typing import TypeGuard
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.util import AtomicString

from explainer.pages import PageState
from explainer.problems import did_you_mean
from explainer.records.citing import CITATION, Cited, look_up
from explainer.records.content import Content
from explainer.templates import Templates

LEADS_OVER = "\ue000"
"""Stands in the text for `[@-]`: the sentence only leads over. `prose` takes it out again."""

_KEY = re.compile(r"@[A-Za-z0-9:.-]*[A-Za-z0-9]\Z")
_LEAVE_ALONE = {"pre", "code", "script", "style"}

SIGNS = {"nuance": "≈", "differs": "≠", "not-found": "?"}
"""The sign that stands at a mark whose statement the record does not simply confirm."""


def mark_citations(
    root: Element, page: PageState, content: Content, notes: FootnoteExtension
) -> None:
    """Turn citations into footnote references, in raw text before inline Markdown runs.

    Args:
        root: The page's elements.
        page: Learns which keys are cited, and which are unknown.
        content: The records.
        notes: Python-Markdown's footnotes, which get an empty note for each key.
    """

    def replace(match: re.Match[str]) -> str:
        if match["code"]:
            return match[0]
        if match["keys"] == "@-":
            return LEADS_OVER
        marks = []
        for key in (part.strip() for part in match["keys"].split(";")):
            name = key.removeprefix("@")
            if _known(name, key, page, content):
                if name not in page.cited:
                    page.cited.append(name)
                    notes.setFootnote(name, "")
                marks.append(f"[^{name}]")
        # An unknown key is one problem; the sentence is not reported as uncited too.
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


def _known(name: str, key: str, page: PageState, content: Content) -> bool:
    kind = "statement" if ":" in name else "record"
    if not _KEY.match(key):
        page.report("unknown-record", f'"{key}" is no citation', key, "write [@article:7.2; @id]")
        return False
    if look_up(name, content) is not None:
        return True
    # A key that the page does not hold comes from a record, and is reported at the record.
    if not content.excused(kind, name) and key in page.text:
        known = content.statements if kind == "statement" else content.record
        hint = did_you_mean(name, known)
        page.report(f"unknown-{kind}", f'{kind} "{name}" does not exist', key, hint)
    return False


def fill_notes(root: Element, content: Content, templates: Templates) -> None:
    """Put the passages into the page's footnotes, and a heading above them."""
    notes = next((e for e in root.iter("div") if e.get("class") == "footnote"), None)
    if notes is None:
        return
    notes.set("data-generated", "notes")
    for rule in notes.findall("hr"):
        notes.remove(rule)
    heading = Element("h2", {"id": "notes"})
    heading.text = AtomicString("Sources of this page")
    notes.insert(0, heading)
    marks: dict[str, list[str]] = {}
    for sup in root.iter("sup"):
        mark = sup.get("id", "")
        marks.setdefault(mark.partition(":")[2], []).append(mark)
    for item in notes.iter("li"):
        key = item.get("id", "").removeprefix("fn:")
        cited = look_up(key, content)
        if cited is not None:
            item.insert(0, templates.element("note", cited=cited, marks=marks.get(key, [])))


def describe_marks(root: Element, content: Content) -> None:
    """Say at each mark what it opens: to the eye by a sign, to a screen reader in words."""
    for sup in root.iter("sup"):
        link = sup.find("a")
        if link is None or link.get("class") != "footnote-ref":
            continue
        cited = look_up(link.get("href", "").removeprefix("#fn:"), content)
        if cited is not None:
            _describe(link, cited)


def _describe(link: Element, cited: Cited) -> None:
    number = (link.text or "").strip()
    sort = "source" if cited.statement else "record"
    link.set("class", f"footnote-ref from-{sort}")
    verdict = cited.statement.check.verdict if cited.statement and cited.statement.check else ""
    link.text = AtomicString(number if cited.statement else f"{number}+")
    label = f"Source {number}: {cited.place}"
    if verdict in SIGNS:
        sign = SubElement(link, "span", {"class": f"verdict {verdict}", "aria-hidden": "true"})
        sign.text = AtomicString(SIGNS[verdict])
        label += "; the record differs" if verdict == "differs" else "; see the record"
    link.set("aria-label", label)


def footnotes_of(md: Markdown) -> FootnoteExtension:
    """The footnotes extension of a Markdown instance.

    Raises:
        LookupError: When mkdocs.yml does not list `footnotes`.
    """
    for extension in md.registeredExtensions:
        if isinstance(extension, FootnoteExtension):
            return extension
    raise LookupError('citations need "footnotes" under markdown_extensions in mkdocs.yml')
