"""References: links to a record that an editor writes out, by kind and id.

    [the envoy](actor:witkoff)   a link with words of its own
    [](term:truce)               a link with the record's own name
    [truce](-)                   no link: the word stays as it is

They work wherever Markdown makes a link, also in headings and quotations, where names are not
looked for. In code Markdown makes none.
"""

import re
from collections.abc import Callable, Collection
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from explainer.addresses import TOPICS
from explainer.page.name_links import NAMES, SKIPPED_CLASS, lead_to
from explainer.pages import PageState
from explainer.problems import did_you_mean
from explainer.records.citing import look_up
from explainer.records.content import Content
from explainer.site import Site

_REFERENCE = re.compile(r"(?P<kind>[a-z]+(?:-[a-z]+)*):(?P<id>(?!//)[^\s/]*)\Z")
_SCHEMES = ("http", "https", "mailto", "tel", "sms", "geo", "urn", "doi", "data")
"""Addresses on the web that look like a kind and an id."""

NO_LINK = "-"


def _place(key: str, content: Content) -> str:
    cited = look_up(key, content)
    return cited.place if cited else key


KINDS: dict[str, tuple[Callable[[Site], Collection[str]], Callable[[Site, str], str]]] = {
    "term": (lambda site: site.content.terms, lambda site, x: site.content.terms[x].term),
    "actor": (lambda site: site.content.actors, lambda site, x: site.content.actors[x].name),
    "event": (lambda site: site.content.events, lambda site, x: site.content.events[x].title),
    "statement": (lambda site: site.content.statements, lambda site, x: _place(x, site.content)),
    "source": (lambda site: site.content.sources, lambda site, x: site.content.sources[x].title),
    "record": (lambda site: site.content.record, lambda site, x: site.content.record[x].title),
    "question": (
        lambda site: site.content.questions,
        lambda site, x: site.content.questions[x].question,
    ),
    "change": (
        lambda site: [change.id for change in site.content.changes],
        lambda site, x: next(c.summary for c in site.content.changes if c.id == x),
    ),
    "topic": (lambda site: site.topics, lambda site, x: site.topics[x].title),
}
"""What can be linked by kind and id: the ids that there are, and what a record is called."""


def resolve_references(root: Element, site: Site, page: PageState) -> None:
    """Turn references into links, before MkDocs reads the addresses.

    Args:
        root: The page's elements, changed in place.
        site: The build.
        page: The page, which learns of references that lead nowhere.
    """
    links = list(root.iter("a"))
    # Markdown lets a link stand in another where emphasis or a note comes between.
    inner = {id(part) for link in links for part in link.iter("a") if part is not link}
    for link in links:
        address = link.get("href", "")
        if address == NO_LINK or (id(link) in inner and _REFERENCE.match(address)):
            _unlink(link)
        elif (match := _REFERENCE.match(address)) and match["kind"] not in _SCHEMES:
            _resolve(link, match["kind"], match["id"], site, page)


def _resolve(link: Element, kind: str, name: str, site: Site, page: PageState) -> None:
    known, called = KINDS.get(kind, (None, None))
    if known is None or called is None:
        hint = did_you_mean(kind, KINDS) or f"known are {', '.join(KINDS)}"
        _report(page, kind, name, "unknown-kind", f'there is no kind "{kind}"', hint)
    elif name in known(site):
        if not link.text and not len(link):
            link.text = AtomicString(called(site, name))
        named = ("page", f"{TOPICS}{name}.md") if kind == "topic" else (kind, name)
        lead_to(link, *named)
        if not page.annotate:
            del link.attrib[NAMES]  # such a page is not listed under "used in"
        return
    elif not site.content.excused(kind, name):
        hint = _moved(kind, name, site.content) or did_you_mean(name, known(site))
        _report(page, kind, name, f"unknown-{kind}", f'{kind} "{name}" does not exist', hint)
    if not link.text and not len(link):
        link.text = AtomicString(name)  # what leads nowhere is not cited, and no empty sentence
    _unlink(link)


def _moved(kind: str, name: str, content: Content) -> str:
    """Where a record went that was published and is gone."""
    new = next((r.new for r in content.redirects if (r.kind, r.old) == (kind, name)), None)
    return f'write "{kind}:{new}"' if new else ""


def _report(page: PageState, kind: str, name: str, rule: str, what: str, hint: str) -> None:
    # The id may be the beginning of another one.
    address = re.compile(rf"(?<![\w-]){re.escape(f'{kind}:{name}')}(?![\w.:-])")
    lines = (n for n, line in enumerate(page.lines, start=1) if address.search(line))
    page.report_at(next(lines, 1), rule, what, hint)


def _unlink(link: Element) -> None:
    """Make a link plain text that is never marked."""
    link.tag = "span"
    link.attrib.clear()
    link.set("class", SKIPPED_CLASS)
