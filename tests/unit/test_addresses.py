"""Addresses: of records, of pages, and from one page to another."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.addresses import address, address_of, anchor, markdown_path, page_of, relative
from explainer.records.kinds import KINDS
from explainer.refs import Ref

SITE = "https://site.example/sub/path/"


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("statement", "leaflet:7.2", "leaflet-7-2"),
        ("statement", "leaflet:7.2a", "leaflet-7-2a"),
        ("source", "article", "source-article"),
        ("term", "peace-force", "peace-force"),
        ("record", "gazette-2020", "gazette-2020"),
    ],
)
def test_anchors(kind: str, name: str, expected: str) -> None:
    assert anchor(Ref(kind, name)) == expected


def test_anchors_of_different_statements_differ() -> None:
    names = [
        f"s:{p}.{s}{letter}" for p in range(1, 13) for s in range(1, 13) for letter in ("", "a")
    ]
    assert len({anchor(Ref("statement", name)) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("kind", "name", "path", "site_address"),
    [
        ("term", "toll", "/glossary.md#toll", "glossary/#toll"),
        ("actor", "quay", "/whos-who.md#quay", "whos-who/#quay"),
        ("event", "vote", "/timeline.md#vote", "timeline/#vote"),
        ("statement", "leaflet:1.2", "/sources.md#leaflet-1-2", "sources/#leaflet-1-2"),
        ("source", "leaflet", "/sources.md#source-leaflet", "sources/#source-leaflet"),
        ("record", "gazette-2020", "/sources.md#gazette-2020", "sources/#gazette-2020"),
        ("question", "why", "/questions.md#why", "questions/#why"),
        ("change", "one", "/changes.md#one", "changes/#one"),
        ("figure", "one", "/figures/one.md", "figures/one/"),
        ("topic", "plan", "/topics/plan.md", "topics/plan/"),
        ("page", "topics/plan.md", "/topics/plan.md", "topics/plan/"),
        ("page", "index.md", "/index.md", ""),
    ],
)
def test_where_a_record_is_found(kind: str, name: str, path: str, site_address: str) -> None:
    assert markdown_path(Ref(kind, name)) == path
    assert address_of(Ref(kind, name)) == site_address
    assert page_of(Ref(kind, name)) == path.partition("#")[0].removeprefix("/")


def test_every_kind_with_a_page_is_tested_above() -> None:
    marks = test_where_a_record_is_found.pytestmark  # type: ignore[attr-defined]
    tested = {case[0] for case in marks[0].args[1]}
    assert tested == {name for name, kind in KINDS.items() if kind.page} | {"topic", "page"}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("index.md", ""),
        ("glossary.md", "glossary/"),
        ("topics/plan.md", "topics/plan/"),
        ("editors/index.md", "editors/"),
        ("reindex.md", "reindex/"),
    ],
)
def test_addresses_of_pages(page: str, expected: str) -> None:
    assert address(page) == expected


segments = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)
folders = st.lists(segments, max_size=3).map(lambda parts: "".join(f"{p}/" for p in parts))
files = st.tuples(folders, segments).map(lambda parts: f"{parts[0]}{parts[1]}.html")
fragments = st.just("") | segments.map("#{}".format)
targets = st.tuples(folders | files, fragments).map("".join)


@given(targets, folders | files)
def test_a_relative_link_resolves_to_its_target(target: str, page: str) -> None:
    link = relative(target, page)
    assert link
    assert not link.startswith("/")
    assert urljoin(SITE + page, link) == SITE + target


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("glossary/#toll", "glossary/", "#toll"),
        ("glossary/#toll", "topics/plan/", "../../glossary/#toll"),
        ("glossary/", "", "glossary/"),
        ("", "topics/plan/", "../../"),
        ("", "", "./"),
        ("#top", "", "#top"),
        ("feed.xml", "changes/", "../feed.xml"),
        ("glossary/", "404.html", "glossary/"),
    ],
)
def test_relative_links_are_short(target: str, page: str, link: str) -> None:
    assert relative(target, page) == link
