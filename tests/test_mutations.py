"""Nothing can go missing: each citation, statement, check, date and record, dropped one by one.

The real content is read and rendered once, by the engine that `make build` uses. Then every single
thing is taken out, and what is said must name the loss at its place. What there is to drop is read
off the content, so that this holds for any subject.

Other files are not read again, as in a preview; and once the loss is named, no other rule is asked.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from yaml import MappingNode, Node

from explainer.dates import PartialDate
from explainer.pages import PageState, read_page
from explainer.problems import Problem
from explainer.records import lasting_ids
from explainer.records.content import Content, Records
from explainer.records.evidence import Source, Statement
from explainer.records.kinds import KINDS
from explainer.records.loading import load
from explainer.records.references import LEADS_OVER
from explainer.records.yaml_lines import Document
from explainer.refs import Ref
from explainer.rules import AFTER, BEFORE, completeness, existence
from explainer.site import Site
from project import ROOT, configuration, rendered, renderer

pytestmark = pytest.mark.xdist_group("content")  # it is rendered once for all of them

DOCS = ROOT / "docs"
CONFIGURATION = configuration(ROOT)
TOPICS = sorted(file.relative_to(DOCS).as_posix() for file in (DOCS / "topics").glob("*.md"))
SOURCES = sorted(file.stem for file in (ROOT / "content/sources").glob("*.yml"))
DATES = [
    (kind, field.alias or name)
    for kind, known in KINDS.items()
    for name, field in known.model.model_fields.items()
    if field.annotation is PartialDate and field.is_required()
]
"""The dates that a record must have."""

MISS_MOST = (existence.published_ids_stay, completeness.sources_are_whole)
SPEAK_OF_WHAT_IS_GONE = [
    *MISS_MOST,
    *(
        rule
        for rule in (*BEFORE, *AFTER)
        if rule.__module__ in (existence.__name__, completeness.__name__)
        and rule not in (*MISS_MOST, existence.names_stand_once)
    ),
]
"""The others say only what is wrong with records that are there."""


@pytest.fixture(scope="module")
def real() -> Site:
    """The real site, whole and without a problem."""
    site = rendered(ROOT)
    assert site.problems_found == []
    return site


@pytest.fixture(scope="module", autouse=True)
def nothing_is_guessed() -> Iterator[None]:
    """What might have been meant by a name that is gone takes longer to find than that it is."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (existence, lasting_ids):
            patch.setattr(module, "did_you_mean", lambda wrong, known: "")
        yield


@pytest.fixture
def load_with(real: Site, tmp_path: Path) -> Callable[[str, str], tuple[Content, list[Problem]]]:
    """Read the content with the text of one file changed; that file is put back."""
    for file in (ROOT / "content").rglob("*.yml"):
        link = tmp_path / file.relative_to(ROOT)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(file)

    def read(path: str, text: str) -> tuple[Content, list[Problem]]:
        target = tmp_path / path
        target.unlink()
        target.write_text(text, encoding="utf-8")
        try:
            return load(tmp_path, real.content)
        finally:
            target.unlink()
            target.symlink_to(ROOT / path)

    return read


def said_of(real: Site, content: Content, faults: list[Problem]) -> Iterator[str]:
    """What is said when the records are others and the pages are as they were, rule by rule."""
    site = replace(real, content=content, problems=list(faults))
    yield from map(str, site.problems_found)
    for rule in SPEAK_OF_WHAT_IS_GONE:
        site.problems = list(rule(site))
        yield from map(str, site.problems_found)
    for ref, sections in real.uses.items():
        if content.get(ref) is None and not content.excused(ref):
            for section in sections:
                if section.resting_on(ref):
                    yield f"docs/{section.page.path} cites {ref}"


# What is taken out of a file


@cache
def tree_of(text: str) -> Any:
    """The nodes of a file, read once for all that is taken out of it."""
    return yaml.compose(text, Loader=yaml.CBaseLoader)


def node_at(document: Document, path: tuple[str | int, ...]) -> Node:
    """What stands in a file at the end of a way."""
    node = tree_of(document.text)
    for part in path:
        if isinstance(node, MappingNode):
            node = next(value for key, value in node.value if key.value == part)
        else:
            node = node.value[part]
    return node


def without(text: str, start: Any, end: Any) -> str:
    """A text without the whole lines from one mark of YAML to another."""
    lines = text.splitlines(keepends=True)
    last = end.line if end.column <= start.column else end.line + 1
    return "".join([*lines[: start.line], *lines[max(last, start.line + 1) :]])


def nodes_of(real: Site, kind: str, of: str = "") -> Iterator[tuple[Ref, str, Any]]:
    """Every record of a kind, with its file and what stands there; `of` begins the ids."""
    for name in real.content.records[kind]:
        if name.startswith(of):
            ref = Ref(kind, name)
            document, path = real.content.written[ref]
            yield ref, document.path, node_at(document, path)


def each_record(real: Site, kind: str, of: str = "") -> Iterator[tuple[Ref, str, str]]:
    """Every record of a kind, with its file and that file's text without the record."""
    for ref, path, node in nodes_of(real, kind, of):
        text = (ROOT / path).read_text(encoding="utf-8")
        changed = without(text, node.start_mark, node.end_mark)
        assert changed != text
        yield ref, path, changed


def each_file(
    real: Site, kind: str, field: str, of: str = ""
) -> Iterator[tuple[str, str, dict[Ref, int]]]:
    """Every file with records of a kind, its text without one field of each, and their new lines.

    A field is missed in each record by itself, so all are dropped at once.
    """
    files: dict[str, list[tuple[Ref, Any]]] = {}
    for ref, path, node in nodes_of(real, kind, of):
        files.setdefault(path, []).append((ref, node))
    for path, records in files.items():
        text = (ROOT / path).read_text(encoding="utf-8")
        lines: dict[Ref, int] = {}
        for ref, node in reversed(records):  # what is dropped moves only the lines below it
            for index, (key, value) in enumerate(node.value):
                if key.value == field:
                    assert index, f"line {key.start_mark.line + 1}: the id comes first"
                    assert not node.flow_style, f"line {key.start_mark.line + 1}: one field a line"
                    before = text.count("\n")
                    text = without(text, key.start_mark, value.end_mark)
                    dropped = before - text.count("\n")
                    lines = {below: line - dropped for below, line in lines.items()}
                    lines[ref] = node.start_mark.line + 1
        yield path, text, lines


# Citations


def part_around(text: str, at: int) -> str:
    """The paragraph, list or table that holds a place of a page, which Markdown reads alone."""
    parts = [(m.start(), m.end()) for m in re.finditer(r"(?:.+(?:\n|\Z))+(?:\n+[ \t]+.*)*", text)]
    (part,) = [text[start:end] for start, end in parts if start <= at < end]
    return part


def read(real: Site, path: str, text: str, part: str = "") -> PageState:
    """A page, or a part of it, as it is when its text is another."""
    site = replace(real, pages={**real.pages, path: read_page(path, text)})
    renderer(site, CONFIGURATION)(path, part)
    return site.pages[path]


def uncited(page: PageState) -> list[int]:
    """The lines of a page for which nothing is cited."""
    return [p.place.line for p in page.problems if p.rule == "uncited"]


def covered(page: PageState) -> str:
    """All words of a page that rest on a note."""
    return " ".join(note.words for note in page.notes.values())


@pytest.mark.parametrize("path", TOPICS)
def test_no_citation_can_be_dropped(real: Site, path: str) -> None:
    """What rested on it is reported, or rests on the next note of its paragraph."""
    text = (DOCS / path).read_text(encoding="utf-8")
    citations = list(re.finditer(r"\[@[^\]]+\]", text))
    assert len(citations) == text.count("[@") > 0
    for match in citations:
        dropped = text[: match.start()] + text[match.end() :]
        part = part_around(dropped, match.start() - 1)
        page = read(real, path, dropped, part)
        line = text.count("\n", 0, match.start()) + 1
        if found := uncited(page):
            assert found[-1] == line, f"docs/{path}:{line} is taken for {found}"
            continue
        before = covered(read(real, path, text, part_around(text, match.start() - 1)))
        lost = f"docs/{path}:{line} can lose {match[0]}"
        # without [@-] its words, too, rest on the next note
        assert covered(page) == before or match[0] == LEADS_OVER, lost
        assert len(covered(page)) >= len(before), lost


@pytest.mark.parametrize("path", TOPICS)
def test_a_part_of_a_page_says_what_the_whole_page_says(real: Site, path: str) -> None:
    """So that not the whole page is rendered for each citation."""
    text = (DOCS / path).read_text(encoding="utf-8")
    for match in list(re.finditer(r"\[@[^\]]+\]", text))[::20]:
        dropped = text[: match.start()] + text[match.end() :]
        part = part_around(dropped, match.start() - 1)
        whole, alone = read(real, path, dropped), read(real, path, dropped, part)
        assert uncited(whole) == uncited(alone)


# Records, and what they must have


@pytest.mark.parametrize("source", SOURCES)
def test_no_statement_can_be_dropped(real: Site, load_with: Any, source: str) -> None:
    for ref, path, text in each_record(real, "statement", of=f"{source}:"):
        said = said_of(real, *load_with(path, text))
        sentence = ref.id.rstrip("abcdefghijklmnopqrstuvwxyz")
        wanted = (f'sentence "{sentence}" has no statement', f'sentence "{sentence}" makes ')
        assert any(words in line for line in said for words in wanted), ref


@pytest.mark.parametrize("source", SOURCES)
def test_no_check_can_be_dropped(real: Site, load_with: Any, source: str) -> None:
    count = 0
    for path, text, lines in each_file(real, "statement", "check", of=f"{source}:"):
        said = said_of(real, *load_with(path, text))
        missed = {row.partition(" [check-missing]")[0] for row in said if "[check-missing]" in row}
        assert missed == {f"{path}:{line}" for line in lines.values()}
        count += len(lines)
    checked = [s for s in statements_of(real, source) if s.check]
    assert count == len(checked) > 0


def statements_of(site: Site, source: str) -> list[Statement]:
    paragraphs = site.content.all(Source)[source].paragraphs
    return [statement for paragraph in paragraphs for statement in paragraph.statements]


def test_every_fact_must_have_its_date() -> None:
    needed = [("statement", "as_of"), ("position", "as_of"), ("event", "date"), ("change", "date")]
    assert set(needed) <= set(DATES)


@pytest.mark.parametrize(("kind", "field"), DATES)
def test_no_date_can_be_dropped(real: Site, load_with: Any, kind: str, field: str) -> None:
    rule = "missing-as-of" if field == "as_of" else "missing-field"
    count = 0
    for path, text, lines in each_file(real, kind, field):
        _, faults = load_with(path, text)
        said = sorted(str(fault).partition(f'{field}"')[0] for fault in faults)
        places = [f"{path}:{line} [{rule}]" for line in lines.values()]
        assert len(said) == len(places)
        assert all(any(row.startswith(place) for row in said) for place in places), said
        count += len(lines)
    assert count == len(real.content.records[kind])
    assert count or KINDS[kind].optional


@pytest.mark.parametrize("path", TOPICS)
@pytest.mark.parametrize("field", ["as_of", "reviewed"])
def test_no_date_of_a_page_can_be_dropped(real: Site, path: str, field: str) -> None:
    text = re.sub(rf"(?m)^{field}: .*\n", "", (DOCS / path).read_text(encoding="utf-8"), count=1)
    said = [str(problem) for problem in read_page(path, text).problems]
    assert any(f'lacks "{field}"' in line and line.startswith(f"docs/{path}:") for line in said)


@pytest.mark.parametrize("kind", KINDS)
def test_no_record_can_be_dropped(real: Site, kind: str) -> None:
    """Whatever has a lasting id or is named by others is missed when it goes.

    The records are taken out of what was read, since reading every file for each of several
    hundred records would say nothing more.
    """
    named = {reference.named for reference in real.content.references}
    for name in real.content.records[kind]:
        ref = Ref(kind, name)
        if kind not in lasting_ids.lasting_kinds() and ref not in named:
            assert kind not in {other.kind for other in named}, f"{ref} is named by nothing"
            continue
        rest = {key: record for key, record in real.content.records[kind].items() if key != name}
        content = replace(real.content, records=Records({**real.content.records, kind: rest}))
        vars(content)["references"] = [r for r in real.content.references if r.ref != ref]
        said = said_of(real, content, [])
        assert any(f'"{name}"' in line or line.endswith(f"cites {ref}") for line in said), ref
