"""The Vega-Lite specification of a figure: its drawing and data, in the style of the site.

An editor writes what is shown. This module adds how it is shown: the size, plain axes, values at
bars, names at the ends of lines, the line at zero, and an outline for values that are not final.
Nothing is filtered, summed or filled in.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from explainer.records.base import Record
from explainer.records.figures import Figure, date_of, number_of
from explainer.records.vega_lite import Layer

WIDTH = 440
"""Width of every drawing in its own units; the style sheet says how wide it is shown."""

HEIGHT = 220
"""Height of a plot, unless the figure says otherwise."""

STEP, STEP_OF_SERIES = 32, 24
"""Height of a horizontal bar and its spacing, for one series and for several."""

LETTER = 9.5
"""Width of a digit as it is measured."""

MOST_DATES = 7
"""Most dates that a horizontal axis labels; if there are more, it labels only some."""

NOT_FINAL = 0.123
"""An opacity that no figure asks for: marks with it become class `estimate`."""

OUTLINED = {"condition": {"test": "datum._status != null", "value": NOT_FINAL}, "value": 1}
"""The opacity of marks, of which those that are not final are drawn in outline."""

CONFIG: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("house.yml").read_text(encoding="utf-8")
)

KEY_WIDTH = 34
"""Width of a symbol of a legend, with the space around it."""

NOT_KNOWN = "not known"
"""Shown in place of an unknown value."""

KEY, VALUE = "key", "value"
"""The columns that a fold makes, as Vega-Lite names them."""

Part = dict[str, Any]
"""A part of a specification, or a row of its data. In a row, keys that begin with an underscore are
this module's own."""


def specification(figure: Figure) -> dict[str, Any]:
    """Return the Vega-Lite specification of a figure that has a drawing."""
    return _Chart(figure).specification()


def kinds_of_columns(figure: Figure) -> dict[str, str]:
    """Return the type of each column that the drawing may name: `date`, `number` or `text`."""
    kinds: dict[str, str] = {column.id: column.type for column in figure.columns}
    folded = figure.drawing is not None and figure.drawing.transform
    return {**kinds, KEY: "text", VALUE: "number"} if folded else kinds


def number_in_words(number: str | None) -> str:
    """Return a number as readers see it: `-1234.50` is `−1,234.50`."""
    if number is None or number_of(number) is None:
        return number or ""
    whole, _, rest = number.removeprefix("-").partition(".")
    sign = "−" if number.startswith("-") else ""
    return f"{sign}{int(whole):,}" + (f".{rest}" if rest else "")


def layers_of(figure: Figure) -> list[tuple[Layer, dict[str, dict[str, Any]]]]:
    """Return the layers of a drawing, each with all its channels by name."""
    drawing = figure.drawing
    if drawing is None:
        return []
    layers = drawing.layer
    if drawing.mark is not None:
        layers = (Layer(mark=drawing.mark), *layers)
    common = _written(drawing.encoding)
    return [(layer, common | _written(layer.encoding)) for layer in layers]


def _written(record: Record) -> Part:
    """Return a part of a drawing as an editor wrote it, without the defaults."""
    found: Part = _without_null(record.model_dump(mode="json", by_alias=True, exclude_unset=True))
    return found


def _without_null(value: Any) -> Any:
    """Return a value without what is null in it; only an axis may be, to draw none."""
    if not isinstance(value, dict):
        return value
    return {k: _without_null(v) for k, v in value.items() if v is not None or k == "axis"}


class _Chart:
    """A figure with its data, while its specification is put together."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self.kinds = kinds_of_columns(figure)
        self.rows = list(_rows(figure))
        self.soft = any(row["_status"] for row in self.rows)

    def specification(self) -> dict[str, Any]:
        drawing = self.figure.drawing
        layers = [part for made in layers_of(self.figure) for part in self._layer(*made)]
        height: Any = (drawing.height if drawing else None) or HEIGHT
        horizontal = any(
            _is_discrete(channel := layer["encoding"].get("y", {})) and "field" in channel
            for layer in layers
        )
        if horizontal:
            side = any("yOffset" in layer["encoding"] for layer in layers)
            height = {"step": STEP_OF_SERIES if side else STEP}
        return {
            "data": {"values": self.rows},
            "width": WIDTH,
            "height": height,
            "autosize": {"type": "fit-x", "contains": "padding"},
            "config": CONFIG,
            "layer": layers,
        }

    def _layer(self, layer: Layer, channels: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield what Vega-Lite draws for one layer: the marks, and what is written at them."""
        mark = _written(layer.mark)
        shape = mark["type"]
        mark.pop("point", None)
        encoding = {name: self._channel(name, channel) for name, channel in channels.items()}
        measure, category = _axes(encoding)
        field = encoding[measure].get("field") if measure else None
        series = encoding.get("color", {}).get("field")
        if shape in ("line", "area") and field and category:
            yield from self._line(layer, mark, encoding, measure, series)
            return
        if self.soft and shape in ("bar", "point", "tick"):
            encoding["fillOpacity"] = OUTLINED
        if shape == "point" and series and field and category:
            encoding["shape"] = dict(encoding["color"])
            yield _range(encoding, measure, category)
        if shape != "bar" or not field or not category:
            yield {"mark": mark, "encoding": encoding}
            return
        written = list(self._values(encoding, measure, category))
        yield {"mark": mark, "encoding": encoding}
        yield from written
        yield _zero(measure)

    def _channel(self, name: str, written: dict[str, Any]) -> dict[str, Any]:
        channel = {"title": None, **written}
        kind = self.kinds.get(written.get("field", ""), "number")
        usual = {"number": "quantitative", "date": "ordinal", "text": "nominal"}[kind]
        channel.setdefault("type", usual)
        if name in ("x2", "y2"):
            del channel["type"]
        if _is_discrete(channel) and "sort" not in channel:
            # In full, because Vega-Lite forgets what has no value, and the gap with it.
            values = dict.fromkeys(row.get(channel.get("field", "")) for row in self.rows)
            channel |= {"sort": None, "scale": {"domain": list(values)}}
        if name in ("x", "y") and channel.get("axis", {}) is not None:
            axis = {**channel.get("axis", {})}
            if axis.get("title"):
                del channel["title"]
            if kind == "date" and _is_discrete(channel):
                axis |= self._dates(written["field"], across=name == "x")
            elif kind == "number" and "field" in written:
                axis.setdefault("format", ",.9~g")
                lowest = min((row.get(written["field"]) or 0 for row in self.rows), default=0)
                if lowest < 0:  # room for the value under a bar
                    channel["scale"] = {"padding": 20, **channel.get("scale", {})}
            channel["axis"] = axis
        if name == "color":
            names = dict.fromkeys(str(row.get(written.get("field", ""))) for row in self.rows)
            wide = sum(len(name) * LETTER + KEY_WIDTH for name in names) > WIDTH
            channel["legend"] = {"columns": 1 if wide else len(names)}
        return channel

    def _dates(self, field: str, across: bool) -> Part:
        """Return how an axis labels dates; a horizontal one labels only as many as have room."""
        dates = {row[field]: date_of(row[field]) for row in self.rows}
        every = -(-len(dates) // MOST_DATES) if across else 1
        shown: dict[str, list[str]] = {}
        year = None
        for at, (text, date) in enumerate(dates.items()):
            if at % every or date is None:
                shown[text] = [""]
                continue
            if date.precision == "year" or not across:
                shown[text] = [date.words]
                continue
            words = date.words.split()
            short = " ".join([*words[:-2], words[-2][:3]])
            shown[text] = [short, words[-1]] if date.year != year else [short]
            year = date.year
        names = ", ".join(f"{_quoted(text)}: {lines}" for text, lines in shown.items())
        return {"labelExpr": f"({{{names}}})[datum.value]"}

    def _values(self, encoding: Part, measure: str, category: str) -> Iterator[Part]:
        """Yield the text marks of the values at bars, and drop the axis if all of them fit.

        If they do not fit, the axis stays, and only the greatest value and the last are shown.
        """
        field, other = encoding[measure]["field"], f"{category}Offset"
        label = f"_label_{field}"
        bars = [row for row in self.rows if row.get(field) is not None]
        colour = encoding.get("color", {}).get("field", "")
        inside = other not in encoding and colour not in ("", encoding[category]["field"])
        groups, side = (
            len({row.get(encoding.get(channel, {}).get("field", "")) for row in self.rows})
            for channel in (category, other)
        )
        widest = max((len(row["_words"].get(field, "")) for row in bars), default=0) * LETTER
        room = WIDTH / (groups * side) if measure == "y" else WIDTH
        most = max((abs(row[field]) for row in bars), default=0)
        greatest = next((at for at, row in enumerate(self.rows) if abs(row[field] or 0) == most), 0)
        last = len(self.rows) - 1
        few = {greatest, last if (last - greatest) * room > widest else greatest}
        for at, row in enumerate(self.rows):
            written = widest <= room or at in few
            if inside:
                written = abs(row.get(field) or 0) >= 0.08 * most
            row[label] = row["_words"].get(field, "") if written else ""
        given = (channels.get(measure, {}) for _, channels in layers_of(self.figure))
        if widest <= room and not any("axis" in channel for channel in given):
            encoding[measure]["axis"] = None
        text = {key: value for key, value in encoding.items() if key != "fillOpacity"}
        text["text"] = {"field": label, "type": "nominal"}
        if inside:
            text[measure] = {"stack": "zero", **encoding[measure], "bandPosition": 0.5}
            yield {"name": "inside", "mark": {"type": "text"}, "encoding": text}
            return
        text.pop("color", None)
        below = f"datum[{_quoted(field)}] < 0"
        if measure == "y":
            place: Part = {"baseline": {"expr": f"{below} ? 'top' : 'bottom'"}}
            place["dy"] = {"expr": f"{below} ? 4 : -4"}
        else:
            place = {"align": {"expr": f"{below} ? 'right' : 'left'"}}
            place["dx"] = {"expr": f"{below} ? -5 : 5"}
        yield {"name": "values", "mark": {"type": "text", **place}, "encoding": text}
        if len(bars) < len(self.rows):
            yield self._unknown(text, measure, field, room)

    def _unknown(self, encoding: Part, measure: str, field: str, room: float) -> Part:
        """Return the text marks for unknown values: words for each run of them, or question marks.

        `room` is the width of a bar with its spacing.
        """
        gap = f"_gap_{field}"
        for known, group in groupby(self.rows, key=lambda row: row.get(field) is not None):
            run = list(group)
            spelt = measure == "x" or len(run) * room > len(NOT_KNOWN) * LETTER
            for at, row in enumerate(run):
                row[gap] = "" if known else "?" if not spelt else NOT_KNOWN
                row[f"{gap}_dx"] = 5 if measure == "x" else room / 2 if len(run) % 2 == 0 else 0
                if spelt and measure == "y" and at != (len(run) - 1) // 2:
                    row[gap] = ""
        place: Part = {"baseline": "bottom", "dy": -4} if measure == "y" else {"align": "left"}
        place["dx"] = {"expr": f"datum[{_quoted(gap)} + '_dx']"}
        at_zero = {"datum": 0, "type": "quantitative", "title": None}
        text = {"field": gap, "type": "nominal"}
        encoding = {**encoding, measure: at_zero, "text": text}
        return {"name": "unknown", "mark": {"type": "text", **place}, "encoding": encoding}

    def _line(
        self, layer: Layer, mark: Part, encoding: Part, measure: str, series: str | None
    ) -> Iterator[Part]:
        """Yield a line, dashed where values are not final, its points, and the names at its end."""
        field = encoding[measure]["field"]
        by_series: dict[Any, list[Part]] = {}
        for row in self.rows:
            by_series.setdefault(row.get(series) if series else None, []).append(row)
        end, firm, soft = f"_end_{field}", f"_firm_{field}", f"_soft_{field}"
        gaps = False
        for name, rows in by_series.items():
            known = [row for row in rows if row[field] is not None]
            gaps = gaps or len(known) < len(rows)
            for row, following in zip(rows, [*rows[1:], None], strict=True):
                leads = following is not None and following["_status"]
                row[firm] = None if row["_status"] else row[field]
                row[soft] = row[field] if row["_status"] or leads else None
                row[end] = ""
            if known:
                known[-1][end] = str(name) if series else known[-1]["_words"][field]
        if "color" in encoding:
            encoding["color"]["legend"] = None
        yield {"mark": mark, "encoding": _showing(firm, encoding, measure)}
        if self.soft:
            yield {"name": "soft", "mark": mark, "encoding": _showing(soft, encoding, measure)}
        if layer.mark.point or self.soft or gaps:
            yield {"mark": {"type": "point"}, "encoding": {**encoding, "fillOpacity": OUTLINED}}
        text = {"type": "text", "align": "left", "dx": 8}
        names = {**encoding, "text": {"field": end, "type": "nominal"}}
        yield {"name": "ends", "mark": text, "encoding": names}
        if mark["type"] == "area":
            yield _zero(measure)


def _showing(field: str, encoding: Part, measure: str) -> Part:
    return {**encoding, measure: {**encoding[measure], "field": field}}


def _rows(figure: Figure) -> Iterator[Part]:
    """Yield the data: the rows of the table, or one row a folded column."""
    titles = {column.id: column.title for column in figure.columns}
    statuses = {column.id: column.status for column in figure.columns}
    numbers = [column.id for column in figure.columns if column.type == "number"]
    folds = figure.drawing.transform if figure.drawing else ()
    for row in figure.rows:
        words = {key: number_in_words(row.values.get(key)) for key in numbers}
        values: Part = {
            key: number_of(text) if key in numbers else text for key, text in row.values.items()
        }
        values |= {"_status": row.status, "_words": words}
        for key in folds[0].fold if folds else ():
            own = {KEY: titles.get(key, key), VALUE: values.get(key)}
            own["_status"] = row.status or statuses.get(key)
            yield {**values, **own, "_words": {**words, VALUE: words.get(key, "")}}
        if not folds:
            yield values


def _axes(encoding: Part) -> tuple[str, str]:
    """Return which of x and y shows the values and which the categories; empty if none does."""
    numbers = [n for n in ("y", "x") if encoding.get(n, {}).get("type") == "quantitative"]
    others = [n for n in ("x", "y") if _is_discrete(encoding.get(n, {}))]
    return (numbers or [""])[0], (others or [""])[0]


def _is_discrete(channel: Part) -> bool:
    return channel.get("type") in ("ordinal", "nominal")


def _range(encoding: Part, measure: str, category: str) -> Part:
    """Return a thin line from the least to the greatest of the points of one category."""
    of = encoding[measure]
    ends = {measure: {**of, "aggregate": "min"}, f"{measure}2": {**of, "aggregate": "max"}}
    for key in ("type", "axis", "scale", "title"):
        ends[f"{measure}2"].pop(key, None)
    return {"name": "range", "mark": "rule", "encoding": {category: encoding[category], **ends}}


def _zero(measure: str) -> Part:
    at = {"datum": 0, "type": "quantitative", "title": None}
    return {"name": "zero", "data": {"values": [{}]}, "mark": "rule", "encoding": {measure: at}}


def _quoted(text: str) -> str:
    """Return a text as a string of Vega's expressions."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
