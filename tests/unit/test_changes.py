"""The list of changes says what was and what is, as far as either is recorded."""

from typing import Any

import pytest
from lxml.html import HtmlElement

from explainer.records.editorial import Change
from tiny_pages import open_tiny, put_all, render

CHANGE = {
    "id": "one",
    "date": "2020-01-02",
    "kind": "update",
    "summary": "x",
    "why": "y",
    "pages": ["/about/"],
}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, []),
        ({"was": "A."}, ["It said", "A."]),
        ({"says": "B."}, ["It says", "B."]),
        ({"was": "A.", "says": "B."}, ["It said", "A.", "It says", "B."]),
    ],
)
def test_a_change_says_what_is_known_of_it(more: dict[str, str], said: list[str]) -> None:
    tree = shown(**more)
    assert tree.xpath("//dl//dt/text() | //dl//dd/text()") == said
    assert "None" not in tree.text_content()


def shown(**more: Any) -> HtmlElement:
    """The page of changes with one change."""
    site = open_tiny()
    put_all(site, "change", Change.model_validate({**CHANGE, **more}))
    return render("/// changes\n///", "changes.md", site).tree


def test_details_are_told_by_page_with_a_link_to_what_still_exists() -> None:
    vote = {"what": "added", "page": "/timeline/", "kind": "event", "id": "vote", "name": "A vote"}
    rests = {"what": "corrected", "page": "/topics/plan/", "kind": "statement"}
    tree = shown(
        details=[
            {**rests, "id": "leaflet:1.2", "was": "A.", "says": "B."},
            {**rests, "what": "withdrawn", "id": "leaflet:9.9", "was": "C."},
            vote,
            {**vote, "what": "withdrawn", "id": "gone", "name": "A feast"},
        ]
    )
    assert tree.xpath("string(//summary)") == "4 differences in detail"
    assert tree.xpath("//details/p/b/text()") == ["Timeline", "The plan"]
    assert [
        " ".join(" ".join(item.itertext()).split()) for item in tree.xpath("//details//li")
    ] == [
        "Added: A vote",
        "Withdrawn: A feast",
        "Corrected: a sentence that rests on The leaflet, paragraph 1, sentence 2"
        " It said: A. It says: B.",
        "Withdrawn: a sentence It said: C.",
    ]
    assert tree.xpath("//details//li/a/@href") == [
        "/timeline.md#vote",
        "/sources.md#leaflet-1-2",
    ]
