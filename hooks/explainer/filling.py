"""The second phase: what needs all pages is put in when all are known.

While a page renders, a directive or a template leaves `<div data-fill="…"></div>` behind. The
element is private: only our own code writes it, so a pattern over the HTML is safe here.
"""

import re
from collections.abc import Callable
from functools import partial

from markupsafe import Markup

from explainer.citations import SIGNS
from explainer.coverage import coverage, totals
from explainer.listing import VERDICT_ORDER
from explainer.pages import PageState
from explainer.site import Site
from explainer.statements import Cited, look_up
from explainer.urls import anchor, record_address, relative

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
    if name == "coverage":
        return site.templates.html("coverage", to=to, sources=coverage(site))
    return site.templates.html(
        "checked", to=to, groups=_checked(site, to), signs={**SIGNS, "confirmed": "✓"}
    )


def _used_on(site: Site, to: Callable[[str], str], kind: str, record: str) -> str:
    own = {"term": "glossary.md", "actor": "whos-who.md"}.get(kind)
    uses = [(page, mention) for page, mention in site.used_on(kind, record) if page.path != own]
    return site.templates.html("used-on", to=to, uses=uses)


def _checked(site: Site, to: Callable[[str], str]) -> list[tuple[str, list[dict[str, object]]]]:
    """Every checked statement under its verdict, those that differ first."""
    groups = []
    for verdict in VERDICT_ORDER:
        rows = [
            _check_row(site, to, cited)
            for key in site.content.statements
            if (cited := look_up(key, site.content))
            and cited.statement
            and cited.statement.check
            and cited.statement.check.verdict == verdict
        ]
        if rows:
            groups.append((verdict, rows))
    return groups


def _check_row(site: Site, to: Callable[[str], str], cited: Cited) -> dict[str, object]:
    return {
        "cited": cited,
        "anchor": anchor("statement", cited.key),
        "address": record_address("statement", cited.key),
        # the template's own output, so not to be escaped again
        "used_on": Markup(_used_on(site, to, "statement", cited.key)),  # noqa: S704
    }
