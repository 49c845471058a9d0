"""One build of the site: hands MkDocs' values to the engine, and the engine's results to MkDocs.

`site_events` calls it at each event. These two, `site_settings` and `preview` alone depend on
MkDocs.
"""

import logging
import os
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, FunctionLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from explainer.addresses import address
from explainer.data.export import all_files
from explainer.data.files import PDF
from explainer.data.formats import to_json
from explainer.data.images import images
from explainer.data.sitemap import last_changed
from explainer.data.structured import structured_data
from explainer.lists.figures import figure_of
from explainer.page.deferred import fill
from explainer.page.directives import all_views, generated_pages
from explainer.page.steps import ExplainerExtension
from explainer.pages import PageState, read_page
from explainer.problems import Place, Problem, annotations, as_page, did_you_mean, report
from explainer.project import (
    addresses_taken,
    broken_templates,
    fault_around,
    faults_in_configuration,
    merge_marks,
    pages_in_nav,
    report_errors,
)
from explainer.records.yaml_lines import read_yaml
from explainer.rules import check_built, check_records, check_use
from explainer.site import open_site
from explainer.templates import Templates
from explainer.typography import curved
from preview import Preview, keep_rendered, skip_rendering
from site_settings import left_out_of_nav, publication, settings

SEARCH_WORDS = "search/words.json"
"""Address of the synonyms for search, next to the index."""

# Not a child of MkDocs' logger, which suppresses messages it has already printed.
log = logging.getLogger("explainer")


class SiteBuild:
    """One build. Its methods are called in the order in which they are defined.

    Raises:
        PluginError: If the site cannot be built where it is, or, except in a preview, as soon as
            there are problems.
        Abort: If a preview cannot be served.

    Attributes:
        site: What the engine knows of the site.
    """

    def __init__(self, config: MkDocsConfig, preview: Preview | None = None) -> None:
        """Read the records, and register the Markdown extension."""
        self._config, self._preview = config, preview
        self._root = Path(config.config_file_path).parent
        self._overrides = self._root / "overrides"
        self._search_worker = ""
        # The theme has 14,500 files, mostly icons. The pages use one, so MkDocs need not list them.
        # The search plugin has read the theme's language file by now: hooks come after plugins.
        own = [config.theme.custom_dir] if config.theme.custom_dir else []
        self._theme_folders = [folder for folder in config.theme.dirs if folder not in own]
        config.theme.dirs = own
        # The site's address comes from the environment, so a fork needs no edits.
        if published := os.environ.get("SITE_URL"):
            config.site_url = published.rstrip("/") + "/"
        if fault := fault_around(Path(config.site_dir)):
            raise PluginError(fault)
        if preview:
            preview.check_address(config)
        self._pdf = self._read_pdf()
        templates = Templates(self._overrides / "generated", self._cache())
        earlier = preview.before if preview else None
        file = Path(config.config_file_path)
        written = read_yaml(file.read_text(encoding="utf-8"), file.name)
        self.site = open_site(
            self._root, templates, publication(config, self._pdf), earlier, written
        )
        self.site.whole = bool(config.extra.get("whole_site", True))
        docs = Path(config.docs_dir)
        found = faults_in_configuration(written, settings(config), docs, self._overrides)
        self.site.problems += [*found, *merge_marks(self._root)]
        self._extension = ExplainerExtension(self.site)
        config.markdown_extensions.append(self._extension)

    def read_pages(self, files: Files) -> None:
        """Read all front matter, add the pages that are generated, and check the records."""
        self._add_search_worker(files)
        site, config = self.site, self._config
        level = InclusionLevel.is_in_serve if self._preview else InclusionLevel.is_included
        there = list(files.documentation_pages(inclusion=level))
        site.add_pages(self._read(file, files) for file in there)
        # Filtered lists make up four pages in five, so a preview omits them.
        views = all_views(site) if self.site.whole else []
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
        site.in_nav = dict(pages_in_nav(config.nav, site.configuration))
        site.files = frozenset((*files.src_uris, *site.pages))  # with pages that cannot be read
        site.problems += left_out_of_nav(files, config, site)
        site.problems += check_records(site)
        if site.lost_pages or any(page.path not in files.src_uris for page in site.written_pages):
            # That is reported; MkDocs would warn of every link to them.
            config.validation.links.not_found = config.validation.nav.not_found = logging.DEBUG
        if self._preview:
            self._preview.reuse(site, files, config)

    def begin_page(self, page: Page) -> str | None:
        """Set the page to render next, and escape its metadata, which templates print.

        Returns an empty text if Markdown must not be given that of the page, otherwise None.
        """
        state = self._state(page)
        self._extension.turn_to(state)
        if self._preview:
            skip_rendering(page, state)
        texts = {key: text for key, text in page.meta.items() if isinstance(text, str)}
        page.meta = {**page.meta, **{key: escape(curved(text)) for key, text in texts.items()}}
        return "" if state.refused else None

    def keep_page(self, html: str, page: Page) -> None:
        """Keep the rendered article, for pages that join several and for the next preview."""
        if self.site.whole:
            self._state(page).html = html
        if self._preview:
            keep_rendered(page, self._state(page))

    def check(self, env: Environment, files: Files) -> None:
        """Check the whole site, once all pages are rendered, and prepare the theme's templates."""
        site = self.site
        self._extension.turn_to(None)
        env.globals["search_worker"] = self._search_worker
        env.globals["preview"] = self._preview is not None
        env.globals["last_changed"] = last_changed(site)
        env.filters["curved"] = curved
        env.globals["footer"] = {t: address(f) for t, f in site.publication.footer.items()}
        env.bytecode_cache = self._cache()
        report_errors(env, self._show_failed)
        site.problems += check_use(site)
        named = {
            page.meta.template: page.place("template:")
            for page in site.written_pages
            if page.meta and page.meta.template
        }
        site.problems += broken_templates(env, self._root, named)
        on_finished_files = self.site.whole and not self._preview
        if not (on_finished_files or site.problems_found):
            site.problems += self._dead_anchors(files)
        self._config.validation.links.anchors = logging.DEBUG  # MkDocs' warning gives no line
        self._report()
        if site.reported:  # a preview shows them in place of all pages, whatever their template
            env.globals["problems"] = as_page(site.reported)
            env.loader = FunctionLoader(lambda name: "{{ problems }}")

    def context_of(self, page: Page) -> dict[str, Any]:
        """Return the variables of a page for the theme's templates."""
        state = self._state(page)
        return {
            "explainer_page": state,
            "figure": figure_of(self.site, state),
            "structured_data": structured_data(self.site, state) if self.site.whole else "",
        }

    def finish_page(self, output: str, page: Page) -> str:
        """Fill in the parts that need all pages; a preview with problems shows those instead."""
        if self.site.reported:
            return as_page(self.site.reported)
        if page.content and page.content not in output:
            place, what = Place("overrides/main.html"), "it does not show the page's text"
            self.site.problems.append(Problem(place, "broken-template", what))
        return fill(output, self.site, self._state(page))

    def write_downloads(self) -> None:
        """Write all files but the pages, and check every link of the finished site."""
        site = self.site
        texts = all_files(site) if self.site.whole and not site.reported else {}
        drawn = (
            images(site, self._overrides / "assets", self._root / ".cache" / "images")
            if self.site.whole
            else {}
        )
        if self._pdf:
            drawn[PDF] = self._pdf
        self._report()
        if self._search_worker:
            style = site.content.style
            texts[SEARCH_WORDS] = to_json(style.search_words if style else ())
        # As bytes, to keep line endings: CSV and calendar files use CR LF on every system.
        for path, data in (drawn | {path: text.encode() for path, text in texts.items()}).items():
            target = Path(self._config.site_dir) / path
            if target.exists() and not self._preview:
                what = "on the site, this file would take the place of what the build makes"
                place = Place(f"docs/{path}")
                site.problems.append(Problem(place, "address-taken", what, "rename it"))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        if self._preview:
            if site.reported:  # perhaps after pages were written: what is wrong in a deferred part
                for file in Path(self._config.site_dir).rglob("*.html"):
                    file.write_text(as_page(site.reported), encoding="utf-8")
            self._preview.keep(site)
        elif self.site.whole:
            site.problems += check_built(Path(self._config.site_dir), site)
            self._report()

    def _report(self) -> None:
        """Log problems not yet reported; they stop a build but not a preview."""
        found = self.site.problems_found
        if new := [problem for problem in found if problem not in self.site.reported]:
            self.site.reported = found
            log.error(report(new))
            if os.environ.get("GITHUB_ACTIONS"):
                log.error(annotations(new))
            if not self._preview:
                raise PluginError("The problems listed above stop the build.")

    def _dead_anchors(self, files: Files) -> Iterator[Problem]:
        """Yield a problem for each link of a written page to a part of a page that is not there."""
        for state in self.site.written_pages:
            file = files.src_uris.get(state.path)
            links = file.page.links_to_anchors if file and file.page else None
            for target, anchors in (links or {}).items():
                present = target.page.present_anchor_ids if target.page else None
                for anchor, link in anchors.items():
                    if present is not None and anchor not in present:
                        place = state.place(link)
                        what = f'the page links to "{link}", which does not exist'
                        yield Problem(place, "dead-link", what, did_you_mean(anchor, present))

    def _show_failed(self, problem: Problem) -> str:
        """Report what a template could not do; in a preview, return what to show in its place."""
        self.site.problems.append(problem)
        self._report()
        return as_page(self.site.reported)

    def _state(self, page: Page) -> PageState:
        return self.site.pages[page.file.src_uri]

    def _read(self, file: File, files: Files) -> PageState:
        """Read a page. If that fails, report it and remove the file, so MkDocs does not read it."""
        if file.abs_src_path and not Path(file.abs_src_path).is_file():
            fault = "it is not a file"  # reading a pipe would never end
        else:
            try:
                return read_page(file.src_uri, file.content_string)
            except (OSError, UnicodeDecodeError) as error:
                fault = str(error)
        files.remove(file)
        place = Place(f"docs/{file.src_uri}")
        what = f"the file cannot be read: {fault}"
        self.site.problems.append(Problem(place, "front-matter", what))
        return PageState(file.src_uri, unread=True)

    def _add_search_worker(self, files: Files) -> None:
        """Add the one file of the theme that the pages use, and only for the search."""
        search = self._config.plugins.get("material/search")
        if search is None or not search.config["enabled"]:
            return
        for folder in self._theme_folders:
            for found in Path(folder).glob("assets/javascripts/workers/search.*.min.js"):
                path = found.relative_to(folder).as_posix()
                file = File(path, folder, self._config.site_dir, self._config.use_directory_urls)
                self._search_worker = file.url
                files.append(file)

    def _read_pdf(self) -> bytes:
        """Return the PDF to offer; raise PluginError if it is named but cannot be read."""
        if not (name := self._config.extra.get("pdf")):
            return b""
        try:
            return (self._root / str(name)).read_bytes()
        except OSError as error:
            raise PluginError(f"extra.pdf names a file that cannot be read: {error}") from None

    def _cache(self) -> BytecodeCache | None:
        """Return a preview's cache of compiled templates, which saves a tenth of the time."""
        return FileSystemBytecodeCache() if self._preview else None
