"""The events of MkDocs, each as a short call into the engine.

The only module that knows MkDocs. Its state is a `Site` and the Markdown extension, kept on the
build's configuration, which MkDocs makes anew for every build, also under `mkdocs serve`.
"""

import gc
import os
from pathlib import Path
from typing import Any

import click
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from explainer.data.structured import structured_data
from explainer.lists.views import view_pages
from explainer.page.deferred import fill_file, filling
from explainer.page.directives import all_views
from explainer.page.marks import for_search
from explainer.page.steps import ExplainerExtension
from explainer.pages import read_page
from explainer.problems import report
from explainer.rules import check_records, check_use
from explainer.security import PLACE, policy_for
from explainer.site import Publication, open_site
from explainer.templates import compiled_in

KEY = "explainer"
"""Where the build's state is kept in `config.extra`."""

CACHE = ".cache"
"""Where the project keeps what can be made again; not part of the repository."""

SET_ASIDE = "explainer_set_aside"
"""Where a page's text and table of contents wait in its context while search reads the page."""


def on_config(config: MkDocsConfig) -> None:
    """Read the records, and teach Markdown about them."""
    if gc.get_freeze_count():  # what the build before left, under `mkdocs serve`
        gc.unfreeze()
        gc.collect()
    # What was imported stays to the end: no search for garbage need look through it again.
    gc.freeze()
    root = Path(config.config_file_path).parent
    # The address of the published site comes from the environment, so that a fork needs no edit.
    if address := os.environ.get("SITE_URL"):
        config.site_url = address.rstrip("/") + "/"
    templates = root / "overrides" / "generated"
    site = open_site(root, templates, _publication(config), root / CACHE)
    extension = ExplainerExtension(site)
    config.extra[KEY] = extension
    config.markdown_extensions.append(extension)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Read every page's front matter, so that names and topics are known before any is rendered."""
    site = _extension(config).site
    pages = files.documentation_pages()
    site.add_pages(read_page(f.src_uri, f.content_string) for f in pages)
    views = all_views(site)
    texts = view_pages(site, views)
    site.add_views(views, (read_page(path, text) for path, text in texts.items()))
    for path, text in texts.items():
        made = File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
        files.append(made)
    site.problems += check_records(site)
    # And so do records.
    gc.freeze()


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Say which page is being rendered."""
    extension = _extension(config)
    extension.page = extension.site.pages[page.file.src_uri]


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Let go of the page's source and elements, which nothing asks for after this."""
    _extension(config).site.pages[page.file.src_uri].let_go()
    page.markdown = ""  # without any, MkDocs takes the page for one that is not read


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """With all pages known: stop with every problem there is."""
    extension = _extension(config)
    site, extension.page = extension.site, None
    if problems := [*site.all_problems(), *check_use(site)]:
        raise PluginError(report(problems))
    site.let_go_of_names()
    env.bytecode_cache = compiled_in(Path(config.config_file_path).parent / CACHE, "theme")


@event_priority(100)
def _before_search(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Let search read the page as its author wrote it, and quickly.

    It looks for each heading in the table of contents, one after the other, only to learn an
    address that the heading holds itself. A glossary of thousands of terms takes longer for that
    than to be rendered, so the table is out of the way meanwhile. What a plugin changed of the text
    in this event would be lost; to change it there is `on_page_content`.
    """
    context[SET_ASIDE] = page.content or "", page.toc
    page.content, page.toc = for_search(page.content or ""), TableOfContents([])


def _after_search(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Put back what was out of the way, and hand the page's state to the theme."""
    site = _extension(config).site
    page.content, page.toc = context.pop(SET_ASIDE)
    state = context["explainer_page"] = site.pages[page.file.src_uri]
    context["structured_data"] = structured_data(site, state)


on_page_context = CombinedEvent(_before_search, _after_search)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Make the links, and fill what was deferred.

    By now search has read the page: what is filled stands elsewhere on the site too, and would only
    be found twice. The text is let go of, as MkDocs would keep it to the end. A page that lists
    records waits until MkDocs has written it.
    """
    extension = _extension(config)
    page.content = None
    state = extension.site.pages[page.file.src_uri]
    fill = filling(extension.site, state, extension.links, _policy(output))
    if state.lists_records:
        extension.unfilled[Path(page.file.abs_dest_path)] = fill
        return output
    return fill(output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Give the pages that are the theme's own, such as that of a lost address, their policy too."""
    return output_content.replace(PLACE, _policy(output_content))


@event_priority(100)
def _fill_lists(config: MkDocsConfig) -> None:
    """Fill the pages that list records, before any plugin reads what was written."""
    for file, fill in _extension(config).unfilled.items():
        fill_file(file, fill)


def _write_data(config: MkDocsConfig) -> None:
    """Write the data to take away."""
    # Only here are these and their libraries wanted, when the most memory is in use no more.
    from explainer.data.export import exports, view_files
    from explainer.data.feeds import feeds
    from explainer.data.schemas import published_schemas

    site = _extension(config).site
    files = {**exports(site), **view_files(site), **published_schemas(), **feeds(site)}
    for path, text in files.items():
        target = Path(config.site_dir) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        # As it is: tables and calendars end their lines with CR LF on every system.
        target.write_text(text, encoding="utf-8", newline="")


on_post_build = CombinedEvent(_fill_lists, _write_data)


def _policy(output: str) -> str:
    """What a page may run; none in a preview, where `mkdocs serve` adds a script of its own."""
    command = click.get_current_context(silent=True)
    return "" if command is not None and command.info_name == "serve" else policy_for(output)


def _publication(config: MkDocsConfig) -> Publication:
    licence = config.extra.get("licence") or {}
    return Publication(
        name=config.site_name,
        description=config.site_description or "",
        url=config.site_url or "",
        licence=licence.get("name", ""),
        licence_url=licence.get("url", ""),
    )


def _extension(config: MkDocsConfig) -> ExplainerExtension:
    extension: ExplainerExtension = config.extra[KEY]
    return extension
