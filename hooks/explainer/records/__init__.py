"""The kinds of records, and nothing about how they are read, checked or shown.

Every record is frozen and refuses fields that it does not know. The JSON Schemas under
`content/schema/` are made from these classes.
"""

from explainer.records.base import (
    ActorKind,
    Address,
    Id,
    PublisherClass,
    Record,
    Stance,
    Text,
    Verdict,
)
from explainer.records.editorial import Change, OpenQuestion, Published, Question, Redirect, Style
from explainer.records.evidence import Check, Paragraph, PublicRecord, Publisher, Source, Statement
from explainer.records.subject import (
    Actor,
    Event,
    Issue,
    LaterPosition,
    Position,
    PositionTable,
    Post,
    Term,
)

__all__ = [
    "Actor",
    "ActorKind",
    "Address",
    "Change",
    "Check",
    "Event",
    "Id",
    "Issue",
    "LaterPosition",
    "OpenQuestion",
    "Paragraph",
    "Position",
    "PositionTable",
    "Post",
    "PublicRecord",
    "Published",
    "Publisher",
    "PublisherClass",
    "Question",
    "Record",
    "Redirect",
    "Source",
    "Stance",
    "Statement",
    "Style",
    "Term",
    "Text",
    "Verdict",
]
