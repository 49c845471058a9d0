"""The second phase: what needs all pages, or would burden the first, is put in at the end.

While a page renders, a directive or a template leaves `<div data-fill="…"></div>` behind. The
element is private: only our own code writes it, so a pattern over the HTML is safe here.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from itertools import groupby
from typing import Any

from explainer.coverage import coverage, totals
from explainer.data_files import BY_NAME, DATA, FILES, VIEWED
from explainer.marking import ENTRIES, sort_of
from explainer.marks import link_marks
from explainer.pages import PageState
from explainer.site import Site
from explainer.urls import PAGES, links_from, record_address

_HOLE = re.compile(r'<div data-fill="([^"]*)"\s*></div>')

To = Callable[[str], str]
"""Makes a link from the page that is filled to an address of the site."""


def fill(html: str, site: Site, page: PageState) -> str:
    """Make links of a page's marks, and put its deferred parts in.

    Args:
        html: The page's content.
        site: The build, whose pages are all rendered.
        page: The page, from whose address links are made.
    """
    to = links_from(page.url)
    linked = link_names(html, lambda kind, name: to(record_address(kind, name)))
    return _HOLE.sub(lambda match: _part(match[1], site, page, to), linked)


def link_names(html: str, link: Callable[[str, str], str]) -> str:
    """Make links of marks.

    Args:
        html: Rendered HTML with marks.
        link: Gives the address of what a kind and an id name.
    """

    def start_tag(key: str) -> str:
        key = unescape(key)  # the name of a page's file may hold an ampersand
        kind, _, name = key.partition(" ")
        entry = f' data-entry="{key}"' if key.startswith(ENTRIES) else ""
        return f'<a class="{sort_of(key)}"{entry} href="{escape(link(kind, name))}">'

    return link_marks(html, start_tag)


def _part(name: str, site: Site, page: PageState, to: To) -> str:
    if name.startswith("used-on "):
        _, kind, record = name.split(" ")
        return _used_on(site, kind, record, to)
    if name == "entries":
        return f"<dl>\n{_entries(site, page, to)}\n</dl>"
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


def _used_on(site: Site, kind: str, record: str, to: To) -> str:
    """The pages that use a record, but for its own, with the sections."""
    own = PAGES.get(kind)
    used = [section for section in site.used_on(kind, record) if section.page.path != own]
    if not used:
        return ""
    pages = [(page, list(sections)) for page, sections in groupby(used, key=lambda s: s.page)]
    of = _name(site, kind, record)
    return site.templates.html("used-on", pages=pages, places=len(used), of=of, to=to)


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


def _entries(site: Site, page: PageState, to: To) -> str:
    """The page's terms and actors with their short texts, from A to Z.

    Each entry is rendered once for all pages that link to it in the same words.
    """
    return "\n".join(row for _, row in sorted(_row(site, key, to) for key in page.entries))


def _row(site: Site, key: str, to: To) -> tuple[str, str]:
    kind, _, name = key.partition(" ")
    address = to(record_address(kind, name))
    if (key, address) not in site.entry_rows:
        entry = (site.content.terms if kind == "term" else site.content.actors)[name]
        row = site.templates.html("entry-row", key=key, entry=entry, address=address)
        site.entry_rows[key, address] = (entry.sorted_as, row)
    return site.entry_rows[key, address]
