"""What `mkdocs serve` does differently: it renders only the pages that a save changes, and sooner.

Like `site_build`, which calls it, this module depends on MkDocs. `explainer.unchanged` decides
which pages are still valid; this module stores what MkDocs made of them.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from explainer.figures.maps import FOLDER as MAPS
from explainer.pages import PageState
from explainer.problems import Place, Problem, as_page, report
from explainer.site import Site
from explainer.unchanged import unchanged

log = logging.getLogger("explainer")

POLLING_INTERVAL = 0.1
"""Seconds between two looks for saved files; MkDocs looks twice a second."""

SET_BY_RENDERING = ("content", "toc", "_title_from_render", "present_anchor_ids")
"""What rendering sets on a page of MkDocs, besides its links."""


@dataclass
class Preview:
    """What outlives a build.

    Attributes:
        before: The last build without problems; parts of pages depend on whether there are any.
    """

    before: Site | None = None
    _asked: bool = False

    def check_address(self, config: MkDocsConfig) -> None:
        """Stop before the first build if the address to serve at is not free.

        MkDocs asks for it only after that build.

        Raises:
            Abort: With the one line to print.
        """
        if self._asked:
            return
        self._asked = True
        host, port = config.dev_addr
        server = LiveReloadServer(lambda: None, host, port, config.site_dir)
        try:
            server.server_bind()
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or error
            way_out = f"make serve ADDRESS=127.0.0.1:{8002 if port == 8001 else 8001}"
            what = f"The preview cannot be served at {host}:{port}: {why}"
            raise Abort(f"{what}; choose another address: {way_out}") from None
        finally:
            server.server_close()

    def reuse(self, site: Site, files: Files, config: MkDocsConfig) -> None:
        """Give a build the pages of the one before that still hold."""
        site.shared_files = _shared_files(files, config)
        if self.before:
            site.replace_pages(unchanged(site, self.before))

    def keep(self, site: Site) -> None:
        """Take over a finished build, of which the next may use the pages."""
        if not site.problems_found:
            self.before = site


def watch_closely(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Return a server that looks for saved files more often, in place of one not yet started.

    What stops MkDocs, such as a `mkdocs.yml` that is not YAML, shows on every page until the next
    build; MkDocs' own server would wait for that and answer nothing.
    """

    def build() -> None:
        try:
            builder()
        except MkDocsException as error:
            what = " ".join(str(error).split())
            line = re.search(r"\bline (\d+)", what)
            place = Place(Path(config.config_file_path).name, int(line[1]) if line else 1)
            found = [Problem(place, "configuration", what)]
            log.error(report(found))  # noqa: TRY400 - a traceback tells an editor nothing
            for page in Path(server.root).rglob("*.html"):
                page.write_text(as_page(found), encoding="utf-8")

    host, port = server.server_address[:2]
    closer = LiveReloadServer(
        build, str(host), port, server.root, server.mount_path, POLLING_INTERVAL
    )
    closer.build_delay = POLLING_INTERVAL / 2  # seconds without another save before it builds
    closer.error_handler = server.error_handler
    closer.watch(config.docs_dir)
    closer.watch(config.config_file_path)
    return closer


def keep_rendered(page: Page, state: PageState) -> None:
    """Keep what MkDocs made of a page's Markdown."""
    made = {name: getattr(page, name) for name in SET_BY_RENDERING}
    # Files differ by build, so links are kept by the paths of theirs.
    links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}

    def put_into(later: Page, config: MkDocsConfig, files: Files) -> None:
        vars(later).update(made)
        later.links_to_anchors = {files.src_uris[path]: anchors for path, anchors in links.items()}

    state.rendered = put_into


def skip_rendering(page: Page, state: PageState) -> None:
    """Make an unchanged page take over its earlier rendering instead of being rendered."""
    if state.rendered:
        page.render = partial(state.rendered, page)  # type: ignore[method-assign]


def _shared_files(files: Files, config: MkDocsConfig) -> tuple[object, ...]:
    root = Path(config.config_file_path).parent
    shared = [*(root / "overrides" / "generated").glob("*"), *(root / MAPS).glob("*.json")]
    texts = [file.read_bytes() for file in (Path(config.config_file_path), *sorted(shared))]
    return texts, sorted(files.src_uris)
