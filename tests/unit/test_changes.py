"""The list of changes says what was and what is, as far as either is recorded."""

import pytest

from explainer.records.editorial import Change
from tiny_pages import open_tiny, put_all, render


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
    fields = {"id": "one", "date": "2020-01-02", "kind": "update", "summary": "x", "why": "y"}
    site = open_tiny()
    put_all(site, "change", Change.model_validate({**fields, "pages": ["/about/"], **more}))
    tree = render("/// changes\n///", "changes.md", site).tree
    assert tree.xpath("//dl//dt/text() | //dl//dd/text()") == said
    assert "None" not in tree.text_content()
