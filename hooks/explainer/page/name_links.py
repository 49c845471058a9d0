"""Terms and cross-links: names in prose become links.

The first mention of a term in each section becomes `a.term`, the first mention of anything else on
the page `a.crosslink`. Headings, links, code, quotations, notes and generated parts stay as they
are, except where a template marks its text as prose. `references` makes the links that an editor
writes out, `filling` those of the marks that are left here.

The same walk notes what each section cites and mentions, for "used in".
"""

from functools import partial
from xml.etree.ElementTree import Element

from markdown.util import STX, AtomicString

from explainer.addresses import source_path
from explainer.names.finder import NameFinder
from explainer.page.marks import keys_in, mark
from explainer.pages import PageState
from explainer.site import Site
from explainer.templates import PROSE

SKIPPED_TAGS = {
    *("a", "abbr", "blockquote", "button", "caption", "code", "figure", "pre", "q", "script"),
    *("style", "sup", "summary", "th", "time", "h1", "h2", "h3", "h4", "h5", "h6"),
}
"""Elements whose text is never marked."""

SKIPPED_CLASS = "no-terms"
"""Switches a part of a page off: `{: .no-terms }`."""

SELF = "data-self"
"""On an element of a template: the record that it shows, which is not linked in itself."""

NAMES = "data-names"
"""On a link, until the page is marked: what it leads to. On an element of a template that waits to
be filled: what it will link to, each closed by a semicolon."""

ENTRIES = ("term ", "actor ")
"""How the keys begin of what has a panel and stands in the list at the end of a page."""


class Marker:
    """Marks the names on one page, and notes what its sections cite and mention."""

    def __init__(self, site: Site, page: PageState) -> None:
        switched_off = page.meta is not None and not page.meta.link_names
        finder = NameFinder(()) if switched_off else site.finder
        self._find = partial(finder.find, page=f"/{page.url}")
        self._content, self._page = site.content, page
        self._section = page.section_under(None)
        self._on_page: set[str] = set()
        self._in_section: set[str] = set()
        self._self = [f"page {page.path}"]
        self._entries: dict[str, None] = {}
        self._generated = self._notes = False

    def run(self, root: Element) -> None:
        """Mark every name under an element, which is changed in place."""
        self._visit(root, prose=True)
        self._page.entries = list(self._entries)

    def _visit(self, element: Element, prose: bool) -> None:
        if element.tag in SKIPPED_TAGS:
            self._skip(element)
            return
        attributes = element.attrib
        generated, shown = self._generated, None
        if attributes:
            if SKIPPED_CLASS in attributes.get("class", "").split():
                self._skip(element)
                return
            if part := attributes.get("data-generated"):
                self._notes = self._notes or part == "notes"
            if "data-generated" in attributes:
                self._generated, prose = True, False
            if attributes.pop(PROSE, None) is not None:
                prose = True
            if shown := attributes.pop(SELF, None):
                self._self.append(shown)
            if names := attributes.pop(NAMES, None):
                for key in names.split(";")[:-1]:
                    self._section.add(key, prose=False)
        if prose and (text := element.text) and not text.isspace():
            element.text = self._marked(text)
        for child in element:
            self._visit(child, prose)
            if prose and (text := child.tail) and not text.isspace():
                child.tail = self._marked(text)
        self._generated = generated
        if shown:
            self._self.pop()

    def _skip(self, element: Element) -> None:
        """Note what a part cites and links to whose names stay as they are.

        A link that is there already is the first mention, wherever an editor put it.
        """
        if element.tag in ("h2", "h3"):
            self._section = self._page.section_under(element)
            if element.tag == "h2":
                self._in_section.clear()
        for part in element.iter():
            if part.tag == "a":
                self._note_link(part)
            elif part.tag == "sup" and (place := part.get("id", "")).startswith("fnref"):
                key = place.partition(":")[2]
                kind = "statement" if ":" in key else "record"
                self._section.add(f"{kind} {key}", prose=not self._generated)

    def _note_link(self, link: Element) -> None:
        if entry := link.get("data-entry"):
            self._entries[entry] = None
        if key := link.get(NAMES):
            self._remember(key)
            # A link to a statement or to the record is no citation: the text does not rest on it.
            self._section.add(key, prose=not key.startswith(("statement ", "record ")))
            return
        address = link.get("href", "")
        if (name := address.removeprefix(_RECORD_PAGE)) in self._content.record:
            if not self._notes:
                self._section.add(f"record {name}", prose=False)
        elif (name := address.removeprefix(_EVENT_PAGE)) in self._content.events:
            self._section.add(f"event {name}", prose=False)

    def _marked(self, text: str) -> str:
        """A run of text with its names marked."""
        if STX in text and (keys := keys_in(text)):
            for key in keys:  # it was marked before
                self._remember(key)
            return text
        parts: list[str] = []
        last = 0
        for match in self._find(text):
            name = match.name
            seen = self._in_section if name.kind == "term" else self._on_page
            if name.key in seen or name.key in self._self:
                continue
            self._remember(name.key)
            self._section.add(name.key, prose=True)
            if name.key.startswith(ENTRIES):
                self._entries[name.key] = None
            parts += (text[last : match.start], mark(name.key, text[match.start : match.end]))
            last = match.end
        return AtomicString("".join(parts) + text[last:]) if parts else text

    def _remember(self, key: str) -> None:
        self._in_section.add(key)
        self._on_page.add(key)


_RECORD_PAGE, _EVENT_PAGE = source_path("record", ""), source_path("event", "")


def lead_to(link: Element, kind: str, name: str) -> None:
    """Make a link of what is a term or a cross-link, for the panel, the list and "used in".

    Args:
        link: An element `a`, changed in place. What else it is, such as its classes, stays.
        kind: `term`, `actor`, `event` or another kind of record, or `page`.
        name: The id.
    """
    key = f"{kind} {name}"
    link.set("class", f"{sort_of(key)} {link.get('class', '')}".strip())
    link.set("href", source_path(kind, name))
    if key.startswith(ENTRIES):
        link.set("data-entry", key)
    link.set(NAMES, key)


def forget_names(root: Element) -> None:
    """Take out what only the marker needs to know of links."""
    for link in root.iter("a"):
        link.attrib.pop(NAMES, None)


def sort_of(key: str) -> str:
    """The class of a link to what a key names."""
    return "term" if key.startswith("term ") else "crosslink"
