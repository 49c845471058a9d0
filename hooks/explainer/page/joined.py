"""Several rendered pages joined into one, for paper and for reading offline.

Nothing is rendered again. Ids get the name of their page, so that they stay unique, and what is of
use only on a screen is left out.
"""

from collections.abc import Mapping
from html import escape
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from lxml.html import fragment_fromstring, tostring
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

_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
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


class _Part:
    """A page that is written as a part of another page, once the ids of all parts are known."""

    def __init__(self, html: str, state: PageState, page: PageState) -> None:
        self.state, self.page = state, page
        self.name = state.path.removesuffix(".md").replace("/", "-")
        self._tree = fragment_fromstring(html, create_parent=True)
        for element in list(self._tree.iter("*")):
            if not _OMITTED.isdisjoint(element.get("class", "").split()):
                element.drop_tree()
        self.ids = {element.get("id") for element in self._tree.iter("*")}

    def written(self, parts: Mapping[str, "_Part"]) -> Markup:
        """Return the HTML, with links to other parts leading there. `parts` are all, by address."""
        for element in self._tree.iterdescendants("*"):
            if element.tag in _HEADINGS:  # the joined page has a heading of its own above
                element.tag = f"h{min(6, int(element.tag[1]) + 1)}"
            if element.tag == "details":
                element.set("open", "")
            element.attrib.pop("data-entry", None)  # names the text of a panel; there are none
            for name, value in element.items():
                element.set(name, self._changed(name, value, parts))
        inner = (tostring(child, encoding="unicode") for child in self._tree)
        html = escape(self._tree.text or "", quote=False) + "".join(inner)
        return Markup(html)  # noqa: S704 - it was escaped when its page was rendered

    def own(self, name: str) -> str:
        """Return an id of the page as it is on the joined page."""
        return f"{name}.{self.name}"

    def _changed(self, name: str, value: str, parts: Mapping[str, "_Part"]) -> str:
        """Return the value of an attribute as it is on the joined page."""
        if name in _SEPARATE:
            return " ".join(map(self.own, value.split()))
        if value.startswith("url(#"):  # a pattern of a drawing
            return f"url(#{self.own(value[5:-1])})"
        return self._link(value, parts) if name in ("href", "src") else value

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
