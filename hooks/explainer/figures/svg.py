"""Reduces Vega's SVG to what a page needs: few elements, with classes instead of colours.

Vega writes a group, a label and colours for each mark. Here marks of one class become one path, and
the placeholder colours of `house.yml` become classes: `s1` to `s4` for series, `estimate` for what
is not final. The style sheet defines these classes, so that a drawing adapts to dark mode, print
and forced colours. Text remains text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from explainer.figures.marks import NOT_FINAL
from explainer.typography import curved

LINE = 17
"""Least distance between the names at the ends of lines, so that none covers another."""

_TRANSLATE = re.compile(r"translate\(([-\d.e]+)(?:,([-\d.e]+))?\)")
_PATH = re.compile(r"[a-zA-Z]|[-+]?(?:\d*\.\d+|\d+\.?)(?:e[-+]?\d+)?")
_NAMES = {
    "role-axis-grid": "grid",
    "role-axis-label": "label",
    "role-axis-title": "label",
    "role-legend-symbol": "key",
    "mark-symbol": "point",
    "ends_marks": "ends",
    "inside_marks": "inside",
    "range_marks": "grid",
    "soft_marks": "soft",
    "unknown_marks": "label",
    "zero_marks": "zero",
}
"""What the classes of Vega's groups are called here. Those that end in `_marks` are the layers that
`explainer.figures.marks` names."""

_SERIES = re.compile(r"#00000([1-4])")
_NUMBERS = {"M": "xy", "L": "xy", "H": "x", "V": "y", "C": "xyxyxy", "A": "-----xy", "Z": ""}
"""What the numbers after each command of path data are: places, or something that does not move."""


class _Part(NamedTuple):
    """A shape as path data, or a text with its place and anchor, and its classes as written."""

    classes: str
    content: str
    anchor: str | None = None
    x: float = 0
    y: float = 0


class DrawingError(Exception):
    """A figure cannot be drawn; the text says why, for editors."""


@dataclass(frozen=True)
class Drawing:
    """A drawing: the size and origin of its own units, and its elements."""

    box: tuple[float, float, float, float]
    body: str

    @property
    def view_box(self) -> str:
        """The box as SVG writes it."""
        return " ".join(map(_number, self.box))

    def __html__(self) -> str:  # for templates; the texts in it are escaped already
        return self.body


def reduced(raw: str) -> Drawing:
    """Return Vega's SVG in the form that pages use."""
    root = ElementTree.fromstring(raw)
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    (outer,) = root.iterfind("{*}g")
    left, top = _offset(outer)
    parts = _apart(_keys_like_marks(list(_parts(outer, -left, -top, ""))))
    return Drawing((-left, -top, width, height), "".join(_written(parts)))


def _parts(element: Element, x: float, y: float, name: str) -> Iterator[_Part]:
    """Yield the parts of an element of Vega's, at their place in the whole drawing.

    `x` and `y` are the place of the group that contains it, and `name` is what that is called here.
    """
    dx, dy = _offset(element)
    x, y = x + dx, y + dy
    tag = element.tag.rpartition("}")[2]
    if tag == "g":
        # From the last class, which names the role, to the first, which names the sort of mark.
        tokens = element.get("class", "").split()
        name = next((_NAMES[t] for t in reversed(tokens) if t in _NAMES), name)
        for child in element:
            yield from _parts(child, x, y, name)
    elif tag == "line":
        path = f"M0 0L{element.get('x2', 0)} {element.get('y2', 0)}"
        yield _Part(_classes(name, element, "rule"), _moved(path, x, y))
    elif tag == "path" and element.get("d") and element.get("class") is None:
        kind = "line" if element.get("fill") is None else "shape"
        if kind == "shape" and name in ("point", "key"):
            kind = ""
        yield _Part(_classes(name, element, kind), _moved(element.get("d", ""), x, y))
    elif tag == "text":
        anchor = element.get("text-anchor", "")
        for line in list(element) or [element]:
            if line.text:
                at = y + float(line.get("dy", 0)) if line is not element else y
                shown = escape(curved(line.text), quote=False)
                yield _Part(_classes(name, element), shown, anchor, x, at)


def _classes(name: str, element: Element, kind: str = "") -> str:
    """Return the classes of a part: what it is called, its look and its kind."""
    colours = (_SERIES.match(element.get(attribute, "")) for attribute in ("fill", "stroke"))
    series = (f"s{colour[1]}" for colour in colours if colour)
    status = "estimate" if element.get("fill-opacity") == str(NOT_FINAL) else ""
    return _joined([name, *series, status, kind])


def _keys_like_marks(parts: list[_Part]) -> list[_Part]:
    """Give the symbols of a legend the look of the marks of their series."""
    marks: dict[str, set[str]] = {}
    for part in parts:
        classes = set(part.classes.split())
        if classes & {"shape", "point"}:
            for series in classes & {"s1", "s2", "s3", "s4"}:
                marks[series] = marks.get(series, classes) & classes
    for at, part in enumerate(parts):
        if part.classes.startswith("key"):
            rest = part.classes.split()[1:]
            like = marks.get(rest[0], {"shape"}) if rest else {"shape"}
            parts[at] = part._replace(classes=_joined([*rest, *sorted(like)]))
    return parts


def _apart(parts: list[_Part]) -> list[_Part]:
    """Move the names at the ends of lines apart, from the highest down."""
    ends = [(part.y, at) for at, part in enumerate(parts) if part.classes.startswith("ends")]
    lowest = float("-inf")
    for y, at in sorted(ends):
        lowest = max(y, lowest + LINE)
        parts[at] = parts[at]._replace(y=lowest)
    return parts


def _written(parts: list[_Part]) -> Iterator[str]:
    """Yield the elements; neighbours of the same class and anchor become one element."""
    for (classes, anchor), group in groupby(parts, key=lambda part: (part.classes, part.anchor)):
        attributes = f' class="{classes}"' if classes else ""
        if anchor is None:
            yield f'<path{attributes} d="{"".join(part.content for part in group)}"/>'
            continue
        attributes += f' text-anchor="{anchor}"' if anchor else ""
        texts = (
            f'<text x="{_number(part.x)}" y="{_number(part.y)}">{part.content}</text>'
            for part in group
        )
        yield f"<g{attributes}>{''.join(texts)}</g>"


def _moved(path: str, x: float, y: float) -> str:
    """Return path data moved by a distance, with as few digits as the eye needs."""
    tokens = iter(_PATH.findall(path))
    distance = {"x": x, "y": y}
    written: list[str] = []
    for command in tokens:
        absolute = command.isupper()  # the others count from where the last command ended
        numbers = (
            float(next(tokens)) + (distance.get(kind, 0) if absolute else 0)
            for kind in _NUMBERS[command.upper()]
        )
        written.append(command + " ".join(map(_number, numbers)))
    return "".join(written)


def _offset(element: Element) -> tuple[float, float]:
    found = _TRANSLATE.findall(element.get("transform", ""))
    return sum(float(x) for x, _ in found), sum(float(y or 0) for _, y in found)


def _number(value: float) -> str:
    return f"{round(value, 1) or 0:g}"


def _joined(classes: list[str]) -> str:
    return " ".join(dict.fromkeys(filter(None, classes)))
