"""The state of one build: records, pages, names to link, and templates.

Every build creates a new `Site`. In a preview it takes over from the one before what still holds:
the records of unchanged files, their charts, and pages.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from explainer.addresses import address, anchor, markdown_path, page_of
from explainer.citing import look_up
from explainer.figures.drawings import Drawings
from explainer.names.finder import Name, NameFinder
from explainer.names.spelling import counted
from explainer.pages import PageState, Section
from explainer.problems import Place, Problem, which_was_meant
from explainer.publication import Publication, read_publication
from explainer.records.content import Content
from explainer.records.editorial import Change
from explainer.records.kinds import KINDS, Kind, unknown_rule
from explainer.records.loading import load
from explainer.records.yaml_lines import Document, KeyPath
from explainer.refs import Ref
from explainer.templates import Templates
from explainer.typography import curved


@dataclass(frozen=True)
class View:
    """A part of a list with its own address, such as the `timeline` by `topic` `plan`."""

    list: str
    by: str
    value: str
    label: str
    count: int
    options: tuple[tuple[str, str], ...]
    directive: str = ""
    """What shows it; by default, the directive with the list's name."""

    @property
    def path(self) -> str:
        """Its page, relative to docs/."""
        return f"{self.list}/{self.by}/{self.value}.md"


class WrittenName(NamedTuple):
    """A name and the path of its field in the record; the path is empty for the main name."""

    name: Name
    path: KeyPath = ()


@dataclass(repr=False)  # it would print everything there is
class Site:
    """One build.

    Attributes:
        problems: Problems found in the records and the configuration.
        pages: Pages by file, in rendering order.
        reported: Problems already reported.
        views: Views by the path of their page, which is also in `pages`.
        generated: The paths of pages that the build generates.
        names: Names to link in prose, by what they refer to, main name first.
        finder: Finds these names.
        in_nav: The pages that the navigation names, and where; some may not exist.
        files: The paths of all files that pages can show; None if these are not known.
        whole: Whether filtered lists and downloads are made; a preview leaves them out.
        shared_files: The text of the configuration, of the templates and of the bases of maps, and
            the names of all files, in a preview.
    """

    content: Content
    templates: Templates
    drawings: Drawings
    publication: Publication = field(default_factory=Publication)
    problems: list[Problem] = field(default_factory=list)
    pages: dict[str, PageState] = field(default_factory=dict)
    reported: list[Problem] = field(default_factory=list)
    views: dict[str, View] = field(default_factory=dict)
    generated: set[str] = field(default_factory=set)
    names: dict[Ref, list[WrittenName]] = field(default_factory=dict)
    finder: NameFinder = field(default_factory=NameFinder)
    configuration: Document = field(default_factory=lambda: Document("mkdocs.yml"))
    in_nav: dict[str, Place] = field(default_factory=dict)
    files: frozenset[str] | None = None
    shared_files: object = None
    whole: bool = True

    @cached_property
    def topics(self) -> dict[str, PageState]:
        """Topic pages by id."""
        return {page.topic: page for page in self.pages.values() if page.topic}

    @cached_property
    def filters(self) -> dict[str, dict[str, list[View]]]:
        """Views by list and by what they are filtered by, in the order of the filters."""
        found: dict[str, dict[str, list[View]]] = {}
        for view in self.views.values():
            found.setdefault(view.list, {}).setdefault(view.by, []).append(view)
        return found

    @property
    def written_pages(self) -> list[PageState]:
        """Pages that people wrote."""
        return [page for path, page in self.pages.items() if path not in self.generated]

    def add_pages(self, pages: Iterable[PageState]) -> None:
        """Register all pages before any is rendered, so that names can link to them."""
        self.replace_pages(pages)
        self.names = dict(_names_of(self))
        self.finder = NameFinder(written.name for names in self.names.values() for written in names)

    def replace_pages(self, pages: Iterable[PageState]) -> None:
        """Put pages in the places of those with the same path."""
        self.pages.update((page.path, page) for page in pages)
        self.__dict__.pop("topics", None)

    def add_generated(self, views: Iterable[View], pages: Iterable[PageState]) -> None:
        """Register the pages that the build generates, and the views among them."""
        made = {page.path: page for page in pages}
        self.pages.update(made)
        self.generated.update(made)
        self.views.update((view.path, view) for view in views if view.path in self.pages)

    def changes_of(self, page: PageState) -> list[Change]:
        """Return the recorded changes of a page, newest first."""
        changes = self.content.changes_newest_first()
        return [change for change in changes if f"/{page.url}" in change.pages]

    def known(self, kind: str) -> Collection[str]:
        """Return the ids of a kind of records, or of topics."""
        if kind == "topic":
            return self.topics
        return self.content.records[kind] if kind in KINDS else {}

    def exists(self, ref: Ref) -> bool:
        """Return whether there is such a record or topic."""
        return ref.id in self.topics if ref.kind == "topic" else self.content.get(ref) is not None

    def title_of(self, ref: Ref) -> str:
        """Return the text of a link to a record or topic that has no text of its own."""
        if ref.kind == "topic":
            return self.topics[ref.id].title
        if cited := look_up(ref, self.content):
            return cited.record.title if cited.record else cited.place
        return str(getattr(self.content.get(ref), KINDS[ref.kind].title))

    def report_unknown(
        self, ref: Ref, page: PageState, near: str = "", hint: str = "", line: int = 0
    ) -> None:
        """Report on a page that the record or topic to which it refers does not exist."""
        what = f"{ref.called} does not exist"
        hint = hint or which_was_meant(ref, self.known(ref.kind))
        page.report(unknown_rule(ref.kind), what, near, hint, line=line, missing=ref)

    @property
    def problems_found(self) -> list[Problem]:
        """Problems of the records, templates and pages, without mere consequences of others.

        A problem that something does not exist names it as `missing`. It is a consequence if that
        exists but could not be read: `Content.broken` has such records, `Content.unreadable` the
        kinds of which any may be lost, and `lost_pages` the pages. Where uses cannot be known in
        full (`partly_unread`), the rules about what is not used are left out altogether.

        Problems on generated pages are omitted: they recur where the list or figure is shown.
        """
        found = [
            *self.problems,
            *self.templates.problems,
            *(p for page in self.written_pages for p in page.problems),
        ]
        return [p for p in found if p.missing is None or not self._excused(p.missing)]

    def _excused(self, missing: Ref) -> bool:
        if missing.kind not in ("page", "topic"):
            return self.content.excused(missing)
        lost = self.lost_pages
        return page_of(missing) in {*lost, *(f"/{address(path)}" for path in lost)}

    @property
    def lost_pages(self) -> set[str]:
        """Paths of the pages that are missing, while records or the navigation need them."""
        records = self.content.records
        listing = {kind.page for name, kind in KINDS.items() if kind.directive and records[name]}
        return {"index.md", *listing, *self.in_nav} - self.pages.keys() if self.pages else set()

    @property
    def partly_unread(self) -> bool:
        """Whether records, templates or pages cannot be read, so that not all uses are known."""
        broken = self.content.incomplete or bool(self.templates.problems or self.lost_pages)
        return broken or any(page.unread for page in self.written_pages)

    @cached_property
    def uses(self) -> dict[Ref, list[Section]]:
        """Where each record is cited or mentioned, in page and section order.

        Requires all pages to be rendered.
        """
        found: dict[Ref, list[Section]] = {}
        for page in self.written_pages:
            for section in page.sections:
                for ref in section.uses:
                    found.setdefault(ref, []).append(section)
        return found


def open_site(
    root: Path,
    templates: Templates,
    about: Mapping[str, Any] | None = None,
    earlier: Site | None = None,
    configuration: Document | None = None,
) -> Site:
    """Read the records under the project root and prepare a build.

    The templates receive the values they share. `about` holds the fields of `Publication`, which
    the `configuration` file sets. What was parsed for an `earlier` build is not parsed again.
    """
    content, problems = load(root, earlier.content if earlier else None)
    configuration = configuration or Document("mkdocs.yml")
    publication = read_publication(about or {}, configuration, problems)
    templates.share(
        link=lambda kind, name: markdown_path(Ref(kind, name)),
        anchor=lambda kind, name: anchor(Ref(kind, name)),
        label=content.label,
        counted=counted,
        curved=curved,
        cite=lambda kind, name: look_up(Ref(kind, name), content),
        old_anchors=lambda kind, name: map(anchor, content.replaced_by(Ref(kind, name))),
        records=content.records,
        about=publication,
    )
    drawings = Drawings(root, earlier.drawings if earlier else None)
    return Site(content, templates, drawings, publication, problems, configuration=configuration)


def _names_of(site: Site) -> Iterator[tuple[Ref, list[WrittenName]]]:
    for kind_name, kind in KINDS.items():
        for name, record in site.content.records[kind_name].items() if kind.names else ():
            if names := list(_of_record(Ref(kind_name, name), record, kind)):
                yield names[0].name.ref, names
    for page in site.pages.values():
        if page.meta and page.meta.names:
            ref = Ref("page", page.path)
            yield ref, [WrittenName(Name(form, ref)) for form in page.meta.names]


def _of_record(ref: Ref, record: Any, kind: Kind) -> Iterator[WrittenName]:
    pages = getattr(record, "pages", ())
    for field_name in kind.names:
        value, exact = getattr(record, field_name), field_name == "exact"
        if isinstance(value, str):
            yield WrittenName(Name(value, ref, kind.plurals, pages=pages))
            continue
        for index, form in enumerate(value):
            plural = kind.plurals and not exact
            name = Name(form, ref, plural, exact, pages)
            yield WrittenName(name, (field_name, index))
