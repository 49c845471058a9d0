"""What a citation opens: a statement of a source, or an entry of the public record, in words."""

from dataclasses import dataclass

from explainer.addresses import source_path
from explainer.records.content import Content
from explainer.records.evidence import PublicRecord, Publisher, Source, Statement
from explainer.refs import Ref


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation opens.

    Attributes:
        ref: What is cited.
        place: Where it stands, in words.
        path: The link to it, as Markdown pages write it.
    """

    ref: Ref
    place: str
    path: str
    source: Source | None = None
    statement: Statement | None = None
    record: PublicRecord | None = None
    publisher: Publisher | None = None


def look_up(ref: Ref, content: Content) -> Cited | None:
    """Find what a citation opens; None when there is nothing."""
    found = content.get(ref)
    if isinstance(found, Statement):
        source = content.all(Source)[ref.id.partition(":")[0]]
        paragraph, sentence = found.numbers
        place = f"{source.title}, paragraph {paragraph}, sentence {sentence}"
        return Cited(ref, place, source_path(ref), source=source, statement=found)
    if isinstance(found, PublicRecord):
        publisher = content.all(Publisher).get(found.publisher)
        place = publisher_line(found, publisher)
        return Cited(ref, place, source_path(ref), record=found, publisher=publisher)
    return None


def publisher_line(record: PublicRecord, publisher: Publisher | None) -> str:
    """Who published it and when, such as `Reuters, via Cyprus Mail, 17 April 2025`."""
    name = publisher.name if publisher else record.publisher
    via = f", via {record.via}" if record.via else ""
    return f"{name}{via}, {record.issued.words}"
