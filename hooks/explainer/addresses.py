"""Addresses: where on the site a record or a page is, and links between addresses.

Inside Markdown, links are written from the root of docs/ (`/glossary.md#truce`); MkDocs resolves
and checks them. HTML that is filled in after all pages are known uses `relative`.
"""

import posixpath

from explainer.records.kinds import KINDS
from explainer.refs import Ref

TOPICS = "topics/"
"""The folder of the topic pages."""


def page_of(ref: Ref) -> str:
    """The page on which a record is listed, or the page itself, from the root of docs/."""
    if ref.kind == "page":
        return ref.id
    return f"{TOPICS}{ref.id}.md" if ref.kind == "topic" else KINDS[ref.kind].page


def anchor(ref: Ref) -> str:
    """The id of a record's entry on its page; empty for pages and topics."""
    return KINDS[ref.kind].anchor(ref.id) if ref.kind in KINDS else ""


def source_path(ref: Ref) -> str:
    """A link as Markdown pages write it, such as `/glossary.md#truce`."""
    return f"/{_with(anchor(ref), page_of(ref))}"


def address_of(ref: Ref) -> str:
    """The address of a record, page or topic from the root of the site: `glossary/#truce`."""
    return _with(anchor(ref), address(page_of(ref)))


def _with(fragment: str, path: str) -> str:
    return f"{path}#{fragment}" if fragment else path


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
