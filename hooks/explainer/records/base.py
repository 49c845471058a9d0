"""Field types shared by all records, and the base class that rejects unknown fields."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo


@dataclass(frozen=True)
class RefersTo:
    """Marks a field as the id of a record or topic, as in `Annotated[Id, RefersTo("actor")]`.

    Without a kind, it is what a citation may name: a statement or an entry of the public record.
    """

    kind: str = ""


@dataclass(frozen=True)
class OnlyInFull:
    """Marks a field that only lists of whole records show: the glossary does, a panel does not."""


@dataclass(frozen=True)
class Cites:
    """Marks a field whose text may contain citations, such as `[@leaflet:7.2]`."""


UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff\u2028-\u202e\u2066-\u2069"
    r"\ud800-\udfff\ufffe\uffff\ue000-\uf8ff]"
)
"""Control, surrogate and private-use characters, some of which XML bans, and invisible ones: a soft
hyphen inside a name hides it, and a change of direction shows a text in another order."""


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    if found := UNPRINTABLE.search(line):
        raise ValueError(f"it contains the invisible character U+{ord(found[0]):04X}")
    return line


Text = Annotated[str, AfterValidator(_one_line), Field(min_length=1)]
"""Plain text. Line breaks become spaces; markup is displayed as typed, never interpreted."""

LongText = Annotated[Text, OnlyInFull()]
"""Text that only lists of whole records show."""

ID, _ADDRESS = r"^[a-z0-9]+(-[a-z0-9]+)*$", r"^https?://[^\s<>\"/?#][^\s<>\"]*$"
SITE_ADDRESS = r"^(https?://[^\s<>\"/?#][^\s<>\"?#]*)?$"
STATEMENT_NUMBER, LANGUAGE_CODE = r"^\d{1,4}\.\d{1,4}[a-z]?$", r"^[a-z]{2}$"
COUNTRY_CODE, LOCALE = r"^[A-Z]{2}$", r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"
ARCHIVED = (
    r"^https://(web\.archive\.org/web/\d{14}([a-z]{2}_)?/https?://[^\s<>\"]+"
    r"|archive\.(ph|today|is|li|md|vn|fo)/\w+|perma\.cc/[A-Z0-9]{4}-[A-Z0-9]{4})$"
)
PLACE = r"^-?(90|[1-8]?\d)(\.\d+)?, -?(180|1[0-7]\d|\d?\d)(\.\d+)?$"
NUMBER_FORMAT = r"^,?(\.\d)?~?[f%]?$"

FORMS: dict[str, str] = {
    ID: "lower-case letters a to z, digits and single hyphens, such as harbour-bridge",
    _ADDRESS: "an address that begins with http:// or https:// and has no spaces",
    ARCHIVED: "a copy on archive.ph or perma.cc, or one such as "
    "https://web.archive.org/web/20200503120000/https://gazette.example/1",
    SITE_ADDRESS: "an address such as https://example.org/explainer/",
    STATEMENT_NUMBER: "the numbers of a paragraph and a sentence, such as 4.2 or 4.2a",
    LOCALE: "a language, with or without a country, such as en-GB",
    COUNTRY_CODE: "a code of two capital letters, such as FR",
    LANGUAGE_CODE: "a code of two lower-case letters, such as en",
    PLACE: "degrees north and degrees east, such as 48.86, 2.35",
    NUMBER_FORMAT: "a number format, such as , or .1f or .0%",
}
"""What each pattern requires, worded for editors."""

Id = Annotated[str, Field(pattern=ID)]
"""Lower-case ASCII words joined by hyphens. The id is also the anchor, so it never changes."""

ActorId = Annotated[Id, RefersTo("actor")]
CitedId = Annotated[str, RefersTo()]
EventId = Annotated[Id, RefersTo("event")]
FigureId = Annotated[Id, RefersTo("figure")]
IssueId = Annotated[Id, RefersTo("issue")]
PublisherId = Annotated[Id, RefersTo("publisher")]
RecordId = Annotated[Id, RefersTo("record")]
StatementId = Annotated[str, RefersTo("statement")]
TermId = Annotated[Id, RefersTo("term")]
TopicId = Annotated[Id, RefersTo("topic")]
"""Ids of other records. The build checks that each one exists."""

TopicIds = Annotated[tuple[TopicId, ...], Field(min_length=1)]
"""Ids of topic pages, at least one: pages and lists show their titles."""

CitingText = Annotated[Text, Cites()]
"""Plain text with citations, which are checked like other references."""

Address = Annotated[str, Field(pattern=_ADDRESS)]

Verdict = Literal["confirmed", "nuance", "differs", "not-found"]
PublisherClass = Literal["primary", "established", "state-media", "weak"]
NotChecked = Literal["judgement", "forecast", "general", "motive"]
Stance = Literal["supports", "supports-with-conditions", "ambiguous", "opposes", "not-stated"]
ActorKind = Literal["person", "state", "body"]


class Record(BaseModel):
    """Base class of all records: frozen, with unknown fields rejected.

    The string below each field describes it in the JSON Schemas and on the pages for editors.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def leaves_of(annotation: Any) -> Iterator[Any]:
    """Yield the classes, literals and marks inside a type such as `tuple[ActorId, ...] | None`."""
    inner = get_args(annotation)
    if not inner:
        yield annotation
    for part in inner:
        yield from leaves_of(part)


def is_marked(field: FieldInfo, mark: type) -> bool:
    """Return whether a mark, such as `Cites`, is part of a field's type."""
    return any(isinstance(part, mark) for part in leaves_of(field.rebuild_annotation()))


def models_in(annotation: Any) -> list[type[Record]]:
    """Return the record classes inside a type."""
    leaves = leaves_of(annotation)
    return [leaf for leaf in leaves if isinstance(leaf, type) and issubclass(leaf, Record)]


def choices_in(annotation: Any) -> list[str]:
    """Return the words that a type allows, such as those of `Verdict`."""
    return [leaf for leaf in leaves_of(annotation) if isinstance(leaf, str)]
