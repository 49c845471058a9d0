"""Terms and cross-links: turns names in prose into links.

The first mention of a term in each section becomes `a.term`; the first mention of anything else on
the page becomes `a.crosslink`. Headings, links, code, quotations, notes and generated parts are
unchanged, except where a template marks its text as prose.

The same walk records what each section cites and mentions, for "used in". Nothing else records it.
"""

from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from explainer.addresses import markdown_path
from explainer.names.finder import NameFinder
from explainer.page.words import words_of
from explainer.pages import PageState, Section
from explainer.records.kinds import KINDS
from explainer.refs import Ref
from explainer.site import Site
from explainer.templates import PROSE, REF

SKIPPED_TAGS = {
    *("a", "abbr", "blockquote", "button", "caption", "code", "figure", "pre", "q", "script"),
    *("style", "sup", "summary", "th", "time", "h1", "h2", "h3", "h4", "h5", "h6"),
}
"""Elements in which names are not linked."""

SKIPPED_CLASS = "no-terms"
"""Disables name links in part of a page: `{: .no-terms }`."""

SELF = "data-self"
"""Attribute of a template element: the record it shows, which is not linked inside it."""


def link_names(root: Element, site: Site, page: PageState) -> None:
    """Link a page's names in place; record its entries and what each section cites and mentions."""
    _Walk(site, page).visit(root, prose=True)


def lead_to(link: Element, ref: Ref) -> None:
    """Make an element `a` a term or cross-link to a record or topic; other classes are kept.

    The panel, the list of entries and "used in" rely on the attributes set here.
    """
    sort = "term" if ref.kind == "term" else "crosslink"
    link.set("class", f"{sort} {link.get('class', '')}".strip())
    link.set("href", markdown_path(ref))
    if _has_panel(ref):
        link.set("data-entry", str(ref))
    link.set(REF, str(ref))


def _has_panel(ref: Ref) -> bool:
    return ref.kind in KINDS and KINDS[ref.kind].panel


class _Walk:
    def __init__(self, site: Site, page: PageState) -> None:
        switched_off = page.meta is not None and not page.meta.link_names
        self._finder = NameFinder() if switched_off else site.finder
        self._site, self._page = site, page
        self._address = f"/{page.url}"
        self._section = self._begin(None)
        self._on_page: set[Ref] = set()
        self._in_section: set[Ref] = set()
        self._shown = [Ref("page", page.path)]

    def visit(
        self, element: Element, prose: bool, generated: bool = False, in_note: bool = False
    ) -> None:
        """Link the names inside an element in place.

        `prose` says whether to search its text, `generated` whether it is part of what the build
        generates, and `in_note` whether that is a note.
        """
        if (part := element.get("data-generated")) is not None:
            generated, prose, in_note = True, False, in_note or part == "notes"
        if element.tag in SKIPPED_TAGS or SKIPPED_CLASS in element.get("class", "").split():
            self._skip(element, generated, in_note)
            return
        if element.attrib.pop(PROSE, None) is not None:
            prose = True
        if shown := element.attrib.pop(SELF, ""):
            self._shown.append(Ref.read(shown))
        children = list(element)
        if prose:
            element.text = self._link(element.text, element, 0)
        for child in children:
            self.visit(child, prose, generated, in_note)
            if prose and child.tail and not child.tail.isspace():
                at = list(element).index(child) + 1
                child.tail = self._link(child.tail, element, at)
        if shown:
            self._shown.pop()

    def _link(self, text: str | None, parent: Element, at: int) -> str | None:
        """Insert links for the names in a text into its parent; return the text before them."""
        if not text or text.isspace():
            return text
        before, rest = text, 0
        last: Element | None = None
        for start, end, name in self._finder.find(text, self._address):
            seen = self._in_section if name.ref.kind == "term" else self._on_page
            if name.ref in seen or name.ref in self._shown:
                continue
            self._remember(name.ref)
            link = Element("a")
            link.text = AtomicString(text[start:end])
            lead_to(link, name.ref)
            if last is None:
                before = text[:start]
            else:
                last.tail = AtomicString(text[rest:start])
            parent.insert(at, link)
            at, last, rest = at + 1, link, end
        if last is not None:
            last.tail = AtomicString(text[rest:])
        return before

    def _skip(self, element: Element, generated: bool, in_note: bool) -> None:
        """Record citations and links in an element whose text is not searched.

        An existing link counts as the first mention, even if an editor wrote it.
        """
        if element.tag in ("h2", "h3"):
            self._section = self._begin(element)
            if element.tag == "h2":
                self._in_section.clear()
        for link in element.iter("a"):
            if note := self._page.note_at(link):
                note.generated = generated
                self._section.notes.append(note)
                continue
            written = link.get(REF)
            if written is None:
                continue
            ref = Ref.read(written)
            if not generated:
                self._remember(ref)
            elif not in_note:  # a link in a note does not count, because its citation already does
                self._section.mention(ref)

    def _remember(self, ref: Ref) -> None:
        if _has_panel(ref) and ref not in self._on_page:
            self._page.entries.append(ref)
        self._in_section.add(ref)
        self._on_page.add(ref)
        self._section.mention(ref)

    def _begin(self, heading: Element | None) -> Section:
        section = Section(self._page, heading)
        self._page.sections.append(section)
        return section


def finish(root: Element, site: Site, page: PageState) -> None:
    """Name the sections by their headings, and drop those without uses and what is not needed."""
    for link in root.iter("a"):
        link.attrib.pop(REF, None)
    page.footnotes = None
    page.sections = [section for section in page.sections if section.uses]
    for section in page.sections:
        if section.heading is not None:
            section.anchor = section.heading.get("id", "")
            section.title = words_of(section.heading)
            section.heading = None
