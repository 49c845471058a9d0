"""Terms and cross-links: names in prose become links.

The first mention of a term in each section becomes `a.term`, the first mention of anything else on
the page `a.crosslink`. Headings, links, code, quotations, notes and generated parts stay as they
are, except where a template marks its text as prose. `references` makes the links that an editor
writes out.
"""

from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from explainer.content import Content
from explainer.names import Match, Name, NameFinder
from explainer.pages import Mention, PageState, words_of
from explainer.rendering import PROSE
from explainer.site import Site
from explainer.urls import source_path

SKIPPED_TAGS = {
    *("a", "abbr", "blockquote", "button", "caption", "code", "figure", "pre", "q", "script"),
    *("style", "sup", "summary", "th", "time", "h1", "h2", "h3", "h4", "h5", "h6"),
}
"""Elements whose text is never marked."""

SKIPPED_CLASS = "no-terms"
"""Switches a part of a page off: `{: .no-terms }`."""

SELF = "data-self"
"""On an element of a template: the record that it shows, which is not linked in itself."""


class Marker:
    """Marks the names on one page."""

    def __init__(self, site: Site, page: PageState) -> None:
        switched_off = page.meta is not None and not page.meta.link_names
        finder = NameFinder(()) if switched_off else site.finder
        self._find = partial(finder.find, page=f"/{page.url}")
        self._on_page: set[tuple[str, str]] = set()
        self._in_section: set[tuple[str, str]] = set()
        self._self: list[tuple[str, str]] = [("page", page.path)]

    def run(self, root: Element) -> None:
        """Mark every name under an element, which is changed in place."""
        self._visit(root, prose=True)

    def _visit(self, element: Element, prose: bool) -> None:
        if element.tag == "h2":
            self._in_section.clear()
        attributes, shown = element.attrib, None
        if element.tag in SKIPPED_TAGS:
            self._remember_links(element)
            return
        if attributes:
            if SKIPPED_CLASS in attributes.get("class", "").split():
                self._remember_links(element)
                return
            if "data-generated" in attributes:
                prose = False
            if attributes.pop(PROSE, None) is not None:
                prose = True
            if shown := attributes.pop(SELF, None):
                kind, _, name = shown.partition(" ")
                self._self.append((kind, name))
        children = list(element)
        position = self._mark(element, None, element.text, 0) if prose else 0
        for child in children:
            self._visit(child, prose)
            position += 1
            if prose:
                position = self._mark(element, child, child.tail, position)
        if shown:
            self._self.pop()

    def _remember_links(self, element: Element) -> None:
        """A link that is there already is the first mention, wherever an editor put it."""
        for link in element.iter("a"):
            if names := link.get("data-names"):
                kind, _, name = names.partition(" ")
                self._remember((kind, name))

    def _mark(self, parent: Element, before: Element | None, text: str | None, at: int) -> int:
        """Replace a run of text by text and links.

        Args:
            parent: The element that holds the text.
            before: The child that the text follows; None for the parent's own text.
            text: The run.
            at: Where links are inserted among the parent's children.

        Returns:
            The position after the last link.
        """
        if not text:
            return at
        last = 0
        for match in self._wanted(text):
            lead = AtomicString(text[last : match.start])
            if before is None:
                parent.text = lead
            else:
                before.tail = lead
            before = self._link(match.name, text[match.start : match.end])
            parent.insert(at, before)
            at, last = at + 1, match.end
            before.tail = AtomicString(text[last:])
        return at

    def _wanted(self, text: str) -> Iterator[Match]:
        for match in self._find(text):
            key = (match.name.kind, match.name.id)
            seen = self._in_section if match.name.kind == "term" else self._on_page
            if key in seen or key in self._self:
                continue
            self._remember(key)
            yield match

    def _remember(self, key: tuple[str, str]) -> None:
        self._in_section.add(key)
        self._on_page.add(key)

    def _link(self, name: Name, shown: str) -> Element:
        link = Element("a")
        lead_to(link, name.kind, name.id)
        link.text = AtomicString(shown)
        return link


def lead_to(link: Element, kind: str, name: str) -> None:
    """Make a link of what is a term or a cross-link, for the panel, the list and "used in".

    Args:
        link: An element `a`, changed in place. What else it is, such as its classes, stays.
        kind: `term`, `actor`, `event` or another kind of record, or `page`.
        name: The id.
    """
    sort = "term" if kind == "term" else "crosslink"
    link.set("class", f"{sort} {link.get('class', '')}".strip())
    link.set("href", source_path(kind, name))
    if kind in ("term", "actor"):
        link.set("data-entry", f"{kind} {name}")
    link.set("data-names", f"{kind} {name}")


def entries_on(root: Element) -> list[tuple[str, str]]:
    """The terms and actors that a page links to, each once, in order of mention."""
    found = dict.fromkeys(link.get("data-entry", "") for link in root.iter("a"))
    return [(kind, name) for kind, _, name in (key.partition(" ") for key in found) if name]


def note_mentions(root: Element, page: PageState, content: Content) -> None:
    """Remember in which section each name, and each record of a generated part, is linked.

    Args:
        root: The page's elements, whose headings have their ids.
        page: The page.
        content: The records.
    """
    anchor, section = "", ""
    notes = {id(e) for part in root if part.get("data-generated") == "notes" for e in part.iter()}
    record_page, event_page = source_path("record", ""), source_path("event", "")
    for element in root.iter():
        if element.tag in ("h2", "h3"):
            anchor, section = element.get("id", ""), words_of(element)
        if element.tag != "a":
            continue
        if names := element.attrib.pop("data-names", None):
            kind, _, name = names.partition(" ")
            # A link to a statement or to the record is no citation: the text does not rest on it.
            prose = kind not in ("statement", "record")
            page.mentions.append(Mention(kind, name, anchor, section, prose))
            continue
        address = element.get("href", "")
        if (name := address.removeprefix(record_page)) in content.record:
            if id(element) not in notes:
                page.mentions.append(Mention("record", name, anchor, section, prose=False))
        elif (name := address.removeprefix(event_page)) in content.events:
            page.mentions.append(Mention("event", name, anchor, section, prose=False))
