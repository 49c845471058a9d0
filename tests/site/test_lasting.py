"""Addresses that last, and corrections that are seen."""

import json
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

from project import build


def page(site: Path, address: str) -> HtmlElement:
    return html.document_fromstring((site / address / "index.html").read_text(encoding="utf-8"))


def test_an_address_that_was_published_still_leads_to_its_record(
    tiny: Path, tmp_path: Path
) -> None:
    (tiny / "content/published.yml").write_text(
        "term: [bridge-money]\nstatement: ['leaflet:9.9']\nevent: [ballot]\n"
        "open-question: [price]\n"
    )
    (tiny / "content/redirects.yml").write_text(
        "- {kind: term, old: bridge-money, new: toll, why: Renamed.}\n"
        "- {kind: statement, old: 'leaflet:9.9', new: 'leaflet:1.2', why: Counted anew.}\n"
        "- {kind: event, old: ballot, new: vote, why: Renamed.}\n"
        "- {kind: open-question, old: price, new: what-price, why: Renamed.}\n"
    )
    build(tiny, tmp_path / "out")
    for address, old, new in (
        ("glossary", "bridge-money", "toll"),
        ("sources", "leaflet-9-9", "leaflet-1-2"),
        ("timeline", "ballot", "vote"),
        ("topics/plan", "price", "what-price"),
    ):
        tree = page(tmp_path / "out", address)
        mark = tree.get_element_by_id(old)
        entry = tree.get_element_by_id(new)
        assert mark in [*entry.iterdescendants(), entry.getprevious()], address


def test_a_correction_is_shown_on_its_page_on_changes_and_in_both_feeds(tiny_site: Path) -> None:
    for topic, there in (("plan", True), ("cost", False)):
        footer = page(tiny_site, f"topics/{topic}").xpath('//*[@id="how-made"]')[0]
        assert ("The toll pays half" in footer.text_content()) == there
    changes = page(tiny_site, "changes").xpath("//article")[0].text_content()
    items = json.loads((tiny_site / "feed.json").read_text(encoding="utf-8"))["items"]
    atom = (tiny_site / "feed.xml").read_text(encoding="utf-8")
    for text in ("The toll pays for all of it.", "The toll pays for half of it.", "minutes say so"):
        assert text in changes
        assert text in atom
        assert text in items[0]["content_text"]
