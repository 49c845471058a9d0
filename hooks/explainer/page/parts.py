"""The generated parts around a page's prose: header, entries and footer."""

from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from explainer.addresses import page_of
from explainer.lists.sources import by_verdict
from explainer.pages import PageState
from explainer.records.front_matter import TopicMeta
from explainer.site import Site
from explainer.templates import placeholder


def add_parts(root: Element, site: Site, page: PageState) -> None:
    """Insert the generated parts before and after the prose, in place.

    Needs the page's citations and entries.
    """
    # The glossary and who's who already contain the entries of their own kind.
    page.entries = [ref for ref in page.entries if page_of(ref) != page.path]
    if page.entries:
        root.append(placeholder("entries"))
    meta = page.meta
    if isinstance(meta, TopicMeta):
        cited = page.cited
        header = site.templates.element(
            "topic-header",
            meta=meta,
            minutes=page.minutes,
            documents=len({ref.id.partition(":")[0] for ref in cited if ref.kind == "statement"}),
            publications=sum(ref.kind == "record" for ref in cited),
        )
        footer = site.templates.element(
            "topic-footer",
            meta=meta,
            checked=by_verdict(cited, site.content),
            topics=site.topics,
            changes=site.changes_of(page),
        )
        root.insert(0, header)
        root.append(footer)
    elif meta:
        # Otherwise the theme uses the shorter title from the navigation.
        heading = Element("h1")
        heading.text = AtomicString(meta.title)
        root.insert(0, heading)
