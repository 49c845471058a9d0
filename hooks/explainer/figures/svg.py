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
"""What the classes of Vega's groups are called here."""

_SERIES = re.compile(r"#00000([1-4])")
_PARAMETERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "A": 7, "Z": 0}


class _Text(NamedTuple):
    x: float
    y: float
    anchor: str
    text: str


class _Part(NamedTuple):
    """A shape as path data, or a text, with its class."""

    name: str
    what: str | _Text


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


def reduced(raw: str) -> Drawing:
    """Return Vega's SVG in the form that pages use.

    Raises:
        ElementTree.ParseError: If it is not XML.
    """
    root = ElementTree.fromstring(raw)
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    (outer,) = (child for child in root if _tag(child) == "g")
    left, top = _offset(outer)
    parts = _apart(_keys_like_marks(list(_parts(outer, -left, -top, ""))))
    return Drawing((-left, -top, width, height), "".join(_written(parts)))


def _parts(element: Element, x: float, y: float, name: str) -> Iterator[_Part]:
    """Yield the parts of an element, at their place in the whole drawing."""
    dx, dy = _offset(element)
    x, y = x + dx, y + dy
    tag = _tag(element)
    if tag == "g":
        # From the last class, which names the role, to the first, which names the sort of mark.
        tokens = element.get("class", "").split()
        name = next((_NAMES[t] for t in reversed(tokens) if t in _NAMES), name)
        for child in element:
            yield from _parts(child, x, y, name)
        return
    classes = [name, *_look(element)]
    if tag == "line":
        end = x + float(element.get("x2", 0)), y + float(element.get("y2", 0))
        classes.append("rule")
        yield _Part(_joined(classes), f"M{_pair(x, y)}L{_pair(*end)}")
    elif tag == "path" and element.get("d") and element.get("class") is None:
        if element.get("fill") is None:
            classes.append("line")
        elif name not in ("point", "key"):
            classes.append("shape")
        yield _Part(_joined(classes), _moved(element.get("d", ""), x, y))
    elif tag == "text":
        anchor = element.get("text-anchor", "")
        for line in list(element) or [element]:
            if line.text:
                at = y + float(line.get("dy", 0)) if line is not element else y
                yield _Part(_joined(classes), _Text(x, at, anchor, line.text))


def _look(element: Element) -> Iterator[str]:
    """Yield the classes that stand for an element's colour and opacity."""
    for attribute in ("fill", "stroke"):
        if match := _SERIES.match(element.get(attribute, "")):
            yield f"s{match[1]}"
    if element.get("fill-opacity") == str(NOT_FINAL):
        yield "estimate"


def _keys_like_marks(parts: list[_Part]) -> list[_Part]:
    """Give the symbols of a legend the look of the marks of their series."""
    marks: dict[str, set[str]] = {}
    for part in parts:
        classes = set(part.name.split())
        if classes & {"shape", "point"}:
            for series in classes & {"s1", "s2", "s3", "s4"}:
                marks[series] = marks.get(series, classes) & classes
    found = []
    for part in parts:
        if part.name.startswith("key"):
            rest = part.name.split()[1:]
            like = marks.get(rest[0], {"shape"}) if rest else {"shape"}
            part = part._replace(name=_joined([*rest, *sorted(like)]))
        found.append(part)
    return found


def _apart(parts: list[_Part]) -> list[_Part]:
    """Move the names at the ends of lines apart, from the highest down."""
    ends = sorted(
        (at for at, part in enumerate(parts) if part.name.startswith("ends")),
        key=lambda at: parts[at].what[1],
    )
    lowest = float("-inf")
    for at in ends:
        name, text = parts[at]
        if isinstance(text, _Text):
            lowest = max(text.y, lowest + LINE)
            parts[at] = _Part(name, text._replace(y=lowest))
    return parts


def _written(parts: list[_Part]) -> Iterator[str]:
    """Yield the elements; neighbours of the same class become one element."""
    for (name, anchor), group in groupby(parts, key=_alike):
        of = f' class="{name}"' if name else ""
        found = [part.what for part in group]
        texts = [text for text in found if isinstance(text, _Text)]
        if not texts:
            yield f'<path{of} d="{"".join(map(str, found))}"/>'
            continue
        of += f' text-anchor="{anchor}"' if anchor else ""
        inner = "".join(map(_text, texts))
        yield f"<g{of}>{inner}</g>"


def _text(text: _Text) -> str:
    shown = escape(curved(text.text), quote=False)
    return f'<text x="{_number(text.x)}" y="{_number(text.y)}">{shown}</text>'


def _alike(part: _Part) -> tuple[str, str | None]:
    return part.name, part.what.anchor if isinstance(part.what, _Text) else None


def _moved(path: str, x: float, y: float) -> str:
    """Return path data moved by a distance, with as few digits as the eye needs."""
    tokens = _PATH.findall(path)
    written: list[str] = []
    at = 0
    while at < len(tokens):
        command = tokens[at]
        count = _PARAMETERS[command.upper()]
        at += 1
        written.append(command)
        numbers = [float(token) for token in tokens[at : at + count]]
        at += count
        if command.isupper() and count:
            numbers[-1] += y if command != "H" else x
            if command != "V" and count > 1:
                numbers[-2] += x
            if command == "C":
                numbers = [n + (x, y)[i % 2] if i < 4 else n for i, n in enumerate(numbers)]
        written.append(" ".join(map(_number, numbers)))
    return "".join(written)


def _offset(element: Element) -> tuple[float, float]:
    found = _TRANSLATE.findall(element.get("transform", ""))
    return sum(float(x) for x, _ in found), sum(float(y or 0) for _, y in found)


def _pair(x: float, y: float) -> str:
    return f"{_number(x)} {_number(y)}"


def _number(value: float) -> str:
    return f"{round(value, 1) or 0:g}"


def _joined(classes: list[str]) -> str:
    return " ".join(dict.fromkeys(filter(None, classes)))


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]
