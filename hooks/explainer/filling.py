"""The second phase: what needs all pages is put in when all are known.

While a page renders, a directive or a template leaves `<div data-fill="…"></div>` behind. The
element is private: only our own code writes it, so a pattern over the HTML is safe here.
"""

import re
from collections.abc import Callable
from functools import partial

from explainer.coverage import coverage, totals
from explainer.export_models import FILES
from explainer.pages import PageState
from explainer.site import Site
from explainer.urls import PAGES, relative

_HOLE = re.compile(r'<div data-fill="([^"]*)"\s*></div>')


def fill(html: str, site: Site, page: PageState) -> str:
    """Put the deferred parts into the rendered prose of a page.

    Args:
        html: The page's content.
        site: The build, whose pages are all rendered.
        page: The page, from whose address links are made.
    """
    to = partial(relative, page=page.url)
    return _HOLE.sub(lambda match: _part(match[1], site, to), html)


def _part(name: str, site: Site, to: Callable[[str], str]) -> str:
    if name.startswith("used-on "):
        _, kind, record = name.split(" ")
        return _used_on(site, to, kind, record)
    if name == "proof":
        return site.templates.html("proof", to=to, **totals(site))
    if name == "data-files":
        return site.templates.html("data-files", to=to, files=FILES)
    return site.templates.html("coverage", to=to, sources=coverage(site))


def _used_on(site: Site, to: Callable[[str], str], kind: str, record: str) -> str:
    own = PAGES.get(kind)
    uses = [(page, mention) for page, mention in site.used_on(kind, record) if page.path != own]
    return site.templates.html("used-on", to=to, uses=uses)
