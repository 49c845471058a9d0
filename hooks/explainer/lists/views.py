"""Views: parts of a list with their own address, and the filters that link to them.

The build generates the page of each view: `timeline/topic/plan.md` contains the timeline's
directive with one option. Filters are plain links to views, so they work without scripts and can be
shared. Views do not count as uses of a record; only pages that people wrote do.
"""

import json
from collections.abc import Iterable
from typing import Literal
from xml.etree.ElementTree import Element

from explainer.pages import PageState
from explainer.records.base import Record
from explainer.records.references import references
from explainer.site import Site, View


class FiltersOptions(Record):
    """Which list's filters to show."""

    of: Literal["timeline", "positions", "glossary", "whos-who", "sources"]
    """The list: `timeline`, `positions`, `glossary`, `whos-who` or `sources`."""


def view_pages(site: Site, views: Iterable[View]) -> dict[str, str]:
    """Return the Markdown of each view by path; views of lists without a page are omitted."""
    listed = ((view, site.pages.get(f"{view.list}.md")) for view in views)
    return {view.path: _markdown(view, page) for view, page in listed if page}


def _markdown(view: View, parent: PageState) -> str:
    title = f"{parent.title}: {view.label}"
    description = f"{parent.title}, {view.by} {view.label}: {view.count} of all entries."
    options = "".join(f"    {key}: {value}\n" for key, value in view.options)
    filters = f"/// filters\n    of: {view.list}\n///\n\n"
    shown = f"/// {view.directive or view.list}\n{options}///\n"
    return generated_page(title, description[:160], filters + shown)


def generated_page(title: str, description: str, text: str) -> str:
    """Return the Markdown of a page that search does not list."""
    # JSON is valid YAML, and escapes any characters in a name.
    return (
        f"---\ntitle: {json.dumps(title)}\ndescription: {json.dumps(description)}\n"
        f"search: {{exclude: true}}\n---\n\n{text}"
    )


def render_filters(site: Site, page: PageState, options: FiltersOptions, caption: str) -> Element:
    """Render links to every view of a list, in groups; the current view is marked."""
    return site.templates.element(
        "filters",
        of=options.of,
        groups=site.filters.get(options.of, {}),
        whole=site.whole,
        shown=site.views.get(page.path),
    )


def options_are_known(site: Site, page: PageState, options: Record) -> bool:
    """Report unknown ids in a directive's options; return whether all are known."""
    unknown = [ref for _, ref in references(options) if not site.exists(ref)]
    for ref in unknown:
        site.report_unknown(ref, page, ref.id)
    return not unknown
