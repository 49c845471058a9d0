"""The generated parts around a page's prose: header, entries and footer."""

from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from explainer.addresses import page_of
from explainer.pages import PageState
from explainer.records.editorial import Change, Question
from explainer.records.evidence import Source, Statement
from explainer.records.front_matter import TopicMeta
from explainer.site import Site

WORDS_PER_MINUTE = 200
"""A cautious reading speed for English non-fiction (Brysbaert 2019 reports a mean of 238)."""


def add_parts(root: Element, site: Site, page: PageState) -> None:
    """Insert the generated parts before and after the prose, in place.

    Needs the page's citations and entries. Notes, if any, are the root's last child.
    """
    end = len(root)
    if end and root[end - 1].get("data-generated") == "notes":
        end -= 1
    # The glossary and who's who already contain the entries of their own kind.
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
        # Otherwise the theme uses the shorter title from the navigation.
        heading = Element("h1")
        heading.text = AtomicString(meta.title)
        root.insert(0, heading)


def _header(site: Site, page: PageState, meta: TopicMeta) -> Element:
    minutes = max(1, round(page.words / WORDS_PER_MINUTE))
    return site.templates.element(
        "topic-header", meta=meta, minutes=minutes, rests_on=_rests_on(site, page)
    )


def _rests_on(site: Site, page: PageState) -> list[tuple[str, str, list[int]]]:
    paragraphs: dict[str, set[int]] = {}
    for kind, key in page.cited:
        if kind == "statement":
            paragraph, _ = site.content.all(Statement)[key].numbers
            paragraphs.setdefault(key.partition(":")[0], set()).add(paragraph)
    sources = site.content.all(Source)
    return [(name, sources[name].title, sorted(paragraphs[name])) for name in sorted(paragraphs)]


def changes_of(site: Site, page: PageState) -> list[Change]:
    """Return the changes that affect a page, newest first."""
    changes = site.content.changes_newest_first()
    return [change for change in changes if f"/{page.url}" in change.pages]
