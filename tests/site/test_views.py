"""The views of the lists: each shows what its address says, no more and no less."""

import csv
import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml.html import HtmlElement

PATHS = {
    "timeline": ".//li[starts-with(@class, 'event')]/@id",
    "positions": ".//tbody//th/a/@href",
    "glossary": ".//dl[@class='entries-in-short']//dt/a/@href",
    "whos-who": ".//dl[@class='entries-in-short']//dt/a/@href",
    "sources": ".//li[@class='record']/@id",
}


@pytest.fixture(scope="module")
def expected(content: Callable[[str], Any]) -> dict[str, set[str]]:
    """Ids of what each view must show, by its address, worked out from the files alone."""
    found: dict[str, set[str]] = defaultdict(set)
    # A year has a view when something began in it; what lasted into it is shown there too.
    begun = {event["date"][:4] for event in content("events")}
    for event in content("events"):
        for topic in event["topics"]:
            found[f"timeline/topic/{topic}/"].add(event["id"])
        for actor in event.get("actors", []):
            found[f"timeline/actor/{actor}/"].add(event["id"])
        if event["date"] != "undated":
            last = event.get("end", event["date"])
            for year in range(int(event["date"][:4]), int(last[:4]) + 1):
                if str(year) in begun:
                    found[f"timeline/year/{year}/"].add(event["id"])
    for position in content("positions")["positions"]:
        name = f"{position['issue']}-{position['actor']}"
        found[f"positions/actor/{position['actor']}/"].add(name)
        found[f"positions/issue/{position['issue']}/"].add(name)
    for term in content("terms"):
        found[f"glossary/group/{term['group']}/"].add(term["id"])
    for actor in content("actors"):
        found[f"whos-who/group/{actor['side']}/"].add(actor["id"])
    classes = {publisher["id"]: publisher["class"] for publisher in content("publishers")}
    for entry in content("record"):
        found[f"sources/class/{classes[entry['publisher']]}/"].add(entry["id"])
    return dict(found)


def test_views_are_those_that_the_records_ask_for(
    pages: dict[str, HtmlElement], expected: dict[str, set[str]]
) -> None:
    built = {address for address in pages if address.count("/") == 3}
    assert built == expected.keys()
    assert {address.partition("/")[0] for address in built} == PATHS.keys()


def test_views_show_what_their_addresses_say(
    articles: dict[str, HtmlElement], expected: dict[str, set[str]]
) -> None:
    for address, wanted in expected.items():
        path = PATHS[address.partition("/")[0]]
        shown = [name.rpartition("#")[2] for name in articles[address].xpath(path)]
        assert len(shown) == len(set(shown)), address
        assert set(shown) == wanted, address


def test_filters_lead_to_every_view_and_say_how_much_it_holds(
    articles: dict[str, HtmlElement], expected: dict[str, set[str]]
) -> None:
    found = {
        f"{kind}/{link.get('href')}": int(link.xpath("string(following-sibling::span)"))
        for kind in PATHS
        for link in articles[f"{kind}/"].xpath(".//nav[@class='filters']//li/a")
    }
    assert found == {address: len(names) for address, names in expected.items()}


def test_views_mark_where_one_is_and_lead_back(
    articles: dict[str, HtmlElement], expected: dict[str, set[str]]
) -> None:
    for address in expected:
        filters = articles[address].xpath(".//nav[@class='filters']")[0]
        unfolded = "not(ancestor::details[not(@open)])"
        current = filters.xpath(f".//a[@aria-current='page' and {unfolded}]/@href")
        assert current == ["./"], address
        assert filters.xpath("p[@class='back']/a/@href") == ["../../"], address


def test_what_a_view_shows_can_be_downloaded(
    site: Path, articles: dict[str, HtmlElement], expected: dict[str, set[str]]
) -> None:
    for address, wanted in expected.items():
        kind = address.partition("/")[0]
        folder = site / address
        name = {"timeline": "events", "positions": "positions"}.get(kind)
        files = {f.name for f in folder.iterdir()} - {"index.html"}
        if name is None:
            assert not files, address
            continue
        assert set(articles[address].xpath(".//p[@class='downloads']/a/@href")) == files, address
        rows = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            table = list(csv.DictReader(file))
        for found in (rows, table):
            ids = {row.get("id") or f"{row['issue']}-{row['actor']}" for row in found}
            assert ids == wanted, address
            latest = [row for row in found if row.get("latest", "true") == "true"]
            assert len(latest) == len(wanted), address


def test_views_are_not_searched_and_use_nothing(
    load: Callable[[str], Any],
    articles: dict[str, HtmlElement],
    expected: dict[str, set[str]],
) -> None:
    index = load("search/search_index")["docs"]
    found = {entry["location"].partition("#")[0] for entry in index}
    assert not expected.keys() & found
    assert "timeline/" in found
    for page in ("glossary/", "whos-who/", "sources/"):
        links = articles[page].xpath(".//*[@class='used-on']//a/@href")
        assert links, page
        views = {f"../{address}" for address in expected}
        assert [link for link in links if link.partition("#")[0] in views] == [], page


def test_a_class_of_publishers_shows_where_each_publication_is_used(
    articles: dict[str, HtmlElement], expected: dict[str, set[str]]
) -> None:
    for address in (address for address in expected if address.startswith("sources/")):
        for entry in articles[address].xpath(".//li[@class='record']"):
            assert entry.xpath("p[@class='used-on']/a"), entry.get("id")


def test_entries_stand_under_their_letter(
    articles: dict[str, HtmlElement], content: Callable[[str], Any]
) -> None:
    article = articles["glossary/"]
    letters = article.xpath(".//nav[@class='letters']//li[not(@class)]/a")
    assert [a.text for a in letters] == article.xpath(".//section[@class='letter']/h2/text()")
    assert sorted(a.text for a in letters) == [a.text for a in letters]
    for link in letters:
        assert article.xpath(f".//section[@id='{link.get('href')[1:]}']"), link.text
    ids = article.xpath(".//section[@class='letter']/section/h3/@id")
    assert sorted(ids) == sorted(term["id"] for term in content("terms"))


def test_people_and_bodies_stand_under_their_side_in_the_order_of_the_file(
    articles: dict[str, HtmlElement], content: Callable[[str], Any]
) -> None:
    sides: dict[str, list[str]] = {}
    for actor in content("actors"):
        sides.setdefault(f"side-{actor['side']}", []).append(actor["id"])
    sections = articles["whos-who/"].xpath(".//section[@class='side']")
    shown = [(part.xpath("string(h2/@id)"), part.xpath("section/h3/@id")) for part in sections]
    assert shown == list(sides.items())
