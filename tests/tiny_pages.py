"""Pages of the small site, rendered by Markdown and the engine alone, without MkDocs."""

import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from explainer.page.marks import link_marks
from lxml import html
from markdown import Markdown

from explainer.addresses import source_path
from explainer.page.deferred import start_tag
from explainer.page.steps import ExplainerExtension
from explainer.pages import PageState, read_page
from explainer.site import Site, open_site

ROOT = Path(__file__).parent.parent
TINY = ROOT / "tests" / "fixtures" / "tiny"
TEMPLATES = ROOT / "overrides" / "generated"


def open_tiny(root: Path = TINY) -> Site:
    """The small site, read and with its pages known, before any of them is rendered.

    Args:
        root: A copy of it, where something was changed.

    The limits on the length of pages and sentences are lifted, so that a case may be as short as
    what it shows.
    """
    site = open_site(root, TEMPLATES)
    assert root != TINY or site.problems == []
    assert site.content.style is not None
    wide: dict[str, Any] = {
        "page_words": (0, 10_000),
        "mean_sentence_words": (0, 10_000),
        "max_sentence_words": 10_000,
        "max_grade": 10_000,
    }
    site.content.style = site.content.style.model_copy(update=wide)
    site.add_pages(pages_of_tiny() if root == TINY else read_pages(root))
    return site


def pages_of_tiny() -> list[PageState]:
    """The pages of the small site, of which only the front matter is read."""
    return copy.deepcopy(_pages())


@cache
def _pages() -> list[PageState]:
    return read_pages(TINY)


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
    """A page after rendering: its names are links, or still marks."""

    html: str
    page: PageState
    site: Site
    marked: str

    @property
    def tree(self) -> Any:
        """The page as one element."""
        return html.fragment_fromstring(self.html, create_parent="article")

    @property
    def prose(self) -> Any:
        """What an editor wrote: the page without the generated parts."""
        tree = self.tree
        for part in tree.xpath("*[@data-generated]"):
            part.drop_tree()
        return tree

    @property
    def problems(self) -> list[str]:
        """The lines that an editor reads, in the order in which they were found."""
        return [str(problem) for problem in self.page.problems]


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
    marked = markdown_of(extension).convert(markdown)
    # Links as an editor would write them, which say more about a case than relative ones.
    html = link_marks(marked, lambda key: start_tag(key, source_path))
    return Rendered(html, page, site, marked)


def render_all(site: Site) -> None:
    """Render every page of the small site, so that all that a build would find is found."""
    for path, page in list(site.pages.items()):
        text = (TINY / "docs" / path).read_text(encoding="utf-8")
        whole = page.text
        render(text.split("\n---\n", 1)[-1], path, site)
        page.text = whole
