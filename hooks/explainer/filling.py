"""The second phase: what needs all pages, or would burden the first, is put in at the end.

While a page renders, a directive or a template leaves `<div data-fill="…"></div>` behind. The
element is private: only our own code writes it, so it is safe to look for it in the HTML.
"""

from collections.abc import Callable
from html import escape, unescape
from typing import Any

from markupsafe import Markup

from explainer.coverage import coverage, totals
from explainer.data_files import BY_NAME, DATA, FILES, VIEWED
from explainer.marking import ENTRIES, sort_of
from explainer.marks import link_marks
from explainer.pages import PageState, Section
from explainer.site import Site
from explainer.urls import PAGES, links_from, record_address

_HOLE, _HOLE_ENDS = '<div data-fill="', '"></div>'

To = Callable[[str], str]
"""Makes a link from the page that is filled to an address of the site."""


class Links:
    """What is printed of names on pages at one depth: the same links lead from all of them."""

    def __init__(self, site: Site, to: To) -> None:
        self._site, self._to = site, to
        self._tags: dict[str, str] = {}
        self._rows: dict[str, tuple[str, str]] = {}
        self._places: dict[Section | str, str] = {}

    def start_tag(self, key: str) -> str:
        """The start of the link to what a key names."""
        if key not in self._tags:
            self._tags[key] = start_tag(key, self._address)
        return self._tags[key]

    def row(self, key: str) -> tuple[str, str]:
        """A term or an actor with its short text, after the key by which it is sorted."""
        if key not in self._rows:
            kind, _, name = key.partition(" ")
            content, address = self._site.content, self._address(kind, name)
            entry = content.terms[name] if kind == "term" else content.actors[name]
            row = self._site.templates.html("entry-row", key=key, entry=entry, address=address)
            self._rows[key] = (entry.sorted_as, row)
        return self._rows[key]

    def page(self, page: PageState) -> str:
        """A link to a page."""
        if page.path not in self._places:
            self._places[page.path] = self._link(page.url, page.title)
        return self._places[page.path]

    def section(self, section: Section) -> str:
        """A link to a section."""
        if section not in self._places:
            self._places[section] = self._link(section.address, section.title)
        return self._places[section]

    def _address(self, kind: str, name: str) -> str:
        return self._to(record_address(kind, name))

    def _link(self, address: str, title: str) -> str:
        return f'<a href="{escape(self._to(address))}">{escape(title)}</a>'


def fill(html: str, site: Site, page: PageState, links: dict[str, Links]) -> str:
    """Make links of a page's marks, and put its deferred parts in.

    Args:
        html: The page, or any part of it.
        site: The build, whose pages are all rendered.
        page: The page, from whose address links are made.
        links: What was printed for other pages, by the way from them to the root of the site.
    """
    to = links_from(page.url)
    root = to("").removeprefix("./")
    if page.path in PAGES.values():
        own = Links(site, to)  # what it holds is linked by the anchor alone
    else:
        own = links.setdefault(root, Links(site, lambda address: root + address))
    before, *parts = link_marks(html, own.start_tag).split(_HOLE)
    filled = [before]
    for part in parts:
        name, _, after = part.partition(_HOLE_ENDS)
        filled += (_part(name, site, page, to, own), after)
    return "".join(filled)


def start_tag(key: str, link: Callable[[str, str], str]) -> str:
    """The start of the link that a mark becomes.

    Args:
        key: Kind and id of what is named.
        link: Gives the address of what a kind and an id name.
    """
    key = unescape(key)  # the name of a page's file may hold an ampersand
    kind, _, name = key.partition(" ")
    entry = f' data-entry="{key}"' if key.startswith(ENTRIES) else ""
    return f'<a class="{sort_of(key)}"{entry} href="{escape(link(kind, name))}">'


def _part(name: str, site: Site, page: PageState, to: To, links: Links) -> str:
    if name.startswith("used-on "):
        _, kind, record = name.split(" ")
        return _used_on(site, kind, record, links)
    if name == "entries":
        rows = sorted(map(links.row, page.entries))
        return "<dl>\n" + "\n".join(row for _, row in rows) + "\n</dl>"
    if name == "proof":
        return site.templates.html("proof", to=to, **totals(site))
    if name.startswith("data-links "):
        file = BY_NAME[name.partition(" ")[2]]
        return site.templates.html("data-links", to=to, file=file, about=site.publication)
    if name.startswith("downloads "):
        return _downloads(site, page, name.partition(" ")[2], to)
    if name == "feed-links":
        return site.templates.html("feed-links", to=to)
    return site.templates.html("coverage", to=to, sources=coverage(site))


def _used_on(site: Site, kind: str, record: str, links: Links) -> str:
    """The pages that use a record, but for its own, with the sections."""
    own = PAGES.get(kind)
    used = [section for section in site.used_on(kind, record) if section.page.path != own]
    if not used:
        return ""
    pages: dict[str, list[str]] = {}
    for section in used:
        sections = pages.setdefault(links.page(section.page), [])
        if section.anchor:
            sections.append(links.section(section))
    # Thousands of entries name thousands of sections: to escape them anew would take longest.
    rows = [": ".join(filter(None, (page, ", ".join(shown)))) for page, shown in pages.items()]
    safe = [Markup(row) for row in rows]  # noqa: S704 - links are escaped where they are made
    of = _name(site, kind, record)
    return site.templates.html("used-on", pages=safe, places=len(used), of=of)


def _downloads(site: Site, page: PageState, of: str, to: To) -> str:
    """Links to what a list or one of its views shows, as files."""
    file = next((file for file in FILES if file.page == f"{of}.md"), None)
    if file is None or (page.path in site.views and file.name not in VIEWED):
        return ""
    base = page.url if page.path in site.views else DATA
    links = [(ending, to(f"{base}{file.name}.{ending}")) for ending in file.formats]
    return site.templates.html("downloads", links=links, whole=base == DATA)


def _name(site: Site, kind: str, record: str) -> str:
    """What an entry is called; other records have no name of their own."""
    entries: dict[str, Any] = {"term": site.content.terms, "actor": site.content.actors}
    entry = entries.get(kind, {}).get(record)
    return entry.name if entry else ""
