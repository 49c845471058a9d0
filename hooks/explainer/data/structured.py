"""What search engines and other programs read of a page: JSON-LD in the words of schema.org.

It says nothing that the page does not say, and its dates are those of the records. Without an
address of the site, it is written without addresses.
"""

import json
from collections.abc import Callable
from typing import Any

from explainer.addresses import address_of
from explainer.data.files import MEDIA_TYPES, data_files
from explainer.dates import PartialDate
from explainer.lists.timeline import in_order
from explainer.pages import PageState
from explainer.records.evidence import PublicRecord, Publisher
from explainer.records.front_matter import TopicMeta
from explainer.records.subject import Event, Term
from explainer.refs import Ref
from explainer.site import Site

_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""Signs with which a record could end the script, and what stands for them inside a JSON text."""


def structured_data(site: Site, page: PageState) -> str:
    """A page in JSON-LD, safe to print inside a `script` element; empty where there is none.

    Args:
        site: The build, whose pages are all rendered.
        page: The page.
    """
    make = _maker(page)
    if make is None or page.meta is None:
        return ""
    values = {"@context": "https://schema.org", **make(site, page)}
    text = json.dumps(_known(values), ensure_ascii=False, separators=(",", ":"))
    return text.translate(_UNSAFE)


def _maker(page: PageState) -> Callable[[Site, PageState], dict[str, Any]] | None:
    """A page is what its directive makes of it, whatever its file is called."""
    if page.topic:
        return _article
    if page.path == "index.md":
        return _website
    whole = [d.name for d in page.directives if not d.options and not d.caption]
    return next((_BY_DIRECTIVE[name] for name in whole if name in _BY_DIRECTIVE), None)


def _article(site: Site, page: PageState) -> dict[str, Any]:
    meta = page.meta
    reviewed = meta.reviewed if isinstance(meta, TopicMeta) else PartialDate()
    cited = (site.content.all(PublicRecord)[ref.id] for ref in page.cited if ref.kind == "record")
    return {
        "@type": "Article",
        "headline": meta.title if meta else None,
        **_of_page(site, page),
        "mainEntityOfPage": _url(site, page.url),
        "dateModified": _date(reviewed),
        "publisher": _organization(site),
        "citation": [_work(record, site) for record in cited],
    }


def _work(record: PublicRecord, site: Site) -> dict[str, Any]:
    publisher = site.content.all(Publisher).get(record.publisher)
    return {
        "@type": "CreativeWork",
        "name": record.title,
        "url": record.url,
        "publisher": {"@type": "Organization", "name": publisher.name} if publisher else None,
        "datePublished": _date(record.issued),
    }


def _website(site: Site, page: PageState) -> dict[str, Any]:
    return {
        "@type": "WebSite",
        "name": site.publication.name,
        **_of_page(site, page),
        "publisher": _organization(site),
    }


def _term_set(site: Site, page: PageState) -> dict[str, Any]:
    address = _url(site, page.url)

    def entry(term: Term) -> dict[str, Any]:
        return {
            "@type": "DefinedTerm",
            "name": term.term,
            "termCode": term.id,
            "description": term.short,
            "url": _url(site, address_of(Ref("term", term.id))),
            "inDefinedTermSet": address,
        }

    ordered = sorted(site.content.all(Term).values(), key=lambda term: term.id)
    return {
        "@type": "DefinedTermSet",
        "@id": address,
        "name": page.title,
        **_of_page(site, page),
        "hasDefinedTerm": [entry(term) for term in ordered],
    }


def _event_list(site: Site, page: PageState) -> dict[str, Any]:
    events = in_order(site.content.all(Event).values())
    return {
        "@type": "ItemList",
        "name": page.title,
        "description": page.meta.description if page.meta else None,
        "url": _url(site, page.url),
        "numberOfItems": len(events),
        "itemListElement": [
            {"@type": "ListItem", "position": number, "item": _event(event, site)}
            for number, event in enumerate(events, start=1)
        ],
    }


def _event(event: Event, site: Site) -> dict[str, Any]:
    return {
        "@type": "Event",
        "name": event.title,
        "startDate": _day(event.date),
        "endDate": _day(event.end),
        "location": {"@type": "Place", "name": event.place} if event.place else None,
        "url": _url(site, address_of(Ref("event", event.id))),
    }


def _dataset(site: Site, page: PageState) -> dict[str, Any]:
    newest = next((change.date for change in site.content.changes_newest_first()), None)
    return {
        "@type": "Dataset",
        "name": f"{site.publication.name}: {page.title}",
        **_of_page(site, page),
        "creator": _organization(site),
        "dateModified": _date(newest),
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": path.rpartition("/")[2],
                "description": file.holds,
                "encodingFormat": MEDIA_TYPES[ending],
                "contentUrl": _url(site, path),
            }
            for file in data_files().values()
            for ending, path in file.paths.items()
        ],
    }


_BY_DIRECTIVE: dict[str, Callable[[Site, PageState], dict[str, Any]]] = {
    "glossary": _term_set,
    "timeline": _event_list,
    "data-files": _dataset,
}


def _of_page(site: Site, page: PageState) -> dict[str, Any]:
    """What every page that is a work of its own has."""
    return {
        "description": page.meta.description if page.meta else None,
        "inLanguage": site.publication.locale,
        "url": _url(site, page.url),
        "license": site.publication.licence.url if site.publication.licence else None,
    }


def _organization(site: Site) -> dict[str, Any]:
    return {
        "@type": "Organization",
        "name": site.publication.name,
        "url": _url(site, ""),
    }


def _url(site: Site, address: str) -> str | None:
    return site.publication.url + address if site.publication.url else None


def _date(date: PartialDate | None) -> str | None:
    """A date as far as it is known."""
    return str(date) if date is not None and date.year is not None else None


def _day(date: PartialDate | None) -> str | None:
    """A whole day, or nothing: programs read a month of an event as its first day."""
    return str(date) if date is not None and date.precision == "day" else None


def _known(value: Any) -> Any:
    """A value without what is not known."""
    if isinstance(value, dict):
        return {key: _known(inner) for key, inner in value.items() if inner not in (None, "", [])}
    return [_known(inner) for inner in value] if isinstance(value, list) else value
