"""The parts that the build puts around the prose of a page: header, entries, footer."""

from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from explainer.addresses import page_of
from explainer.pages import PageState
from explainer.records.editorial import Change, Question
from explainer.records.evidence import Source, Statement
from explainer.records.front_matter import TopicMeta
from explainer.site import Site

WORDS_PER_MINUTE = 200
"""A cautious reading speed for non-fiction in English (Brysbaert 2019 finds 238 on average)."""


def add_parts(root: Element, site: Site, page: PageState) -> None:
    """Put the generated parts before and after the prose.

    Args:
        root: The page's elements, changed in place. Notes, if any, are its last child.
        site: The build.
        page: The page, whose citations and entries are known.
    """
    end = len(root)
    if end and root[end - 1].get("data-generated") == "notes":
        end -= 1
    # The glossary and who's who hold the entries of their own kind already.
    page.entries = [ref for ref in page.entries if page_of(ref) != page.path]
    if page.entries:
        records = [(ref, site.content.get(ref)) for ref in page.entries]
        records.sort(key=lambda row: row[1].sorted_as)
        root.insert(end, site.templates.element("entries", entries=records))
    meta = page.meta
    if isinstance(meta, TopicMeta):
        root.insert(0, _header(site, page, meta))
        footer = {"meta": meta, "topics": site.topics, "changes": changes_of(site, page)}
        asked = [q for q in site.content.all(Question).values() if page.topic in q.topics]
        root.append(site.templates.element("topic-footer", questions=asked, **footer))
    elif meta:
        # The theme would take the name in the navigation, which is shorter.
        heading = Element("h1")
        heading.text = AtomicString(meta.title)
        root.insert(0, heading)


def _header(site: Site, page: PageState, meta: TopicMeta) -> Element:
    minutes = max(1, round(page.words / WORDS_PER_MINUTE))
    return site.templates.element(
        "topic-header", meta=meta, minutes=minutes, rests_on=_rests_on(site, page)
    )


def _rests_on(site: Site, page: PageState) -> list[tuple[str, str, list[int]]]:
    """Source id, title and paragraphs that the page cites."""
    paragraphs: dict[str, set[int]] = {}
    for kind, key in page.cited:
        if kind == "statement":
            paragraph, _ = site.content.all(Statement)[key].numbers
            paragraphs.setdefault(key.partition(":")[0], set()).add(paragraph)
    sources = site.content.all(Source)
    return [(name, sources[name].title, sorted(paragraphs[name])) for name in sorted(paragraphs)]


def changes_of(site: Site, page: PageState) -> list[Change]:
    """The changes that concern a page, newest first."""
    changes = site.content.changes_newest_first()
    return [change for change in changes if f"/{page.url}" in change.pages]
