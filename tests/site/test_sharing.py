"""What others see of the site: the sitemap, shared links, and addresses under a project's path."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree, html
from lxml.html import HtmlElement

BRIDGE = "https://example.org/bridge/"
"""The address of the small site: under a path, as pages of a project are."""


def listed(site: Path) -> dict[str, str]:
    """The addresses in the sitemap, each with its date."""
    urls = etree.parse(str(site / "sitemap.xml")).getroot()
    return {url[0].text or "": "".join(date.text or "" for date in url[1:]) for url in urls}


def shared(tree: HtmlElement, name: str) -> str:
    """What a page says of itself to who shows a link to it."""
    return str(tree.xpath(f"string(//meta[@property='og:{name}']/@content)"))


def test_sitemap_lists_written_pages_with_the_dates_of_their_content(
    site_url: str,
    site: Path,
    front_matter: dict[str, dict[str, Any]],
    content: Callable[[str], Any],
    topics: list[str],
) -> None:
    expected = {}
    for address, meta in front_matter.items():
        if address == "print/":  # it repeats the others
            continue
        changes = [c["date"] for c in content("changes") if f"/{address}" in c["pages"]]
        reviewed = [meta["reviewed"]] if "reviewed" in meta else []
        expected[site_url + address] = max([*changes, *reviewed], default="")
    assert sum(map(bool, expected.values())) >= len(topics)
    assert listed(site) == expected


def test_each_topic_and_figure_has_its_own_card_and_other_pages_share_one(
    site_url: str, site: Path, pages: dict[str, HtmlElement], topics: list[str]
) -> None:
    cards = set()
    for address, tree in pages.items():
        image, alternative = shared(tree, "image"), shared(tree, "image:alt")
        folder, _, name = address.strip("/").partition("/")
        own = (folder == "topics" and name in topics) or folder == "figures"
        of = "figure-" if folder == "figures" else ""
        name = f"cards/{of}{name}" if own else "card"
        assert image == f"{site_url}assets/{name}.png", address
        assert alternative, address
        assert not own or alternative.startswith(shared(tree, "title")), address
        cards.add(image)
    drawn = [(site / card.removeprefix(site_url)).read_bytes() for card in sorted(cards)]
    figures = [address for address in pages if address.startswith("figures/")]
    assert len(set(drawn)) == len(topics) + len(figures) + 1
    assert {size_of(image) for image in drawn} == {(1200, 630)}
    assert max(map(len, drawn)) < 45_000
    assert size_of((site / "assets/touch-icon.png").read_bytes()) == (180, 180)


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def test_addresses_are_whole_under_a_path(tiny_site: Path) -> None:
    found = {}
    for file in tiny_site.rglob("index.html"):
        address = BRIDGE + file.relative_to(tiny_site).as_posix().removesuffix("index.html")
        tree = html.parse(str(file)).getroot()
        assert tree.xpath("//link[@rel='canonical']/@href") == [address]
        assert shared(tree, "url") == address
        image = shared(tree, "image")
        assert (tiny_site / image.removeprefix(BRIDGE)).is_file(), image
        found[address] = file
    listed_here = listed(tiny_site)
    assert listed_here
    assert listed_here.keys() < found.keys()


def test_page_for_a_wrong_address_leads_on_from_wherever_it_is_shown(
    tiny_site: Path, site: Path, topics: list[str]
) -> None:
    """A host shows it at any depth, so that its links must begin at the host's root."""
    tree = html.parse(str(tiny_site / "404.html")).getroot()
    own = [link for link in tree.xpath("//@href | //@src") if "://" not in link and link[0] != "#"]
    assert len(own) > 20
    for link in own:
        assert link.startswith("/bridge/"), link
        target = tiny_site / link.removeprefix("/bridge/")
        assert target.is_file() or (target / "index.html").is_file(), link
    assert not tree.xpath("//link[@rel='canonical']")
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    choices = html.parse(str(site / "404.html")).xpath("//article//a/@href")
    assert len([link for link in choices if "/topics/" in link]) == len(topics)


def test_titles_have_curved_apostrophes(pages: dict[str, HtmlElement]) -> None:
    told = "//title/text() | //meta[@name='description' or starts-with(@property, 'og:')]/@content"
    found = [(address, text) for address, tree in pages.items() for text in tree.xpath(told)]
    assert found
    assert [pair for pair in found if "'" in pair[1]] == []
