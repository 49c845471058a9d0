"""Feeds: both hold the changes, newest first, and nothing of the clock."""

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.feeds import feeds
from explainer.records import Change
from explainer.site import Publication
from tiny_pages import open_tiny

ATOM = "{http://www.w3.org/2005/Atom}"
URL = "https://site.example/"


def change(name: str, date: str, **more: Any) -> Change:
    fields = {"kind": "addition", "summary": f"About {name}", "why": "Because.", "pages": ["/"]}
    return Change.model_validate({"id": name, "date": date, **fields, **more})


def feeds_of(*changes: Change) -> tuple[Any, Any]:
    site = open_tiny()
    site.content.changes = changes
    site.publication = Publication(name="The site", url=URL)
    found = feeds(site)
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
    assert feed.findtext(f"{ATOM}id") == f"{URL}feed.xml"
    assert feed.findtext(f"{ATOM}updated") == "2021-05-06T00:00:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "The editors of The site"
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"{URL}feed.xml"
    for entry in feed.findall(f"{ATOM}entry"):
        for part in ("id", "title", "updated", "content"):
            assert entry.findtext(f"{ATOM}{part}")
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    assert ids == [f"{URL}changes/#new", f"{URL}changes/#old", f"{URL}changes/#also"]


def test_json_feed_holds_what_version_1_1_asks_for() -> None:
    _, feed = feeds_of(*CHANGES)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "The site: changes and corrections"
    assert (feed["home_page_url"], feed["feed_url"]) == (URL, f"{URL}feed.json")
    assert feed["items"][0] == {
        "id": f"{URL}changes/#new",
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
