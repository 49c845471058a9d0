"""The map of this site: its borders, and places that are where the records say."""

import json
from itertools import pairwise
from typing import Any

import pytest

from explainer.figures.maps import FOLDER
from explainer.records.content import Content
from explainer.records.figures import Degrees, Figure, degrees_of
from explainer.records.loading import load
from explainer.records.subject import Event
from project import ROOT

IN_CRIMEA = [Degrees(44.95, 34.10), Degrees(44.65, 33.70)]
"""Simferopol, and a place near Sevastopol."""


@pytest.fixture(scope="module")
def content() -> Content:
    return load(ROOT)[0]


def inside(at: Degrees, geometry: dict[str, Any]) -> bool:
    """Whether a place lies in a shape: it has an odd number of the shape's sides to the east."""
    crossed = 0
    many = geometry["type"] == "MultiPolygon"
    for polygon in geometry["coordinates"] if many else [geometry["coordinates"]]:
        for ring in polygon:
            for (x1, y1), (x2, y2) in pairwise(ring):
                if (y1 > at.latitude) != (y2 > at.latitude):
                    edge = x1 + (at.latitude - y1) * (x2 - x1) / (y2 - y1)
                    crossed += at.longitude < edge
    return crossed % 2 == 1


def shapes(base: str) -> dict[str, Any]:
    file = ROOT / FOLDER / f"{base}.json"
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["name"]: feature["geometry"] for feature in features}


@pytest.mark.parametrize("base", ["europe", "ukraine"])
@pytest.mark.parametrize("at", IN_CRIMEA, ids=["Simferopol", "Sevastopol"])
def test_crimea_lies_in_ukraine_and_is_hatched(base: str, at: Degrees) -> None:
    assert inside(at, shapes(base)["state"])
    assert inside(at, shapes(base)["part"])


def test_nothing_but_crimea_is_hatched(content: Content) -> None:
    for row in content.all(Figure)["places"].rows:
        assert row.at
        assert inside(degrees_of(row.at), shapes("ukraine")["part"]) == (
            row.values["place"] == "Crimea"
        )


def test_places_of_talks_are_where_their_events_took_place(content: Content) -> None:
    figure = content.all(Figure)["places"]
    for row in figure.rows:
        for name in row.events if row.values["group"] == "Talks" else ():
            place = content.all(Event)[name].place or ""
            assert row.values["place"] in place.split(" and "), name
