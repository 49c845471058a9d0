"""The second phase: what needs all pages, or would burden the first, is put in at the end.

While a page renders, a directive or a template leaves `<div data-fill="…"></div>` behind. The
element is private: only our own code writes it, so a pattern over the HTML is safe here.
"""

import re
from collections.abc import Callable
from itertools import groupby
from typing import Any

from explainer.coverage import coverage, totals
from explainer.data_files import BY_NAME, DATA, FILES, VIEWED
from explainer.pages import PageState
from explainer.site import Site
from explainer.urls import PAGES, links_from, record_address

_HOLE = re.compile(r'<div data-fill="([^"]*)"\s*></div>')

To = Callable[[str], str]
"""Makes a link from the page that is filled to an address of the site."""


def fill(html: str, site: Site, page: PageState) -> str:
    """Put the deferred parts into the rendered prose of a page.

    Args:
        html: The page's content.
        site: The build, whose pages are all rendered.
        page: The page, from whose address links are made.
    """
    to = links_from(page.url)
    return _HOLE.sub(lambda match: _part(match[1], site, page, to), html)


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
    pages = []
    places = 0
    for page, uses in groupby(site.used_on(kind, record), key=lambda use: use[0]):
        if page.path == PAGES.get(kind):
            continue
        mentions = [mention for _, mention in uses]
        places += len(mentions)
        url = page.url
        sections = [(to(f"{url}#{m.anchor}"), m.section) for m in mentions if m.anchor]
        marks = [": ", *[", "] * len(sections)]
        pages.append(
            (to(url), page.title, [(m, *s) for m, s in zip(marks, sections, strict=False)])
        )
    if not pages:
        return ""
    of = _name(site, kind, record)
    return site.templates.html("used-on", pages=pages, places=places, of=of)


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
    rows = []
    for kind, name in page.entries:
        key = (kind, name, to(record_address(kind, name)))
        if key not in site.entry_rows:
            entry = (site.content.terms if kind == "term" else site.content.actors)[name]
            row = site.templates.html("entry-row", kind=kind, entry=entry, address=key[2])
            site.entry_rows[key] = (entry.sorted_as, row)
        rows.append(site.entry_rows[key])
    return "\n".join(row for _, row in sorted(rows))
