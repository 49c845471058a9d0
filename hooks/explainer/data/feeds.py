"""Feeds of changes and corrections: Atom (RFC 4287) and JSON Feed 1.1.

Ids and dates come from the records, so a feed changes only when they do. Ids do not contain the
site's address, so that feed readers recognise an entry after the site has moved.
"""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from explainer.addresses import address, address_of
from explainer.data.formats import to_json
from explainer.dates import PartialDate
from explainer.publication import Publication
from explainer.records.editorial import Change, Detail
from explainer.records.kinds import KINDS
from explainer.refs import Ref
from explainer.site import Site


def feeds(site: Site) -> dict[str, str]:
    """Return both feeds, keyed by path."""
    about, changes = site.publication, site.content.changes_newest_first()
    entries = [_entry(change, about) for change in changes]
    newest = changes[0].date if changes else PartialDate(1970, 1, 1)
    page = address(KINDS["change"].page)
    values = {"id": _urn(about, ""), "updated": _instant(newest), "page": page}
    atom = site.templates.xml("feed.xml", entries=entries, **values)
    json_feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{about.name}: changes and corrections",
        "home_page_url": about.url,
        "feed_url": f"{about.url}feed.json",
        "language": about.locale,
        "items": entries,
    }
    return {
        "feed.xml": f'<?xml version="1.0" encoding="utf-8"?>\n{atom}\n',
        "feed.json": to_json(json_feed),
    }


def _entry(change: Change, about: Publication) -> dict[str, Any]:
    """Return a change as a JSON Feed item; Atom uses the same values."""
    was = change.was and f"It said: {change.was}"
    says = change.says and f"It says: {change.says}"
    details = [_in_words(detail) for detail in change.details]
    return {
        "id": _urn(about, change.id),
        "url": about.url + address_of(Ref("change", change.id)),
        "title": change.summary,
        "content_text": "\n".join([" ".join(filter(None, (change.why, was, says))), *details]),
        "date_published": _instant(change.date),
        "tags": [change.kind],
    }


def _in_words(detail: Detail) -> str:
    """Return a detail in a line, such as `Added on /timeline/: The council votes.`."""
    about = detail.name or f"{detail.kind} {detail.id}"
    was = detail.was and f"It said: {detail.was}"
    says = detail.says and f"It says: {detail.says}"
    start = f"{detail.what.capitalize()} on {detail.page}: {about.rstrip('.')}."
    return " ".join(filter(None, (start, was, says)))


def _urn(about: Publication, name: str) -> str:
    """Return an id made from the site's name and that of an entry (RFC 9562, version 5)."""
    return uuid5(NAMESPACE_URL, f"{about.slug}/changes/{name}").urn


def _instant(day: PartialDate) -> str:
    return f"{day}T00:00:00Z"
