"""The Markdown extension that brings the features into a page.

| Step | Priority | Why there |
| --- | --- | --- |
| citing directives | 53 | their texts may cite |
| citations | 52 | before Python-Markdown makes the notes (50) and reads inline text (20) |
| notes and marks | 14 | after inline text and the extra links back of repeated notes (15) |
| references | 13 | inline text has made the links (20), the rules of prose have not read them |
| directives | 12 | citations are known, nothing here is inline text; before lines are broken (10) |
| prose rules | 7.5 | after attribute lists (8), before names become links |
| names | 7 | inline text is read, quotes are still straight, links are not yet resolved |
| page parts | 6 | they list the names; before the table of contents gives ids to headings (5) |
| sections | 4 | headings have ids; before MkDocs resolves links (0) |
"""

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.util import escape_chars

from explainer.page.citations import describe_marks, fill_notes, footnotes_of, mark_citations
from explainer.page.deferred import Fill, Links
from explainer.page.directives import block_classes, fill_directives, report_unread
from explainer.page.name_links import Marker, forget_names
from explainer.page.parts import add_parts
from explainer.page.prose import (
    check_occasions,
    check_relative_time,
    check_topic_page,
    take_marks_out,
)
from explainer.page.record_links import resolve_references
from explainer.pages import PageState
from explainer.site import Site

DIRECTIVE = "///"
"""How a directive begins. Most pages have none, and are rendered without looking for any."""

Step = Callable[[Markdown, Element, Site, PageState], None]


def _citing_directives(md: Markdown, root: Element, site: Site, page: PageState) -> None:
    report_unread(root, page)
    fill_directives(root, site, page, cites=True)


def _citations(md: Markdown, root: Element, site: Site, page: PageState) -> None:
    mark_citations(root, page, site.content, footnotes_of(md))


def _notes(md: Markdown, root: Element, site: Site, page: PageState) -> None:
    fill_notes(root, site.content, site.templates)
    describe_marks(root, site.content)


def _references(md: Markdown, root: Element, site: Site, page: PageState) -> None:
    resolve_references(root, site, page)


def _directives(md: Markdown, root: Element, site: Site, page: PageState) -> None:
    fill_directives(root, site, page, cites=False)


def _prose(md: Markdown, root: Element, site: Site, page: PageState) -> None:
    if page.topic:
        check_topic_page(root, page, site.content)
    check_occasions(root, page, site.content)
    if site.content.style:
        check_relative_time(root, page, site.content.style)
    take_marks_out(root)


def _names(md: Markdown, root: Element, site: Site, page: PageState) -> None:
    Marker(site, page).run(root)


def _parts(md: Markdown, root: Element, site: Site, page: PageState) -> None:
    add_parts(root, site, page)


def _sections(md: Markdown, root: Element, site: Site, page: PageState) -> None:
    page.root = root
    page.name_sections()
    forget_names(root)
    if page.lists_records:
        page.anchors = frozenset(filter(None, (element.get("id") for element in root.iter())))


STEPS: dict[str, tuple[float, Step]] = {
    "explainer-citing-directives": (53, _citing_directives),
    "explainer-citations": (52, _citations),
    "explainer-notes": (14, _notes),
    "explainer-references": (13, _references),
    "explainer-directives": (12, _directives),
    "explainer-prose": (7.5, _prose),
    "explainer-names": (7, _names),
    "explainer-parts": (6, _parts),
    "explainer-sections": (4, _sections),
}
"""Every step by its name: priority and function. The reasons are in the table above."""


ALWAYS: tuple[Step, ...] = (_citing_directives, _references, _directives, _sections)
"""What pages with `annotate: false` have too: what an editor asks for by name, and their ids."""


class _StepProcessor(Treeprocessor):
    def __init__(self, md: Markdown, extension: "ExplainerExtension", step: Step) -> None:
        super().__init__(md)
        self._extension, self._step = extension, step

    def run(self, root: Element) -> None:
        page = self._extension.page
        if page is not None and (page.annotate or self._step in ALWAYS):
            self._step(self.md, root, self._extension.site, page)


class ExplainerExtension(BlocksExtension):  # type: ignore[misc] # pymdownx has no types
    """Terms, links, citations and generated parts, for one build.

    MkDocs makes a Markdown instance for each page but keeps this object, so `page` says which page
    is being rendered. Nested renderings, such as mkdocstrings' docstrings, see the same page, whose
    front matter switches the steps off (`annotate: false`).
    """

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site = site
        self.page: PageState | None = None
        self.links: dict[str, Links] = {}
        self.unfilled: dict[Path, Fill] = {}
        self._blocks = block_classes(site, self._current)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is given by Markdown
        """Register the steps, and the directives where there may be any."""
        if self.page is None or DIRECTIVE in self.page.text:
            super().extendMarkdown(md)
        else:
            escape_chars(md, ["/"])  # as it does too, so that `\/` means the same on all pages
        for name, (priority, step) in STEPS.items():
            md.treeprocessors.register(_StepProcessor(md, self, step), name, priority)

    def extendMarkdownBlocks(  # noqa: N802 - the name is given by pymdownx
        self, md: Markdown, block_mgr: BlocksProcessor
    ) -> None:
        """Register the directives."""
        for block in self._blocks:
            block_mgr.register(block, self.getConfigs())

    def _current(self) -> PageState:
        if self.page is None:
            raise LookupError("no page is being rendered")
        return self.page
