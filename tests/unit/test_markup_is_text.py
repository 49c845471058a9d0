"""Markup in any text of a record or of front matter is shown as text wherever it comes out."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin
from xml.etree import ElementTree

import icalendar
import pytest
import yaml
from lxml import html

from explainer.records.base import Cites, Record, RefersTo
from explainer.records.kinds import KINDS
from explainer.records.loading import load
from explainer.records.subject import Event
from project import build, copy_project, problems_in
from tiny_pages import TINY

pytestmark = pytest.mark.xdist_group("markup")  # the site with it is built once

MARKUP = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'

KEPT = {
    "Term.pages", "Actor.pages", "Change.pages",  # addresses
    "Redirect.old", "Redirect.new",  # ids
    "Term.unlinked", "Statement.left_out",  # with a text in them, others of the small site go
    "Position.words",  # at most four
}  # fmt: skip
"""Fields that hold no text for readers, or none in the small site."""

NOT_SHOWN = {
    "Event.forms", "Style.relative_time", "Style.figure_words",
    "Actor.sort_as", "Party.words", "Redirect.why",
}  # fmt: skip
"""Words that are looked for in texts, and notes for editors."""


def marker(field: str) -> str:
    """A word that says which field a text is from."""
    return f"zq{field.replace('.', '').replace('_', '').lower()}qz"


def evil(field: str, text: str = "Some") -> str:
    return f"{text} {marker(field)} {MARKUP}"


def is_text(annotation: Any, metadata: list[Any]) -> bool:
    """Whether a value is any text that an editor may write."""
    if annotation is not str:
        return False
    patterns = [getattr(m, "pattern", None) for m in metadata]
    return not any(patterns) and not any(isinstance(m, RefersTo) for m in metadata)


def infected(model: type[Record], raw: dict[str, Any], met: set[str]) -> dict[str, Any]:
    """The fields of a record, with markup in every text; those that were left out are there too.

    Args:
        model: Its model.
        raw: Its fields, as files have them.
        met: Learns which fields have it.
    """
    found = dict(raw)
    for name, field in model.model_fields.items():
        key, where = field.alias or name, f"{model.__name__}.{name}"
        if where in KEPT:
            continue
        value = _infected(field.annotation, list(field.metadata), raw.get(key), where, met)
        if value is not None:
            found[key] = value
    if "forms" in model.model_fields:
        # A form belongs to one record; what pages call the record by stays one of them.
        own = [raw.get("term") or raw.get("name")] if model is not Event else []
        found["forms"] = [*own, *(f"{raw['id']} {form}" for form in found["forms"])]
    if "exact" in model.model_fields:
        found["exact"] = [f"{raw['id']} {form}" for form in found["exact"]]
    if "contested" in model.model_fields:
        found["sources"] = ["gazette-2020", "herald-2020", "crier-2020"]
    return found


def _infected(annotation: Any, metadata: list[Any], value: Any, where: str, met: set[str]) -> Any:
    inner = [part for part in get_args(annotation) if part is not type(None)]
    if is_text(annotation, metadata):
        met.add(where)
        # A citation stays at the end of its sentence.
        cited = "".join(re.findall(r"\[@[^]]+\]", value or ""))
        text = evil(where, re.sub(r"\[@[^]]+\]", "", value or "Some"))
        return f"{text}.{cited}" if any(isinstance(m, Cites) for m in metadata) else text
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return infected(annotation, value, met) if value is not None else None
    if get_origin(annotation) is tuple and len(inner) == 2 and inner[1] is ...:
        of, said = _taken_apart(inner[0])
        if is_text(of, said):
            met.add(where)
            return [*(value or []), evil(where)]
        return [_infected(of, said, item, where, met) or item for item in value or []]
    if get_origin(annotation) is dict and value is not None:
        of, said = _taken_apart(inner[1])
        return {key: _infected(of, said, item, where, met) for key, item in value.items()}
    if type(None) in get_args(annotation):
        of, said = _taken_apart(inner[0])
        return _infected(of, [*metadata, *said], value, where, met)
    return value


def _taken_apart(annotation: Any) -> tuple[Any, list[Any]]:
    """A type, and what is said of it."""
    said = getattr(annotation, "__metadata__", None)
    if said is None:
        return annotation, []
    inner = [m for s in said for m in getattr(s, "metadata", [])]
    return annotation.__origin__, [*said, *inner]


def infect_cells(figure: dict[str, Any], met: set[str]) -> None:
    """Put markup into the texts of a figure's table, and null where there is no value."""
    for row in figure["rows"]:
        for column in figure["columns"]:
            value = row.setdefault(column["id"], None)
            if column["type"] == "text":
                met.add("Row.cell")
                row[column["id"]] = evil("Row.cell", value)


def infect_records(root: Path) -> set[str]:
    """Put markup into every text of every file of records; returns the fields."""
    met: set[str] = set()
    content, problems = load(root)
    assert problems == []
    for name, kind in KINDS.items():
        if not kind.file:
            continue
        if name == "published":
            continue
        written = [r.model_dump_json(by_alias=True, exclude_none=True) for r in
                   content.records[name].values()]  # fmt: skip
        if name == "redirect":
            written = ['{"kind": "term", "old": "fee", "new": "toll", "why": "x"}']
        records = [infected(kind.model, json.loads(text), met) for text in written]
        if name == "style":
            wide = {"max_definition_words": 100, "page_words": [0, 900], "max_grade": 900}
            wide |= {"max_sentence_words": 900, "mean_sentence_words": [0, 900]}
            records = [{**records[0], **wide}]
        if name == "figure":
            for record in records:
                infect_cells(record, met)
        files: dict[str, Any] = {kind.file: records[0] if kind.single else records}
        if "*" in kind.file:
            files = {kind.file.replace("*", record["id"]): record for record in records}
        for file, whole in files.items():
            (root / "content" / file).write_text(json.dumps(whole), encoding="utf-8")
    return met


HEADED = ("title", "short_title", "standfirst", "description")


def infect_pages(root: Path) -> set[str]:
    """Put markup into the front matter of every page, past the check of what is plainly HTML."""
    for file in (root / "docs").rglob("*.md"):
        _, fields, text = file.read_text(encoding="utf-8").split("---\n", 2)
        found = yaml.load(fields, yaml.BaseLoader)  # noqa: S506 - it makes texts and nothing else
        for key in HEADED:
            if key in found:
                found[key] = evil(f"Page.{key}", found[key])
        # An editor would have to write it like this, since HTML in a line is a problem.
        escaped = json.dumps(found).replace("<", "\\u003c")
        file.write_text(f"---\n{escaped}\n---\n{text}", encoding="utf-8")
    return {f"Page.{key}" for key in HEADED}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """The small site with markup everywhere, and the fields that have it."""
    root = copy_project(TINY, tmp_path_factory.mktemp("markup") / "site")
    fields = infect_records(root) | infect_pages(root)
    for page, name in (("coverage", "data-files"), ("about", "record-fields")):
        file = root / "docs" / f"{page}.md"
        file.write_text(f"{file.read_text(encoding='utf-8')}\n/// {name}\n///\n", encoding="utf-8")
    out = root.parent / "out"
    build(root, out)
    return out, fields


def pages_of(out: Path) -> Iterator[tuple[str, Any]]:
    for file in sorted(out.rglob("*.html")):
        yield file.relative_to(out).as_posix(), html.parse(str(file)).getroot()


def assert_harmless(tree: Any, where: str) -> None:
    """Nothing that was written as text is an element or an attribute."""
    for script in tree.iter("script"):
        if script.get("type") in ("application/ld+json", "application/json"):
            json.loads(script.text)
        else:
            assert "alert" not in (script.text or ""), where
    assert not tree.xpath("//img[@src='x']"), where
    for part in tree.iter():
        for name in part.attrib if isinstance(part.tag, str) else ():
            assert not name.startswith("on"), f"{where}: {name} at {part.tag}"
            assert re.fullmatch(r"[a-z:-]+[0-9]?", name, re.IGNORECASE), f"{where}: {name}"


def test_every_text_field_is_among_those_that_are_tried(built: tuple[Path, set[str]]) -> None:
    _, fields = built
    assert len(fields) > 50
    assert {"Term.short", "Post.title", "Check.note", "Check.aside"} <= fields
    assert {"Actor.forms", "Style.labels", "Paragraph.topic", "PublicRecord.via"} <= fields
    assert {f"Page.{name}" for name in HEADED} <= fields
    assert not fields & {"Term.id", "Term.group", "Event.topics", "Source.url", "Statement.id"}


def test_no_page_holds_the_markup_as_markup(built: tuple[Path, set[str]]) -> None:
    out, _ = built
    pages = dict(pages_of(out))
    assert len(pages) > 20
    for name, tree in pages.items():
        assert_harmless(tree, name)


def test_every_field_is_shown_as_it_was_written(built: tuple[Path, set[str]]) -> None:
    """So that the test above is not content with a page that shows nothing."""
    out, fields = built
    shown = []
    for _, tree in pages_of(out):
        shown += [text for text in tree.itertext() if "zq" in text]
        shown += [v for part in tree.iter() for v in part.attrib.values() if "zq" in v]
    shown += [f.read_text(encoding="utf-8") for f in out.glob("data/*.csv")]
    everything = " ".join(" ".join(shown).split()).replace('""', '"')
    unseen = {field for field in fields if f"{marker(field)} {MARKUP}" not in everything}
    assert unseen == NOT_SHOWN


def test_the_head_of_a_page_names_it_whole(built: tuple[Path, set[str]]) -> None:
    out, _ = built
    tree = html.parse(str(out / "topics/plan/index.html")).getroot()
    title, about = (
        evil("Page.title", "What is the plan?"),
        evil("Page.description", "The plan for a bridge."),
    )
    (head,) = tree.xpath("/html/head")
    assert head.xpath("title/text()")[0].startswith(title)
    assert head.xpath("meta[@property='og:title']/@content")[0].startswith(title)
    for name in ("meta[@property='og:description']", "meta[@name='description']"):
        assert head.xpath(f"{name}/@content")[0].startswith(about), name
    assert [part.tag for part in tree.xpath("/html/*")] == ["head", "body"]
    assert len(tree.xpath("//article//h1")) == 1


def test_navigation_shows_it_as_text(built: tuple[Path, set[str]]) -> None:
    out, _ = built
    tree = html.parse(str(out / "about/index.html")).getroot()
    items = [" ".join(link.text_content().split()) for link in tree.xpath("//nav//a")]
    assert any(evil("Page.title", "Glossary") in item for item in items), items


def test_the_policy_lets_no_script_of_a_text_run(built: tuple[Path, set[str]]) -> None:
    out, _ = built
    for name, tree in pages_of(out):
        (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "script-src 'self';" in policy, name


def test_the_search_index_holds_it_as_text(built: tuple[Path, set[str]]) -> None:
    """What it holds is put into the page as HTML."""
    out, _ = built
    index = json.loads((out / "search/search_index.json").read_text(encoding="utf-8"))
    assert any("zq" in doc["title"] for doc in index["docs"])
    for doc in index["docs"]:
        for key in ("title", "text"):
            fragment = html.fragment_fromstring(doc[key], create_parent="div")
            assert not fragment.xpath(".//script | .//img"), doc
            assert_harmless(fragment, doc["location"])
        # A heading may hold code, which is shown as such.
        assert "<" not in re.sub(r"</?code>", "", doc["title"]), doc


def test_feeds_and_calendars_hold_it_as_text(built: tuple[Path, set[str]]) -> None:
    out, _ = built
    atom = ElementTree.parse(out / "feed.xml").getroot()
    spaces = {element.tag.partition("}")[0] for element in atom.iter()}
    assert spaces == {"{http://www.w3.org/2005/Atom"}
    written = evil("Change.summary", "The toll pays half")
    assert [e.text for e in atom.iter("{http://www.w3.org/2005/Atom}title")][1] == written
    feed = json.loads((out / "feed.json").read_text(encoding="utf-8"))
    assert feed["items"][0]["title"] == written
    assert "content_html" not in feed["items"][0]
    calendar = icalendar.Calendar.from_ical((out / "data/events.ics").read_bytes())
    assert calendar.errors == []
    (event,) = calendar.events
    assert event["SUMMARY"] == evil("Event.title", "The council votes")


def test_structured_data_cannot_be_left(built: tuple[Path, set[str]]) -> None:
    out, _ = built
    said = []
    for _, tree in pages_of(out):
        for script in tree.xpath("//script[@type='application/ld+json']"):
            assert "<" not in script.text
            said.append(script.text)
            json.loads(script.text)
    assert any(marker("Term.short") in text for text in said)
    assert any(marker("Page.title") in text for text in said)


@pytest.mark.parametrize("field", HEADED)
def test_html_in_front_matter_is_a_problem(field: str, tiny: Path) -> None:
    page = tiny / "docs/topics/plan.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(re.sub(rf"(?m)^({field}: .*)$", r"\1 <b>x</b>", text), encoding="utf-8")
    line = text[: text.index(f"\n{field}: ")].count("\n") + 2
    (problem,) = problems_in(tiny)
    assert problem.startswith(f"docs/topics/plan.md:{line} [raw-html] ")
