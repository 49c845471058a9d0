"""The part of Vega-Lite in which the chart of a figure is written.

There is no field for data, colours, addresses or expressions, so none can be written.
"""

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field

from explainer.records.base import NUMBER_FORMAT, Id, Record, Text


def _by_name(value: Any) -> Any:
    return {"type": value} if isinstance(value, str) else value


class Scale(Record):
    """How values become lengths."""

    domain: tuple[float, float] | None = None
    """The least and the greatest value of the axis. Bars begin at zero."""
    zero: bool | None = None
    """Whether the axis includes zero, for points and lines."""


class Axis(Record):
    """The labels of an axis."""

    values: tuple[float, ...] | None = None
    """The values that it names."""
    format: Annotated[str, Field(pattern=NUMBER_FORMAT)] | None = None
    """How it writes numbers, such as `,` or `.1f`."""
    title: Text | None = None
    """A title; seldom needed, because the caption names the unit."""


class Channel(Record):
    """What decides the place, series or text of a mark."""

    field: Id | None = None
    """The column."""
    datum: float | None = None
    """A fixed value instead of a column, such as a target: a rule there crosses the whole plot."""
    type: Literal["quantitative", "ordinal", "nominal"] | None = None
    """How its values are read; by default, as the type of the column requires."""
    sort: Literal["x", "y", "-x", "-y"] | None = None
    """The order of names by the numbers on the other axis: `x` or `y` for the smallest first, `-x`
    or `-y` for the largest; by their sum, if a name has several. By default, that of the rows."""
    stack: Literal["zero", "normalize"] | None = None
    """Whether the series are stacked, and if so as values or as shares."""
    axis: Axis | None = None
    """The axis; null draws none."""
    scale: Scale | None = None
    """The range of the axis."""


class Encoding(Record):
    """What the columns decide. Names are those of Vega-Lite."""

    x: Channel | None = None
    """From left to right."""
    y: Channel | None = None
    """From bottom to top."""
    x2: Channel | None = None
    """Where a rule that begins at `x` ends."""
    y2: Channel | None = None
    """Where a rule that begins at `y` ends."""
    x_offset: Channel | None = Field(default=None, alias="xOffset")
    """The series, with its bars side by side."""
    y_offset: Channel | None = Field(default=None, alias="yOffset")
    """The series, with its bars one below another."""
    color: Channel | None = None
    """The series, distinguished by colour and also by dash, shade or label."""
    detail: Channel | None = None
    """The series, all drawn in the same style."""
    text: Channel | None = None
    """The text of a text mark."""


Shape = Literal["bar", "line", "area", "point", "tick", "rule", "text"]


class Mark(Record):
    """The shape that stands for a value."""

    type: Shape
    """The shape."""
    point: bool = False
    """Whether a line shows its values as points."""
    interpolate: Literal["linear", "step", "step-before", "step-after"] | None = None
    """How a line leads from one value to the next."""


NamedMark = Annotated[Mark, BeforeValidator(_by_name, json_schema_input_type=Shape | Mark)]

_SHAPES = ", ".join(f"`{shape}`" for shape in get_args(Shape))


class Layer(Record):
    """One layer: marks, and what decides them."""

    mark: NamedMark = Field(description=f"The shape: {_SHAPES}, or a set with its options.")
    encoding: Encoding = Encoding()
    """What the columns decide."""


class Fold(Record):
    """Turns several columns into one of numbers, `value`, and one of their titles, `key`."""

    fold: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The columns, in the order of the series."""


class Chart(Record):
    """A Vega-Lite specification without data, size and colours."""

    mark: NamedMark | None = Field(
        default=None,
        description=f"The shape, unless there are layers: {_SHAPES}, or a set with its options.",
    )
    encoding: Encoding = Encoding()
    """What the columns decide, in all layers."""
    layer: tuple[Layer, ...] = ()
    """Several kinds of marks on the same axes."""
    transform: Annotated[tuple[Fold, ...], Field(max_length=1)] = ()
    """At most a fold."""
    height: Annotated[float, Field(gt=0, le=600)] | None = None
    """The height of the plot, 220 by default; its width is 440. Omit it for horizontal bars."""
