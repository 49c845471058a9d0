"""MkDocs event handlers, each a short call into the engine.

Only this module, and `preview` beside it, depend on MkDocs. The state of a build, the Markdown
extension with its `Site`, is stored in the configuration object, which MkDocs recreates for every
build, also under `mkdocs serve`. What outlives a build is in `_preview`.
"""

import logging
import os
import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from explainer.addresses import address
from explainer.data.export import all_files
from explainer.data.files import PDF, to_json
from explainer.data.images import images
from explainer.data.sitemap import last_changed
from explainer.data.structured import structured_data
from explainer.lists.figures import figure_of
from explainer.page.deferred import fill
from explainer.page.directives import all_views, generated_pages
from explainer.page.steps import ExplainerExtension
from explainer.pages import PageState, read_page
from explainer.problems import Place, Problem, annotations, as_page, report
from explainer.rules import check_built, check_records, check_use
from explainer.site import Site, open_site
from explainer.surroundings import (
    addresses_taken,
    broken_templates,
    fault_around,
    faults_in_configuration,
    report_errors,
)
from explainer.templates import Templates
from preview import Preview, keep_rendered, skip_rendering, watch_closely

KEY = "explainer"
"""Key of the build's state in `config.extra`."""

SEARCH_WORKER = "search_worker"
"""Key in `config.extra` of the address of the theme's search worker, if the site has search."""

SEARCH_WORDS = "search/words.json"
"""Address of the words that mean the same to search; it lies beside the index."""

# Not a child of MkDocs' logger, which suppresses messages it has already printed.
log = logging.getLogger("explainer")


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
    """Read the records and register the Markdown extension; raise PluginError if it cannot work."""
    # The site's address comes from the environment, so a fork needs no edits.
    if published := os.environ.get("SITE_URL"):
        config.site_url = published.rstrip("/") + "/"
    root = Path(config.config_file_path).parent
    if fault := fault_around(Path(config.site_dir)):
        raise PluginError(fault)
    templates = Templates(_overrides(config) / "generated", _cache())
    site = open_site(root, templates, _about(config), _preview.before if _preview else None)
    text = Path(config.config_file_path).read_text(encoding="utf-8")
    site.problems += faults_in_configuration(text, _settings(config))
    extension = ExplainerExtension(site)
    config.extra[KEY] = extension
    config.markdown_extensions.append(extension)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Read all front matter, so that names and topics are known before any page is rendered."""
    _leave_out_theme(files, config)
    site = _extension(config).site
    site.add_pages(_read(file, files, site) for file in list(files.documentation_pages()))
    # Filtered lists make up four pages in five, so a preview omits them.
    views = all_views(site) if _is_whole(config) else []
    texts = generated_pages(site, views)
    site.add_generated(views, (read_page(path, text) for path, text in texts.items()))
    not_in_nav = InclusionLevel.NOT_IN_NAV
    made = [
        File.generated(config, path, content=text, inclusion=not_in_nav)
        for path, text in texts.items()
    ]
    own = [(f.src_uri, f.dest_uri) for f in files if f.src_dir == config.docs_dir]
    overrides = Path(config.theme.custom_dir or "")
    site.problems += addresses_taken(own, (file.dest_uri for file in made), overrides)
    for file in made:
        if file.src_uri not in files.src_uris:
            files.append(file)
    site.problems += check_records(site)
    if _preview:
        _preview.reuse(site, files, config)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Set the page to render next, and escape its metadata, which the theme prints as HTML.

    Returns its text; nothing if that must not be rendered.
    """
    extension = _extension(config)
    state = extension.site.pages[page.file.src_uri]
    extension.turn_to(state)
    if _preview:
        skip_rendering(page, state)
    texts = {key: escape(text) for key, text in page.meta.items() if isinstance(text, str)}
    page.meta = {**page.meta, **texts}
    return "" if state.refused else None


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Keep the rendered article, for pages that join several and for the next preview."""
    state = _extension(config).site.pages[page.file.src_uri]
    if _is_whole(config):
        state.html = html
    if _preview:
        keep_rendered(page, state)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Check the whole site once all pages are rendered; problems raise PluginError in a build."""
    extension = _extension(config)
    site = extension.site
    extension.turn_to(None)
    env.globals["search_worker"] = config.extra.get(SEARCH_WORKER)
    env.globals["preview"] = _preview is not None
    env.globals["last_changed"] = last_changed(site)
    env.globals["footer"] = {t: address(f) for t, f in site.publication.footer.items()}
    env.bytecode_cache = _cache()
    report_errors(env, PluginError)
    site.problems += check_use(site)
    named = {
        page.meta.template: Place(f"docs/{page.path}", page.line_of("template:"))
        for page in site.written_pages
        if page.meta and page.meta.template
    }
    site.problems += broken_templates(env, Path(config.config_file_path).parent, named)
    _report(site)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Pass the page's state to the theme."""
    site = _extension(config).site
    state = context["explainer_page"] = site.pages[page.file.src_uri]
    context["figure"] = figure_of(site, state)
    context["structured_data"] = structured_data(site, state)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Fill in the parts that need all pages; a preview with problems shows those instead."""
    site = _extension(config).site
    if site.reported:
        return as_page(site.reported)
    if page.content and page.content not in output:
        place = Place("overrides/main.html")
        site.problems.append(Problem(place, "broken-template", "it does not show the page's text"))
    return fill(output, site, site.pages[page.file.src_uri])


def on_post_build(config: MkDocsConfig) -> None:
    """Write the downloads and check all links; new problems raise PluginError in a build."""
    site = _extension(config).site
    texts = all_files(site) if _is_whole(config) and not site.reported else {}
    assets, cache = _overrides(config) / "assets", Path(config.config_file_path).parent / ".cache"
    drawn = images(site, assets, cache / "images") if _is_whole(config) else {}
    if pdf := _pdf(config):
        drawn[PDF] = pdf
    _report(site)
    if SEARCH_WORKER in config.extra:
        texts[SEARCH_WORDS] = to_json(site.content.style.search_words if site.content.style else ())
    # As bytes, to keep line endings: CSV and calendar files use CR LF on every system.
    for path, data in (drawn | {path: text.encode() for path, text in texts.items()}).items():
        target = Path(config.site_dir) / path
        if target.exists() and not _preview:
            what = "on the site, this file would take the place of what the build makes"
            site.problems.append(Problem(Place(f"docs/{path}"), "address-taken", what, "rename it"))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    if _preview:
        _preview.before = site
    elif _is_whole(config):
        site.problems += check_built(Path(config.site_dir), site)
        _report(site)


def _report(site: Site) -> None:
    """Log problems not yet reported; they stop a build but not a preview."""
    found = site.problems_found
    if new := [problem for problem in found if problem not in site.reported]:
        site.reported = found
        log.error(report(new))
        if os.environ.get("GITHUB_ACTIONS"):
            log.error(annotations(new))
        if not _preview:
            raise PluginError("The problems that are listed above stop the build.")


def _read(file: File, files: Files, site: Site) -> PageState:
    """Read a page. If that fails, report it and remove the file, so MkDocs does not read it."""
    if file.abs_src_path and not Path(file.abs_src_path).is_file():
        fault = "it is no file"  # reading a pipe would never end
    else:
        try:
            return read_page(file.src_uri, file.content_string)
        except (OSError, UnicodeDecodeError) as error:
            fault = str(error)
    files.remove(file)
    place = Place(f"docs/{file.src_uri}")
    site.problems.append(Problem(place, "front-matter", f"the file cannot be read: {fault}"))
    return PageState(file.src_uri, unread=True)


def _leave_out_theme(files: Files, config: MkDocsConfig) -> None:
    """Remove the theme's own files; of these, the pages use only the search worker."""
    own = (config.docs_dir, config.theme.custom_dir)
    search = config.plugins.get("material/search")
    for file in [file for file in files if file.src_dir and file.src_dir not in own]:
        if (
            search
            and search.config["enabled"]
            and re.search(r"/search\.\w+\.min\.js$", file.src_uri)
        ):
            config.extra[SEARCH_WORKER] = file.url
        else:
            files.remove(file)


def _settings(config: MkDocsConfig) -> dict[str, Any]:
    names = ("use_directory_urls", "markdown_extensions", "extra_css", "extra_javascript")
    return {
        **{name: config[name] for name in names},
        "extra_javascript": [str(script) for script in config.extra_javascript],
        "theme.name": config.theme.name,
        "custom_dir": Path(config.theme.custom_dir or "").name,
    }


def _is_whole(config: MkDocsConfig) -> bool:
    """Return whether to make what a quick preview omits."""
    return bool(config.extra.get("whole_site", True))


def _overrides(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / "overrides"


def _cache() -> BytecodeCache | None:
    """Return a preview's template cache, in a temporary folder; it saves a tenth of the time."""
    return FileSystemBytecodeCache() if _preview else None


def _about(config: MkDocsConfig) -> dict[str, Any]:
    given = {key: config.extra.get(key) for key in ("licence", "locale", "footer")}
    if config.repo_url:
        given["corrections"] = f"{config.repo_url.rstrip('/')}/issues/new"
    if pdf := _pdf(config):
        given["pdf"] = len(pdf)
    given |= {key: config.get(f"site_{key}") for key in ("name", "description", "url")}
    return {key: value for key, value in given.items() if value}


def _pdf(config: MkDocsConfig) -> bytes:
    """Return the PDF to offer; raise PluginError if it is named but cannot be read."""
    if not (name := config.extra.get("pdf")):
        return b""
    file: Path = Path(config.config_file_path).parent / str(name)
    try:
        return file.read_bytes()
    except OSError as error:
        raise PluginError(f"the PDF cannot be read: {error}") from None


def _extension(config: MkDocsConfig) -> ExplainerExtension:
    extension: ExplainerExtension = config.extra[KEY]
    return extension
