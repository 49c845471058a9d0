"""Directives: the places in a page where the build inserts generated parts.

    /// timeline | The steps of the plan
        topic: plan
    ///

A directive selects a part by name, with options and an optional caption. An invalid option is
reported with its line. Directives whose text may contain citations are rendered before citations
are processed, the others afterwards. Those that need all pages insert a placeholder, which is
filled in the second phase (`page.deferred`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from pydantic import ValidationError
from pymdownx.blocks.block import Block, type_any

from explainer.dates import PartialDate
from explainer.lists import entries, figures, lanes, positions, sources, timeline, views
from explainer.page import described, joined
from explainer.pages import PageState, WrittenDirective
from explainer.problems import did_you_mean
from explainer.raw_text import Opened, directives_in
from explainer.records.base import Record
from explainer.records.kinds import KINDS
from explainer.records.validation import what_is_wrong, what_to_write
from explainer.site import Site, View
from explainer.templates import FILL, placeholder

_UNREAD = re.compile(r"/{3,}[ ]*([\w-]+)([^\n]*(?:\n[ ]{4,}[^\n]*)*)")
"""A directive that was not read: its name and its options, at the beginning of a paragraph."""

_HOW = "indent its options by four spaces, and close it with a line of three slashes"

Render = Callable[[Site, PageState, Any, str], Element]


class NoOptions(Record):
    """A directive without options."""


@dataclass(frozen=True)
class Directive:
    """Definition of a directive.

    Attributes:
        render: Makes the element from the site, page, options and caption.
        options: Model of the options.
        cites: Whether its text may contain citations, so it must be rendered before they are read.
    """

    render: Render
    options: type[Record] = NoOptions
    cites: bool = False


def _later(name: str) -> Directive:
    return Directive(lambda site, page, options, caption: placeholder(name))


_DIRECTIVES: dict[str, Directive] = {
    "timeline": Directive(timeline.render, timeline.TimelineOptions),
    "lanes": Directive(lanes.render, lanes.LanesOptions),
    "positions": Directive(positions.render, positions.PositionsOptions),
    "board": Directive(positions.render_board, positions.BoardOptions),
    "figure": Directive(figures.render, figures.FigureOptions, cites=True),
    "filters": Directive(views.render_filters, views.FiltersOptions),
    "glossary": Directive(entries.render_glossary, entries.EntriesOptions),
    "whos-who": Directive(entries.render_whos_who, entries.EntriesOptions),
    "open-questions": Directive(entries.render_open_questions, cites=True),
    "questions": Directive(entries.render_questions, cites=True),
    "changes": Directive(entries.render_changes, entries.ChangesOptions),
    "checked": Directive(sources.render_checked),
    "sources": Directive(sources.render_sources),
    "public-record": Directive(sources.render_public_record, sources.PublicRecordOptions),
    "proof": _later("proof"),
    "coverage": _later("coverage"),
    "topics": _later("topics"),
    "pages": Directive(joined.render_pages, joined.PagesOptions),
    "data-files": Directive(described.render_data_files),
    "rules": Directive(described.render_rules),
    "record-fields": Directive(described.render_record_fields),
    "way-of-a-page": Directive(described.render_way_of_a_page),
}


def all_directives() -> dict[str, Directive]:
    """Return every directive by name; kinds without one of their own get a plain list."""
    plain = {
        kind.directive: Directive(entries.plain_list(name), cites=True)
        for name, kind in KINDS.items()
        if kind.directive
    }
    return plain | _DIRECTIVES


def all_views(site: Site) -> list[View]:
    """Return every view of every list, in filter order."""
    return [view for part in (timeline, positions, entries, sources) for view in part.views(site)]


def generated_pages(site: Site, views_to_make: list[View]) -> dict[str, str]:
    """Return the Markdown of every page that the build generates: of figures and of views."""
    return {**figures.pages(site), **views.view_pages(site, views_to_make)}


def block_class(name: str, directive: Directive, current: Callable[[], PageState]) -> type[Block]:
    """Return pymdownx's class for a directive; `current` returns the page being rendered."""
    options = {
        f.alias or key: [None, type_any] for key, f in directive.options.model_fields.items()
    }

    class DirectiveBlock(Block):  # type: ignore[misc] # pymdownx has no types
        NAME = name
        ARGUMENT = None
        OPTIONS = options

        def on_create(self, parent: Element) -> Element:
            page = current()
            given = {
                k: _plain(v) for k, v in self.options.items() if k != "attrs" and v is not None
            }
            marker = SubElement(parent, "div", {"data-directive": str(len(page.directives))})
            page.directives.append(WrittenDirective(name, given, self.argument or ""))
            return marker

        def on_markdown(self) -> str:
            return "raw"

    return DirectiveBlock


def _plain(value: Any) -> Any:
    return [str(item) for item in value] if isinstance(value, list) else str(value)


def fill_citing_directives(root: Element, site: Site, page: PageState) -> None:
    """Report invalid directives, then render in place those whose text may contain citations."""
    opened = directives_in(page.lines)
    for element in root.iter():
        if (index := element.get("data-directive")) is not None:
            written = page.directives[int(index)]
            written.line = _take_line(opened, written.name)
        elif element.tag == "pre" and (match := _UNREAD.match(element.findtext("code", ""))):
            line = _take_line(opened, match[1])
            if match[1] in all_directives() and page.annotate:
                what = f'"{match[1]}" is indented, so readers would see it as code'
                page.report("directive", what, hint="begin the line with its slashes", line=line)
        elif element.tag == "p" and (match := _UNREAD.match(element.text or "")):
            element.set("data-generated", "")  # not prose, so not reported as uncited too
            _report_unread(match[1], match[2], _take_line(opened, match[1]), page)
            page.unread = True  # what it was meant to show is not known
    _fill(root, site, page, cites=True)


def _take_line(opened: list[Opened], name: str) -> int:
    """Return the line of the first directive of a name, and take it out; 0 if there is none."""
    found = next((one for one in opened if one.name.lower() == name), None)
    if found is None:
        return 0
    opened.remove(found)
    return found.line


def fill_directives(root: Element, site: Site, page: PageState) -> None:
    """Render the remaining directives in place."""
    _fill(root, site, page, cites=False)


def _fill(root: Element, site: Site, page: PageState, cites: bool) -> None:
    known = all_directives()
    for parent in list(root.iter()):
        for position, child in enumerate(list(parent)):
            index = child.get("data-directive")
            if index is None:
                continue
            written = page.directives[int(index)]
            directive = known[written.name]
            if directive.cites != cites:
                continue
            if child.text or len(child):
                if not any(problem.rule == "unclosed" for problem in page.problems):
                    what = f'"{written.name}" contains text'
                    page.report("directive", what, hint=_HOW, line=written.line)
                page.unread = True  # what the text cites is not known
                element = Element("div")  # it may hold the options
            else:
                page.from_line = written.line or 1
                element = _render(directive, written, site, page)
                page.from_line = 1
            if FILL not in element.attrib:  # what is filled later, no step of Markdown sees
                element.set("data-generated", written.name)  # so that it is not taken for prose
            element.tail = child.tail
            parent[position] = element


def _render(
    directive: Directive, written: WrittenDirective, site: Site, page: PageState
) -> Element:
    try:
        options = directive.options.model_validate(written.options)
    except ValidationError as error:
        for detail in error.errors():
            if detail["type"] == "missing":
                name = detail["loc"][-1]
                what = f'"{written.name}" lacks the option "{name}"'
                hint = what_to_write(directive.options, detail["loc"])
            else:
                _, said, hint = what_is_wrong(detail, directive.options)
                what = f'"{written.name}": {said}'
            page.report("directive", what, f"/// {written.name}", hint)
        return Element("div")
    return directive.render(site, page, options, written.caption)


def _why_unread(options: str) -> tuple[str, str]:
    """Explain why a directive's options are invalid YAML, and how to mend them.

    It may be because of a date that does not exist.
    """
    for date in re.findall(r"\b\d{4}-\d{2}(?:-\d{2})?\b", options):
        try:
            PartialDate.parse(date)
        except ValueError as error:
            return f"could not be read: {error}", "correct it"
    hint = "indent its options by four spaces; write a space after a colon, a bar before a caption"
    return "could not be read", hint


def _report_unread(name: str, options: str, line: int, page: PageState) -> None:
    known_directives = all_directives()
    near = f"/// {name}"
    if name not in known_directives:
        names = sorted(known_directives)
        hint = did_you_mean(name, names) or f"the directives are {', '.join(names)}"
        page.report("directive", f'there is no directive "{name}"', near, hint, line=line)
        return
    fields = known_directives[name].options.model_fields
    known = [f.alias or key for key, f in fields.items()]
    given = re.findall(r"(?m)^\s+([\w-]+):", options)
    wrong = [option for option in given if option not in known]
    what, hint = (f'has no option "{wrong[0]}"', "") if wrong else _why_unread(options)
    if wrong:
        hint = (
            did_you_mean(wrong[0], known) or f"its options are {', '.join(known)}"
            if known
            else "it has none"
        )
    page.report("directive", f'"{name}" {what}', near, hint, line=line)
