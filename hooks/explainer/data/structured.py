"""Structured data for search engines and other programs: JSON-LD with schema.org terms.

It states nothing that the page does not, and its dates are those of the records. If the site has no
address, URLs are omitted. What a topic page cites is omitted too, as it would take up a fifth of
the page; it is a download. The templates `json-ld-….html` define the data of each type of page.
"""

import json
from typing import Any

from explainer.addresses import address_of
from explainer.data.figures import files_of
from explainer.data.files import MEDIA_TYPES, data_files
from explainer.dates import PartialDate
from explainer.lists.figures import figure_of
from explainer.lists.timeline import in_order
from explainer.pages import PageState
from explainer.refs import Ref
from explainer.site import Site

_BY_DIRECTIVE = ("glossary", "timeline", "data-files")
"""Directives that determine a page's type, regardless of its file name."""

_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""Characters with which text could end the script element, and their JSON escapes."""


def structured_data(site: Site, page: PageState) -> str:
    """Return a page's JSON-LD, safe inside a `script` element; empty if the page has none.

    Requires all pages to be rendered.
    """
    figure = figure_of(site, page)
    sort = "figure" if figure else _sort_of(page)
    if not sort or page.meta is None:
        return ""
    base = site.publication.url
    changes = site.content.changes_newest_first()
    written = site.templates.json(
        f"json-ld-{sort}",
        page=page,
        in_order=in_order,
        files=list(data_files().values()),
        figure=figure,
        files_of_figure=files_of(figure) if figure else {},
        media_types=MEDIA_TYPES,
        newest=changes[0].date if changes else None,
        url=lambda path: base + path if base else None,
        address=lambda kind, name: address_of(Ref(kind, name)),
        known=_known,
        day=lambda date: _known(date) if date and date.precision == "day" else None,
    )
    if not written:
        return ""  # the template has an error, which is reported
    values = {"@context": "https://schema.org", **written}
    text = json.dumps(_filled(values), ensure_ascii=False, separators=(",", ":"))
    return text.translate(_UNSAFE)


def _sort_of(page: PageState) -> str:
    if page.topic:
        return "article"
    if page.path == "index.md":
        return "website"
    whole = [d.name for d in page.directives if not d.options and not d.caption]
    return next((name for name in whole if name in _BY_DIRECTIVE), "")


def _known(date: PartialDate | None) -> str | None:
    """Return a date as far as it is known; None if undated."""
    return str(date) if date is not None and date.year is not None else None


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _filled(inner) for key, inner in value.items() if inner not in (None, "", [])}
    return [_filled(inner) for inner in value] if isinstance(value, list) else value
