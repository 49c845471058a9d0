"""Links to records that an editor writes out, by kind and id.

    [the envoy](actor:witkoff)   a link with words of its own
    [](term:truce)               a link with the record's own title
    [truce](-)                   no link: the word stays as it is

They work wherever Markdown makes a link, also in headings and quotations, where names are not
looked for. In code Markdown makes none.
"""

import re
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from explainer.addresses import page_of
from explainer.page.name_links import SKIPPED_CLASS, lead_to
from explainer.pages import PageState
from explainer.problems import did_you_mean
from explainer.records.editorial import Redirect
from explainer.records.kinds import KINDS, unknown_rule
from explainer.refs import Ref
from explainer.site import Site
from explainer.templates import REF

_WRITTEN = re.compile(r"(?P<kind>[a-z]+(?:-[a-z]+)*):(?P<id>(?!//)[^\s/]*)\Z")
_SCHEMES = ("http", "https", "mailto", "tel", "sms", "geo", "urn", "doi", "data")
"""Addresses on the web that look like a kind and an id."""

_NO_LINK = "-"


def resolve_record_links(root: Element, site: Site, page: PageState) -> None:
    """Turn kinds and ids into addresses, before MkDocs reads the addresses.

    Args:
        root: The page's elements, changed in place.
        site: The build.
        page: The page, which learns of links that lead nowhere.
    """
    links = list(root.iter("a"))
    # Markdown lets a link stand in another where emphasis or a note comes between.
    inner = {id(part) for link in links for part in link.iter("a") if part is not link}
    for link in links:
        address = link.get("href", "")
        match = _WRITTEN.match(address)
        if address == _NO_LINK or (id(link) in inner and match):
            _unlink(link)
        elif match and match["kind"] not in _SCHEMES:
            _resolve(link, Ref(match["kind"], match["id"]), site, page)


def linkable() -> list[str]:
    """The kinds of what can be linked: those that have a page, and topics."""
    return [*(name for name, kind in KINDS.items() if kind.page), "topic"]


def _resolve(link: Element, ref: Ref, site: Site, page: PageState) -> None:
    known = site.known(ref.kind)
    empty = not link.text and not len(link)
    if ref.kind in linkable() and ref.id in known:
        if empty:
            link.text = AtomicString(site.title_of(ref))
        # Names lead to the file of a page, so that a topic is one thing however it is mentioned.
        lead_to(link, Ref("page", page_of(ref)) if ref.kind == "topic" else ref)
        if not page.annotate:
            link.attrib.pop(REF)  # such a page is not listed under "used in"
        return
    line = _line_of(ref, page)
    if ref.kind not in linkable():
        hint = did_you_mean(ref.kind, linkable()) or f"known are {', '.join(linkable())}"
        page.report("unknown-kind", f'there is no kind "{ref.kind}"', hint=hint, line=line)
    else:
        hint = _moved(ref, site) or did_you_mean(ref.id, known)
        what = f'{ref.kind} "{ref.id}" does not exist'
        page.report(unknown_rule(ref.kind), what, hint=hint, line=line, missing=ref)
    if empty:
        link.text = AtomicString(ref.id)  # so that its sentence is not reported as empty too
    _unlink(link)


def _moved(ref: Ref, site: Site) -> str:
    """Where a record went that was published and is gone."""
    redirects = site.content.all(Redirect).values()
    new = next((r.new for r in redirects if (r.kind, r.old) == ref), None)
    return f'write "{ref.kind}:{new}"' if new else ""


def _line_of(ref: Ref, page: PageState) -> int:
    # The id may be the beginning of another one.
    address = re.compile(rf"(?<![\w-]){re.escape(f'{ref.kind}:{ref.id}')}(?![\w.:-])")
    lines = (n for n, line in enumerate(page.lines, start=1) if address.search(line))
    return next(lines, 1)


def _unlink(link: Element) -> None:
    """Make a link plain text that is never marked."""
    link.tag = "span"
    link.attrib.clear()
    link.set("class", SKIPPED_CLASS)
