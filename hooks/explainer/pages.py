"""Pages: what the engine learns of each while it is rendered."""

import re
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from markdown.util import ETX, HTML_PLACEHOLDER_RE, STX

from explainer.addresses import PAGES, TOPICS, address
from explainer.problems import Place, Problem
from explainer.records.front_matter import PageMeta, TopicMeta
from explainer.records.validation import validate
from explainer.records.yaml_lines import read_yaml

_FENCE = re.compile(r"\A---[ \t]*\n(.*?)(?:^---[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_TAG = re.compile(r"<(?!https?://|mailto:)(?:/?[a-zA-Z][^>]*>?|!--)")
_MARKUP = re.compile(r"\[@[^\]]*\]|\]\([^)]*\)|[*_`\[\]\\|]|^\s*(?:[-+]|\d+\.)\s+")
_ESCAPED = re.compile(f"{STX}(\\d+){ETX}")
_LISTS = ("ul", "ol")


@dataclass(slots=True, eq=False)
class Section:
    """A part of a page under a heading, and what it cites and mentions.

    Attributes:
        page: The page.
        anchor: The heading's id; empty for what stands before the first heading.
        title: The heading's text.
        mentions: Kind and id of each record, such as `term truce`, and whether it stands in what an
            editor wrote, not in a generated part alone.
    """

    page: "PageState"
    anchor: str = ""
    title: str = ""
    mentions: dict[str, bool] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Its address from the root of the site."""
        return f"{self.page.url}#{self.anchor}" if self.anchor else self.page.url

    def add(self, key: str, prose: bool) -> None:
        """Note a record."""
        self.mentions[key] = prose or self.mentions.get(key, False)


@dataclass
class PageState:
    """One page while it is rendered, and what is known of it afterwards.

    Attributes:
        path: The file from the root of docs/, such as `topics/us-role.md`.
        text: The whole file, in which lines are looked up while the page is rendered.
        root: Its elements, while it is rendered.
        cited: Keys in the order of their first citation.
        sections: Those in which something is cited or mentioned, in order.
        directives: Options of the directives on the page, in order.
        entries: Terms and actors that the page links to, such as `term truce`, in order.
        words: Number of words in the prose.
        anchors: The ids on it; known of pages that list records, once they are rendered.
    """

    path: str
    text: str = ""
    root: Element | None = None
    meta: PageMeta | None = None
    problems: list[Problem] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    directives: list[Any] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    words: int = 0
    anchors: frozenset[str] = frozenset()
    _under: dict[Element | None, Section] = field(default_factory=dict)

    def section_under(self, heading: Element | None) -> Section:
        """The section that a heading begins, while the page is rendered; None begins the page."""
        if heading not in self._under:
            self._under[heading] = Section(self)
        return self._under[heading]

    def name_sections(self) -> None:
        """Keep the sections in which something is mentioned, once the headings have their ids."""
        for heading, section in self._under.items():
            if heading is not None and section.mentions:
                section.anchor, section.title = heading.get("id", ""), words_of(heading)
        self.sections = [section for section in self._under.values() if section.mentions]
        self._under = {}

    def let_go(self) -> None:
        """Forget what only rendering needs."""
        self.text = ""
        # Directives leave elements among Markdown's own objects, which are garbage in a ring: a
        # glossary of thousands of entries would lie about until the next search for garbage.
        if self.root is not None:
            self.root.clear()
            self.root = None

    @property
    def lines(self) -> list[str]:
        """The file's lines."""
        return self.text.splitlines()

    @property
    def topic(self) -> str | None:
        """The topic's id, or None on other pages."""
        if self.path.startswith(TOPICS) and self.path.endswith(".md"):
            return self.path.removeprefix(TOPICS).removesuffix(".md")
        return None

    @property
    def statements_used(self) -> set[str]:
        """The statements that the page's own prose rests on."""
        return {
            key.removeprefix("statement ")
            for section in self.sections
            for key, prose in section.mentions.items()
            if prose and key.startswith("statement ")
        }

    @property
    def lists_records(self) -> bool:
        """Whether the records of a kind stand on it, so that it grows with the site."""
        return self.path in PAGES.values()

    @property
    def url(self) -> str:
        """The page's address from the root of the site."""
        return address(self.path)

    @property
    def title(self) -> str:
        """The page's short name."""
        if isinstance(self.meta, TopicMeta):
            return self.meta.short_title
        return self.meta.title if self.meta else self.path

    @property
    def annotate(self) -> bool:
        """Whether terms, links and citations are worked out on the page."""
        return self.meta is not None and self.meta.annotate

    def report(self, rule: str, message: str, near: str = "", hint: str = "") -> None:
        """Add a problem.

        Args:
            rule: The rule's id.
            message: What is wrong.
            near: Text of the page by which the line is found.
            hint: What to do.
        """
        self.report_at(self.line_of(near), rule, message, hint)

    def report_at(self, line: int, rule: str, message: str, hint: str = "") -> None:
        """Add a problem on a line that is known."""
        self.problems.append(Problem(Place(f"docs/{self.path}", line), rule, message, hint))

    def line_of(self, text: str, start: int = 1) -> int:
        """The first line, from `start`, on which a text begins; `start` when there is none."""
        rest = list(enumerate(self.lines, start=1))[start - 1 :]
        for number, line in rest:
            if text and text in line:
                return number
        words = " ".join(text.split()[:4])
        for number, line in rest:
            if words and words in " ".join(_MARKUP.sub("", line).split()):
                return number
        return start


def read_page(path: str, text: str) -> PageState:
    """Read and check the front matter of a page.

    Args:
        path: The file from the root of docs/.
        text: The whole file.
    """
    page = PageState(path, text)
    model = TopicMeta if page.topic else PageMeta
    match = _FENCE.match(text)
    if not match:
        page.report("front-matter", "the page has no front matter", hint='begin with "---"')
        return page
    document = read_yaml(match[1], f"docs/{path}", first_line=2)
    for problem in document.problems:
        page.problems.append(Problem(problem.place, "front-matter", problem.message, problem.hint))
    if document.problems:
        return page
    found: list[Problem] = []
    page.meta = validate(document.value or {}, model, document, (), "the front matter", found)
    page.problems.extend(found)
    _check_raw_html(page)
    return page


def _check_raw_html(page: PageState) -> None:
    """Report HTML outside code; templates write the HTML, and records never do."""
    if "<" not in page.text:
        return
    fence = ""
    for number, line in enumerate(page.lines, start=1):
        if match := re.match(r" {0,3}(`{3,}|~{3,})", line):
            fence = "" if fence and line.strip().startswith(fence) else fence or match[1]
            continue
        found = None if fence else _TAG.search(re.sub(r"(`+).+?\1", "", line))
        if found:
            what, place = f'"{found[0]}" is HTML', Place(f"docs/{page.path}", number)
            hint = "write Markdown, or add a directive with a template"
            page.problems.append(Problem(place, "raw-html", what, hint))


def words_of(element: Element, mark: str = "") -> str:
    """The visible text of an element, white space made single.

    Args:
        element: Any element; generated parts in it are left out, and so are lists in a list item,
            whose items are blocks of their own, and a heading's link to itself.
        mark: What stands for a footnote mark.
    """
    parts: list[str] = []

    def walk(node: Element) -> None:
        if node.get("class") == "headerlink":
            return
        if node.tag == "sup":
            parts.append(mark)
        elif node.get("data-generated") is None and (node is element or node.tag not in _LISTS):
            parts.append(node.text or "")
            for child in node:
                walk(child)
                parts.append(child.tail or "")

    walk(element)
    # Code blocks and entities are set aside by Markdown until the end, escaped marks are numbers.
    text = HTML_PLACEHOLDER_RE.sub("", "".join(parts))
    text = _ESCAPED.sub(lambda match: chr(int(match[1])), text)
    return " ".join(text.split())
