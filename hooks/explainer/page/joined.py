"""Several rendered pages joined into one, for paper and for reading offline.

Nothing is rendered again. Ids get the name of their page, so that they stay unique, and what is of
use only on a screen is left out.
"""

from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from markupsafe import Markup

from explainer.addresses import relative
from explainer.pages import PageState
from explainer.problems import did_you_mean
from explainer.records.base import Record, Text
from explainer.refs import Ref
from explainer.site import Site
from explainer.templates import placeholder

_OMITTED = {
    *("filters", "jump", "letters", "chart", "next", "downloads", "headerlink", "note-back"),
    *("entries", "topic-footer", "used-on"),
}
"""Classes of what is omitted: ways through a site, and what another page of it says in full."""

_SEPARATE = ("id", "for", "headers", "aria-labelledby", "aria-describedby", "data-note")
"""Attributes that hold ids."""

_VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr")
_BASE = "http://site.invalid/"


class PagesOptions(Record):
    """Which pages to join."""

    of: tuple[Text, ...]
    """Files below docs/, in the order of reading."""


class Part(NamedTuple):
    """A page among others."""

    id: str
    title: str
    html: Markup


def render_pages(site: Site, page: PageState, options: PagesOptions, caption: str) -> Element:
    """Insert a placeholder; the pages are joined once all are rendered."""
    for path in options.of:
        if path not in site.pages or path == page.path:
            hint = did_you_mean(path, site.pages)
            what = f'"pages" names "{path}", which is not a page that can be joined'
            page.report("directive", what, path, hint, missing=Ref("page", path))
    return placeholder("pages", " ".join(options.of))


def join(chosen: Mapping[PageState, str], page: PageState) -> list[Part]:
    """Return rendered pages as parts of another page, in order.

    Args:
        chosen: The HTML of each page's article, with its links relative to that page.
        page: The page that takes them.
    """
    parts = {state.url: _Part(html, state, page) for state, html in chosen.items()}
    return [
        Part(part.name, part.state.meta.title if part.state.meta else "", part.written(parts))
        for part in parts.values()
    ]


class _Start(NamedTuple):
    tag: str
    attributes: dict[str, str | None]


class _Part(HTMLParser):
    """A page that is read once for its ids, and then written as a part of another page."""

    def __init__(self, html: str, state: PageState, page: PageState) -> None:
        super().__init__(convert_charrefs=False)
        self.state, self.page = state, page
        self.name = state.path.removesuffix(".md").replace("/", "-")
        self.ids: set[str] = set()
        self._pieces: list[str | _Start] = []
        self._depth_omitted = 0
        self.feed(html)
        self.close()

    def written(self, parts: Mapping[str, "_Part"]) -> Markup:
        """Return the HTML, with links to other parts leading there. `parts` are all, by address."""
        html = "".join(
            piece if isinstance(piece, str) else self._tag(piece, parts) for piece in self._pieces
        )
        return Markup(html)  # noqa: S704 - it was escaped when its page was rendered

    def own(self, name: str) -> str:
        """Return an id of the page as it is on the joined page."""
        return f"{name}.{self.name}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if self._depth_omitted or not _OMITTED.isdisjoint((attributes.get("class") or "").split()):
            self._depth_omitted += tag not in _VOID
            return
        if name := attributes.get("id"):
            self.ids.add(name)
        if tag == "details":
            attributes["open"] = ""
        attributes.pop("data-entry", None)  # names the text of a panel, of which there are none
        self._pieces.append(_Start(_lower(tag), attributes))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._depth_omitted:
            self._depth_omitted -= 1
        else:
            self._pieces.append(f"</{_lower(tag)}>")

    def handle_data(self, data: str) -> None:
        if not self._depth_omitted:
            self._pieces.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _tag(self, start: _Start, parts: Mapping[str, "_Part"]) -> str:
        written = [start.tag]
        for name, value in start.attributes.items():
            if value and name in _SEPARATE:
                value = " ".join(map(self.own, value.split()))
            elif value and value.startswith("url(#"):  # a pattern of a drawing
                value = f"url(#{self.own(value[5:-1])})"
            elif value and name in ("href", "src"):
                value = self._link(value, parts)
            written.append(name if value is None else f'{name}="{escape(value)}"')
        return f"<{' '.join(written)}>"

    def _link(self, link: str, parts: Mapping[str, "_Part"]) -> str:
        target = urlsplit(urljoin(_BASE + self.state.url, link))
        if not target.geturl().startswith(_BASE):
            return link
        path, fragment = target.path.removeprefix("/"), target.fragment
        part = parts.get(path)
        if part and not fragment:
            return f"#{part.name}"
        if part and fragment in part.ids:
            return f"#{part.own(fragment)}"
        return relative(f"{path}#{fragment}" if fragment else path, self.page.url)


def _lower(tag: str) -> str:
    """Lower a heading by a level, because the joined page has one of its own above it."""
    return f"h{min(6, int(tag[1]) + 1)}" if tag in ("h1", "h2", "h3", "h4", "h5") else tag
