"""The marks of a chart's layers, and what is written at them.

To a layer as an editor wrote it are added: values at bars, names at the ends of lines, the line at
zero, what is not known, and an outline for values that are not final. What these show is added to
the rows of the data, under keys that begin with an underscore.
"""

from collections.abc import Collection, Iterator
from itertools import groupby, pairwise
from typing import Any

from explainer.figures.encoding import Part, as_written, is_discrete, is_measure
from explainer.records.vega_lite import Layer

WIDTH = 440
"""Width of every drawing in its own units; the style sheet says how wide it is shown."""

LETTER = 9.5
"""Width of a digit as it is measured."""

NOT_FINAL = 0.123
"""An opacity that no figure asks for: marks with it become class `estimate`."""

OUTLINED = {"condition": {"test": "datum._status != null", "value": NOT_FINAL}, "value": 1}
"""The opacity of marks that are drawn in outline where their values are not final."""

NOT_KNOWN = "not known"
"""Shown in place of an unknown value."""

LEAST_LABELLED = 0.08
"""Least part of a stack that has room for its value, as a share of the greatest part."""


class Marks:
    """One layer: `field` is the column of numbers on the axis `measure`, along that of `category`.

    What the layer does not have is empty. `encoding` has the channels as they are shown. `rows` are
    the data, which gain what is written at the marks. The axes `chosen` are those whose look the
    editor chose; another is left out if the values at its bars say the same.
    """

    def __init__(
        self, layer: Layer, encoding: Part, rows: list[Part], chosen: Collection[str]
    ) -> None:
        self.encoding = encoding
        self.rows = rows
        self.chosen = chosen
        self.mark = as_written(layer.mark)
        self.with_points = self.mark.pop("point", False)
        self.not_final = any(row["_status"] for row in rows)
        self.measure = next((n for n in ("y", "x") if is_measure(encoding.get(n, {}))), "")
        self.category = next((n for n in ("x", "y") if is_discrete(encoding.get(n, {}))), "")
        self.field = encoding.get(self.measure, {}).get("field", "")
        self.series = encoding.get("color", {}).get("field", "")

    def all(self) -> Iterator[Part]:
        """Yield what Vega-Lite draws for the layer, from the back to the front."""
        shape = self.mark["type"]
        compares = self.field and self.category
        if self.not_final and shape in ("bar", "point", "tick"):
            self.encoding["fillOpacity"] = OUTLINED
        if shape == "bar" and compares:
            yield from self._bars()
        elif shape in ("line", "area") and compares:
            yield from self._lines()
        elif shape == "point" and compares and self.series:
            yield self._range()
            self.encoding["shape"] = dict(self.encoding["color"])
            yield self._plain()
        elif shape == "rule" and not {"x2", "y2"} & self.encoding.keys():
            yield self._target() or self._plain()
        else:
            yield self._plain()

    def _plain(self) -> Part:
        return {"mark": self.mark, "encoding": self.encoding}

    def _target(self) -> Part:
        """Return a line at a fixed value across the whole plot; empty if no value is fixed.

        Vega-Lite would draw one at each name or date, from zero to the value.
        """
        fixed = {n: self.encoding[n] for n in ("x", "y") if "datum" in self.encoding.get(n, {})}
        return {"data": _ONCE, "mark": self.mark, "encoding": fixed} if fixed else {}

    def _range(self) -> Part:
        """Return a thin line from the least to the greatest of the points of one category."""
        of = self.encoding[self.measure]
        encoding = {
            self.category: self.encoding[self.category],
            self.measure: {**of, "aggregate": "min"},
            f"{self.measure}2": {"field": self.field, "aggregate": "max"},
        }
        return {"name": "range", "mark": "rule", "encoding": encoding}

    def _text(self, column: str) -> Part:
        """Return the encoding of text marks at the values, which show a column of the rows."""
        encoding = {**self.encoding, "text": {"field": column, "type": "nominal"}}
        encoding.pop("fillOpacity", None)
        return encoding

    # Bars

    def _bars(self) -> Iterator[Part]:
        """Yield bars, their values and the line at zero.

        If all values fit, they take the place of the axis. If not, the axis stays, and only the
        greatest value and the last are shown.
        """
        names, side = self.encoding[self.category].get("field", ""), f"{self.category}Offset"
        stacked = side not in self.encoding and self.series not in ("", names)
        room = float(WIDTH)
        if self.measure == "y":
            series = self.encoding.get(side, {}).get("field", "")
            room /= self._different(names) * self._different(series)
        widest = max((len(self._words(row)) for row in self.rows), default=0) * LETTER
        if widest <= room and self.measure not in self.chosen:
            self.encoding[self.measure]["axis"] = None
        yield self._plain()
        if stacked:
            yield self._values_inside()
        else:
            shown = range(len(self.rows)) if widest <= room else self._few(widest, room)
            yield self._values_at_ends(shown)
            if any(row.get(self.field) is None for row in self.rows):
                yield self._unknown(room)
        yield _zero(self.measure)

    def _values_inside(self) -> Part:
        """Return the text marks of the values in the parts of stacked bars that have room."""
        sizes = self._sizes()
        least = LEAST_LABELLED * max(sizes)
        text = self._label([at for at, size in enumerate(sizes) if size >= least])
        text[self.measure] = {"stack": "zero", **text[self.measure], "bandPosition": 0.5}
        return {"name": "inside", "mark": {"type": "text"}, "encoding": text}

    def _values_at_ends(self, shown: Collection[int]) -> Part:
        """Return the text marks of the values beyond the bars of the rows `shown`."""
        text = self._label(shown)
        text.pop("color", None)

        def if_negative(then: str, otherwise: str) -> Part:
            return {"expr": f"datum[{quoted(self.field)}] < 0 ? {then} : {otherwise}"}

        if self.measure == "y":
            place = {"baseline": if_negative("'top'", "'bottom'"), "dy": if_negative("4", "-4")}
        else:
            place = {"align": if_negative("'right'", "'left'"), "dx": if_negative("-5", "5")}
        return {"name": "values", "mark": {"type": "text", **place}, "encoding": text}

    def _label(self, shown: Collection[int]) -> Part:
        """Add the labels of the rows `shown` to the data; return the encoding that shows them."""
        label = f"_label_{self.field}"
        for at, row in enumerate(self.rows):
            row[label] = self._words(row) if at in shown else ""
        return self._text(label)

    def _few(self, widest: float, room: float) -> set[int]:
        """Return the rows of the greatest value and, if both have room, of the last."""
        sizes = self._sizes()
        greatest, last = sizes.index(max(sizes)), len(sizes) - 1
        return {greatest, last if (last - greatest) * room > widest else greatest}

    def _unknown(self, room: float) -> Part:
        """Return the text marks for unknown values: words for each run of them, or question marks.

        `room` is the width of a bar with its spacing.
        """
        gap = f"_gap_{self.field}"
        upright = self.measure == "y"
        for known, group in groupby(self.rows, key=lambda row: row.get(self.field) is not None):
            run = list(group)
            once = upright and len(run) * room > len(NOT_KNOWN) * LETTER  # in the middle of the run
            for at, row in enumerate(run):
                hidden = known or (once and at != (len(run) - 1) // 2)
                row[gap] = "" if hidden else NOT_KNOWN if once or not upright else "?"
                row[f"{gap}_dx"] = room / 2 if once and len(run) % 2 == 0 else 0
        place: Part = {"align": "left", "dx": 5}
        if upright:
            moved = {"expr": f"datum[{quoted(gap)} + '_dx']"}
            place = {"baseline": "bottom", "dy": -4, "dx": moved}
        text = {**self._text(gap), self.measure: _AT_ZERO}
        text.pop("color", None)
        return {"name": "unknown", "mark": {"type": "text", **place}, "encoding": text}

    def _words(self, row: Part) -> str:
        return str(row["_words"].get(self.field, ""))

    def _sizes(self) -> list[float]:
        return [abs(row.get(self.field) or 0) for row in self.rows]

    def _different(self, column: str) -> int:
        """Return how many different values a column has; 1 if there is no such column."""
        return len({row.get(column) for row in self.rows})

    # Lines

    def _lines(self) -> Iterator[Part]:
        """Yield lines, dashed where values are not final, their points, and names at their ends."""
        field = self.field
        by_series: dict[Any, list[Part]] = {}
        for row in self.rows:
            by_series.setdefault(row.get(self.series), []).append(row)
        end, firm, soft = f"_end_{field}", f"_firm_{field}", f"_soft_{field}"
        for name, rows in by_series.items():
            for row, following in pairwise([*rows, {"_status": None}]):
                row[firm] = None if row["_status"] else row[field]
                row[soft] = row[field] if row["_status"] or following["_status"] else None
                row[end] = ""
            known = [row for row in rows if row[field] is not None]
            if known:
                known[-1][end] = str(name) if self.series else self._words(known[-1])
        if "color" in self.encoding:
            self.encoding["color"]["legend"] = None
        yield self._line(firm)
        if self.not_final:
            yield {"name": "soft", **self._line(soft)}
        if self.with_points or self.not_final or any(row[field] is None for row in self.rows):
            points = {**self.encoding, "fillOpacity": OUTLINED}
            yield {"mark": {"type": "point"}, "encoding": points}
        text = {"type": "text", "align": "left", "dx": 8}
        yield {"name": "ends", "mark": text, "encoding": self._text(end)}
        if self.mark["type"] == "area":
            yield _zero(self.measure)

    def _line(self, column: str) -> Part:
        """Return the marks of a line or area through the values of a column."""
        measure = {**self.encoding[self.measure], "field": column}
        return {"mark": self.mark, "encoding": {**self.encoding, self.measure: measure}}


_ONCE: Part = {"values": [{}]}
"""Data for a mark that is drawn once, and not for each row."""

_AT_ZERO = {"datum": 0, "type": "quantitative", "title": None}


def _zero(measure: str) -> Part:
    return {"name": "zero", "data": _ONCE, "mark": "rule", "encoding": {measure: _AT_ZERO}}


def quoted(text: str) -> str:
    """Return a text as a string of Vega's expressions."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
