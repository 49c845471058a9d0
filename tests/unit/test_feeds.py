"""Feeds: valid to a reader of feeds, with the changes, newest first, and nothing of the clock."""

import json
from typing import Any
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.data.feeds import feeds
from explainer.records.editorial import Change
from tiny_pages import open_tiny, put_all

ATOM = "{http://www.w3.org/2005/Atom}"
URL = "https://site.example/"
IDS = {
    "": "urn:uuid:9b1f04a7-3c25-50cc-8855-8dae5a56f1ac",
    "new": "urn:uuid:0de0c4c0-21c4-5ace-81f9-4cce1f09d5de",
    "old": "urn:uuid:65468920-b680-5c79-b1c9-ac16675b8ca7",
    "also": "urn:uuid:d0d86357-d4e0-517b-bd35-9ceeef70a514",
}
"""By what programs know the feed and its entries: they stay for good."""


def change(name: str, date: str, **more: Any) -> Change:
    fields = {"kind": "addition", "summary": f"About {name}", "why": "Because.", "pages": ["/"]}
    return Change.model_validate({"id": name, "date": date, **fields, **more})


def texts_of(*changes: Change, url: str = URL) -> dict[str, str]:
    site = open_tiny(name="The site", url=url)
    put_all(site, "change", *changes)
    return feeds(site)


def feeds_of(*changes: Change) -> tuple[Any, Any]:
    found = texts_of(*changes)
    assert sorted(found) == ["feed.json", "feed.xml"]
    return ElementTree.fromstring(found["feed.xml"]), json.loads(found["feed.json"])


CHANGES = (
    change("old", "2020-01-02"),
    change("new", "2021-05-06", kind="correction", was="It was.", says="It is."),
    change("also", "2020-01-02"),
)


def test_atom_holds_what_rfc_4287_asks_for() -> None:
    feed, _ = feeds_of(*CHANGES)
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}title") == "The site: changes and corrections"
    assert feed.findtext(f"{ATOM}id") == IDS[""]
    assert feed.findtext(f"{ATOM}updated") == "2021-05-06T00:00:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "The editors of The site"
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"{URL}feed.xml"
    for entry in feed.findall(f"{ATOM}entry"):
        for part in ("id", "title", "updated", "content"):
            assert entry.findtext(f"{ATOM}{part}")
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    assert ids == [IDS[name] for name in ("new", "old", "also")]


def test_a_reader_of_feeds_takes_atom_without_a_complaint() -> None:
    headers = {"content-type": "application/atom+xml; charset=utf-8"}
    found = feedparser.parse(texts_of(*CHANGES)["feed.xml"].encode(), response_headers=headers)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    assert found.feed.title == "The site: changes and corrections"
    assert found.feed.updated_parsed[:6] == (2021, 5, 6, 0, 0, 0)
    assert [(entry.id, entry.link, entry.title) for entry in found.entries] == [
        (IDS[name], f"{URL}changes/#{name}", f"About {name}") for name in ("new", "old", "also")
    ]
    assert found.entries[1].updated_parsed[:6] == (2020, 1, 2, 0, 0, 0)


ADDRESS = {"type": "string", "pattern": "^https?://"}
TEXT = {"type": "string", "minLength": 1}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "language": {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Z]{2})?$"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_text"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "pattern": "^urn:uuid:"},
                    "url": ADDRESS,
                    "title": TEXT,
                    "content_text": TEXT,
                    "date_published": {"pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
                    "tags": {"type": "array", "items": TEXT},
                },
            },
        },
    },
}
"""What https://www.jsonfeed.org/version/1.1/ says of the fields that we use."""


@pytest.mark.parametrize("changes", [CHANGES, ()])
def test_json_feed_is_valid(changes: tuple[Change, ...]) -> None:
    _, feed = feeds_of(*changes)
    jsonschema.Draft202012Validator(JSON_FEED).validate(feed)
    assert len({item["id"] for item in feed["items"]}) == len(changes)


def test_ids_and_dates_are_those_of_the_records() -> None:
    """A new change leaves the other entries as they are, and so does another order."""
    before = feeds_of(*CHANGES)
    after = feeds_of(change("newest", "2022-01-01"), *reversed(CHANGES))
    entries = [
        [ElementTree.tostring(entry) for entry in feed.findall(f"{ATOM}entry")]
        for feed, _ in (before, after)
    ]
    assert entries[1][1:] == entries[0]
    assert after[1]["items"][1:] == before[1]["items"]


def test_json_feed_holds_what_version_1_1_asks_for() -> None:
    _, feed = feeds_of(*CHANGES)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "The site: changes and corrections"
    assert (feed["home_page_url"], feed["feed_url"]) == (URL, f"{URL}feed.json")
    assert feed["items"][0] == {
        "id": IDS["new"],
        "url": f"{URL}changes/#new",
        "title": "About new",
        "content_text": "Because. It said: It was. It says: It is.",
        "date_published": "2021-05-06T00:00:00Z",
        "tags": ["correction"],
    }


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({}, "Because."),
        ({"was": "A."}, "Because. It said: A."),
        ({"says": "B."}, "Because. It says: B."),
        ({"was": "A.", "says": "B."}, "Because. It said: A. It says: B."),
    ],
)
def test_an_entry_says_what_is_known_of_the_change(more: dict[str, str], text: str) -> None:
    feed, json_feed = feeds_of(change("one", "2020-01-02", **more))
    assert feed.findtext(f"{ATOM}entry/{ATOM}content") == text
    assert json_feed["items"][0]["content_text"] == text


def test_what_differs_is_listed_below_the_reason() -> None:
    details = [
        {"what": "added", "page": "/timeline/", "kind": "event", "id": "vote", "name": "A vote"},
        {"what": "corrected", "page": "/", "kind": "record", "id": "x", "was": "A.", "says": "B."},
    ]
    _, feed = feeds_of(change("one", "2020-01-02", details=details))
    assert feed["items"][0]["content_text"].splitlines() == [
        "Because.",
        "Added on /timeline/: A vote.",
        "Corrected on /: record x. It said: A. It says: B.",
    ]


def test_another_host_changes_no_id() -> None:
    texts = [texts_of(*CHANGES, url=url)["feed.xml"] for url in (URL, "https://other.example/a/")]
    feeds = [ElementTree.fromstring(text) for text in texts]
    one, other = ([node.text for node in feed.iter(f"{ATOM}id")] for feed in feeds)
    assert one == other
    assert len(set(one)) == len(CHANGES) + 1


def test_a_site_without_changes_has_feeds_without_entries() -> None:
    feed, json_feed = feeds_of()
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
    assert json_feed["items"] == []


texts = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1)


@given(texts, texts)
def test_any_text_comes_through_both_feeds(summary: str, why: str) -> None:
    feed, json_feed = feeds_of(change("one", "2020-01-02", summary=summary, why=why))
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == summary
    assert feed.findtext(f"{ATOM}entry/{ATOM}content") == why
    assert json_feed["items"][0]["title"] == summary
