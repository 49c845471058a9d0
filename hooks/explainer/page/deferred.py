"""The second phase: what needs all pages, or would burden the first, is put in at the end.

While a page renders, a directive or a template leaves `<div data-fill="…"></div>` behind. The
element is private: only our own code writes it, so it is safe to look for it in the HTML.
"""

from collections.abc import Callable
from html import escape, unescape
from pathlib import Path

from markdown.util import STX
from markupsafe import Markup

from explainer.addresses import PAGES, links_from, record_address
from explainer.data.files import BY_NAME, DATA, FILES, VIEWED
from explainer.lists.coverage import coverage, totals
from explainer.page.marks import link_marks
from explainer.page.name_links import ENTRIES, sort_of
from explainer.pages import PageState, Section
from explainer.records.citing import publisher_line
from explainer.site import Site

_HOLE, _HOLE_ENDS = '<div data-fill="', '"></div>'

To = Callable[[str], str]
"""Makes a link from the page that is filled to an address of the site."""


class Links:
    """What is printed of names on pages at one depth: the same links lead from all of them."""

    def __init__(self, site: Site, to: To) -> None:
        self._site, self._to = site, to
        self._tags: dict[str, str] = {}
        self._rows: dict[str, tuple[str, str]] = {}
        self._places: dict[Section | str, str] = {}

    def start_tag(self, key: str) -> str:
        """The start of the link to what a key names."""
        if key not in self._tags:
            self._tags[key] = start_tag(key, self.record)
        return self._tags[key]

    def row(self, key: str) -> tuple[str, str]:
        """A term or an actor with its short text, after the key by which it is sorted."""
        if key not in self._rows:
            kind, _, name = key.partition(" ")
            entry, address = self._site.content.entries[kind][name], self.record(kind, name)
            row = self._site.templates.html("entry-row", key=key, entry=entry, address=address)
            self._rows[key] = (entry.sorted_as, row)
        return self._rows[key]

    def by_page(self, sections: list[Section]) -> list[Markup]:
        """Links to pages, each with links to those of their sections that have a heading."""
        pages: dict[str, list[str]] = {}
        for section in sections:
            shown = pages.setdefault(self._page(section.page), [])
            if section.anchor:
                shown.append(self._section(section))
        rows = [": ".join(filter(None, (page, ", ".join(shown)))) for page, shown in pages.items()]
        # Thousands of entries name thousands of sections: to escape them anew would take longest.
        return [Markup(row) for row in rows]  # noqa: S704 - escaped where the links are made

    def source(self, key: str) -> Markup:
        """A link to an entry of the public record."""
        if key not in self._places:
            content = self._site.content
            record = content.record[key]
            line = publisher_line(record, content.publishers.get(record.publisher))
            self._places[key] = self._link(record_address("record", key), line)
        return Markup(self._places[key])  # noqa: S704 - escaped where it was made

    def _page(self, page: PageState) -> str:
        if page.path not in self._places:
            self._places[page.path] = self._link(page.url, page.title)
        return self._places[page.path]

    def _section(self, section: Section) -> str:
        if section not in self._places:
            self._places[section] = self._link(section.address, section.title)
        return self._places[section]

    def record(self, kind: str, name: str) -> str:
        """The address of a record or a page."""
        return self._to(record_address(kind, name))

    def _link(self, address: str, title: str) -> str:
        return f'<a href="{escape(self._to(address))}">{escape(title)}</a>'


Fill = Callable[[str], str]
"""Makes links of the marks in a page, and puts its deferred parts in."""


def filling(site: Site, page: PageState, links: dict[str, Links], policy: str = "") -> Fill:
    """What fills a page, or any whole lines of it.

    Args:
        site: The build, whose pages are all rendered.
        page: The page, from whose address links are made.
        links: What was printed for other pages, by the way from them to the root of the site.
        policy: The element that says what the page may run and load.
    """
    to = links_from(page.url)
    root = to("").removeprefix("./")
    if page.lists_records:
        own = Links(site, to)  # what it holds is linked by the anchor alone
    else:
        own = links.setdefault(root, Links(site, lambda address: root + address))

    def fill(html: str) -> str:
        before, *parts = link_marks(html, own.start_tag).split(_HOLE)
        filled = [before]
        for part in parts:
            name, _, after = part.partition(_HOLE_ENDS)
            filled += (policy if name == "policy" else _part(name, site, page, to, own), after)
        return "".join(filled)

    return fill


def fill_file(file: Path, fill: Fill) -> None:
    """Fill a page that is written already, line by line: one that lists records.

    A large glossary is used in a hundred thousand places. No text of that length is ever made.
    """
    filled = file.with_name(f"{file.name}.filled")
    with (
        file.open(encoding="utf-8", newline="") as lines,
        filled.open("w", encoding="utf-8", errors="xmlcharrefreplace", newline="") as target,
    ):
        target.writelines(fill(line) if STX in line or _HOLE in line else line for line in lines)
    filled.replace(file)


def start_tag(key: str, link: Callable[[str, str], str]) -> str:
    """The start of the link that a mark becomes.

    Args:
        key: Kind and id of what is named.
        link: Gives the address of what a kind and an id name.
    """
    key = unescape(key)  # the name of a page's file may hold an ampersand
    kind, _, name = key.partition(" ")
    entry = f' data-entry="{key}"' if key.startswith(ENTRIES) else ""
    return f'<a class="{sort_of(key)}"{entry} href="{escape(link(kind, name))}">'


def _part(name: str, site: Site, page: PageState, to: To, links: Links) -> str:
    what, _, of = name.partition(" ")
    if what in ("used-on", "facts"):
        return _of_record(what, of, site, links)
    if name == "entries":
        rows = sorted(map(links.row, page.entries))
        return "<dl>\n" + "\n".join(row for _, row in rows) + "\n</dl>"
    if name == "proof":
        return site.templates.html("proof", to=to, **totals(site))
    if what == "data-links":
        return site.templates.html(what, to=to, file=BY_NAME[of], about=site.publication)
    if what == "downloads":
        return _downloads(site, page, of, to)
    if name == "feed-links":
        return site.templates.html("feed-links", to=to)
    return site.templates.html("coverage", to=to, sources=coverage(site))


def _of_record(what: str, key: str, site: Site, links: Links) -> str:
    """Where a record is used; of an entry also its small print, which ends with that."""
    kind, _, name = key.partition(" ")
    sections = [s for s in site.used_on(kind, name) if s.page.path != PAGES.get(kind)]
    used = {"pages": links.by_page(sections), "places": len(sections)}
    entry = site.content.entries.get(kind, {}).get(name)
    if entry is None or what == "used-on":
        of = entry.name if entry else ""
        return site.templates.html("used-on", of=of, **used)
    sources = [links.source(key) for key in entry.sources]
    values = {"entry": entry, "sources": sources, "to": links.record, "views": site.views, **used}
    return site.templates.html(f"{kind}-facts", **values)


def _downloads(site: Site, page: PageState, of: str, to: To) -> str:
    """Links to what a list or one of its views shows, as files."""
    file = next((file for file in FILES if file.page == f"{of}.md"), None)
    if file is None or (page.path in site.views and file.name not in VIEWED):
        return ""
    base = page.url if page.path in site.views else DATA
    links = [(ending, to(f"{base}{file.name}.{ending}")) for ending in file.formats]
    return site.templates.html("downloads", links=links, whole=base == DATA)
