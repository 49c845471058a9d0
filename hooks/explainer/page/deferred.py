"""The second phase: fills in the parts of a page that need all pages, once all are rendered.

While a page renders, a directive or template inserts `<div data-fill="…"></div>`. Only the engine
writes this element, so it is safe to search for it in the finished HTML. The search index is built
earlier and omits these parts; their content appears elsewhere on the site and would be found twice.
The list of a page's entries is deferred for this reason alone.
"""

import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from html import unescape
from typing import Any, NamedTuple

from explainer.addresses import address_of, page_of, relative
from explainer.data.figures import files_of
from explainer.data.files import DATA, PDF, VIEWED, data_files
from explainer.lists.coverage import coverage, totals
from explainer.page.joined import join
from explainer.pages import PageState, Section
from explainer.records.evidence import PublicRecord, Statement
from explainer.records.figures import Figure
from explainer.records.front_matter import TopicMeta
from explainer.refs import Ref
from explainer.site import Site
from explainer.templates import FILL, FILL_OF

MOST_IN_FULL = 20
"""Most pages of which a list of uses names the sections."""

_PLACEHOLDER = re.compile(rf'<div {FILL}="(?P<part>[^"]*)"(?: {FILL_OF}="(?P<of>[^"]*)")?></div>')


def fill(html: str, site: Site, page: PageState) -> str:
    """Fill in the deferred parts of a page's HTML; links are relative to that page."""

    def filled(match: re.Match[str]) -> str:
        return PARTS[match["part"]](site, page, unescape(match["of"] or ""))

    return _PLACEHOLDER.sub(filled, html)


def _html(template: str, site: Site, page: PageState, **values: object) -> str:
    to = partial(relative, page=page.url)
    return site.templates.html(template, to=to, **values)


def _entries(site: Site, page: PageState, _: str) -> str:
    """List what a page names and links, from A to Z, with the text that its panel shows."""
    refs = sorted(page.entries, key=lambda ref: site.content.get(ref).sorted_as)
    rows = [(ref, site.content.get(ref), relative(address_of(ref), page.url)) for ref in refs]
    return _html("entries", site, page, entries=rows)


class _Use(NamedTuple):
    """A page that uses a record, and the sections to name, each a title and an address."""

    title: str
    address: str
    sections: list[tuple[str, str]]


def _used_on(site: Site, page: PageState, of: str, template: str = "used-on") -> str:
    """List where a record is used, by page and section, except on the page that lists it.

    If many pages use it, or in short, each page has one link, to the first place: with all places,
    the glossary of a large site would be too heavy.
    """
    ref = Ref.read(of)
    found: dict[PageState, list[Section]] = {}
    for section in site.uses.get(ref, ()):
        if section.page.path != page_of(ref):
            found.setdefault(section.page, []).append(section)
    if not found:
        return ""
    in_short = template == "used-in" or len(found) > MOST_IN_FULL
    uses = []
    for user, sections in found.items():
        if in_short:
            first = relative(sections[0].address_of(ref), page.url)
            uses.append(_Use(user.title, first, []))
        else:
            named = [(s.title, relative(s.address_of(ref), page.url)) for s in sections if s.anchor]
            uses.append(_Use(user.title, relative(user.url, page.url), named))
    places = sum(map(len, found.values()))
    name = getattr(site.content.get(ref), "name", "")
    return _html(template, site, page, uses=uses, places=places, of=name)


def _proof(site: Site) -> dict[str, Any]:
    checks = Counter(s.check.verdict for s in site.content.all(Statement).values() if s.check)
    publications = len(site.content.all(PublicRecord))
    return {**totals(site), "checks": checks, "publications": publications}


def _in_reading_order(site: Site) -> list[PageState]:
    """Return the topic pages in the order of their "Read next" links.

    The first is a page that no other links to, or the first file if the links form a circle.
    """
    found: list[PageState] = []
    rest = dict(site.topics)
    next_of = {
        name: page.meta.read_next if isinstance(page.meta, TopicMeta) else None
        for name, page in rest.items()
    }
    while rest:
        led_to = {next_of[name] for name in rest}
        name = next((name for name in rest if name not in led_to), next(iter(rest)))
        while name in rest:
            found.append(rest.pop(name))
            name = next_of[name] or ""
    return found


def _downloads(site: Site, page: PageState, of: str) -> str:
    view = page.path in site.views
    file = next((file for file in data_files().values() if file.page == f"{of}.md"), None)
    if file is None or not site.whole or (view and file.name not in VIEWED):
        return ""
    base = page.url if view else DATA
    links = [(end, relative(f"{base}{file.name}.{end}", page.url)) for end in file.formats]
    return _html("downloads", site, page, links=links, whole=not view)


def _pages(site: Site, page: PageState, of: str) -> str:
    """Join pages; those that are not rendered, because a preview omits them, are left out."""
    chosen = [site.pages[path] for path in of.split() if path in site.pages]
    parts = join({state: fill(state.html, site, state) for state in chosen if state.html}, page)
    return _html("pages", site, page, parts=parts)


def _figure_links(site: Site, page: PageState, of: str) -> str:
    figure = site.content.get(Ref.read(of))
    return _html("figure-links", site, page, files=files_of(figure))


def _data_links(site: Site, page: PageState, of: str) -> str:
    figures = site.content.all(Figure).values() if of == "figures" else ()
    one_each = [
        (figure, address_of(Ref("figure", figure.id)), files_of(figure)) for figure in figures
    ]
    return _html("data-links", site, page, file=data_files()[of], one_each=one_each)


PARTS: dict[str, Callable[[Site, PageState, str], str]] = {
    "entries": _entries,
    "used-on": _used_on,
    "used-in": partial(_used_on, template="used-in"),
    "coverage": lambda site, page, _: _html("coverage", site, page, sources=coverage(site)),
    "proof": lambda site, page, _: _html("proof", site, page, **_proof(site)),
    "topics": lambda site, page, _: _html("topics", site, page, topics=_in_reading_order(site)),
    "data-links": _data_links,
    "figure-links": _figure_links,
    "feed-links": lambda site, page, _: _html("feed-links", site, page),
    "pdf-link": lambda site, page, _: _html("pdf-link", site, page, file=PDF),
    "downloads": _downloads,
    "pages": _pages,
}
"""Renders each part by name; the last argument is the subject given by `data-of`, or empty.

What is wrong is reported in `site.problems`: a preview keeps a page, with its own problems.
"""
