"""Feeds of changes and corrections: Atom (RFC 4287) and JSON Feed 1.1.

Ids and dates come from the records, so a feed changes only when the changes do.
"""

import json
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from explainer.addresses import address, address_of
from explainer.dates import PartialDate
from explainer.records.editorial import Change
from explainer.records.kinds import KINDS
from explainer.refs import Ref
from explainer.site import Publication, Site

_ATOM = "http://www.w3.org/2005/Atom"


def feeds(site: Site) -> dict[str, str]:
    """Both feeds by their path in the site.

    Args:
        site: The build.

    Returns:
        No feed while the site has no address: the ids of both formats are full addresses.
    """
    if not site.publication.url:
        return {}
    changes = site.content.changes_newest_first()
    return {
        "feed.xml": _atom(changes, site.publication),
        "feed.json": _json_feed(changes, site.publication),
    }


def _atom(changes: list[Change], about: Publication) -> str:
    title, site_url = about.name, about.url
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": about.locale})
    SubElement(feed, "title").text = f"{title}: changes and corrections"
    SubElement(feed, "id").text = f"{site_url}feed.xml"
    SubElement(feed, "link", {"rel": "self", "href": f"{site_url}feed.xml"})
    SubElement(feed, "link", {"href": f"{site_url}{address(KINDS['change'].page)}"})
    SubElement(SubElement(feed, "author"), "name").text = f"The editors of {title}"
    newest = changes[0].date if changes else PartialDate(1970, 1, 1)
    SubElement(feed, "updated").text = _instant(newest)
    for change in changes:
        entry_address = site_url + address_of(Ref("change", change.id))
        entry = SubElement(feed, "entry")
        SubElement(entry, "title").text = change.summary
        SubElement(entry, "id").text = entry_address
        SubElement(entry, "link", {"href": entry_address})
        SubElement(entry, "updated").text = _instant(change.date)
        SubElement(entry, "category", {"term": change.kind})
        SubElement(entry, "content", {"type": "text"}).text = _text(change)
    ElementTree.indent(feed)
    body = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _json_feed(changes: list[Change], about: Publication) -> str:
    title, site_url = about.name, about.url
    items: list[dict[str, Any]] = [
        {
            "id": site_url + address_of(Ref("change", change.id)),
            "url": site_url + address_of(Ref("change", change.id)),
            "title": change.summary,
            "content_text": _text(change),
            "date_published": _instant(change.date),
            "tags": [change.kind],
        }
        for change in changes
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{title}: changes and corrections",
        "home_page_url": site_url,
        "feed_url": f"{site_url}feed.json",
        "language": about.locale,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _text(change: Change) -> str:
    was = change.was and f"It said: {change.was}"
    says = change.says and f"It says: {change.says}"
    return " ".join(filter(None, (change.why, was, says)))


def _instant(day: PartialDate) -> str:
    """Midnight UTC of a day; the records know no hours."""
    return f"{day}T00:00:00Z"
