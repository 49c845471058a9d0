"""Nothing can go missing: each citation, statement, check, date and record, dropped one by one.

The real content is read and rendered once. Then every single thing is taken out of a copy of the
file that holds it, the file is read again, and the rules must name the loss at its place. Pages are
rendered with the extensions of mkdocs.yml, by the engine that `make build` uses.
"""

import copy
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import markdown
import pytest

from explainer.page.steps import ExplainerExtension
from explainer.pages import PageState, read_page
from explainer.problems import Problem
from explainer.records.content import Content
from explainer.records.evidence import PublicRecord, Statement
from explainer.records.loading import load
from explainer.records.yaml_lines import read_yaml
from explainer.rules import check_records, check_use
from explainer.site import Site, open_site
from project import ROOT

DOCS = ROOT / "docs"
EXTENSIONS = ["attr_list", "footnotes", "tables", "toc", "pymdownx.superfences"]
READ_ONCE = lru_cache(maxsize=64)(read_yaml)
TOPICS = sorted((DOCS / "topics").glob("*.md"))


def render(site: Site, path: str, text: str) -> PageState:
    """Render one page of the site and return what was learnt of it."""
    page = read_page(path, text)
    site.pages[path] = page
    extension = ExplainerExtension(site)
    extension.page = page
    body = re.sub(r"\A---\n.*?\n---\n", "", text, count=1, flags=re.DOTALL)
    markdown.Markdown(extensions=[*EXTENSIONS, extension]).convert(body)
    return page


def whole(root: Path) -> Site:
    """Read and render everything under a root, as a build does."""
    site = open_site(root, ROOT / "overrides" / "generated")
    files = {f.relative_to(DOCS).as_posix(): f.read_text() for f in sorted(DOCS.rglob("*.md"))}
    site.add_pages(read_page(path, text) for path, text in files.items())
    for path, text in files.items():
        if not path.startswith("editors/"):
            render(site, path, text)
    return site


@pytest.fixture(scope="module")
def real() -> Site:
    """The real site, whole and without a problem."""
    site = whole(ROOT)
    problems = [*site.all_problems(), *check_records(site), *check_use(site)]
    assert problems == []
    return site


@pytest.fixture(autouse=True)
def unchanged_files_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parsing the same text again gives the same document; only the changed file is parsed."""
    monkeypatch.setattr("explainer.records.loading.read_yaml", READ_ONCE)


def with_content(real: Site, content: Content, faults: list[Problem]) -> list[Problem]:
    """What the rules say when the records are others and the pages are as they were."""
    site = copy.copy(real)
    site.content, site.problems = content, faults
    unknown = []
    for page in real.pages.values():
        for key in page.cited:
            kind = "statement" if ":" in key else "record"
            known = content.all(Statement) if kind == "statement" else content.all(PublicRecord)
            if key not in known and not content.excused(kind, key):
                unknown.append(key)
    return [*faults, *check_records(site), *check_use(site), *(f"uncited {k}" for k in unknown)]  # type: ignore[list-item]


def citations() -> Iterator[tuple[str, int, int]]:
    """Every citation in the prose of the topic pages: file, start and end."""
    for file in TOPICS:
        for match in re.finditer(r"\[@[^\]]+\]", file.read_text()):
            yield file.relative_to(DOCS).as_posix(), match.start(), match.end()


def test_no_citation_can_be_dropped(real: Site) -> None:
    count, silent = 0, []
    for path, start, end in citations():
        text = (DOCS / path).read_text()
        line = text.count("\n", 0, start) + 1
        site = copy.copy(real)
        site.pages = dict(real.pages)
        page = render(site, path, text[:start] + text[end:])
        found = [p for p in page.problems if p.rule == "uncited" and p.place.line == line]
        if not found or found[0].place.path != f"docs/{path}":
            silent.append(f"docs/{path}:{line} can lose {text[start:end]}")
        count += 1
    assert not silent
    assert count > 250


def blocks(path: Path, start: str) -> Iterator[tuple[int, int, str]]:
    """The records in a file that begin with `start`: first and last line, and their text."""
    lines = path.read_text().splitlines(keepends=True)
    depth = len(start) - len(start.lstrip())
    begins = [i for i, line in enumerate(lines) if line.startswith(start)]
    for begin in begins:
        end = begin + 1
        while end < len(lines) and (
            not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > depth
        ):
            end += 1
        yield begin, end, "".join(lines[begin:end])


@pytest.fixture
def copy_of_content(tmp_path: Path) -> Path:
    """A root whose content/ can be changed file by file."""
    (tmp_path / "content" / "sources").mkdir(parents=True)
    for file in (ROOT / "content").rglob("*.yml"):
        (tmp_path / file.relative_to(ROOT)).symlink_to(file)
    return tmp_path


def load_with(root: Path, file: Path, lines: list[str]) -> tuple[Content, list[Problem]]:
    """Read the content with one file changed, and put the file back."""
    target = root / file.relative_to(ROOT)
    target.unlink()
    target.write_text("".join(lines))
    try:
        return load(root)
    finally:
        target.unlink()
        target.symlink_to(file)


def drop_each(
    real: Site, root: Path, file: Path, start: str, pattern: str = ""
) -> Iterator[tuple[str, int, list[str]]]:
    """Drop each record of a file, or the part of it that fits a pattern.

    Yields:
        What was dropped, its line, and what the rules said.
    """
    lines = file.read_text().splitlines(keepends=True)
    for begin, end, text in blocks(file, start):
        if pattern:
            match = re.search(pattern, text, re.MULTILINE | re.DOTALL)
            if not match:
                continue
            rest = text[: match.start()] + text[match.end() :]
            changed = [*lines[:begin], rest, *lines[end:]]
        else:
            changed = [*lines[:begin], *lines[end:]]
        content, faults = load_with(root, file, changed)
        yield text.splitlines()[0], begin + 1, [str(p) for p in with_content(real, content, faults)]


@pytest.mark.parametrize("source", ["answers", "article"])
def test_no_statement_can_be_dropped(real: Site, copy_of_content: Path, source: str) -> None:
    file = ROOT / "content/sources" / f"{source}.yml"
    for name, _, said in drop_each(real, copy_of_content, file, "      - id:"):
        number = name.split()[-1]
        sentence = number.rstrip("abc")
        wanted = (
            f'sentence "{source}:{sentence}" has no statement',
            f"uncited {source}:{number}",
            f'statement "{source}:{number}" is gone',
        )
        assert any(text in line for text in wanted for line in said), (name, said[:3])


@pytest.mark.parametrize("source", ["answers", "article"])
def test_no_check_can_be_dropped(real: Site, copy_of_content: Path, source: str) -> None:
    file = ROOT / "content/sources" / f"{source}.yml"
    check = r"^        check:\n(?:          .*\n)+"
    count = 0
    for name, line, said in drop_each(real, copy_of_content, file, "      - id:", check):
        place = f"content/sources/{source}.yml:{line} [check-missing]"
        assert any(text.startswith(place) for text in said), (name, said[:3])
        count += 1
    assert count >= 5


@pytest.mark.parametrize(
    ("file", "start", "pattern", "rule"),
    [
        ("sources/answers.yml", "      - id:", r"^        as_of: .*\n", "missing-as-of"),
        ("sources/article.yml", "      - id:", r"^        as_of: .*\n", "missing-as-of"),
        ("events.yml", "- id:", r"^  date: .*\n", "missing-field"),
        ("changes.yml", "- id:", r"^  date: .*\n", "missing-field"),
        ("positions.yml", "  - actor:", r"^    as_of: .*\n", "missing-as-of"),
    ],
)
def test_no_date_can_be_dropped(
    real: Site, copy_of_content: Path, file: str, start: str, pattern: str, rule: str
) -> None:
    count = 0
    path = ROOT / "content" / file
    for name, line, said in drop_each(real, copy_of_content, path, start, pattern):
        place = f"content/{file}:{line} [{rule}]"
        assert any(text.startswith(place) for text in said), (name, place, said[:3])
        count += 1
    assert count


@pytest.mark.parametrize("file", ["topics/" + path.name for path in TOPICS])
@pytest.mark.parametrize("field", ["as_of", "reviewed"])
def test_no_date_of_a_page_can_be_dropped(real: Site, file: str, field: str) -> None:
    text = re.sub(rf"(?m)^{field}: .*\n", "", (DOCS / file).read_text(), count=1)
    said = [str(problem) for problem in read_page(file, text).problems]
    assert any(f'lacks "{field}"' in line and f"docs/{file}:" in line for line in said)


def test_no_record_can_be_dropped(real: Site) -> None:
    """Every entry of the public record, term, actor, event and publisher is missed when it goes.

    The records are taken out of what was read, since reading every file for each of several
    hundred records would say nothing more.
    """
    kinds = ("record", "terms", "actors", "events", "publishers", "questions", "open_questions")
    for kind in kinds:
        for name in getattr(real.content, kind):
            content = copy.copy(real.content)
            rest = {k: v for k, v in getattr(real.content, kind).items() if k != name}
            setattr(content, kind, rest)
            said = [str(problem) for problem in with_content(real, content, [])]
            assert any(f'"{name}"' in line or f"uncited {name}" in line for line in said), name
