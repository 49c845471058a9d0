"""Addresses: the one place that knows which page holds which kind of record.

Inside Markdown, links are written from the root of docs/ (`/glossary.md#truce`); MkDocs resolves
and checks them. HTML that is filled in after all pages are known uses `relative`.
"""

import posixpath
from collections.abc import Callable

PAGES: dict[str, str] = {
    "term": "glossary.md",
    "actor": "whos-who.md",
    "event": "timeline.md",
    "statement": "sources.md",
    "source": "sources.md",
    "record": "sources.md",
    "question": "questions.md",
    "change": "changes.md",
}
"""The page that lists the records of a kind, from the root of docs/."""

TOPICS = "topics/"
"""The folder of the topic pages."""


def anchor(kind: str, name: str) -> str:
    """The id of a record on its page: ASCII, and the same for ever.

    A statement's `article:7.2` becomes `article-7-2`; a source gets the prefix `source-`; other
    ids are anchors as they are.
    """
    if kind == "statement":
        return name.replace(":", "-").replace(".", "-")
    return f"source-{name}" if kind == "source" else name


def source_path(kind: str, name: str) -> str:
    """A link to a record as Markdown pages write it, such as `/glossary.md#truce`."""
    if kind == "page":
        return f"/{name}"
    if kind == "topic":
        return f"/{TOPICS}{name}.md"
    return f"/{PAGES[kind]}#{anchor(kind, name)}"


def address(page: str) -> str:
    """The address of a page of docs/ from the root of the site, such as `topics/us-role/`."""
    stem = page.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        return stem.removesuffix("index")
    return f"{stem}/"


def relative(target: str, page: str) -> str:
    """A link from one address of the site to another.

    Args:
        target: Address from the site's root, with or without a fragment.
        page: Address of the page that holds the link, such as `topics/us-role/`.
    """
    path, hash_, fragment = target.partition("#")
    if path == page and fragment:
        return f"#{fragment}"
    start = page if page.endswith("/") or not page else posixpath.dirname(page)
    shown = posixpath.relpath(path or ".", start or ".")
    return (shown + "/" if path.endswith("/") or not path else shown) + hash_ + fragment


def links_from(page: str) -> Callable[[str], str]:
    """A function that makes links from one page, which go to few others, and to each often."""
    known: dict[str, str] = {}

    def to(target: str) -> str:
        path, hash_, fragment = target.partition("#")
        if path == page and fragment:
            return f"#{fragment}"
        if path not in known:
            known[path] = relative(path, page)
        return known[path] + hash_ + fragment

    return to


def record_address(kind: str, name: str) -> str:
    """The address of a record, page or topic from the root of the site: `glossary/#truce`."""
    if kind in ("page", "topic"):
        return address(name if kind == "page" else f"{TOPICS}{name}.md")
    return f"{address(PAGES[kind])}#{anchor(kind, name)}"
