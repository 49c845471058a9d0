"""The parts that the build puts around the prose of a page: header, entries, footer."""

from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from explainer.addresses import PAGES
from explainer.pages import PageState
from explainer.records import Change
from explainer.records.citing import look_up
from explainer.records.front_matter import TopicMeta
from explainer.site import Site

WORDS_PER_MINUTE = 200
"""A cautious reading speed for non-fiction in English (Brysbaert 2019 finds 238 on average)."""


def add_parts(root: Element, site: Site, page: PageState) -> None:
    """Put the generated parts before and after the prose.

    Args:
        root: The page's elements, changed in place. Notes, if any, are its last child.
        site: The build.
        page: The page, whose citations are known.
    """
    end = len(root)
    if end and root[end - 1].get("data-generated") == "notes":
        end -= 1
    # The glossary and who's who hold the entries of their own kind already.
    page.entries = [key for key in page.entries if PAGES[key.partition(" ")[0]] != page.path]
    if page.entries:
        root.insert(end, site.templates.element("entries"))
    if page.meta and not isinstance(page.meta, TopicMeta):
        # The theme would take the name in the navigation, which is shorter.
        heading = Element("h1")
        heading.text = AtomicString(page.meta.title)
        root.insert(0, heading)
    if isinstance(page.meta, TopicMeta):
        root.insert(0, _header(site, page, page.meta))
        footer = {"meta": page.meta, "topics": site.topics, "changes": changes_of(site, page)}
        asked = [q for q in site.content.questions.values() if page.topic in q.topics]
        root.append(site.templates.element("topic-footer", questions=asked, **footer))


def _header(site: Site, page: PageState, meta: TopicMeta) -> Element:
    minutes = max(1, round(page.words / WORDS_PER_MINUTE))
    return site.templates.element(
        "topic-header", meta=meta, minutes=minutes, rests_on=_rests_on(site, page)
    )


def _rests_on(site: Site, page: PageState) -> list[tuple[str, str, list[int]]]:
    """Source id, title and paragraphs that the page cites."""
    paragraphs: dict[str, set[int]] = {}
    for key in page.cited:
        cited = look_up(key, site.content)
        if cited and cited.source and cited.statement:
            paragraphs.setdefault(cited.source.id, set()).add(cited.statement.numbers[0])
    sources = site.content.sources
    return [(name, sources[name].title, sorted(paragraphs[name])) for name in sorted(paragraphs)]


def changes_of(site: Site, page: PageState) -> list[Change]:
    """The changes that concern a page, newest first."""
    changes = site.content.changes_newest_first()
    return [change for change in changes if f"/{page.url}" in change.pages]
