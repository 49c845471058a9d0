"""Views: parts of a list that have an address of their own, and the filters that lead to them.

A view is a page that the build makes: `timeline/topic/us-role.md` holds the directive of the
timeline with one option. Filters are plain links to views: they work without a script, and can be
sent to somebody. Views count for nothing: what is used where is told by pages that people wrote.
"""

import json
from collections.abc import Iterable
from typing import Literal
from xml.etree.ElementTree import Element

from explainer.pages import PageState
from explainer.problems import did_you_mean
from explainer.records.base import Record
from explainer.records.kinds import unknown_rule
from explainer.records.references import references
from explainer.site import Site, View

MOST_ON_VIEWS = 100
"""Filters of one group that a view repeats. Where there are more, it links to the list: if each
listed all others, a site would grow with the square of its actors."""


class FiltersOptions(Record):
    """Whose filters are shown."""

    of: Literal["timeline", "positions", "glossary", "whos-who"]
    """The list: `timeline`, `positions`, `glossary` or `whos-who`."""


def view_pages(site: Site, views: Iterable[View]) -> dict[str, str]:
    """The Markdown of each view by its path; none for a list whose own page does not exist."""
    listed = {page.path.removesuffix(".md"): page for page in site.pages.values()}
    return {view.path: _markdown(view, listed[view.list]) for view in views if view.list in listed}


def _markdown(view: View, parent: PageState) -> str:
    title = f"{parent.title}: {view.label}"
    description = f"{parent.title}, {view.by} {view.label}: {view.count} of all entries."
    options = "".join(f"    {key}: {value}\n" for key, value in view.options)
    # JSON is YAML too, and closes whatever a name may hold.
    return (
        f"---\ntitle: {json.dumps(title)}\ndescription: {json.dumps(description[:160])}\n"
        "search: {exclude: true}\nhide: [toc]\n---\n\n"
        f"/// filters\n    of: {view.list}\n///\n\n/// {view.list}\n{options}///\n"
    )


def render_filters(site: Site, page: PageState, options: FiltersOptions, caption: str) -> Element:
    """Links to every view of a list, in groups; the view that is shown is marked."""
    groups: dict[str, list[View]] = {}
    for view in site.views.values():
        if view.list == options.of:
            groups.setdefault(view.by, []).append(view)
    shown = site.views.get(page.path)
    return site.templates.element(
        "filters", of=options.of, groups=groups, shown=shown, most=MOST_ON_VIEWS
    )


def options_are_known(site: Site, page: PageState, options: Record) -> bool:
    """Report names in a directive's options that are not known; say whether all are.

    Args:
        site: The build.
        page: The page that holds the directive.
        options: Its options, whose fields declare what they refer to.
    """
    unknown = [ref for _, ref in references(options) if ref.id not in site.known(ref.kind)]
    for ref in unknown:
        hint = did_you_mean(ref.id, site.known(ref.kind))
        what = f'{ref.kind} "{ref.id}" does not exist'
        page.report(unknown_rule(ref.kind), what, ref.id, hint, missing=ref)
    return not unknown
