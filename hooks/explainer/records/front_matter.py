"""Front matter: the fields at the top of a page."""

from typing import Annotated, Any

from pydantic import Field

from explainer.dates import PastDate
from explainer.records.base import Record, Text, TopicId


class PageMeta(Record):
    """The fields at the top of every page."""

    title: Text
    """The heading, also shown as the browser title."""
    description: Annotated[Text, Field(max_length=160)]
    """One sentence for search engines and previews."""
    names: tuple[Text, ...] = ()
    """Names that link to this page wherever prose mentions them."""
    annotate: bool = True
    """False disables terms, cross-links and citations, as on the pages for editors."""
    link_names: bool = True
    """False leaves the names on the page unlinked; citations and written links still work."""
    search: dict[str, Any] = Field(default_factory=dict)
    """Options of the search index."""
    template: Text | None = None
    """Another template of overrides/, such as one to print."""


class TopicMeta(PageMeta):
    """The fields at the top of a topic page."""

    short_title: Text
    """Its name in navigation and lists."""
    standfirst: Text
    """One sentence below the title."""
    as_of: PastDate
    """The date of the newest fact on the page."""
    reviewed: PastDate
    """The day on which an editor last checked the page against its sources."""
    read_next: TopicId | None = None
    """The next topic on the reading path."""
    related: Annotated[tuple[TopicId, ...], Field(max_length=3)] = ()
    """Up to three links to other topics."""
