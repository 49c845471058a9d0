"""The steps in which a page is made, as an extension of Python-Markdown."""

from collections.abc import Callable
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from explainer.page.citations import LeadsOver, fill_notes, footnotes_of, mark_citations
from explainer.page.directives import block_classes, fill_citing_directives, fill_directives
from explainer.page.name_links import finish, link_names
from explainer.page.parts import add_parts
from explainer.page.prose import check_prose
from explainer.page.record_links import resolve_record_links
from explainer.pages import PageState
from explainer.site import Site


class Step(NamedTuple):
    """A step: when it comes, what it does, and on which pages.

    Attributes:
        priority: Python-Markdown runs steps of higher priority first.
        run: Changes the elements of a page in place.
        always: Whether pages with `annotate: false` have it too.
    """

    priority: float
    run: Callable[[Element, Site, PageState], None]
    always: bool = False


STEPS: dict[str, Step] = {
    # Their texts may cite.
    "explainer-citing-directives": Step(53, fill_citing_directives, always=True),
    # Before Python-Markdown makes the notes (50) and reads inline text (20).
    "explainer-citations": Step(52, mark_citations),
    # After Python-Markdown's links back of repeated notes (15).
    "explainer-notes": Step(14, fill_notes),
    # Inline text has made the links (20); the rules of prose are to read what they become.
    "explainer-record-links": Step(13, resolve_record_links, always=True),
    # Citations are known, and nothing here is inline text; before lines are broken (10).
    "explainer-directives": Step(12, fill_directives, always=True),
    # After attribute lists (8), before names become links.
    "explainer-prose": Step(7.5, check_prose),
    # Inline text is read, quotation marks are still straight, links are not yet resolved.
    "explainer-names": Step(7, link_names),
    # They list the names; before the table of contents gives ids to headings (5).
    "explainer-parts": Step(6, add_parts),
    # Headings have ids; before MkDocs resolves links (0).
    "explainer-sections": Step(4, finish, always=True),
}
"""Every step by its name, with the reason for its place."""


class _StepProcessor(Treeprocessor):
    def __init__(self, md: Markdown, extension: "ExplainerExtension", step: Step) -> None:
        super().__init__(md)
        self._extension, self._step = extension, step

    def run(self, root: Element) -> None:
        page = self._extension.page
        if page is not None and (page.annotate or self._step.always):
            self._step.run(root, self._extension.site, page)


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

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is given by Markdown
        """Register the steps and the directives."""
        super().extendMarkdown(md)
        if self.page is not None:
            self.page.notes = footnotes_of(md)
        if self.page is not None and self.page.annotate:
            # Before Python-Markdown reads links in brackets (170).
            md.inlinePatterns.register(LeadsOver(), "explainer-leads-over", 171)
        for name, step in STEPS.items():
            md.treeprocessors.register(_StepProcessor(md, self, step), name, step.priority)

    def extendMarkdownBlocks(  # noqa: N802 - the name is given by pymdownx
        self, md: Markdown, block_mgr: BlocksProcessor
    ) -> None:
        """Register the directives."""
        for block in block_classes(self._current):
            block_mgr.register(block, self.getConfigs())

    def _current(self) -> PageState:
        if self.page is None:
            raise LookupError("no page is being rendered")
        return self.page
