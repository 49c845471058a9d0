"""What is true of this content alone. A site on another subject replaces this file.

The other tests here ask the content what it holds, and would pass for any subject.
"""

import json
import re
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import icalendar
import pytest
from lxml.html import HtmlElement

from project import ROOT, engine_speaks_of

ADDRESSES = (
    *("", "timeline/", "positions/", "glossary/", "whos-who/", "questions/", "sources/", "record/"),
    *("coverage/", "changes/", "about/", "accessibility/", "data/", "editors/", "editors/rules/"),
    *("topics/background/", "topics/russias-view/", "topics/us-role/"),
    *("topics/european-perspectives/", "topics/nato-politics/", "topics/paris-talks/"),
)
"""Where others may have linked to: they stay."""

HEADINGS = (
    "In short",
    "What has changed since",
    "Still unknown",
)
"""What every topic page has, in this order."""

SUBJECT = ("ukrain", "russia", "moscow", "kyiv", "nato", "trump", "macron", "putin")
"""How words begin that the program must not know, in small letters."""

IN_CRIMEA = [(44.95, 34.10), (44.65, 33.70)]
"""Degrees north and east of Simferopol, and of a place near Sevastopol."""


def test_fixed_addresses_exist(pages: dict[str, HtmlElement]) -> None:
    assert [address for address in ADDRESSES if address not in pages] == []


def test_events_in_calendars_are_known_by_the_name_of_this_site(site: Path) -> None:
    """An update replaces the event that a reader's program has, so the name stays."""
    calendar = icalendar.Calendar.from_ical((site / "data/events.ics").read_bytes())
    domains = {str(entry["UID"]).partition("@")[2] for entry in calendar.events}
    assert domains == {"the-paris-talks-explained"}


def test_the_engine_does_not_know_the_subject() -> None:
    """Swap content/ and docs/, and the engine explains something else."""
    assert engine_speaks_of(SUBJECT) == []


def test_all_82_sentences_of_the_two_documents_are_accounted_for(
    load: Callable[[str], Any], pages: dict[str, HtmlElement]
) -> None:
    coverage = load("data/coverage")
    counted = {name: source["sentences"] for name, source in coverage["sources"].items()}
    assert counted == {"answers": 29, "article": 53}
    assert coverage["sentences"] == coverage["used"] + coverage["left_out"] == 82
    assert "82 of 82" in pages[""].xpath('//div[@class="trust"]')[0].text_content()


def test_the_rounds_of_talks_agree_with_the_events(content: Callable[[str], Any]) -> None:
    """The figure says who sat at the table; the events, which it does not read, say the same."""
    sides = {
        "Ukraine": {"ukraine"},
        "Russia": {"russia"},
        "US": {"united-states"},
        "Europe": {"france", "united-kingdom", "germany", "eu"},
    }
    shown: dict[str, set[str]] = {}
    for row in content("figures/rounds-of-talks")["rows"]:
        shown.setdefault(row["meeting"], set()).add(row["side"])
    assert shown
    for meeting, side in shown.items():
        place, _, said = meeting.partition(", ")
        month = datetime.strptime(said, "%b %Y").strftime("%Y-%m-")
        held = [
            {name for name, actors in sides.items() if actors & set(event["took_part"])}
            for event in content("events")
            if event["date"].startswith(month) and event.get("place", "").startswith(place)
            if event.get("took_part")
        ]
        assert side in held, meeting


def test_the_numbers_of_a_finding_stand_in_its_table(content: Callable[[str], Any]) -> None:
    for file in sorted((ROOT / "content" / "figures").glob("*.yml")):
        figure = content(f"figures/{file.stem}")
        numbers = [c["id"] for c in figure["columns"] if c.get("type") == "number"]
        cells = {float(r[n]) for r in figure["rows"] for n in numbers if r[n] != "null"}
        for word in re.findall(r"\b\d+(?:[.,]\d+)*", figure["title"] + " " + figure["summary"]):
            number = float(word.replace(",", ""))
            year = 1900 < number < 2100 and "." not in word
            assert year or not numbers or number in cells, (file.stem, word)


@pytest.mark.parametrize("base", ["europe", "ukraine"])
@pytest.mark.parametrize("at", IN_CRIMEA, ids=["Simferopol", "Sevastopol"])
def test_crimea_lies_in_ukraine_and_is_hatched(base: str, at: tuple[float, float]) -> None:
    assert inside(*at, shapes(base)["state"])
    assert inside(*at, shapes(base)["part"])


def test_nothing_but_crimea_is_hatched(content: Callable[[str], Any]) -> None:
    for row in content("figures/places")["rows"]:
        north, east = map(float, row["at"].split(","))
        assert inside(north, east, shapes("ukraine")["part"]) == (row["place"] == "Crimea")


def test_places_of_talks_are_where_their_events_took_place(content: Callable[[str], Any]) -> None:
    held = {event["id"]: event.get("place", "").split(" and ") for event in content("events")}
    for row in content("figures/places")["rows"]:
        for name in row["events"] if row["group"] == "Talks" else ():
            assert row["place"] in held[name], name


def test_there_is_enough_to_look_up(load: Callable[[str], Any]) -> None:
    assert len(load("data/terms")) > 60
    assert len(load("data/events")) >= 60
    assert len(load("data/positions")) > 50


def test_questions_are_answered_shortly(articles: dict[str, HtmlElement]) -> None:
    answers = articles["questions/"].xpath(".//h2/following-sibling::p[1]")
    assert len(answers) > 10
    for answer in answers:
        text = without_marks(answer)
        assert 40 <= len(text.split()) <= 80, text


def test_every_topic_page_follows_the_template(
    topics: list[str], articles: dict[str, HtmlElement]
) -> None:
    for topic in topics:
        article = articles[f"topics/{topic}/"]
        headings = [h.text_content().replace("¶", "").strip() for h in article.xpath(".//h2")]
        assert tuple(h for h in headings if h in HEADINGS) == HEADINGS, topic
        questions = headings[1 : headings.index(HEADINGS[1])]
        assert 3 <= len(questions) <= 5, topic
        assert [question for question in questions if not question.endswith("?")] == [], topic
        bullets = article.xpath('.//h2[@id="in-short"]/following-sibling::ul[1]/li')
        assert 3 <= len(bullets) <= 5, topic
        words = sum(len(re.findall(r"[A-Za-z’'-]{1,}|\d+", without_marks(b))) for b in bullets)
        assert 55 <= words <= 95, (topic, words)
        strip = article.xpath('.//figure[contains(@class, "strip")]//li[contains(@class, "event")]')
        assert 3 <= len(strip) <= 8, topic
        assert article.xpath('.//*[@data-generated="open-questions"]//dt'), topic
        assert len(article.xpath('.//a[@class="term"]')) >= 8, topic
        origins = set(article.xpath('.//span[@class="rests"]/@data-origin'))
        assert {"document", "record", "both"} & origins - {"document"}, (topic, "cites the record")


def test_descriptions_say_something(pages: dict[str, HtmlElement]) -> None:
    """They are what search engines show of a page; those of views are made by the build."""
    for address in ADDRESSES:
        text = pages[address].xpath('string(//meta[@name="description"]/@content)')
        assert 50 <= len(text) <= 160, (address, text)


def without_marks(element: HtmlElement) -> str:
    return "".join(element.xpath(".//text()[not(ancestor::sup)]"))


def shapes(base: str) -> dict[str, Any]:
    """The shapes of a map's base by name."""
    file = ROOT / "content" / "figures" / "base" / f"{base}.json"
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["name"]: feature["geometry"] for feature in features}


def inside(north: float, east: float, geometry: dict[str, Any]) -> bool:
    """Whether a place lies in a shape: it has an odd number of the shape's sides to the east."""
    crossed = 0
    many = geometry["type"] == "MultiPolygon"
    for polygon in geometry["coordinates"] if many else [geometry["coordinates"]]:
        for ring in polygon:
            for (x1, y1), (x2, y2) in pairwise(ring):
                if (y1 > north) != (y2 > north):
                    crossed += east < x1 + (north - y1) * (x2 - x1) / (y2 - y1)
    return crossed % 2 == 1
