"""Pages: what the engine learns about each one before and during rendering."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal
from xml.etree.ElementTree import Element

from markdown.extensions.footnotes import FootnoteExtension

from explainer.addresses import TOPICS, address
from explainer.problems import Place, Problem
from explainer.raw_text import faults_in
from explainer.records.base import FORMS, ID
from explainer.records.content import LookedUp
from explainer.records.front_matter import PageMeta, TopicMeta
from explainer.records.validation import validate
from explainer.records.yaml_lines import read_yaml
from explainer.refs import Ref

_FENCE = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_MARKUP = re.compile(r"\[@[^\]]*\]|\]\([^)]*\)|[*_`\[\]\\|]|^\s*(?:[-+]|\d+\.)\s+")


WORDS_PER_MINUTE = 200
"""A cautious reading speed for English non-fiction (Brysbaert 2019 reports a mean of 238)."""


@dataclass
class WrittenDirective:
    """A directive as an editor wrote it, with options as strings and lists of strings.

    The caption is the text after the bar in the first line. The line is known once all directives
    of the page are.
    """

    name: str
    options: dict[str, Any]
    caption: str
    line: int = 0


@dataclass(eq=False, slots=True)
class Note:
    """A note: what it cites, and the words that rest on it.

    Attributes:
        words: The words between the note before it and this one, in its paragraph, list item or
            table row.
        line: Where it is written; 0 if not on the page itself.
        generated: Whether it is in a generated part and not in an editor's own text.
    """

    refs: tuple[Ref, ...]
    id: str
    words: str = ""
    line: int = 0
    generated: bool = False

    @property
    def origin(self) -> Literal["document", "record", "both"]:
        """Where its words come from: from a source, from the public record, or from both."""
        statements = sum(ref.kind == "statement" for ref in self.refs)
        if statements == len(self.refs):
            return "document"
        return "both" if statements else "record"

    @property
    def mark(self) -> str:
        """The id of its mark in the text."""
        return f"fnref:{self.id}"


@dataclass(eq=False, slots=True)
class Section:
    """A part of a page under a heading, with what it cites and mentions.

    Attributes:
        heading: None for the text before the first heading.
        anchor: The heading's id, known once the page is rendered.
        title: The heading's text, known once the page is rendered.
        notes: Its notes, in order.
        mentioned: What is named or linked, as keys in order.
    """

    page: "PageState"
    heading: Element | None = None
    anchor: str = ""
    title: str = ""
    notes: list[Note] = field(default_factory=list)
    mentioned: dict[Ref, None] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Its address from the site's root."""
        return f"{self.page.url}#{self.anchor}" if self.anchor else self.page.url

    @property
    def uses(self) -> Iterable[Ref]:
        """What is cited or mentioned, each once."""
        cited = (ref for note in self.notes for ref in note.refs)
        return dict.fromkeys((*cited, *self.mentioned))

    def resting_on(self, ref: Ref) -> list[Note]:
        """Return the notes that cite a record, in order."""
        return [note for note in self.notes if ref in note.refs]

    def address_of(self, ref: Ref) -> str:
        """Return the address of the first note that cites a record, or of the section."""
        notes = self.resting_on(ref)
        return f"{self.page.url}#{notes[0].mark}" if notes else self.address

    def mention(self, ref: Ref) -> None:
        """Record a name or link."""
        self.mentioned[ref] = None


@dataclass(eq=False)
class PageState:
    """One page: what is known before rendering, and what is learned from it.

    Attributes:
        path: The file relative to docs/, such as `topics/plan.md`.
        text: The whole file, used to look up lines.
        footnotes: Python-Markdown's, during rendering; None if mkdocs.yml does not list them.
        notes: Notes by id, in order.
        unread: Whether part of it could not be read, so that its uses are not fully known.
        from_line: The line of the directive that is being rendered, or 1.
        sections: Sections in order; once rendered, only those with citations or mentions.
        entries: Linked records that have a panel, in order.
        words: Number of words in the prose.
        looked_up: The records and kinds that it was made from, and that a preview compares.
        rendered: What MkDocs made of it; only a preview keeps it.
        html: The rendered article; its deferred parts are not filled in yet.
    """

    path: str
    text: str = ""
    footnotes: FootnoteExtension | None = None
    notes: dict[str, Note] = field(default_factory=dict)
    meta: PageMeta | None = None
    unread: bool = False
    from_line: int = 1
    problems: list[Problem] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    directives: list[WrittenDirective] = field(default_factory=list)
    entries: list[Ref] = field(default_factory=list)
    words: int = 0
    looked_up: set[LookedUp] = field(default_factory=set)
    rendered: Any = None
    html: str = ""

    @property
    def refused(self) -> bool:
        """Whether Markdown must not be given its text: nested too deep, it would take too long."""
        return any(problem.rule == "too-deep" for problem in self.problems)

    @property
    def cited(self) -> list[Ref]:
        """What the page cites, in order of first citation."""
        notes = (note for section in self.sections for note in section.notes)
        return list(dict.fromkeys(ref for note in notes for ref in note.refs))

    def note_at(self, link: Element) -> Note | None:
        """Return the note that a link opens; None if it is no note's mark."""
        if "footnote-ref" not in link.get("class", ""):
            return None
        return self.notes.get(link.get("href", "").removeprefix("#fn:"))

    def cited_in(self, element: Element) -> list[Ref]:
        """Return what an element cites, in order, each once."""
        notes = (note for link in element.iter("a") if (note := self.note_at(link)))
        return list(dict.fromkeys(ref for note in notes for ref in note.refs))

    @property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.text.split("\n")  # a form feed, too, is a character and ends no line

    @property
    def topic(self) -> str | None:
        """The topic's id; None on other pages."""
        name = self.path.removeprefix(TOPICS).removesuffix(".md")
        return name if self.path.startswith(TOPICS) and re.match(ID, name) else None

    @property
    def minutes(self) -> int:
        """How long it takes to read, known once the page is rendered."""
        return max(1, round(self.words / WORDS_PER_MINUTE))

    @property
    def statements_used(self) -> set[str]:
        """Ids of the statements that the page's own prose cites."""
        return {
            ref.id
            for section in self.sections
            for note in section.notes
            for ref in note.refs
            if ref.kind == "statement" and not note.generated
        }

    @cached_property
    def url(self) -> str:
        """The page's address from the site's root."""
        return address(self.path)

    @property
    def title(self) -> str:
        """The page's short name."""
        if isinstance(self.meta, TopicMeta):
            return self.meta.short_title
        return self.meta.title if self.meta else self.path

    @property
    def annotate(self) -> bool:
        """Whether names and citations are processed on the page."""
        return self.meta is not None and self.meta.annotate

    def report(
        self,
        rule: str,
        message: str,
        near: str = "",
        hint: str = "",
        *,
        line: int = 0,
        missing: Ref | None = None,
    ) -> None:
        """Add a problem on `line`, or else on the first line that contains the text `near`.

        While a directive is rendered, lines above it are not searched. `missing` is the
        nonexistent record that the problem refers to.
        """
        place = self.place("", line) if line else self.place(near, self.from_line)
        self.problems.append(Problem(place, rule, message, hint, missing))

    def place(self, near: str = "", start: int = 1) -> Place:
        """Return the place of the first line, from `start` on, where a text begins."""
        return Place(f"docs/{self.path}", self.line_of(near, start))

    def line_of(self, text: str, start: int = 1) -> int:
        """Return the first line, from `start` on, where a text begins; `start` if there is none."""
        rest = list(enumerate(self.lines, start=1))[start - 1 :]
        for number, line in rest:
            if text and text in line:
                return number
        words = _MARKUP.sub("", text).split()
        plain = [(number, " ".join(_MARKUP.sub("", line).split())) for number, line in rest]
        for most in (16, 8, 4, 2):  # paragraphs may begin alike, and a line may end after few words
            beginning = " ".join(words[:most])
            for number, line in plain:
                if beginning and beginning in line:
                    return number
        return start


def read_page(path: str, text: str) -> PageState:
    """Read a page's front matter and check its text; problems are stored on the page.

    `path` is relative to docs/, and `text` is the whole file.
    """
    page = PageState(path, text)
    match = _FENCE.match(text)
    if not match:
        opened = text.startswith("---")
        what = "the front matter is never closed" if opened else "the page has no front matter"
        page.report("front-matter", what, hint=f'{"close" if opened else "begin"} with "---"')
        page.unread = True
        return page
    document = read_yaml(match[1], f"docs/{path}", first_line=2)
    page.problems += (replace(problem, rule="front-matter") for problem in document.problems)
    if not document.problems:
        is_topic = path.startswith(TOPICS)
        model = TopicMeta if is_topic else PageMeta
        if is_topic and not page.topic:
            page.report("bad-value", f"the name of a topic's file must be {FORMS[ID]}")
        raw = document.value or {}
        page.meta = validate(raw, model, document, (), "the front matter", page.problems)
    page.unread = page.meta is None
    for line, rule, message, hint in faults_in(page.lines, match[0].count("\n") + 2):
        page.report(rule, message, hint=hint, line=line)
        page.unread = page.unread or rule in ("too-deep", "raw-html")  # what it cites is unsure
    return page
