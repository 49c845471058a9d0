"""Links of the built site lead somewhere, and ids are unique.

This reads the finished files, so that it also sees what templates and the theme wrote. Links to
other sites are not followed: a build uses no network.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from explainer.problems import Place, Problem, did_you_mean
from explainer.site import Site

_LINKS = ("href", "src", "action", "poster")
_ID_LISTS = ("for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "data-note")
_IN_STYLES = re.compile(r"""url\(["']?([^"')]+)""")
_NOWHERE = "http://site.invalid/"


class _Built(HTMLParser):
    """A finished page or style sheet: what it links to, and its ids."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
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


class _Dead(NamedTuple):
    """An address that does not exist, from the site's root, and a suggestion."""

    address: str
    hint: str


def links_lead_somewhere(folder: Path, site: Site) -> Iterator[Problem]:
    """Every link, image and id that a page names exists, and no id occurs twice on a page.

    `folder` holds the finished site. An address that several pages link to is reported once, at a
    page that people wrote if there is one.
    """
    built = dict(_read(folder))
    ids = {path: set(file.ids) for path, file in built.items()}
    base = site.publication.url or _NOWHERE
    written = {f"{page.url}index.html": page for page in site.written_pages}
    dead: dict[_Dead, list[str]] = {}

    def place(path: str, near: str) -> Place:
        page = written.get(path)
        return Place(f"docs/{page.path}", page.line_of(near)) if page else Place(f"site/{path}")

    for path, file in built.items():
        for link in dict.fromkeys(file.links):
            if found := _dead(link, base + path.removesuffix("index.html"), base, folder, ids):
                dead.setdefault(found, []).append(path)
        for name, count in Counter(file.ids).items():
            if count > 1:
                what = f'the id "{name}" occurs {count} times on the page'
                yield Problem(place(path, name), "id-twice", what, "rename one of them")
    for (address, hint), paths in dead.items():
        first = min(paths, key=lambda path: path not in written)
        more = f", on {len(paths)} pages" if len(paths) > 1 else ""
        what = f'the page links to "{address}"{more}, which does not exist'
        target, _, fragment = address.partition("#")
        near = fragment or target.rstrip("/").rpartition("/")[2]
        yield Problem(place(first, near), "dead-link", what, hint)


def _read(folder: Path) -> Iterator[tuple[str, _Built]]:
    for file in sorted(file for file in folder.rglob("*.*") if file.is_file()):
        found = _Built()
        if file.suffix == ".html":
            found.feed(file.read_text(encoding="utf-8"))
        elif file.suffix == ".css":
            found.links = _IN_STYLES.findall(file.read_text(encoding="utf-8"))
        else:
            continue
        yield file.relative_to(folder).as_posix(), found


def _dead(link: str, here: str, base: str, folder: Path, ids: dict[str, set[str]]) -> _Dead | None:
    try:
        parts = urlsplit(urljoin(here, link))
    except ValueError:
        return _Dead(link, "it is no address")
    if not parts.geturl().startswith(base):
        return None
    target = unquote(parts.path).removeprefix(urlsplit(base).path)
    fragment = unquote(parts.fragment)
    file = f"{target}index.html" if target.endswith("/") or not target else target
    if not (folder / file).is_file():
        pages = (path.removesuffix("index.html") for path in ids if path != "index.html")
        return _Dead(target, did_you_mean(target, pages))
    if fragment and file in ids and fragment not in ids[file]:
        return _Dead(f"{target}#{fragment}", did_you_mean(fragment, ids[file]))
    return None
