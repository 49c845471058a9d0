"""MkDocs events in the order in which they occur, each a short call into `site_build`.

The state of a build is stored in the configuration object, which MkDocs recreates for every build,
also under `mkdocs serve`. What outlives a build is in `_preview`.
"""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from preview import Preview, watch_closely
from site_build import SiteBuild

KEY = "explainer"
"""Key of the build's state in `config.extra`."""

_preview: Preview | None = None


def on_startup(command: str, dirty: bool) -> None:
    """Note whether this is a preview."""
    global _preview  # MkDocs gives hooks no object that outlives a build
    _preview = Preview() if command == "serve" else None


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Look for saved files ten times a second; MkDocs does so twice."""
    return watch_closely(server, config, builder)


def on_config(config: MkDocsConfig) -> None:
    """Read the records, and register what is done to each page's Markdown."""
    config.extra[KEY] = SiteBuild(config, _preview)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Read all front matter, so that names and topics are known before any page is rendered."""
    _build(config).read_pages(files)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Set the page to render next."""
    return _build(config).begin_page(page)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Keep the rendered article, for pages that join several and for the next preview."""
    _build(config).keep_page(html, page)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Check the whole site once all pages are rendered; problems stop a build."""
    _build(config).check(env, files)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Pass the page's state to the theme."""
    context.update(_build(config).context_of(page))


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Fill in the parts that need all pages; a preview with problems shows those instead."""
    return _build(config).finish_page(output, page)


def on_post_build(config: MkDocsConfig) -> None:
    """Write the downloads and check all links; new problems stop a build."""
    _build(config).write_downloads()


def _build(config: MkDocsConfig) -> SiteBuild:
    build: SiteBuild = config.extra[KEY]
    return build
