"""The processing steps of a page, as a Python-Markdown extension."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from explainer.page.citations import LeadsOver, add_corrections, fill_notes, mark_citations
from explainer.page.directives import (
    all_directives,
    block_class,
    fill_citing_directives,
    fill_directives,
)
from explainer.page.name_links import finish, link_names
from explainer.page.parts import add_parts
from explainer.page.prose import check_prose
from explainer.page.record_links import resolve_record_links
from explainer.page.tables import complete_tables
from explainer.page.typography import curve_apostrophes
from explainer.pages import PageState
from explainer.site import Site


class Step(NamedTuple):
    """A processing step.

    Attributes:
        priority: Python-Markdown runs steps of higher priority first.
        run: Changes the page's elements in place.
        always: Whether it also runs on pages with `annotate: false`.
    """

    priority: float
    run: Callable[[Element, Site, PageState], None]
    always: bool = False


STEPS: dict[str, Step] = {
    # Their text may contain citations, so they come before those.
    "explainer-citing-directives": Step(53, fill_citing_directives, always=True),
    # Before Python-Markdown creates the notes (50) and parses inline text (20).
    "explainer-citations": Step(52, mark_citations),
    # After Python-Markdown adds backlinks to repeated notes (15).
    "explainer-notes": Step(14, fill_notes),
    # After inline parsing creates links (20); before the prose rules read the link text.
    "explainer-record-links": Step(13, resolve_record_links, always=True),
    # After citations are known and inline text is parsed; before prettifying (10).
    "explainer-directives": Step(12, fill_directives, always=True),
    # After every part that may cite has its notes.
    "explainer-corrections": Step(11, add_corrections),
    # After attribute lists (8); before names become links.
    "explainer-prose": Step(7.5, check_prose),
    # After inline parsing; before apostrophes are curved and links resolved.
    "explainer-names": Step(7, link_names),
    # After names, which these parts list; before the table of contents adds heading ids (5).
    "explainer-parts": Step(6, add_parts),
    # After all text is in place; before the table of contents takes the headings' text (5).
    "explainer-typography": Step(5.5, curve_apostrophes, always=True),
    # After headings have ids; before MkDocs resolves links (0).
    "explainer-sections": Step(4, finish, always=True),
    # After headings have ids (5), by one of which a table is named.
    "explainer-tables": Step(3, complete_tables, always=True),
}
"""Every step by name, in running order; the comments give the reason for each position."""


class _StepProcessor(Treeprocessor):
    def __init__(self, md: Markdown, extension: "ExplainerExtension", step: Step) -> None:
        super().__init__(md)
        self._extension, self._step = extension, step

    def run(self, root: Element) -> None:
        page = self._extension.page
        if page is not None and (page.annotate or self._step.always):
            self._step.run(root, self._extension.site, page)


def _named_options(
    split_header: Callable[..., Any], block: str, length: int
) -> tuple[dict[str, Any] | None, str]:
    """Split off a directive's options; None if one has a name that YAML reads as no text (`off`).

    pymdownx passes options as keyword arguments, which only texts can name.
    """
    options, rest = split_header(block, length)
    named = options is not None and all(isinstance(name, str) for name in options)
    return options if named else None, rest


class ExplainerExtension(BlocksExtension):  # type: ignore[misc] # pymdownx has no types
    """Terms, links, citations and generated parts, for one build.

    MkDocs creates a Markdown instance for each page but keeps this object, so `page` holds the page
    being rendered. Nested renderings, such as docstrings in mkdocstrings, see the same page; its
    front matter disables the steps (`annotate: false`).
    """

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site = site
        self.page: PageState | None = None
        directives = all_directives().items()
        self._blocks = [block_class(name, one, self._current) for name, one in directives]

    def turn_to(self, page: PageState | None) -> None:
        """Set the page to render next; what is looked up meanwhile is noted as read by it."""
        self.page = page
        self.site.content.records.looked_up = page.looked_up if page else set()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is given by Markdown
        """Register the steps and the directives."""
        super().extendMarkdown(md)
        if self.page is not None:
            notes = (e for e in md.registeredExtensions if isinstance(e, FootnoteExtension))
            self.page.footnotes = next(notes, None)
            if self.page.annotate:
                # Before Python-Markdown parses bracketed links (170).
                md.inlinePatterns.register(LeadsOver(), "explainer-leads-over", 171)
        for name, step in STEPS.items():
            md.treeprocessors.register(_StepProcessor(md, self, step), name, step.priority)

    def extendMarkdownBlocks(  # noqa: N802 - the name is given by pymdownx
        self, md: Markdown, block_mgr: BlocksProcessor
    ) -> None:
        """Register the directives."""
        block_mgr.split_header = partial(_named_options, block_mgr.split_header)
        for block in self._blocks:
            block_mgr.register(block, self.getConfigs())

    def _current(self) -> PageState:
        if self.page is None:
            raise LookupError("no page is being rendered")
        return self.page
