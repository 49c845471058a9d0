"""Links to records that an editor writes by kind and id.

    [the mayor](actor:quay)     a link with its own text
    [](term:toll)               a link with the record's title
    [toll](-)                   no link: the name stays plain text

They work wherever Markdown makes links, including headings and quotations, where names are not
linked automatically. Code contains no links.
"""

import re
from html import unescape
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown.util import AMP_SUBSTITUTE, AtomicString

from explainer.addresses import linkable, page_of
from explainer.page.name_links import SKIPPED_CLASS, lead_to
from explainer.pages import PageState
from explainer.problems import did_you_mean
from explainer.records.editorial import Redirect
from explainer.refs import Ref
from explainer.site import Site
from explainer.templates import REF

_WRITTEN = re.compile(r"(?P<kind>[a-z]+(?:-[a-z]+)*):(?P<id>(?!//)[^\s/]*)\Z")
_SCHEME = re.compile(r"[\s\x00-\x1f]*([a-zA-Z][\w+.-]*):")
_ALLOWED = ("http", "https", "mailto", "tel", "doi")
"""URL schemes that links may use. Some look like a kind; schemes not listed can run a script."""

_NO_LINK = "-"


def resolve_record_links(root: Element, site: Site, page: PageState) -> None:
    """Replace kinds and ids with addresses in place, before MkDocs resolves addresses.

    Links to missing records become plain text and are reported on the page.
    """
    links = list(root.iter("a"))
    # Markdown allows nested links if emphasis or a note comes between them.
    inner = {id(part) for link in links for part in link.iter("a") if part is not link}
    for link in links:
        address = link.get("href", "")
        match = _WRITTEN.match(address)
        if address == _NO_LINK or (id(link) in inner and match):
            _unlink(link)
        elif match and match["kind"] not in _ALLOWED:
            _resolve(link, Ref(match["kind"], match["id"]), site, page)
        elif what := _fault_of(address):
            hint = (
                "remove it, or write %20"
                if " " in address
                else "link to a page, a record or a web address"
            )
            page.report("bad-link", what, address, hint)
            page.unread = True  # what it was meant to link is not known
            _unlink(link)
        elif not link.text and not len(link):
            page.report("bad-link", "a link has no text", address, "write what it leads to")
        elif missing := _missing_file(address, site, page):
            what = f'the page links to "{address}", which does not exist'
            hint = _meant(address, site, page)
            page.report("dead-link", what, address, hint, missing=Ref("page", missing))
            _unlink(link)  # MkDocs would warn of it too
    for image in root.iter("img"):
        _check_image(image, site, page)


def _fault_of(address: str) -> str:
    """Return what is wrong with the address of a link; empty if nothing is."""
    if " " in address:
        return f'the address "{address}" contains a space'
    if (scheme := _scheme_of(address)) not in ("", *_ALLOWED):
        return f'a link must not begin with "{scheme}:"'
    try:
        urlsplit(address)
    except ValueError:
        return f'"{address}" is not an address'
    return "" if address else "a link has no address"


def _missing_file(address: str, site: Site, page: PageState) -> str:
    """Return the file in docs/ that an address names if it does not exist, otherwise nothing."""
    path = unquote(urlsplit(address).path)
    if site.files is None or not path or _scheme_of(address) or address.startswith("//"):
        return ""
    file = path[1:] if path.startswith("/") else normpath(join(dirname(page.path), path))
    return "" if file in site.files else file


def _meant(address: str, site: Site, page: PageState) -> str:
    """Return a hint for an address of a file that does not exist, as it would be on the page."""
    kind = next((kind for kind in linkable() if site.exists(Ref(kind, address))), "")
    if kind:
        return f'write "{kind}:{address}"'
    if address.startswith("www."):
        return "write https:// before it"
    start = "/" if address.startswith("/") else dirname(page.path)
    files = (
        f"/{file}" if start == "/" else relpath(file, start or ".") for file in site.files or ()
    )
    return did_you_mean(unquote(urlsplit(address).path).rstrip("/"), files)


def _scheme_of(address: str) -> str:
    """Return the scheme that a browser finds in an address; empty if there is none."""
    shown = unescape(address.replace(AMP_SUBSTITUTE, "&"))
    match = _SCHEME.match(shown)
    return match[1].lower() if match else ""


def _check_image(image: Element, site: Site, page: PageState) -> None:
    address = image.get("src", "")
    if _scheme_of(address) or address.startswith("//"):
        hint = "put it into docs/assets/ and use it from there"
        page.report("bad-image", f'the image "{address}" is loaded from elsewhere', address, hint)
    elif not image.get("alt", "").strip():
        hint = "say in the square brackets what it shows"
        page.report("bad-image", f'the image "{address}" has no description', address, hint)
    elif _missing_file(address, site, page):
        what = f'the image "{address}" does not exist'
        page.report("bad-image", what, address, _meant(address, site, page))
        image.tag = "span"
        image.attrib.clear()


def _resolve(link: Element, ref: Ref, site: Site, page: PageState) -> None:
    empty = not link.text and not len(link)
    if ref.kind in linkable() and site.exists(ref):
        if empty:
            link.text = AtomicString(site.title_of(ref))
        # Names refer to a topic by its file; do the same here, so its uses are counted together.
        lead_to(link, Ref("page", page_of(ref)) if ref.kind == "topic" else ref)
        if not page.annotate:
            link.attrib.pop(REF)  # "used in" does not list such pages
        return
    line = _line_of(ref, page)
    if ref.kind not in linkable():
        hint = did_you_mean(ref.kind, linkable()) or f"the kinds are {', '.join(linkable())}"
        what = f'there is no kind "{ref.kind}"'
        page.report("unknown-kind", what, hint=hint, line=line, missing=ref)
    else:
        site.report_unknown(ref, page, hint=_moved(ref, site), line=line)
    if empty:
        link.text = AtomicString(ref.id)  # otherwise its sentence is reported as empty too
    _unlink(link)


def _moved(ref: Ref, site: Site) -> str:
    redirects = site.content.all(Redirect).values()
    new = next((r.new for r in redirects if (r.kind, r.old) == ref), None)
    return f'write "{ref.kind}:{new}"' if new else ""


def _line_of(ref: Ref, page: PageState) -> int:
    # The id may be a prefix of another id.
    address = re.compile(rf"(?<![\w-]){re.escape(f'{ref.kind}:{ref.id}')}(?![\w.:-])")
    lines = (n for n, line in enumerate(page.lines, start=1) if address.search(line))
    return next(lines, 1)


def _unlink(link: Element) -> None:
    link.tag = "span"
    link.attrib.clear()
    link.set("class", SKIPPED_CLASS)
