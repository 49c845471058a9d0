"""Maps: where places stand, which names there is room for, and what is said of a fault."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from explainer.figures.maps import FOLDER, WIDTH, Projection, draw_map
from explainer.figures.svg import DrawingError
from explainer.records.figures import Degrees, Figure, Frame, Row, degrees_of

SQUARE = [[-10, 40], [10, 40], [10, 60], [-10, 60], [-10, 40]]
BASE = {
    "land": {"type": "Polygon", "coordinates": [SQUARE]},
    "borders": {"type": "LineString", "coordinates": [[0, 40], [0, 60]]},
    "state": {"type": "MultiPolygon", "coordinates": [[SQUARE]]},
    "part": {"type": "Polygon", "coordinates": [[[-1, 49], [1, 49], [1, 51], [-1, 49]]]},
}
WIDE: dict[str, Any] = {"title": "All", "base": "harbour", "view": (-10, 40, 10, 60)}
NARROW: dict[str, Any] = {**WIDE, "title": "The harbour", "view": (-2, 48, 2, 52)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    file = tmp_path / FOLDER / "harbour.json"
    file.parent.mkdir(parents=True)
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": shape}
        for name, shape in BASE.items()
    ]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return tmp_path


def drawn(root: Path, *rows: tuple[str, str, str], frames: Any = (WIDE,), **more: Any) -> str:
    plan = {"frames": frames, "name": "place", "group": "group", "credit": "x", **more}
    columns = [{"id": key, "title": key} for key in ("place", "group")]
    fields = {"id": "piers", "title": "x", "summary": "x", "as_of": "2020", "sources": ["a-b"]}
    values = [{"place": name, "group": group, "at": at} for name, group, at in rows]
    figure = Figure.model_validate({**fields, "columns": columns, "rows": values, "map": plan})
    assert figure.map
    return draw_map(figure, figure.map, root).body


def test_projection_keeps_the_frame_and_distances_along_the_middle() -> None:
    project = Projection(Frame.model_validate(WIDE))
    assert project(Degrees(50, -10))[0] == 0
    assert project(Degrees(50, 10))[0] == WIDTH
    assert project(Degrees(60, 0)) == (WIDTH / 2, 0)
    assert project(Degrees(40, 0)) == (WIDTH / 2, project.height)
    assert abs(project(Degrees(50, 0))[1] - project.height / 2) <= 1
    # a degree of longitude is the cosine of its latitude as long as one of latitude
    assert project.height / WIDTH == pytest.approx(1 / 0.643, abs=0.02)


def test_a_place_stands_in_the_last_frame_that_it_lies_in(root: Path) -> None:
    rows = [("Pier", "x", "50, 0"), ("Far pier", "x", "59, 5"), ("Elsewhere", "x", "0, 0")]
    wide, narrow = drawn(root, *rows, frames=(WIDE, NARROW)).split("The harbour")
    assert "Far pier" in wide
    assert "Pier<" in narrow
    assert "Elsewhere" not in wide + narrow


def test_groups_differ_by_shape_and_the_key_names_those_that_are_drawn(root: Path) -> None:
    rows = [("A", "ferry", "50, 0"), ("B", "bridge", "45, 0"), ("C", "tunnel", "0, 0")]
    body = drawn(root, *rows, hatched="closed since 2020")
    marks = re.findall(r'<path class="mark (s\d)" d="([^"]*)"', body)
    assert [series for series, _ in marks] == ["s1", "s2", "s1", "s2"]
    assert len({re.sub(r"\d+", "", path) for _, path in marks}) == 2
    assert ">ferry<" in body
    assert ">tunnel<" not in body
    assert body.count('fill="url(#hatch-piers)"') == 2
    assert ">closed since 2020<" in body


def test_names_stand_beside_each_other(root: Path) -> None:
    rows = [(f"Pier {n}", "x", f"{50 + n * 0.4}, 0") for n in range(4)]
    body = drawn(root, *rows)
    spots = re.findall(r'<text class="town"(?: text-anchor="(\w+)")? x="(\d+)" y="(\d+)"', body)
    assert len(set(spots)) == 4
    assert len({anchor for anchor, _, _ in spots}) > 1


def test_names_are_text(root: Path) -> None:
    assert "<b>" not in drawn(root, ("<b>", "<b>", "50, 0"), hatched="<b>")


def test_a_base_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(DrawingError, match=r"content/figures/base/harbour\.json cannot be read"):
        drawn(tmp_path, ("A", "x", "50, 0"))


@pytest.mark.parametrize("at", ["91, 0", "0, 181", "48.86", "48.86 N, 2.35 E", "", "48.86, 2.35\n"])
def test_what_is_no_place_is_refused(at: str) -> None:
    with pytest.raises(ValidationError):
        Row.model_validate({"at": at})


def test_places_are_read() -> None:
    for text, expected in {"48.86, 2.35": (48.86, 2.35), "-33, 151.2": (-33, 151.2)}.items():
        assert degrees_of(Row.model_validate({"at": text}).at or "") == expected
