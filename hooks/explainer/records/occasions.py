"""Statements whose occasion is open: they are never tied to one dated event."""

import re
from collections.abc import Iterable

from explainer.records.content import Content
from explainer.records.evidence import Source, Statement
from explainer.refs import Ref

_DAY = re.compile(
    r"\b\d{1,2}(?:[–-]\d{1,2})? (?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December) \d{4}\b"
)

NOT_BOUND = "its occasion is open: name every date that fits, or none"
"""What to do where one is tied to a day."""


def bound_to_one_day(text: str, cited: Iterable[Ref], content: Content) -> str:
    """What is wrong where a text ties a statement of open occasion to one day; empty if nothing.

    Args:
        text: A paragraph.
        cited: What it cites.
        content: The records, whose sources say which paragraphs have an open occasion.
    """
    days = set(_DAY.findall(text))
    for ref in sorted(set(cited)):
        if ref.kind != "statement" or ref.id not in content.all(Statement) or len(days) != 1:
            continue
        source = content.all(Source)[ref.id.partition(":")[0]]
        if content.all(Statement)[ref.id].numbers[0] in source.open_occasion:
            return f'"{ref.id}" stands beside the single date {days.pop()}'
    return ""
