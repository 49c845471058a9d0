"""The second phase: what needs all pages, or would burden the first, is put in at the end.

While a page renders, a directive or a template leaves `<div data-fill="…"></div>` behind. The
element is private: only our own code writes it, so a pattern over the HTML is safe here.
"""

import re
from collections.abc import Callable

from explainer.coverage import coverage, totals
from explainer.data_files import BY_NAME
from explainer.pages import Mention, PageState
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
        return site.templates.html("used-on", to=to, uses=_uses(site, kind, record))
    if name == "entries":
        return site.templates.html("entry-list", entries=_entries(site, page, to))
    if name == "proof":
        return site.templates.html("proof", to=to, **totals(site))
    if name.startswith("data-links "):
        file = BY_NAME[name.partition(" ")[2]]
        return site.templates.html("data-links", to=to, file=file, about=site.publication)
    if name == "feed-links":
        return site.templates.html("feed-links", to=to)
    return site.templates.html("coverage", to=to, sources=coverage(site))


def _uses(site: Site, kind: str, record: str) -> list[tuple[PageState, Mention]]:
    own = PAGES.get(kind)
    return [(page, mention) for page, mention in site.used_on(kind, record) if page.path != own]


def _entries(site: Site, page: PageState, to: To) -> list[tuple[str, str, str, str, str]]:
    """Kind, id, address, name and short text of each entry, in alphabetical order."""
    rows = []
    for kind, name in page.entries:
        record = (site.content.terms if kind == "term" else site.content.actors)[name]
        rows.append((kind, name, to(record_address(kind, name)), record.name, record.short))
    return sorted(rows, key=lambda row: row[3].strip("“”").casefold())
