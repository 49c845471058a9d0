"""Records of the editors' work: questions, changes, redirects, and the limits of style."""

from typing import Literal

from pydantic import ConfigDict

from explainer.dates import PartialDate
from explainer.records.base import CitingText, Id, Record, RecordId, StatementId, Text, TopicId


class OpenQuestion(Record):
    """Something that the sources do not say."""

    id: Id
    """Its anchor."""
    topics: tuple[TopicId, ...]
    """Topic pages that show it."""
    question: Text
    """What a reader would want to know."""
    answer: CitingText
    """What is silent, and what the record adds."""
    statements: tuple[StatementId, ...]
    """Statements that are silent or vague here."""
    record: tuple[RecordId, ...] = ()
    """Entries of the public record that help."""


class Question(Record):
    """A reader's question with a short answer."""

    id: Id
    """Its anchor."""
    question: Text
    """As a reader would ask it."""
    answer: CitingText
    """Text with citations, such as `[@article:7.2]`; 40 to 80 words are a good length."""
    topics: tuple[TopicId, ...]
    """Topic pages that say more."""


class Change(Record):
    """A change that readers should know of: a correction, an addition, an update."""

    id: Id
    """Its anchor and the id in the feeds."""
    date: PartialDate
    """When it was made; a day."""
    kind: Literal["correction", "addition", "update"]
    """What sort of change."""
    summary: Text
    """What changed, in a sentence."""
    was: Text | None = None
    """For a correction: what was wrong."""
    says: Text | None = None
    """For a correction: what it says after the change."""
    why: Text
    """The reason."""
    pages: tuple[Text, ...]
    """Addresses of the pages concerned, such as /topics/us-role/."""


class Redirect(Record):
    """What became of an id that was published and is gone."""

    kind: Id
    """The kind of the record."""
    old: Text
    """The id that is gone."""
    new: Text | None = None
    """The id that took its place; left out when there is none."""
    why: Text
    """Why it went."""


class Published(Record):
    """The file published.yml: the ids that were published, by kind."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, tuple[str, ...]]

    @property
    def ids(self) -> dict[str, tuple[str, ...]]:
        """The ids of each kind, in the order of the file."""
        return self.__pydantic_extra__


class Style(Record):
    """The limits that prose is held to."""

    max_sentence_words: int
    """No sentence on a topic page is longer."""
    mean_sentence_words: tuple[float, float]
    """Least and most for the mean of a topic page."""
    max_grade: float
    """Flesch-Kincaid grade of a topic page, proper names left out."""
    page_words: tuple[int, int]
    """Least and most words of a topic page without generated parts."""
    max_definition_words: int = 30
    """Words in a tooltip."""
    relative_time: tuple[Text, ...]
    """Words that move with the reader's clock."""
    figure_words: tuple[Text, ...]
    """Words that make the number before them a figure that two publishers must give."""
    labels: dict[str, Text]
    """What readers see for groups of terms, sides, classes, verdicts and stances."""
