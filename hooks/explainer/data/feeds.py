"""Feeds of changes and corrections: Atom (RFC 4287) and JSON Feed 1.1.

Ids and dates come from the records, so a feed changes only when they do.
"""

from typing import Any

from explainer.addresses import address, address_of
from explainer.data.files import to_json
from explainer.dates import PartialDate
from explainer.records.editorial import Change
from explainer.records.kinds import KINDS
from explainer.refs import Ref
from explainer.site import Site


def feeds(site: Site) -> dict[str, str]:
    """Return both feeds, keyed by path.

    Without a site address there are none: ids in both formats are full addresses.
    """
    about, changes = site.publication, site.content.changes_newest_first()
    if not about.url:
        return {}
    entries = [_entry(change, about.url) for change in changes]
    newest = changes[0].date if changes else PartialDate(1970, 1, 1)
    page = address(KINDS["change"].page)
    values = {"entries": entries, "updated": _instant(newest), "page": page}
    atom = site.templates.html("feed.xml", **values)
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


def _entry(change: Change, site_url: str) -> dict[str, Any]:
    """Return a change as a JSON Feed item; Atom uses the same values."""
    was = change.was and f"It said: {change.was}"
    says = change.says and f"It says: {change.says}"
    place = site_url + address_of(Ref("change", change.id))
    return {
        "id": place,
        "url": place,
        "title": change.summary,
        "content_text": " ".join(filter(None, (change.why, was, says))),
        "date_published": _instant(change.date),
        "tags": [change.kind],
    }


def _instant(day: PartialDate) -> str:
    return f"{day}T00:00:00Z"
