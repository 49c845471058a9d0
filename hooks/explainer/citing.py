"""What citations refer to: a statement of a source, or an entry of the public record."""

from dataclasses import dataclass

from explainer.addresses import markdown_path
from explainer.records.content import Content
from explainer.records.evidence import Check, PublicRecord, Publisher, Source, Statement
from explainer.refs import Ref


@dataclass(frozen=True)
class Cited:
    """What a citation refers to: a statement and its source, or a public record and its publisher.

    Attributes:
        place: Its location, in words, such as `Reuters, via Cyprus Mail, 17 April 2025`.
        path: The link to it, as written in Markdown.
    """

    ref: Ref
    place: str
    path: str
    source: Source | None = None
    statement: Statement | None = None
    record: PublicRecord | None = None
    publisher: Publisher | None = None

    @property
    def check(self) -> Check | None:
        """The check of the statement; None if it has none or it is a public record."""
        return self.statement.check if self.statement else None


def look_up(ref: Ref, content: Content) -> Cited | None:
    """Return what a citation refers to; None if it does not exist."""
    found = content.get(ref)
    if isinstance(found, Statement):
        source = content.get(Ref("source", ref.id.partition(":")[0]))
        paragraph, sentence = found.numbers
        place = f"{source.title}, paragraph {paragraph}, sentence {sentence}"
        return Cited(ref, place, markdown_path(ref), source=source, statement=found)
    if isinstance(found, PublicRecord):
        publisher = content.get(Ref("publisher", found.publisher))
        name = publisher.name if publisher else found.publisher
        via = f", via {found.via}" if found.via else ""
        place = f"{name}{via}, {found.issued.words}"
        return Cited(ref, place, markdown_path(ref), record=found, publisher=publisher)
    return None
