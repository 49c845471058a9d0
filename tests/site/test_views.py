"""The views of the lists: each shows what its address says, no more and no less."""

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from project import ROOT


def records(name: str) -> list[dict[str, Any]]:
    text = (ROOT / "content" / name).read_text(encoding="utf-8")
    found = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
    rows: list[dict[str, Any]] = found["positions"] if isinstance(found, dict) else found
    return rows


def last_day(date: str) -> str:
    """A date padded so that dates compare as texts: `2025` ends after `2025-12-30`."""
    return date + "-99" * (2 - date.count("-"))


def expected() -> dict[str, set[str]]:
    """Ids of what each view must show, by its address, worked out from the files alone."""
    found: dict[str, set[str]] = defaultdict(set)
    for event in records("events.yml"):
        for topic in event["topics"]:
            found[f"timeline/topic/{topic}"].add(event["id"])
        for actor in event.get("actors", []):
            found[f"timeline/actor/{actor}"].add(event["id"])
        if event["date"] != "undated":
            last = event.get("end", event["date"])
            for year in range(int(event["date"][:4]), int(last[:4]) + 1):
                found[f"timeline/year/{year}"].add(event["id"])
    for position in records("positions.yml"):
        name = f"{position['issue']}-{position['actor']}"
        found[f"positions/actor/{position['actor']}"].add(name)
        found[f"positions/issue/{position['issue']}"].add(name)
    for term in records("terms.yml"):
        found[f"glossary/group/{term['group']}"].add(term["id"])
    for actor in records("actors.yml"):
        found[f"whos-who/group/{actor['side']}"].add(actor["id"])
    return found


EXPECTED = expected()
PATHS = {
    "timeline": "//li[@class='event']/@id",
    "positions": "//tbody//th/a/@href",
    "glossary": "//dl[@class='entries-in-short']//dt/a/@href",
    "whos-who": "//dl[@class='entries-in-short']//dt/a/@href",
}


def test_views_are_those_that_the_records_ask_for(site: Path) -> None:
    built = {f.parent.relative_to(site).as_posix() for f in site.glob("*/*/*/index.html")}
    # A year in which nothing began has a view only if one of the years' own events says so.
    assert built == EXPECTED.keys()
    assert len(built) > 100


@pytest.mark.parametrize("kind", sorted(PATHS))
def test_view_shows_what_its_address_says(site: Path, kind: str) -> None:
    for address, wanted in EXPECTED.items():
        if address.startswith(kind):
            tree = html.parse(str(site / address / "index.html"))
            shown = [name.rpartition("#")[2] for name in tree.xpath(f"//article{PATHS[kind]}")]
            assert len(shown) == len(set(shown)), address
            assert set(shown) == wanted, address


@pytest.mark.parametrize("kind", sorted(PATHS))
def test_filters_lead_to_every_view_and_say_how_much_it_holds(site: Path, kind: str) -> None:
    tree = html.parse(str(site / kind / "index.html"))
    links = {
        link.get("href").removesuffix("/"): int(link.xpath("string(following-sibling::span)"))
        for link in tree.xpath("//nav[@class='filters']//li/a")
    }
    assert {f"{kind}/{link}": count for link, count in links.items()} == {
        address: len(names) for address, names in EXPECTED.items() if address.startswith(kind)
    }


def test_view_marks_where_one_is_and_leads_back(site: Path) -> None:
    for address in EXPECTED:
        tree = html.parse(str(site / address / "index.html"))
        (current,) = tree.xpath("//nav[@class='filters']//a[@aria-current='page']")
        assert current.xpath("ancestor::details/@open"), address
        (back,) = tree.xpath("//nav[@class='filters']/p[@class='back']/a/@href")
        assert back == "../../", address


def test_what_a_view_shows_can_be_downloaded(site: Path) -> None:
    for address, wanted in EXPECTED.items():
        kind = address.partition("/")[0]
        folder = site / address
        name = {"timeline": "events", "positions": "positions"}.get(kind)
        files = {f.name for f in folder.iterdir()} - {"index.html"}
        if name is None:
            assert not files, address
            continue
        tree = html.parse(str(folder / "index.html"))
        assert set(tree.xpath("//p[@class='downloads']/a/@href")) == files, address
        rows = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            table = list(csv.DictReader(file))
        for found in (rows, table):
            ids = {row.get("id") or f"{row['issue']}-{row['actor']}" for row in found}
            assert ids == wanted, address
            assert len(found) == len(wanted), address


def test_views_are_not_searched_and_use_nothing(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    found = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert not {f"{address}/" for address in EXPECTED} & found
    assert "timeline/" in found
    for page in ("glossary", "whos-who", "sources"):
        links = html.parse(str(site / page / "index.html")).xpath("//*[@class='used-on']//a/@href")
        assert links
        assert not [link for link in links if "/topic/" in link or "/actor/" in link]


def test_entries_stand_under_their_letter(site: Path) -> None:
    for page, file in (("glossary", "terms.yml"), ("whos-who", "actors.yml")):
        tree = html.parse(str(site / page / "index.html"))
        letters = tree.xpath("//nav[@class='letters']//li[not(@class)]/a")
        assert [a.text for a in letters] == tree.xpath("//section[@class='letter']/h2/text()")
        assert sorted(a.text for a in letters) == [a.text for a in letters]
        for link in letters:
            assert tree.xpath(f"//section[@id='{link.get('href')[1:]}']"), link.text
        ids = tree.xpath("//section[@class='letter']/section/h3/@id")
        assert sorted(ids) == sorted(record["id"] for record in records(file))
    (macron,) = tree.xpath("//h3[@id='macron']/ancestor::section[@class='letter']/@id")
    assert macron == "letter-m", "people stand under their last name"
