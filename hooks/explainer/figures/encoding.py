"""What a figure's chart shows: its layers, and the columns that their channels name."""

from typing import Any

from explainer.records.base import Record
from explainer.records.figures import Figure
from explainer.records.vega_lite import Layer

KEY, VALUE = "key", "value"
"""The columns that a fold makes, as Vega-Lite names them."""

Part = dict[str, Any]
"""A part of a specification."""

_USUAL = {"number": "quantitative", "date": "ordinal", "text": "nominal"}
"""How Vega-Lite reads a column, by its type, unless the channel says otherwise."""


def kinds_of_columns(figure: Figure) -> dict[str, str]:
    """Return the type of each column that the chart may name: `date`, `number` or `text`."""
    kinds: dict[str, str] = {column.id: column.type for column in figure.columns}
    return {**kinds, KEY: "text", VALUE: "number"} if folded_columns(figure) else kinds


def folded_columns(figure: Figure) -> tuple[str, ...]:
    """Return the columns that the chart folds into one; none if it does not."""
    transform = figure.drawing.transform if figure.drawing else ()
    return transform[0].fold if transform else ()


def layers_of(figure: Figure) -> list[tuple[Layer, dict[str, Part]]]:
    """Return the layers of a chart, each with all its channels by name, and their types."""
    chart = figure.drawing
    if chart is None:
        return []
    layers = chart.layer if chart.mark is None else (Layer(mark=chart.mark), *chart.layer)
    kinds, common = kinds_of_columns(figure), as_written(chart.encoding)
    return [
        (
            layer,
            {
                name: {"type": _USUAL[kinds.get(channel.get("field", ""), "number")], **channel}
                for name, channel in (common | as_written(layer.encoding)).items()
            },
        )
        for layer in layers
    ]


def is_measure(channel: Part) -> bool:
    """Return whether a channel shows numbers as lengths or distances."""
    return channel.get("type") == "quantitative"


def is_discrete(channel: Part) -> bool:
    """Return whether a channel gives each name or date a place of its own."""
    return channel.get("type") in ("ordinal", "nominal")


def measure_on(axis: str, figure: Figure) -> str:
    """Return the first column of numbers that a chart shows on an axis; empty if there is none."""
    shown = (channels.get(axis, {}) for _, channels in layers_of(figure))
    return next((c["field"] for c in shown if is_measure(c) and "field" in c), "")


def as_written(record: Record) -> Part:
    """Return a part of a chart as an editor wrote it, without the defaults."""
    found: Part = _without_null(record.model_dump(mode="json", by_alias=True, exclude_unset=True))
    return found


def _without_null(value: Any) -> Any:
    """Return a value without what is null in it; only an axis may be, to draw none."""
    if not isinstance(value, dict):
        return value
    return {k: _without_null(v) for k, v in value.items() if v is not None or k == "axis"}
