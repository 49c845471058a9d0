"""A project to build, to break and to serve."""

import logging
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

ROOT = Path(__file__).parent.parent
TINY = ROOT / "tests" / "fixtures" / "tiny"


class FailedBuildError(Exception):
    """A build that stopped; its text is what the editor sees."""


def build(project: Path, target: Path, site_url: str | None = None) -> None:
    """Build a project in this process, as `mkdocs build --strict` does.

    Raises:
        FailedBuildError: With everything that MkDocs logged.
    """
    lines: list[str] = []
    handler = logging.Handler(logging.INFO)
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    extra = {"site_url": site_url} if site_url else {}
    try:
        config = load_config(
            str(project / "mkdocs.yml"), site_dir=str(target), strict=True, **extra
        )
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
    except Abort as error:
        raise FailedBuildError("\n".join([*lines, str(error)])) from None
    finally:
        logger.removeHandler(handler)


def copy_project(source: Path, target: Path) -> Path:
    """Copy the parts of a project that editors change; link the engine and the templates."""
    target.mkdir(parents=True)
    for name in ("content", "docs"):
        shutil.copytree(source / name, target / name)
    shutil.copy(source / "mkdocs.yml", target)
    for name in ("hooks", "overrides"):
        (target / name).symlink_to(ROOT / name)
    return target


class Served(ThreadingHTTPServer):
    """A web server for a folder, on a free port of this machine."""

    def __init__(self, folder: Path) -> None:
        class Quiet(SimpleHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
        self.url = f"http://127.0.0.1:{self.server_port}/"

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
