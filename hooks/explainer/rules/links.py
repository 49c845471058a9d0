"""Links of the built site have a target, and ids are unique.

This reads the finished files, so that it also sees what templates and the theme wrote. Links to
other sites are not followed: a build uses no network.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from explainer.problems import Place, Problem, did_you_mean
from explainer.site import Site

_LINKS = {"href", "src", "action", "poster"}
_ID_LISTS = {"for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "data-note"}
_IN_STYLES = re.compile(r"""url\(["']?([^"')]+)""")
_NOWHERE = "http://site.invalid/"


class _Built:
    """A finished page or style sheet: what it links to, and its ids.

    lxml's parser, which takes a fifth of the time of Python's own, calls `start` and `close`.
    """

    def __init__(self) -> None:
        self.links: list[str] = []
        self.ids: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Note the links and the id of an element."""
        for name, value in attributes.items():
            if not value:
                continue
            if name == "id":
                self.ids.append(value)
            elif name in _ID_LISTS:
                self.links += (f"#{part}" for part in value.split())
            elif name == "srcset":
                self.links += (part.split()[0] for part in value.split(",") if part.strip())
            elif name in _LINKS or (tag == "meta" and value.startswith("http")):
                self.links.append(value)

    def close(self) -> None:
        """End the page."""


class _Target(NamedTuple):
    """Where a link leads: a path from the site's root, and an id on that page, or nothing."""

    path: str
    fragment: str

    def __str__(self) -> str:
        return f"{self.path}#{self.fragment}" if self.fragment else self.path


def links_lead_somewhere(folder: Path, site: Site) -> Iterator[Problem]:
    """Every link, image and id that a page names exists, and no id occurs twice on a page.

    `folder` holds the finished site. An address that several pages link to is reported once, at a
    page that people wrote if there is one, rather than at one that joins such pages.
    """
    files = {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file()}
    base = site.publication.url or _NOWHERE
    written = {f"{page.url}index.html": page for page in site.written_pages}
    ids: dict[str, set[str]] = {}
    linked: dict[_Target, list[str]] = {}

    def distance(path: str) -> int:
        """Return how far a page is from the text in which an editor can correct a link."""
        if path not in written:
            return 2
        return any(directive.name == "pages" for directive in written[path].directives)

    def place(path: str, near: str) -> Place:
        page = written.get(path)
        return page.place(near) if page else Place(f"site/{path}")

    for path in sorted(path for path in files if path.endswith((".html", ".css"))):
        built = _read(folder / path)
        ids[path] = set(built.ids)
        here, own = base + path.removesuffix("index.html"), {f"#{name}" for name in ids[path]}
        # Most links lead to notes of their own page, and need no look-up.
        others = dict.fromkeys(link for link in built.links if link not in own)
        for target in dict.fromkeys(filter(None, (_target(link, here, base) for link in others))):
            linked.setdefault(target, []).append(path)
        for name, count in Counter(built.ids).items():
            if count > 1:
                what = f'the id "{name}" occurs {count} times on the page'
                yield Problem(place(path, name), "id-twice", what, "rename one of them")
    for target, paths in linked.items():
        if (hint := _why_dead(target, files, ids)) is not None:
            first = min(paths, key=distance)
            more = f", on {len(paths)} pages" if len(paths) > 1 else ""
            what = f'the page links to "{target}"{more}, which does not exist'
            near = target.fragment or target.path.rstrip("/").rpartition("/")[2]
            yield Problem(place(first, near), "dead-link", what, hint)


def _read(file: Path) -> _Built:
    built = _Built()
    if file.suffix == ".css":
        built.links = _IN_STYLES.findall(file.read_text(encoding="utf-8"))
    else:
        target: Any = built
        parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)
        etree.fromstring(file.read_bytes(), parser)
    return built


def _target(link: str, here: str, base: str) -> _Target | None:
    """Return where a link on the page with the address `here` leads; None if to another site."""
    address, _, fragment = link.partition("#")
    while address.startswith("../") and here.endswith("/") and here != base:
        # From the folder above, a link means the same on all pages below, and is looked up once.
        address, here = address[3:], here[: here.rindex("/", 0, -1) + 1]
    path = _path(address, here, base)
    return None if path is None else _Target(path, unquote(fragment))


@lru_cache(maxsize=5_000)
def _path(address: str, here: str, base: str) -> str | None:
    """Return the path from the site's root to which an address leads; None if to another site."""
    try:
        whole = urljoin(here, address)
        path = urlsplit(whole).path
    except ValueError:
        return address  # it is no address, so there is no such page
    return unquote(path).removeprefix(urlsplit(base).path) if whole.startswith(base) else None


def _why_dead(target: _Target, files: set[str], ids: dict[str, set[str]]) -> str | None:
    """Return a suggestion, which may be empty, if a target does not exist; otherwise None."""
    path, fragment = target
    file = f"{path}index.html" if path.endswith("/") or not path else path
    if file not in files:
        pages = (name.removesuffix("index.html") for name in ids if name != "index.html")
        return did_you_mean(path, pages)
    if fragment and file in ids and fragment not in ids[file]:
        return did_you_mean(fragment, ids[file])
    return None
