"""Statements and the public record, as a citation sees them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from explainer.addresses import source_path
from explainer.records import PublicRecord, Publisher, Source, Statement
from explainer.records.content import Content

CITATION = re.compile(
    r"(?P<code>\\[\\\[]|(?P<ticks>`+)[^`].*?(?P=ticks))|\[(?P<keys>@[^\[\]]+)\]", re.DOTALL
)
"""A citation in Markdown, `[@article:7.2; @un-2774]`, or what is left alone: code, and a bracket or
backslash that is escaped."""


_DAY = re.compile(
    r"\b\d{1,2}(?:[–-]\d{1,2})? (?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December) \d{4}\b"
)
NOT_BOUND = "its occasion is open: name every date that fits, or none"


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation key leads to: a statement of a source, or an entry of the record.

    Attributes:
        key: The key, such as `article:7.2` or `un-2774`.
        place: Where it stands, in words.
        path: The link to it, as Markdown pages write it.
    """

    key: str
    place: str
    path: str
    source: Source | None = None
    statement: Statement | None = None
    record: PublicRecord | None = None
    publisher: Publisher | None = None
    against: tuple["Cited", ...] = ()

    @property
    def date(self) -> str:
        """When it was true or published, in words."""
        if self.statement:
            return self.statement.as_of.words
        return self.record.issued.words if self.record else ""


def look_up(key: str, content: Content) -> Cited | None:
    """Find what a citation key leads to; None when there is nothing."""
    if key in content.statements:
        return _statement(key, content)
    if key in content.record:
        return _record(key, content)
    return None


def _statement(key: str, content: Content) -> Cited:
    source_id = key.partition(":")[0]
    source, statement = content.sources[source_id], content.statements[key]
    paragraph, sentence = statement.numbers
    record = statement.check.record if statement.check else ()
    return Cited(
        key=key,
        place=f"{source.title}, paragraph {paragraph}, sentence {sentence}",
        path=source_path("statement", key),
        source=source,
        statement=statement,
        against=tuple(found for name in record if (found := look_up(name, content))),
    )


def _record(key: str, content: Content) -> Cited:
    record = content.record[key]
    publisher = content.publishers.get(record.publisher)
    return Cited(
        key=key,
        place=publisher_line(record, publisher),
        path=source_path("record", key),
        record=record,
        publisher=publisher,
    )


def publisher_line(record: PublicRecord, publisher: Publisher | None) -> str:
    """Who published it and when, such as `Reuters, via Cyprus Mail, 17 April 2025`."""
    name = publisher.name if publisher else record.publisher
    via = f", via {record.via}" if record.via else ""
    return f"{name}{via}, {record.issued.words}"


def citation_keys(text: str) -> list[str]:
    """The keys that a text cites, in order."""
    groups = (match["keys"] for match in CITATION.finditer(text) if match["keys"])
    keys = [part.strip().removeprefix("@") for group in groups for part in group.split(";")]
    return [key for key in keys if key != "-"]


def bound_to_one_day(text: str, keys: Iterable[str], content: Content) -> str:
    """What is wrong where a text ties a statement of open occasion to one day; empty if nothing.

    Args:
        text: A paragraph.
        keys: The keys that it cites.
        content: The records, whose sources say which paragraphs have an open occasion.
    """
    days = set(_DAY.findall(text))
    for key in sorted(set(keys) & content.statements.keys()):
        source = content.sources[key.partition(":")[0]]
        if content.statements[key].numbers[0] in source.open_occasion and len(days) == 1:
            return f'"{key}" stands beside the single date {days.pop()}'
    return ""
