"""Pages of the small site, rendered by Markdown and the engine alone, without MkDocs."""

from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml
from lxml import html
from markdown import Markdown

from explainer.page.steps import ExplainerExtension
from explainer.pages import PageState, read_page
from explainer.problems import Problem
from explainer.records.base import Record
from explainer.records.content import Content, Records
from explainer.records.loading import load
from explainer.refs import Ref
from explainer.site import Site, open_site
from explainer.templates import Templates
from project import _COMPILED, ROOT, TINY

TEMPLATES = ROOT / "overrides" / "generated"


def open_tiny(root: Path = TINY, **about: Any) -> Site:
    """The small site, read and with its pages known, before any of them is rendered.

    Args:
        root: A copy of it, where something was changed.
        about: What the configuration says of the site.

    The limits on the length of pages and sentences are lifted, so that a case may be as short as
    what it shows.
    """
    with patch("explainer.site.load", lambda *_: _records()) if root == TINY else nullcontext():
        site = open_site(root, templates(), about)
    assert root != TINY or site.problems == []
    assert site.content.style is not None
    wide: dict[str, Any] = {
        "page_words": (0, 10_000),
        "mean_sentence_words": (0, 10_000),
        "max_sentence_words": 10_000,
        "max_grade": 10_000,
        "min_sentence_spread": 0,
        "max_notes": 10_000,
    }
    put(site, Ref("style", "style"), site.content.style.model_copy(update=wide))
    site.add_pages(pages_of_tiny() if root == TINY else read_pages(root))
    return site


def _records() -> tuple[Content, list[Problem]]:
    """The records of the small site, read once; each site has tables of its own to change."""
    content, problems = _loaded()
    tables = {kind: dict(records) for kind, records in content.records.items()}
    return Content(Records(tables), written=dict(content.written)), list(problems)


@cache
def _loaded() -> tuple[Content, list[Problem]]:
    return load(TINY)


def templates() -> Templates:
    """The project's templates, each compiled once for all tests."""
    return Templates(TEMPLATES, _COMPILED)


def put(site: Site, ref: Ref, record: Record | None) -> None:
    """Put a record into a site, in place of the one of that name; None takes that one out."""
    if record is None:
        del site.content.records[ref.kind][ref.id]
    else:
        site.content.records[ref.kind][ref.id] = record
    # What was worked out of the records before is out of date.
    for name in ("_referring", "references", "_named_by"):
        vars(site.content).pop(name, None)


def put_all(site: Site, kind: str, *records: Any) -> None:
    """Put records into a site in place of all others of their kind, in the order given."""
    for name in list(site.content.records[kind]):
        put(site, Ref(kind, name), None)
    for record in records:
        put(site, Ref(kind, record.id), record)


def pages_of_tiny() -> list[PageState]:
    """The pages of the small site, of which only the front matter is read."""
    fresh: dict[str, Any] = {"notes": {}}
    return [
        replace(p, problems=[], sections=[], directives=[], entries=[], **fresh) for p in _pages()
    ]


@cache
def _pages() -> list[PageState]:
    pages = read_pages(TINY)
    assert not any(page.problems or page.unread for page in pages)
    return pages


def read_pages(root: Path) -> list[PageState]:
    """The pages of a project."""
    docs = root / "docs"
    return [
        read_page(file.relative_to(docs).as_posix(), file.read_text(encoding="utf-8"))
        for file in sorted(docs.rglob("*.md"))
    ]


def markdown_of(*more: Any) -> Markdown:
    """Markdown with the extensions that the small site's mkdocs.yml names."""
    options = _extensions()
    return Markdown(extensions=[*options, *more], extension_configs=options)


@cache
def _extensions() -> dict[str, dict[str, Any]]:
    """The names of the extensions, with their options."""
    config = yaml.safe_load((TINY / "mkdocs.yml").read_text(encoding="utf-8"))
    options: dict[str, dict[str, Any]] = {}
    for extension in config["markdown_extensions"]:
        options.update(extension if isinstance(extension, dict) else {extension: {}})
    return options


@dataclass
class Rendered:
    """A page after rendering."""

    html: str
    page: PageState
    site: Site

    @property
    def tree(self) -> Any:
        """The page as one element."""
        return html.fragment_fromstring(self.html, create_parent="article")

    @property
    def prose(self) -> Any:
        """What an editor wrote: the page without the generated parts."""
        tree = self.tree
        for part in tree.xpath(".//*[@data-generated] | div[@data-fill='entries']"):
            part.drop_tree()
        for pair in tree.xpath("div[@class='beside']"):  # a paragraph and what corrects it
            pair.drop_tag()
        return tree

    @property
    def problems(self) -> list[str]:
        """The lines that an editor reads of the page, in the order in which they were found."""
        found = self.site.problems_found
        return [str(problem) for problem in self.page.problems if problem in found]


def render(markdown: str, path: str = "topics/plan.md", site: Site | None = None) -> Rendered:
    """Render a text as if it stood in a page of the small site.

    Args:
        markdown: The page's text without front matter; lines are counted in it.
        path: A page of the small site, whose front matter holds.
        site: The small site, if it was changed.
    """
    site = site or open_tiny()
    extension = ExplainerExtension(site)
    page = extension.page = site.pages[path]
    page.text = markdown
    return Rendered(markdown_of(extension).convert(markdown), page, site)


def render_all(site: Site) -> None:
    """Render every page of the small site, so that all that a build would find is found."""
    for path, page in list(site.pages.items()):
        text = (TINY / "docs" / path).read_text(encoding="utf-8")
        whole = page.text
        render(text.split("\n---\n", 1)[-1], path, site)
        page.text = whole
