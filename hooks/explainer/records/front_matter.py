"""Front matter: the fields at the top of a page."""

from typing import Annotated, Any

from pydantic import Field

from explainer.dates import PartialDate
from explainer.records.base import Id, Record, Text


class PageMeta(Record):
    """The fields at the top of any page."""

    title: Text
    """The heading, also the name in the browser."""
    description: Annotated[Text, Field(max_length=160)]
    """One sentence for search engines and previews."""
    names: tuple[Text, ...] = ()
    """Names under which prose mentions the page, so that they become links to it."""
    annotate: bool = True
    """False switches terms, cross-links and citations off, as on the pages for editors."""
    link_names: bool = True
    """False leaves names on the page as they are; citations and written links still work."""
    search: dict[str, Any] = Field(default_factory=dict)
    """Options of the search index."""
    hide: tuple[Text, ...] = ()
    """Parts of the theme that the page does without."""
    template: Text | None = None
    """Another template of the theme."""


class RelatedPage(Record):
    """A link to another topic, with the reason for it."""

    page: Id
    """The topic."""
    why: Text
    """Such as `differs from` or `leads to`."""


class TopicMeta(PageMeta):
    """The fields at the top of a topic page."""

    short_title: Text
    """Its name in the navigation and in lists."""
    standfirst: Text
    """One sentence under the title."""
    as_of: PartialDate
    """The date of the newest fact on the page."""
    reviewed: PartialDate
    """The day on which an editor last held the page against its sources."""
    read_next: Id | None = None
    """The next topic on the reading path."""
    related: Annotated[tuple[RelatedPage, ...], Field(max_length=3)] = ()
    """Up to three links to other topics."""
