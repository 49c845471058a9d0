"""Records of the editors' work: questions, changes, redirects, published ids and style limits."""

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field

from explainer.dates import PastDate
from explainer.records.base import (
    CitingText,
    Id,
    Record,
    RecordId,
    StatementId,
    Text,
    TopicId,
    TopicIds,
)


class OpenQuestion(Record):
    """A question that the sources do not answer."""

    id: Id
    """Its anchor."""
    topics: TopicIds
    """Topic pages that show it."""
    question: Text
    """What a reader would want to know."""
    answer: CitingText
    """What the sources leave out, and what the public record adds. It may contain citations."""
    statements: tuple[StatementId, ...]
    """Statements that are silent or vague on this point."""
    record: tuple[RecordId, ...] = ()
    """Entries of the public record that help."""


class Question(Record):
    """A reader's question with a short answer."""

    id: Id
    """Its anchor."""
    question: Text
    """As a reader would ask it."""
    answer: CitingText
    """Text with citations, such as `[@leaflet:7.2]`; aim for 40 to 80 words."""
    topics: TopicIds
    """Topic pages that say more."""


What = Literal["added", "corrected", "updated", "withdrawn"]


class Detail(Record):
    """A record, or a sentence that rests on it, that differs from the previous edition."""

    what: What
    """What happened to it."""
    page: Text
    """The address of the page that shows it, such as /timeline/."""
    kind: Id
    """The kind of the record."""
    id: Text
    """Its id."""
    name: Text | None = None
    """What readers know the record by; omit for a sentence of a page."""
    was: Text | None = None
    """What it said, as far as that differs."""
    says: Text | None = None
    """What it says, as far as that differs."""


class Change(Record):
    """A change that readers should know about: a correction, an addition or an update."""

    id: Id
    """Its anchor, and its id in the feeds."""
    date: PastDate
    """The day it was made."""
    kind: Literal["correction", "addition", "update"]
    """The type of change."""
    summary: Text
    """What changed, in one sentence."""
    was: Text | None = None
    """For a correction: what was wrong."""
    says: Text | None = None
    """For a correction: the corrected text."""
    why: Text
    """The reason."""
    pages: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Addresses of the pages that changed, such as /topics/plan/."""
    details: tuple[Detail, ...] = ()
    """What differs, record by record and sentence by sentence; `make changes` writes it."""


class Redirect(Record):
    """What happened to a published id that no longer exists."""

    kind: Id
    """The kind of the record."""
    old: Text
    """The id that no longer exists."""
    new: Text | None = None
    """The id that replaces it; omit if there is none."""
    why: Text
    """Why it was removed."""


class Published(Record):
    """The file published.yml: every published id, by kind."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, tuple[str, ...]]

    @property
    def ids(self) -> dict[str, tuple[str, ...]]:
        """The ids of each kind, in file order."""
        return self.__pydantic_extra__


class Party(Record):
    """A party: a lane in the drawing of the timeline, and a row of `make report`."""

    id: Id
    """What directives call it."""
    name: Text
    """What readers and the report call it."""
    sides: tuple[Id, ...]
    """The sides of its people and bodies, as actors.yml gives them."""
    words: tuple[Text, ...] = ()
    """Other words that stand for it, such as a capital."""
    page: TopicId | None = None
    """The page that tells its own view."""


class Balance(Record):
    """What `make report` looks for in the prose. Words are matched whole, ignoring case."""

    attribution: tuple[Text, ...]
    """Verbs that attribute a view to the party before them."""
    reasons: tuple[Text, ...]
    """Words that begin a reason."""
    connectives: tuple[Text, ...]
    """Words that tie a sentence to another, or two halves of one."""
    rebuttals: tuple[Text, ...]
    """Verbs by which one party contradicts another."""
    documents: tuple[Text, ...]
    """Words by which the text refers to its own documents and records."""


def _in_order(limits: tuple[float, float]) -> tuple[float, float]:
    if limits[0] > limits[1]:
        raise ValueError("write the least first, then the most")
    return limits


Count = Annotated[int, Field(gt=0)]
Words = Annotated[int, Field(ge=0)]
Measure = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Style(Record):
    """Limits that prose must keep to, and the labels that readers see."""

    max_sentence_words: Count
    """Most words in a sentence on a topic page."""
    mean_sentence_words: Annotated[tuple[Measure, Measure], AfterValidator(_in_order)]
    """Minimum and maximum for the mean sentence length of a topic page, in words."""
    min_sentence_spread: Measure = 0
    """Smallest standard deviation of the sentence lengths of a topic page, in words: sentences of
    equal length tire readers."""
    max_grade: Annotated[float, Field(allow_inf_nan=False)]
    """Highest Flesch-Kincaid grade of a topic page, excluding proper names."""
    page_words: Annotated[tuple[Words, Words], AfterValidator(_in_order)]
    """Minimum and maximum words on a topic page, excluding generated parts."""
    max_run_sentences: Count = 4
    """Most sentences that one note may cover."""
    max_notes: Measure = 4
    """Most notes per 100 words of a topic page."""
    max_definition_words: Count = 30
    """Most words in the short text of a term or an actor."""
    relative_time: tuple[Text, ...]
    """Words whose meaning depends on when the reader reads them."""
    figure_words: tuple[Text, ...]
    """Words that make the number before them a figure, which needs two publishers."""
    search_words: tuple[tuple[Text, ...], ...] = ()
    """Groups of words that mean the same to a reader who searches, such as an old and a new
    spelling: a search for one also finds the others. Names of terms and actors belong in their
    records."""
    parties: tuple[Party, ...] = ()
    """The parties, in the order of the report."""
    balance: Balance | None = None
    """What `make report` counts."""
    labels: dict[str, Text]
    """What readers see for groups of terms and, after `side-`, for sides. Verdicts, classes,
    stances and the like have labels already, which can be changed here."""
