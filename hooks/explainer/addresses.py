"""Addresses of records and pages on the site, and links between them.

Links in Markdown are relative to docs/ (`/glossary.md#toll`); MkDocs resolves and checks them.
HTML inserted after all pages are rendered uses `relative`.
"""

from functools import lru_cache

from explainer.records.kinds import KINDS
from explainer.refs import Ref

TOPICS = "topics/"
"""Folder of the topic pages."""


def linkable() -> list[str]:
    """Return the kinds that can be linked: those with a page, and topics."""
    return [*(name for name, kind in KINDS.items() if kind.page), "topic"]


def page_of(ref: Ref) -> str:
    """Return the file of a page or topic, or of the page that shows a record, relative to docs/."""
    if ref.kind == "page":
        return ref.id
    if ref.kind == "topic":
        return f"{TOPICS}{ref.id}.md"
    return KINDS[ref.kind].page.replace("*", ref.id)


def anchor(ref: Ref) -> str:
    """Return the id of a record's entry on its page; empty for pages and topics."""
    return KINDS[ref.kind].anchor(ref.id) if ref.kind in KINDS else ""


@lru_cache(maxsize=5_000)  # pages share most names, and MkDocs keeps every link
def markdown_path(ref: Ref) -> str:
    """Return a link as written in Markdown, such as `/glossary.md#toll`."""
    return f"/{_with(anchor(ref), page_of(ref))}"


def address_of(ref: Ref) -> str:
    """Return the address of a record, page or topic from the site's root: `glossary/#toll`."""
    return _with(anchor(ref), address(page_of(ref)))


def _with(fragment: str, path: str) -> str:
    return f"{path}#{fragment}" if fragment else path


def address(page: str) -> str:
    """Return the address of a page in docs/ from the site's root, such as `topics/plan/`."""
    stem = page.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        return stem.removesuffix("index")
    return f"{stem}/"


def relative(target: str, page: str) -> str:
    """Return a relative link to an address, with or without fragment, from the address of a page.

    Both addresses are relative to the site's root.
    """
    path, hash_, fragment = target.partition("#")
    return f"#{fragment}" if path == page and fragment else _way(path, page) + hash_ + fragment


@lru_cache(maxsize=5_000)  # the many links of a page lead to parts of few others
def _way(path: str, page: str) -> str:
    start, end = page.split("/")[:-1], path.split("/")
    common = 0
    for ours, theirs in zip(start, end[:-1], strict=False):
        if ours != theirs:
            break
        common += 1
    return "/".join([".."] * (len(start) - common) + end[common:]) or "./"
