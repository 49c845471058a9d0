"""A project to build, to break and to serve."""

import logging
import re
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from markdown import Markdown
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.utils.meta import get_data
from mkdocs.utils.yaml import yaml_load

from explainer.page.directives import all_views, generated_pages
from explainer.page.steps import ExplainerExtension
from explainer.pages import read_page
from explainer.problems import report
from explainer.records.yaml_lines import read_yaml
from explainer.rules import check_records, check_use
from explainer.site import Site, open_site
from explainer.templates import Templates
from explainer.unchanged import unchanged, unchanged_alone

ROOT = Path(__file__).parent.parent
TINY = ROOT / "tests" / "fixtures" / "tiny"


class FailedBuildError(Exception):
    """A build that stopped; its text is what the editor sees."""


class _Compiled(BytecodeCache):
    """Templates as Jinja has compiled them, for this process; one that differs is compiled anew."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType | None] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Templates of copies of a project are the same as long as their texts are."""
        return f"{Path(filename or '').parent.name}/{name}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what was kept for the same text."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._kept[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def build(
    project: Path,
    target: Path,
    site_url: str | None = None,
    command: str = "build",
    address: str = "127.0.0.1:0",
) -> None:
    """Build a project in this process, as `mkdocs build --strict` does; or `serve`, once.

    `serve` asks whether the address is free, but serves nothing there; port 0 is any that is free.

    Raises:
        FailedBuildError: With everything that MkDocs logged.
    """
    lines: list[str] = []
    handler = logging.Handler(logging.INFO)
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    loggers = [logging.getLogger(name) for name in ("mkdocs", "explainer")]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    patch = pytest.MonkeyPatch()
    patch.setattr("site_build.SiteBuild._cache", lambda _: _COMPILED)
    extra = {"dev_addr": address, **({"site_url": site_url} if site_url else {})}
    try:
        config = load_config(
            str(project / "mkdocs.yml"), site_dir=str(target), strict=True, **extra
        )
        config.plugins.on_startup(command=command, dirty=False)
        mkdocs_build(config, serve_url=f"http://{address}/" if command == "serve" else None)
        config.plugins.on_shutdown()
    except Abort as error:
        raise FailedBuildError("\n".join([*lines, str(error)])) from None
    finally:
        patch.undo()
        for logger in loggers:
            logger.removeHandler(handler)


def configuration(project: Path) -> dict[str, Any]:
    """What mkdocs.yml says."""
    return _read_configuration((project / "mkdocs.yml").read_text(encoding="utf-8"))


_read_configuration = cache(yaml_load)


def rendered(project: Path, earlier: Site | None = None, *, until_found: bool = False) -> Site:
    """Read, check and render a project the way a build does, by the engine alone.

    What MkDocs does around it is left out: the theme, search and the files. So a project is done in
    a moment. That a build says the same is tested in `tests/content/test_rules.py`. With an
    `earlier` build it is done as in a preview, which keeps the pages that hold. With `until_found`,
    as soon as a fault is found in records or front matter, it keeps every page whose own text and
    records are the same, though names or titles that all pages share are others.
    """
    config = configuration(project)
    extra = config.get("extra", {})
    about = {
        "name": config["site_name"],
        "description": config.get("site_description"),
        "url": config.get("site_url"),
        **{key: extra.get(key) for key in ("licence", "locale", "footer")},
    }
    templates = Templates(project / "overrides" / "generated", _COMPILED)
    given = {key: value for key, value in about.items() if value}
    file = project / "mkdocs.yml"
    written = read_yaml(file.read_text(encoding="utf-8"), file.name)
    site = open_site(project, templates, given, earlier, written)
    docs = project / "docs"
    files = {f.relative_to(docs).as_posix(): f for f in sorted(docs.rglob("*.md"))}
    site.add_pages(read_page(name, f.read_text(encoding="utf-8")) for name, f in files.items())
    views = all_views(site)
    made = generated_pages(site, views)
    site.add_generated(views, (_read_generated(*page) for page in made.items()))
    folders = (docs, project / "overrides")
    there = [f.relative_to(top).as_posix() for top in folders for f in top.rglob("*.*")]
    site.files = frozenset((*there, *site.pages))
    site.problems += check_records(site)
    if earlier:
        keep = unchanged_alone if until_found and site.problems_found else unchanged
        site.replace_pages(keep(site, earlier))
    convert = renderer(site, config)
    for path in files:  # what is wrong on a view is reported on the page of its list
        site.pages[path].rendered = site.pages[path].rendered or convert(path)
    site.content.records.looked_up = set()
    site.problems += check_use(site)
    return site


def renderer(site: Site, config: dict[str, Any]) -> Callable[..., str]:
    """What renders the text of a page, or a part of it, given what mkdocs.yml says."""
    options: dict[str, Any] = {"toc": {}, "tables": {}, "fenced_code": {}}  # MkDocs' own
    for named in config["markdown_extensions"]:
        options |= named if isinstance(named, dict) else {named: {}}
    extension = ExplainerExtension(site)

    def convert(path: str, part: str = "") -> str:
        extension.turn_to(site.pages[path])
        if site.pages[path].refused:
            return ""
        markdown = Markdown(extensions=[*options, extension], extension_configs=options)
        return markdown.convert(part or _body(site.pages[path].text))

    return convert


_read_generated = cache(read_page)  # these are not rendered here, so all sites may share them


@cache
def _body(text: str) -> str:
    """The text of a page below its front matter."""
    body: str = get_data(text)[0]
    return body


def problems_in(project: Path, earlier: Site | None = None) -> list[str]:
    """The lines that an editor reads of a project, without their number at the end."""
    return report(rendered(project, earlier).problems_found).splitlines()[:-1]


def engine_speaks_of(words: Iterable[str]) -> list[str]:
    """The files of the engine and its templates in which a word begins like one of these.

    Args:
        words: Beginnings of words, in small letters.
    """
    written = (".py", ".yml", ".html", ".js", ".css")
    files = [f for top in ("hooks", "overrides") for f in sorted((ROOT / top).rglob("*"))]
    files = [file for file in files if file.suffix in written]
    assert {file.suffix for file in files} >= {".py", ".html", ".js", ".css"}
    # not inside another word: there is one in `lineterminator`
    word = re.compile(rf"(?<![a-z])(?:{'|'.join(words)})")
    texts = ((file, file.read_text(encoding="utf-8").casefold()) for file in files)
    return [
        f"{file.relative_to(ROOT)} speaks of {found[0]}"
        for file, text in texts
        if (found := word.search(text))
    ]


def copy_project(source: Path, target: Path) -> Path:
    """Copy the parts of a project that editors change; link the engine and the templates."""
    target.mkdir(parents=True)
    for name in ("content", "docs"):
        shutil.copytree(source / name, target / name)
    shutil.copy(source / "mkdocs.yml", target)
    (ROOT / ".cache").mkdir(exist_ok=True)  # drawings are made once for all copies
    for name in ("hooks", "overrides", ".cache"):
        (target / name).symlink_to(ROOT / name)
    return target


def own(project: Path, path: str) -> Path:
    """A file of a copied project, to change; if it was linked, the whole folder is copied first."""
    folder = project / Path(path).parts[0]
    if folder.is_symlink():
        linked = folder.resolve()
        folder.unlink()
        shutil.copytree(linked, folder)
    return project / path


def put_back(source: Path, project: Path, path: str) -> None:
    """Make a file of a copied project what it is in `source`, and link again what was linked."""
    folder = project / Path(path).parts[0]
    if not (source / folder.name).exists():
        shutil.rmtree(folder)
        folder.symlink_to(ROOT / folder.name)
        return
    file = project / path
    if file.is_dir():
        file.rmdir()
    file.unlink(missing_ok=True)
    if (source / path).exists():
        shutil.copy(source / path, file)


class Served(ThreadingHTTPServer):
    """A web server for a folder, on a free port of this machine.

    `path` is where the site begins on its host: `/`, or that of a project such as `/project/`.
    """

    def __init__(self, folder: Path, path: str = "/") -> None:
        class Quiet(SimpleHTTPRequestHandler):
            def translate_path(self, asked: str) -> str:
                within = asked.removeprefix(path) if asked.startswith(path) else "outside"
                return super().translate_path(f"/{within}")

            def log_message(self, *_: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
        self.url = f"http://127.0.0.1:{self.server_port}{path}"

    @contextmanager
    def running(self) -> Iterator[str]:
        """Serve in the background, and give the address."""
        thread = threading.Thread(target=self.serve_forever, daemon=True)
        thread.start()
        try:
            yield self.url
        finally:
            self.shutdown()
            thread.join()
            self.server_close()
