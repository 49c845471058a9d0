"""The copy that an archive keeps of a page: what counts as one, and where readers find it."""

import json

import pytest
from pydantic import ValidationError

from explainer.data.export import exports
from explainer.records.evidence import PublicRecord
from explainer.rules.sourcing import copies_are_of_their_page
from tiny_pages import open_tiny, put_all, render, render_all

COPY = "https://web.archive.org/web/20200601120000/http://www.gazette.example/2020/"


def record(archived: str) -> PublicRecord:
    fields = {"id": "gazette-2020", "publisher": "gazette", "title": "x"}
    url = "https://gazette.example/2020"
    return PublicRecord.model_validate({**fields, "url": url, "archived": archived})


@pytest.mark.parametrize(
    "address",
    [
        COPY,
        COPY.replace("0000/h", "0000if_/h"),
        "https://archive.ph/aB3xY",
        "https://perma.cc/AB12-CD34",
    ],
)
def test_a_copy_is_found_beside_its_page(address: str) -> None:
    site = open_tiny()
    put_all(site, "record", *site.content.all(PublicRecord).values(), record(address))
    assert list(copies_are_of_their_page(site)) == []
    note = render("The council signed.[@gazette-2020]", site=site).tree
    assert note.xpath("//div[@class='note']//a[.='archived copy']/@href") == [address]
    listed = render("/// public-record\n///", "sources.md", site).tree
    assert listed.xpath("//li[@id='gazette-2020']/a[.='archived copy']/@href") == [address]
    render_all(site)
    rows = {row["id"]: row for row in json.loads(exports(site)["data/sources.json"])}
    assert rows["gazette-2020"]["archive_location"] == address
    assert "archive_location" not in rows["herald-2020"]


@pytest.mark.parametrize(
    "address",
    [
        "https://web.archive.org/web/2020/https://gazette.example/2020",
        "https://web.archive.org/web/20200601120000*/https://gazette.example/2020",
        "https://web.archive.org/web/20200601120000/",
        "http://archive.ph/aB3xY",
        "https://archive.ph/",
        "https://gazette.example/copy",
        "javascript:alert(1)//https://perma.cc/AB12-CD34",
    ],
)
def test_anything_else_is_no_copy(address: str) -> None:
    with pytest.raises(ValidationError):
        record(address)
