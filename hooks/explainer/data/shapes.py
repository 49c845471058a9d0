"""Models of the files under data/, from which their JSON Schemas are generated.

A file that contains records unchanged uses the record's own model.
"""

from typing import Any

from pydantic import Field, create_model

from explainer.lists.coverage import SourceCount
from explainer.records.base import Address, Record, Text
from explainer.records.evidence import Statement
from explainer.records.figures import Figure, Row
from explainer.records.subject import Event, Position, Term


def _part_of(model: type[Record], name: str, fields: str, **more: Any) -> type[Record]:
    """Return a model with some fields of a record, in the given order, with the same meanings.

    `more` gives the type and meaning of the model's own fields.
    """
    known = {key: (of.annotation, of.description) for key, of in model.model_fields.items()} | more
    found: dict[str, Any] = {}
    for key in fields.split():
        annotation, meaning = known[key]
        found[key] = annotation, Field(description=meaning)
    return create_model(name, __base__=Record, __doc__=model.__doc__, **found)


def row_of(shape: type[Record], record: Record, **more: Any) -> dict[str, Any]:
    """Return a record as an entry of a file: the fields of a shape, as JSON values.

    `more` gives the values of the shape's own fields.
    """
    values = {**record.model_dump(mode="json"), **more}
    return {name: values[name] for name in shape.model_fields}


class UsedOn(Record):
    """A run of words that rests on a statement."""

    page: Text
    """Path of the page from the site's root, such as `/topics/plan/`."""
    anchor: str
    """Id of the section's heading; empty before the first heading."""
    text: str
    """The words that rest on it."""


StatementData = _part_of(
    Statement,
    "StatementData",
    "id source paragraph sentence text as_of check used_on left_out",
    id=(Text, "Such as `leaflet:7.2`."),
    source=(Text, "Id of the source."),
    paragraph=(int, "Counted from 1."),
    sentence=(int, "Counted from 1 in its paragraph."),
    used_on=(tuple[UsedOn, ...], "Where it is cited."),
)


class CoverageData(SourceCount):
    """`/data/coverage.json`: counts of sentences and claims, in all and for each source."""

    sources: dict[str, SourceCount]
    """Counts by source id."""


EventData = _part_of(
    Event,
    "EventData",
    "id date end precision title summary place actors topics sources",
    precision=(Text, "`day`, `month`, `year` or `undated`."),
)

PositionRow = _part_of(
    Position,
    "PositionRow",
    "actor actor_name issue issue_label latest stance summary as_of sources",
    actor_name=(Text, "The actor in full."),
    issue_label=(Text, "The issue in words."),
    latest=(bool, "Whether it is the latest stance; false for what it was before."),
)
"""A row of `/data/positions.csv`: one stance of an actor on an issue."""

TermData = _part_of(Term, "TermData", "id term forms group short long see_also contested sources")


FigureRow = _part_of(
    Row,
    "FigureRow",
    "values source at events status",
    values=(dict[str, float | str | None], "By column; null where there is none."),
    source=(tuple[Text, ...], "What the values rest on: entries of the record, or statements."),
)

FigureData = _part_of(
    Figure,
    "FigureData",
    "id title summary unit counted_by as_of caveat sources page columns rows",
    sources=(tuple[Text, ...], "Ids of entries of the record, or of statements."),
    page=(Text, "Path of its page from the site's root. Its table and its drawing lie there too."),
    rows=(tuple[FigureRow, ...], "The rows of the table."),  # type: ignore[valid-type]
)


class CslCustom(Record):
    """What CSL has no field for."""

    used_on: tuple[UsedOn, ...]
    """Where it is cited."""


class CslItem(Record):
    """An entry of `/data/sources.json`, a subset of CSL-JSON."""

    id: Text
    """The id that the other files use."""
    type: Text
    """CSL type; always `webpage`."""
    title: Text
    """Headline, or our description in square brackets."""
    publisher: Text
    """Name of the publisher whose text it is."""
    source: Text | None = None
    """The host on which it was read, if different."""
    url: Address = Field(alias="URL")
    """Where it was read."""
    issued: dict[str, list[list[int]]] | None = None
    """CSL date parts, as far as known."""
    archive_location: Address | None = None
    """Where an archive keeps a copy."""
    custom: CslCustom | None = None
    """What CSL has no field for."""
