"""The Vega-Lite specification of a figure: its chart and data, in the style of the site.

An editor writes what is shown. This module adds how it is shown: the size, plain axes, the order of
names, legends and, by `explainer.figures.marks`, what is written at bars and lines. Nothing is
filtered, summed or filled in.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from explainer.figures.encoding import (
    KEY,
    VALUE,
    Part,
    folded_columns,
    is_discrete,
    kinds_of_columns,
    layers_of,
    measure_on,
)
from explainer.figures.marks import LETTER, WIDTH, Marks, quoted
from explainer.records.figures import Figure, date_of, number_of

HEIGHT = 220
"""Height of a plot, unless the figure says otherwise."""

STEP, STEP_OF_SERIES = 32, 24
"""Height of a horizontal bar and its spacing, for one series and for several."""

MOST_DATES = 7
"""Most dates that a horizontal axis labels; if there are more, it labels only some."""

KEY_WIDTH = 34
"""Width of a symbol of a legend, with the space around it."""

CONFIG: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("house.yml").read_text(encoding="utf-8")
)


def specification(figure: Figure) -> dict[str, Any]:
    """Return the Vega-Lite specification of a figure that has a chart."""
    rows = list(_rows(figure))
    channels = _Channels(figure, rows)
    written = layers_of(figure)
    chosen = {name for _, named in written for name in named if "axis" in named[name]}
    layers: list[Part] = []
    for layer, named in written:
        encoding = {name: channels.shown(name, channel) for name, channel in named.items()}
        layers += Marks(layer, encoding, rows, chosen).all()
    return {
        "data": {"values": rows},
        "width": WIDTH,
        "height": _height(figure, layers),
        "autosize": {"type": "fit-x", "contains": "padding"},
        "config": CONFIG,
        "layer": layers,
    }


def _rows(figure: Figure) -> Iterator[Part]:
    """Yield the data: the rows of the table, or one row for each folded column.

    Beside the columns, a row has its status under `_status`, and its numbers as readers see them
    under `_words`.
    """
    columns = {column.id: column for column in figure.columns}
    numbers = [column.id for column in figure.columns if column.type == "number"]
    folded = folded_columns(figure)
    for row in figure.rows:
        words = {key: number_in_words(row.values.get(key)) for key in numbers}
        values: Part = {
            key: number_of(text) if key in numbers else text for key, text in row.values.items()
        }
        values |= {"_status": row.status, "_words": words}
        for key in folded:
            own = {KEY: columns[key].title, VALUE: values[key]}
            own |= {"_status": row.status or columns[key].status}
            yield {**values, **own, "_words": {**words, VALUE: words[key]}}
        if not folded:
            yield values


def number_in_words(number: str | None) -> str:
    """Return a number as readers see it: `-1234.50` is `−1,234.50`."""
    if number is None or number_of(number) is None:
        return number or ""
    return f"{Decimal(number):,f}".replace("-", "−")


def _height(figure: Figure, layers: list[Part]) -> Any:
    """Return the height of the plot, or that of each of its horizontal bars."""
    encodings = [layer["encoding"] for layer in layers]
    upright = (encoding.get("y", {}) for encoding in encodings)
    if not any(is_discrete(channel) and "field" in channel for channel in upright):
        return (figure.drawing.height if figure.drawing else None) or HEIGHT
    several = any("yOffset" in encoding for encoding in encodings)
    return {"step": STEP_OF_SERIES if several else STEP}


class _Channels:
    """The channels of a chart, as they are shown."""

    def __init__(self, figure: Figure, rows: list[Part]) -> None:
        self._figure = figure
        self._rows = rows
        self._kinds = kinds_of_columns(figure)

    def shown(self, name: str, written: Part) -> Part:
        """Return a channel with its order, its axis and its legend."""
        channel = {"title": None, **written}
        if is_discrete(written):
            channel |= {"sort": None, "scale": {"domain": self._in_order(written)}}
        if name in ("x2", "y2"):
            del channel["type"]  # it is that of x or y
        if name == "color":
            channel["legend"] = self._legend(written)
        if name in ("x", "y") and written.get("axis", {}) is not None:
            self._add_axis(channel, across=name == "x")
        return channel

    def _in_order(self, channel: Part) -> list[Any]:
        """Return the values of a channel's column: in the order of the rows, or as it is sorted.

        Vega-Lite is given all of them, because it forgets what has no number, and the gap with it;
        and in order, because it would sort the names of each layer by what that layer shows.
        """
        by = channel.get("sort", "")
        measure = measure_on(by.removeprefix("-"), self._figure)
        numbers: dict[Any, list[float]] = {}
        for row in self._rows:
            known = numbers.setdefault(row.get(channel.get("field", "")), [])
            if row.get(measure) is not None:
                known.append(row[measure])
        sign = -1 if by.startswith("-") else 1
        return sorted(numbers, key=lambda name: (not numbers[name], sign * sum(numbers[name])))

    def _legend(self, channel: Part) -> Part:
        """Return a legend in one line if it has room, or else in one column."""
        names = dict.fromkeys(str(row.get(channel.get("field", ""))) for row in self._rows)
        wide = sum(len(name) * LETTER + KEY_WIDTH for name in names) > WIDTH
        return {"columns": 1 if wide else len(names)}

    def _add_axis(self, channel: Part, across: bool) -> None:
        """Add what is written at an axis to its channel; `across` is that from left to right."""
        field = channel.get("field", "")
        kind = self._kinds.get(field)
        axis = channel["axis"] = {**channel.get("axis", {})}
        if axis.get("title"):
            del channel["title"]
        if kind == "date" and is_discrete(channel):
            axis |= _labels_of_dates(channel["scale"]["domain"], across)
        elif kind == "number":
            axis.setdefault("format", ",.9~g")
            if min((row.get(field) or 0 for row in self._rows), default=0) < 0:
                # Room for the value under a bar.
                channel["scale"] = {"padding": 20, **channel.get("scale", {})}


def _labels_of_dates(written: list[str], across: bool) -> Part:
    """Return how an axis labels dates; a horizontal one labels only as many as have room."""
    dates = {text: date_of(text) for text in written}
    every = -(-len(dates) // MOST_DATES) if across else 1
    shown: dict[str, list[str]] = {}
    year = None
    for at, (text, date) in enumerate(dates.items()):
        if at % every or date is None:
            shown[text] = [""]
        elif date.precision == "year" or not across:
            shown[text] = [date.words]
        else:
            words = date.words.split()
            short = " ".join([*words[:-2], words[-2][:3]])
            shown[text] = [short, words[-1]] if date.year != year else [short]
            year = date.year
    names = ", ".join(f"{quoted(text)}: {lines}" for text, lines in shown.items())
    return {"labelExpr": f"({{{names}}})[datum.value]"}
