"""Records of figures: a table of values, whose count they are, and a chart or map of them."""

import re
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, WithJsonSchema

from explainer.dates import PartialDate, PastDate
from explainer.records.base import PLACE, CitedId, EventId, Id, Record, Text
from explainer.records.vega_lite import Chart


def _several(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Status = Literal["estimate", "projection", "preliminary"]


class Column(Record):
    """A column of a figure's table."""

    id: Id
    """The key of its values in the rows, and its name in the CSV file."""
    title: Text
    """Its heading."""
    type: Literal["date", "number", "text"] = "text"
    """`date`, `number` or `text`."""
    unit: Text | None = None
    """What its numbers count, if not the unit of the figure."""
    status: Status | None = None
    """What all its values are, if not final."""


# Programs that apply YAML's own types read a number as one.
Cell = Annotated[Text | None, WithJsonSchema({"type": ["string", "number", "null"]})]


class Row(Record):
    """A row of a figure's table: its source, and a value for each column."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Cell]

    source: Annotated[
        tuple[CitedId, ...], BeforeValidator(_several, json_schema_input_type=str | list[str])
    ] = ()
    """What its values rest on, one id or a list, each of them among the figure's sources. Needed
    unless the figure has one source."""
    at: Annotated[str, Field(pattern=PLACE)] | None = None
    """Its place on a map, in degrees north and east: `48.86, 2.35`."""
    events: tuple[EventId, ...] = ()
    """Events that the row stands for. The table links them, and such a row needs no source."""
    status: Status | None = None
    """What its values are, if not final; they are then drawn in outline."""

    @property
    def values(self) -> dict[str, Cell]:
        """The values by column; null where there is none."""
        return self.__pydantic_extra__


class Degrees(NamedTuple):
    """A place: degrees north of the equator and east of Greenwich."""

    latitude: float
    longitude: float


class Label(Record):
    """A name on a map that belongs to no row, such as that of a sea."""

    text: Text
    """The name."""
    at: Annotated[str, Field(pattern=PLACE)]
    """Where its middle is, in degrees north and east: `48.86, 2.35`."""


def _on_the_globe(view: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    west, south, east, north = view
    if not (-180 <= west < east <= 180 and -90 < south < north < 90):  # not a number is neither
        raise ValueError("write west, south, east and north, in degrees, the lesser first")
    if south + north == 0:
        raise ValueError("its middle lies on the equator, where the projection fails: move an edge")
    return view


class Frame(Record):
    """A part of the world that a map shows."""

    title: Text
    """Its heading."""
    base: Id
    """The file in content/figures/base/ without its extension."""
    view: Annotated[tuple[float, float, float, float], AfterValidator(_on_the_globe)]
    """West, south, east and north, in degrees. The base must reach a little farther."""
    labels: tuple[Label, ...] = ()
    """Names that belong to no row."""

    def has(self, at: Degrees) -> bool:
        """Whether a place lies in this frame."""
        west, south, east, north = self.view
        return south <= at.latitude <= north and west <= at.longitude <= east


class Map(Record):
    """A map of the rows that have a place. Each is shown in the last frame that contains it."""

    frames: Annotated[tuple[Frame, ...], Field(min_length=1)]
    """From the widest to the narrowest."""
    name: Id
    """The column of names."""
    group: Id | None = None
    """The column by which marks differ."""
    hatched: Text | None = None
    """What the hatched part of the state means, with its date."""
    credit: Text
    """Who made the base, and its licence."""


class Figure(Record):
    """A figure: a table of values, and perhaps a chart or a map of them."""

    id: Id
    """Its address: `/figures/<id>/`."""
    title: Text
    """What it shows, as a finding: not the name of an axis."""
    summary: Text
    """The finding with its numbers in one to three sentences, for those who cannot see it."""
    unit: Text | None = None
    """What the numbers count. Needed for numbers, unless each column has a unit."""
    counted_by: Text | None = None
    """Who counted, and what. Needed for numbers."""
    as_of: PastDate
    """The date for which it is true."""
    caveat: Text | None = None
    """What a reader must know before comparing."""
    sources: Annotated[tuple[CitedId, ...], Field(min_length=1)]
    """Ids of entries in record.yml, or of statements."""
    columns: tuple[Column, ...]
    """The columns of the table, from the left."""
    rows: tuple[Row, ...]
    """The rows of the table. Each has a value for every column, under the column's id, such as
    `month: 2020-05` and `people: 502`, and the fields of a row."""
    drawing: Chart | None = None
    """How it is drawn. Without it and without a map, the figure is the table."""
    map: Map | None = None
    """Where its rows lie on a map."""

    @property
    def drawn(self) -> bool:
        """Whether it is more than a table."""
        return self.drawing is not None or self.map is not None

    def sources_of(self, row: Row) -> tuple[str, ...]:
        """Return what a row rests on: its own sources, those of its events, or the figure's one."""
        return row.source or (() if row.events else self.sources)

    @property
    def one_source(self) -> bool:
        """Whether all rows rest on the same sources."""
        return len({self.sources_of(row) for row in self.rows}) == 1


def date_of(text: str | None) -> PartialDate | None:
    """Return a cell of a column of dates as a date; None if it is not one."""
    try:
        return PartialDate.parse(text or "")
    except ValueError:
        return None


_PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def number_of(text: str | None) -> float | None:
    """Return a cell of a column of numbers as a number; None if it is not one."""
    if text is None or not _PLAIN_NUMBER.fullmatch(text):
        return None
    return float(text) if "." in text else int(text)


def degrees_of(text: str) -> Degrees:
    """Return a place as written in records as degrees."""
    return Degrees(*map(float, text.split(",")))
