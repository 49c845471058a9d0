"""Maps: named places on a base of land and borders, drawn without any service.

A base is a GeoJSON file in content/figures/base/ with the features `land`, `borders`, `state` (the
state to highlight) and optionally `part` (the part of it to hatch). The projection is the
equidistant conic with one standard parallel, the middle of the frame (Snyder, Map Projections: A
Working Manual, 1987, page 113), which keeps distances along meridians.
"""

import json
from collections.abc import Iterator
from html import escape
from itertools import groupby, pairwise
from math import cos, radians, sin, tan
from pathlib import Path
from typing import Any, NamedTuple

from explainer.figures.svg import Drawing, DrawingError
from explainer.records.figures import Degrees, Figure, Frame, Map, degrees_of
from explainer.typography import curved

FOLDER = "content/figures/base"
"""Where bases lie."""

WIDTH = 440
"""Width of every frame in units of the drawing."""

NEEDED = ("land", "borders", "state")
"""Shapes that each base has; it may have `part` too."""

Line = list[tuple[float, float]]
"""Points, each a longitude and a latitude."""

HEAD, LINE, SPACE = 25, 22, 12
"""Heights of a frame's title and of a line of the key, and the space under a frame."""

LETTER, TEXT = 8.6, 15
"""Width to allow for a letter, and height of the text."""

GAP = 9
"""Distance of a name from the middle of its mark."""


class Box(NamedTuple):
    """A rectangle in units of the frame."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two rectangles overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


class NamedPlace(NamedTuple):
    """A place that is drawn: its name, its series and where it is."""

    name: str
    series: str
    at: Degrees


class Projection:
    """From degrees to units of a frame, which is as high as what it shows."""

    def __init__(self, frame: Frame) -> None:
        west, south, east, north = frame.view
        latitude, longitude = (south + north) / 2, (west + east) / 2
        self._parallel, self._meridian = radians(latitude), radians(longitude)
        left, right = (self._conic(Degrees(latitude, edge))[0] for edge in (west, east))
        top, bottom = (self._conic(Degrees(edge, longitude))[1] for edge in (north, south))
        self._left, self._top, self._scale = left, top, WIDTH / (right - left)
        self.height = round((bottom - top) * self._scale)

    def _conic(self, at: Degrees) -> tuple[float, float]:
        cone = sin(self._parallel)
        radius = 1 / tan(self._parallel) + self._parallel - radians(at.latitude)
        angle = cone * (radians(at.longitude) - self._meridian)
        return radius * sin(angle), radius * cos(angle)

    def __call__(self, at: Degrees) -> tuple[int, int]:
        """Return a place in units from the left and the upper edge."""
        x, y = self._conic(at)
        return round((x - self._left) * self._scale), round((y - self._top) * self._scale)


def draw_map(figure: Figure, plan: Map, root: Path) -> Drawing:
    """Return the drawing of a figure that is a map; bases are read from the project `root`.

    Raises:
        DrawingError: If a base cannot be read.
    """
    groups: dict[str, str] = {}
    found: list[list[NamedPlace]] = [[] for _ in plan.frames]
    for row in figure.rows:
        group = row.values.get(plan.group or "") or ""
        series = groups.setdefault(group, f"s{len(groups) + 1}")
        if row.at is None:
            continue
        at = degrees_of(row.at)
        within = [places for places, frame in zip(found, plan.frames, strict=True) if frame.has(at)]
        if within:
            within[-1].append(NamedPlace(row.values.get(plan.name) or "", series, at))

    hatch = f"hatch-{figure.id}"
    parts = [
        f'<pattern id="{hatch}" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<path class="rule" d="M0 6L6 0"/></pattern>'
    ]
    y = 0
    for frame, places in zip(plan.frames, found, strict=True):
        project = Projection(frame)
        size = f'width="{WIDTH}" height="{project.height}"'
        parts.append(_text("map-title", 0, y + TEXT, frame.title))
        parts.append(f'<svg y="{y + HEAD}" {size} viewBox="0 0 {WIDTH} {project.height}">')
        parts += [*_base(_read(root, frame.base), project, hatch), *_names(frame, places, project)]
        parts.append(f'<path class="frame" d="M0 0H{WIDTH}V{project.height}H0Z"/></svg>')
        y += HEAD + project.height + SPACE
    for group, series in groups.items():
        if group and any(place.series == series for places in found for place in places):
            parts += [_mark(8, y + 10, series), _text("", 22, y + TEXT, group)]
            y += LINE
    if plan.hatched:
        parts.append(
            f'<rect class="hatched" fill="url(#{hatch})" y="{y + 3}" width="16" height="14"/>'
        )
        parts.append(_text("", 22, y + TEXT, plan.hatched))
        y += LINE
    return Drawing((0, 0, WIDTH, y), "".join(parts))


def _read(root: Path, name: str) -> dict[str, list[Line]]:
    file = root / FOLDER / f"{name}.json"
    try:
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        shapes = {f["properties"]["name"]: list(_lines(f["geometry"])) for f in features}
        return {**shapes, **{name: shapes[name] for name in NEEDED}}
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise DrawingError(f"the base {FOLDER}/{name}.json cannot be read: {error}") from None


def _base(shapes: dict[str, list[Line]], project: Projection, hatch: str) -> Iterator[str]:
    for name in NEEDED:
        lines = "".join(_line(line, project) for line in shapes[name])
        yield f'<path class="{name}" d="{lines}"/>'
    for ring in shapes.get("part", ()):
        points = " ".join(f"{x},{y}" for x, y in _placed(ring, project))
        yield f'<polygon class="hatched" fill="url(#{hatch})" points="{points}"/>'


def _lines(geometry: dict[str, Any]) -> Iterator[Line]:
    """Yield the lines and rings of a shape of GeoJSON."""
    parts: list[Any] = [geometry["coordinates"]]
    while parts:
        part = parts.pop(0)
        if isinstance(part[0][0], list):
            parts[:0] = part
        else:
            yield [(float(longitude), float(latitude)) for longitude, latitude in part]


def _line(points: Line, project: Projection) -> str:
    """Return path data, in steps from point to point, which take the fewest digits."""
    placed = _placed(points, project)
    steps = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(placed))
    return f"M{placed[0][0]} {placed[0][1]}l{steps}".replace(" -", "-") if steps else ""


def _placed(points: Line, project: Projection) -> list[tuple[int, int]]:
    """Return where points lie, without those that fall on the one before."""
    placed = (project(Degrees(latitude, longitude)) for longitude, latitude in points)
    return [place for place, _ in groupby(placed)]


def _names(frame: Frame, places: list[NamedPlace], project: Projection) -> Iterator[str]:
    """Yield the labels, then each place with its name where there is room for it."""
    taken: list[Box] = []
    for label in frame.labels:
        x, y = project(degrees_of(label.at))
        half = LETTER * len(label.text) / 2
        taken.append(Box(x - half, y - TEXT, x + half, y))
        yield _text("label", x, y, label.text, "middle")
    spots = [project(place.at) for place in places]
    taken += [Box(x - 5, y - 5, x + 5, y + 5) for x, y in spots]
    for place, (x, y) in zip(places, spots, strict=True):
        width = LETTER * len(place.name)
        ways = {
            "start": Box(x + GAP, y - 9, x + GAP + width, y + 6),
            "end": Box(x - GAP - width, y - 9, x - GAP, y + 6),
            "middle": Box(x - width / 2, y - GAP - TEXT, x + width / 2, y - GAP + 2),
            "": Box(x - width / 2, y + GAP - 2, x + width / 2, y + GAP + TEXT),
        }
        edge = Box(0, 0, WIDTH, project.height)
        free = [
            (anchor, box)
            for anchor, box in ways.items()
            if edge.left <= box.left and box.right <= edge.right
            if edge.top <= box.top and box.bottom <= edge.bottom
            if not any(box.meets(other) for other in taken)
        ]
        anchor, box = (free or list(ways.items()))[0]
        taken.append(box)
        at_x = {"start": box.left, "end": box.right}.get(anchor, x)
        at_y = y + 5 if anchor in ("start", "end") else round(box.bottom - 3)
        yield _mark(x, y, place.series)
        yield _text("town", round(at_x), at_y, place.name, anchor or "middle")


def _mark(x: int, y: int, series: str) -> str:
    """Return a mark: a disc for the first series, a square for the second, a ring for others."""
    if series == "s2":
        return f'<path class="mark s2" d="M{x - 5} {y - 5}h10v10h-10z"/>'
    return f'<path class="mark {series}" d="M{x - 5} {y}a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"/>'


def _text(name: str, x: int, y: int, text: str, anchor: str = "start") -> str:
    of = f' class="{name}"' if name else ""
    at = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text{of}{at} x="{x}" y="{y}">{escape(curved(text), quote=False)}</text>'
