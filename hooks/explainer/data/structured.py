"""Structured data for search engines and other programs: JSON-LD with schema.org terms.

It states nothing that the page does not, and its dates are those of the records. What a topic page
cites is omitted, as it would take up a fifth of the page; it is a download.
"""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from explainer.addresses import address_of
from explainer.data.figures import files_of
from explainer.data.files import MEDIA_TYPES, data_files
from explainer.dates import PartialDate
from explainer.lists.figures import figure_of
from explainer.lists.timeline import in_order
from explainer.pages import PageState
from explainer.records.figures import Figure
from explainer.records.front_matter import PageMeta, TopicMeta
from explainer.records.subject import Event, Term
from explainer.refs import Ref
from explainer.site import Site
from explainer.typography import curved

_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""Characters with which text could end the script element, and their JSON escapes."""

Thing = dict[str, Any]
"""The properties of a schema.org type; those that are None or empty are left out at the end."""


def structured_data(site: Site, page: PageState) -> str:
    """Return a page's JSON-LD, safe inside a `script` element; empty if the page has none.

    Requires all pages to be rendered.
    """
    describe = _describing(site, page)
    if describe is None or page.meta is None:
        return ""
    found = {"@context": "https://schema.org", **describe(site, page, page.meta)}
    text = json.dumps(_filled(found), ensure_ascii=False, separators=(",", ":"))
    return text.translate(_UNSAFE)


def _describing(site: Site, page: PageState) -> Callable[[Site, PageState, PageMeta], Thing] | None:
    """Return what describes a page of this type; None if the type has no structured data."""
    if figure := figure_of(site, page):
        return partial(_figure, figure)
    if page.topic:
        return _article
    if page.path == "index.md":
        return _website
    # Regardless of the name of its file, a page is what the list on it is, if that is whole.
    by_directive = {"glossary": _glossary, "timeline": _timeline, "data-files": _downloads}
    whole = [d.name for d in page.directives if not d.options and not d.caption]
    return next((by_directive[name] for name in whole if name in by_directive), None)


def _website(site: Site, page: PageState, meta: PageMeta) -> Thing:
    names = {"@type": "WebSite", "name": site.publication.name}
    return {**names, **_of_page(site, page, meta), "publisher": _organization(site)}


def _article(site: Site, page: PageState, meta: PageMeta) -> Thing:
    return {
        "@type": "Article",
        "headline": meta.title,
        **_of_page(site, page, meta),
        "mainEntityOfPage": _url(site, page.url),
        "dateModified": str(meta.reviewed) if isinstance(meta, TopicMeta) else None,
        "publisher": _organization(site),
    }


def _glossary(site: Site, page: PageState, meta: PageMeta) -> Thing:
    terms = site.content.all(Term)
    return {
        "@type": "DefinedTermSet",
        "@id": _url(site, page.url),
        "name": page.title,
        **_of_page(site, page, meta),
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "name": term.term,
                "termCode": name,
                "description": term.short,
                "url": _url(site, address_of(Ref("term", name))),
                "inDefinedTermSet": _url(site, page.url),
            }
            for name, term in sorted(terms.items())
        ],
    }


def _timeline(site: Site, page: PageState, meta: PageMeta) -> Thing:
    events = in_order(site.content.all(Event).values())
    return {
        "@type": "ItemList",
        "name": page.title,
        "description": meta.description,
        "url": _url(site, page.url),
        "numberOfItems": len(events),
        "itemListElement": [
            {"@type": "ListItem", "position": position, "item": _event(site, event)}
            for position, event in enumerate(events, start=1)
        ],
    }


def _event(site: Site, event: Event) -> Thing:
    return {
        "@type": "Event",
        "name": event.title,
        "startDate": _day(event.date),
        "endDate": _day(event.end),
        "location": {"@type": "Place", "name": event.place} if event.place else None,
        "url": _url(site, address_of(Ref("event", event.id))),
    }


def _figure(figure: Figure, site: Site, page: PageState, meta: PageMeta) -> Thing:
    return {
        "@type": "Dataset",
        "name": figure.title,
        **_of_page(site, page, meta),
        "abstract": figure.summary,
        "creator": _organization(site),
        "variableMeasured": figure.unit,
        "measurementTechnique": figure.counted_by,
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", **_file(site, path)} for path in files_of(figure).values()
        ],
    }


def _downloads(site: Site, page: PageState, meta: PageMeta) -> Thing:
    changes = site.content.changes_newest_first()
    return {
        "@type": "Dataset",
        "name": f"{site.publication.name}: {page.title}",
        **_of_page(site, page, meta),
        "creator": _organization(site),
        "dateModified": str(changes[0].date) if changes else None,
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": f"{file.name}.{ending}",
                "description": file.holds,
                **_file(site, path),
            }
            for file in data_files().values()
            for ending, path in file.paths.items()
        ],
    }


def _file(site: Site, path: str) -> Thing:
    ending = path.rpartition(".")[2]
    return {"encodingFormat": MEDIA_TYPES[ending], "contentUrl": _url(site, path)}


def _organization(site: Site) -> Thing:
    return {"@type": "Organization", "name": site.publication.name, "url": _url(site, "")}


def _of_page(site: Site, page: PageState, meta: PageMeta) -> Thing:
    """Return what is the same for all types that are creative works."""
    licence = site.publication.licence
    return {
        "description": meta.description,
        "inLanguage": site.publication.locale,
        "url": _url(site, page.url),
        "license": licence.url if licence else None,
    }


def _url(site: Site, path: str) -> str:
    return site.publication.url + path


def _day(date: PartialDate | None) -> str | None:
    """Return a date that is known to the day: programs read a month as its first day."""
    return str(date) if date and date.precision == "day" else None


def _filled(value: Any) -> Any:
    """Return a value without properties that are None or empty, and with curved apostrophes."""
    if isinstance(value, dict):
        return {key: _filled(inner) for key, inner in value.items() if inner not in (None, "", [])}
    if isinstance(value, list):
        return [_filled(inner) for inner in value]
    return curved(value) if isinstance(value, str) and "://" not in value else value
