"""What one build knows: the records, the pages so far, the names to find, the templates.

A new `Site` is made for every build and kept on the build's configuration, so that nothing of one
build can reach into the next.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from explainer.addresses import anchor, source_path
from explainer.names.finder import Name, NameFinder
from explainer.pages import PageState, Section
from explainer.problems import Problem
from explainer.records import Actor, Term
from explainer.records.citing import look_up
from explainer.records.content import Content
from explainer.records.loading import load
from explainer.templates import Templates


@dataclass(frozen=True, slots=True)
class View:
    """A part of a list with an address of its own, such as the events of one topic.

    Attributes:
        list: The list's directive and page: `timeline`, `positions`, `glossary` or `whos-who`.
        by: What it was chosen by, such as `topic`.
        value: What was chosen, such as `us-role`.
        label: The same in words.
        count: How many entries it holds.
        options: Options of the directive.
    """

    list: str
    by: str
    value: str
    label: str
    count: int
    options: tuple[tuple[str, str], ...]

    @property
    def path(self) -> str:
        """Its page from the root of docs/."""
        return f"{self.list}/{self.by}/{self.value}.md"


@dataclass(frozen=True, slots=True)
class Publication:
    """What the configuration says of the site as a whole.

    Attributes:
        name: The site's name.
        description: What it is, in a sentence.
        url: Its address, ending in a slash; empty while it has none.
        licence: The name of the licence of its text; empty when none is given.
        licence_url: Where that licence can be read.
    """

    name: str = ""
    description: str = ""
    url: str = ""
    licence: str = ""
    licence_url: str = ""

    @property
    def slug(self) -> str:
        """The name as an id, for what must stay the same on every host: `the-harbour-bridge`."""
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode()
        return "-".join(re.findall(r"[a-z0-9]+", plain.casefold())) or "site"


@dataclass
class Site:
    """One build.

    Attributes:
        content: The records.
        templates: The templates of generated parts.
        publication: What the configuration says of the site.
        problems: What reading the records met.
        pages: The pages by their file, in the order of rendering.
        views: Those among them that show a part of a list.
        names: All names that prose is searched for, by what they name; its own name comes first.
        finder: Finds them.
    """

    content: Content
    templates: Templates
    publication: Publication = Publication()
    problems: list[Problem] = field(default_factory=list)
    pages: dict[str, PageState] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    names: dict[str, list[Name]] = field(default_factory=dict)
    finder: NameFinder = field(default_factory=lambda: NameFinder(()))
    _uses: dict[str, list[Section]] | None = None

    @property
    def topics(self) -> dict[str, PageState]:
        """The topic pages by their id."""
        return {page.topic: page for page in self.pages.values() if page.topic}

    def add_pages(self, pages: Iterable[PageState]) -> None:
        """Take in the pages before any is rendered, so that their names can be found."""
        self.pages.update((page.path, page) for page in pages)
        self.names = _names_of(self)
        self.finder = NameFinder(name for names in self.names.values() for name in names)

    def add_views(self, views: Iterable[View], pages: Iterable[PageState]) -> None:
        """Take in the pages that the build makes itself."""
        self.pages.update((page.path, page) for page in pages)
        self.views.update((view.path, view) for view in views if view.path in self.pages)

    def let_go_of_names(self) -> None:
        """Forget the names, when all pages are rendered and checked: nobody looks for them then."""
        self.names, self.finder = {}, NameFinder(())

    def all_problems(self) -> list[Problem]:
        """Those of the records and of every page."""
        # What is wrong on a view is wrong on the page of its list, and is reported there.
        written = (page for path, page in self.pages.items() if path not in self.views)
        return [*self.problems, *(p for page in written for p in page.problems)]

    def used_on(self, kind: str, name: str) -> list[Section]:
        """Where a record is cited or mentioned, in the order of pages and of their sections."""
        return self.used().get(f"{kind} {name}", [])

    def used(self) -> dict[str, list[Section]]:
        """The same of every record, by kind and id together.

        To be asked when all pages are rendered; the first question makes the index.
        """
        if self._uses is None:
            self._uses = {}
            written = (page for path, page in self.pages.items() if path not in self.views)
            for section in (section for page in written for section in page.sections):
                for key in section.mentions:
                    self._uses.setdefault(key, []).append(section)
        return self._uses


def open_site(
    root: Path,
    templates: Path,
    publication: Publication | None = None,
    cache_folder: Path | None = None,
) -> Site:
    """Read the records and prepare a build.

    Args:
        root: The project's root.
        templates: The folder of the templates for generated parts.
        publication: What the configuration says of the site.
        cache_folder: For what can be made again, such as compiled templates.
    """
    content, problems = load(root)
    shared = {
        "link": source_path,
        "label": content.label,
        "cite": lambda key: look_up(key, content),
        "content": content,
        "old_anchors": lambda kind, name: [
            anchor(kind, r.old) for r in content.redirects if (r.kind, r.new) == (kind, name)
        ],
    }
    rendered = Templates(templates, cache_folder, **shared)
    return Site(content, rendered, publication or Publication(), problems)


def _names_of(site: Site) -> dict[str, list[Name]]:
    """The names of every record and page, by key; only terms have plurals."""
    found = [_of_record("term", term) for term in site.content.terms.values()]
    found += [_of_record("actor", actor) for actor in site.content.actors.values()]
    for event in site.content.events.values():
        found.append([Name(form, "event", event.id) for form in event.forms])
    for page in site.pages.values():
        found.append(
            [Name(form, "page", page.path) for form in (page.meta.names if page.meta else ())]
        )
    return {names[0].key: names for names in found if names}


def _of_record(kind: str, record: Term | Actor) -> list[Name]:
    plural, pages = kind == "term", record.pages
    names = [
        Name(form, kind, record.id, plural, pages=pages) for form in (record.name, *record.forms)
    ]
    return names + [Name(form, kind, record.id, exact=True, pages=pages) for form in record.exact]
