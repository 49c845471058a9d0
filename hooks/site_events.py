"""The events of MkDocs, each as a short call into the engine.

The only module that knows MkDocs. Its state is the Markdown extension with its `Site`, kept on the
build's configuration, which MkDocs makes anew for every build, also under `mkdocs serve`.
"""

import logging
import os
from html import escape
from pathlib import Path
from typing import Any

import click
from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from explainer.addresses import address
from explainer.data.export import all_files
from explainer.data.structured import structured_data
from explainer.lists.views import view_pages
from explainer.page.deferred import fill
from explainer.page.directives import all_views
from explainer.page.steps import ExplainerExtension
from explainer.pages import PageState, read_page
from explainer.problems import Place, Problem, as_page, report
from explainer.rules import check_records, check_use
from explainer.security import content_security_policy
from explainer.site import Site, open_site
from explainer.surroundings import broken_templates, fault_around
from explainer.templates import Templates

KEY = "explainer"
"""Where the build's state is kept in `config.extra`."""

# Not a child of MkDocs' own logger, which prints a message that it printed before no second time.
log = logging.getLogger("explainer")


def on_config(config: MkDocsConfig) -> None:
    """Read the records, and teach Markdown about them."""
    # The address of the published site comes from the environment, so that a fork needs no edit.
    if address := os.environ.get("SITE_URL"):
        config.site_url = address.rstrip("/") + "/"
    root = Path(config.config_file_path).parent
    if fault := fault_around(Path(config.site_dir), config.use_directory_urls):
        raise PluginError(fault)
    templates = Templates(root / "overrides" / "generated", _cache())
    site = open_site(root, templates, _about(config))
    extension = ExplainerExtension(site)
    config.extra[KEY] = extension
    config.markdown_extensions.append(extension)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Read every page's front matter, so that names and topics are known before any is rendered."""
    site = _extension(config).site
    site.add_pages(_read(file, files, site) for file in list(files.documentation_pages()))
    # Filtered lists are four pages of five; a preview does without them.
    views = all_views(site) if config.extra.get("whole_site", True) else []
    texts = view_pages(site, views)
    site.add_views(views, (read_page(path, text) for path, text in texts.items()))
    for path, text in texts.items():
        files.append(
            File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
        )
    site.problems += check_records(site)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Say which page is rendered next; its title is text, which the theme prints as HTML."""
    extension = _extension(config)
    extension.page = extension.site.pages[page.file.src_uri]
    texts = {key: escape(text) for key, text in page.meta.items() if isinstance(text, str)}
    page.meta = {**page.meta, **texts}


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """With all pages known: stop with every problem there is, or in a preview show them."""
    extension = _extension(config)
    site, extension.page = extension.site, None
    env.filters["content_security_policy"] = content_security_policy
    env.globals["preview"] = _is_preview()
    env.globals["footer"] = {t: address(f) for t, f in site.publication.footer.items()}
    env.bytecode_cache = _cache()
    site.problems += check_use(site)
    site.problems += broken_templates(env, Path(config.config_file_path).parent)
    _report(site)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Hand the page's state to the theme."""
    site = _extension(config).site
    state = context["explainer_page"] = site.pages[page.file.src_uri]
    context["structured_data"] = structured_data(site, state)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put in what needed all pages; in a preview with problems, these in place of the page."""
    site = _extension(config).site
    if site.reported:
        return as_page(site.reported)
    return fill(output, site, site.pages[page.file.src_uri])


def on_post_build(config: MkDocsConfig) -> None:
    """Write the data to take away."""
    site = _extension(config).site
    files = all_files(site) if not site.reported else {}
    _report(site)
    for path, text in files.items():
        target = Path(config.site_dir) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        # As it is: tables and calendars end their lines with CR LF on every system.
        target.write_text(text, encoding="utf-8", newline="")


def _report(site: Site) -> None:
    """Print the problems that were not printed before; they stop a build, and no preview."""
    found = site.problems_found
    if new := [problem for problem in found if problem not in site.reported]:
        site.reported = found
        log.error(report(new))
        if not _is_preview():
            raise PluginError("The problems that are listed above stop the build.")


def _read(file: File, files: Files, site: Site) -> PageState:
    """Read a page; one that cannot be read is reported, and MkDocs is not asked to read it."""
    try:
        return read_page(file.src_uri, file.content_string)
    except (OSError, UnicodeDecodeError) as error:
        files.remove(file)
        place = Place(f"docs/{file.src_uri}")
        site.problems.append(Problem(place, "front-matter", f"the file cannot be read: {error}"))
        return PageState(file.src_uri, unread=True)


def _is_preview() -> bool:
    command = click.get_current_context(silent=True)
    return command is not None and command.info_name == "serve"


def _cache() -> BytecodeCache | None:
    """Where a preview keeps compiled templates, a tenth of its time: a temporary folder."""
    return FileSystemBytecodeCache() if _is_preview() else None


def _about(config: MkDocsConfig) -> dict[str, Any]:
    """What the configuration says of the site; what it leaves out has defaults."""
    given = {
        "name": config.site_name,
        "description": config.site_description,
        "url": config.site_url,
        "licence": config.extra.get("licence"),
        "locale": config.extra.get("locale"),
        "footer": config.extra.get("footer"),
    }
    return {key: value for key, value in given.items() if value}


def _extension(config: MkDocsConfig) -> ExplainerExtension:
    extension: ExplainerExtension = config.extra[KEY]
    return extension
