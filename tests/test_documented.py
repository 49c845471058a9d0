"""The editors' pages name everything there is, and nothing that is not."""

import ast
import re
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from lxml import html
from lxml.html import HtmlElement
from pydantic import TypeAdapter

import site_events
from explainer.data.schemas import WithMeanings
from explainer.page.directives import DIRECTIVES
from explainer.page.steps import STEPS
from explainer.pages import read_page
from explainer.problems import RULES, Problem
from explainer.records import loading
from explainer.records.base import Record
from explainer.records.evidence import Source, Statement
from explainer.records.front_matter import PageMeta, TopicMeta
from explainer.records.validation import validate
from explainer.records.yaml_lines import read_yaml
from project import ROOT

EDITORS = ROOT / "docs" / "editors"
WRITTEN = {f.name: f.read_text(encoding="utf-8") for f in sorted(EDITORS.glob("*.md"))}
HAND_WRITTEN = {
    **WRITTEN,
    "content/README.md": (ROOT / "content/README.md").read_text(encoding="utf-8"),
    "CONTRIBUTING.md": (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"),
}
MODELS: dict[str, type[Record]] = {
    "content/sources/*.yml": Source,
    **{f"content/{name}": model for name, model in loading.LISTS.values()},
    **{f"content/{name}": model for name, model in loading.MAPPINGS.values()},
    "docs/*.md": PageMeta,
    "docs/topics/*.md": TopicMeta,
}


class Example(NamedTuple):
    """A fenced block of a document."""

    page: str
    language: str
    file: str
    text: str


def examples_in(page: str, text: str) -> list[Example]:
    fences = re.findall(r'(?ms)^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', text)
    return [Example(page, *fence) for fence in fences]


EXAMPLES = [e for page, text in HAND_WRITTEN.items() for e in examples_in(page, text)]


def built(site: Path, page: str) -> HtmlElement:
    file = site / "editors" / page / "index.html"
    return html.document_fromstring(file.read_text(encoding="utf-8"))


def modules() -> dict[str, Path]:
    """Every module under hooks/ by its name."""
    hooks = ROOT / "hooks"
    return {
        ".".join(f.relative_to(hooks).with_suffix("").parts).removesuffix(".__init__"): f
        for f in hooks.rglob("*.py")
    }


# Pages


@pytest.mark.parametrize("page", WRITTEN)
def test_page_is_for_editors_only(page: str) -> None:
    state = read_page(f"editors/{page}", WRITTEN[page])
    assert state.problems == []
    assert state.meta is not None
    assert not state.meta.annotate
    assert len(state.meta.description) <= 155


def test_every_page_is_linked_from_the_first(site: Path) -> None:
    links = {link.strip("./") for link in built(site, "").xpath("//article//a/@href")}
    assert {name.removesuffix(".md") for name in WRITTEN} - {"index"} <= links


def test_examples_are_shown_as_they_are_written(site: Path) -> None:
    """Nothing inside a fence is taken for a directive, a citation or a name."""
    for name in ("how-to", "directives"):
        shown = [code.text_content() for code in built(site, name).xpath("//article//pre/code")]
        assert shown == [e.text for e in examples_in(name, WRITTEN[f"{name}.md"])]


# Records


def definitions() -> dict[str, dict[str, Any]]:
    """The JSON Schema of every record and of those inside it, by the name of its model."""
    found: dict[str, dict[str, Any]] = {}
    for model in MODELS.values():
        schema = TypeAdapter(model).json_schema(schema_generator=WithMeanings)
        found |= {model.__name__: schema, **schema.get("$defs", {})}
    return found


DEFINITIONS = definitions()


def test_every_kind_of_record_is_listed_under_its_file(site: Path) -> None:
    headings = {
        heading.get("id"): heading.xpath("./code/text()")
        for heading in built(site, "records").xpath("//article//h2[starts-with(@id, 'fields-')]")
    }
    wanted = {f"fields-{model.__name__.lower()}": [file] for file, model in MODELS.items()}
    assert headings == wanted


@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_field_is_listed_with_its_meaning(site: Path, name: str) -> None:
    schema = DEFINITIONS[name]
    anchor = f"fields-{name.lower()}"
    # a model that several kinds hold would be listed more than once
    (table,) = built(site, "records").xpath(f'//table[@aria-labelledby="{anchor}"]')
    rows = [[c.text_content() for c in row.xpath("./th | ./td")] for row in table.xpath(".//tr")]
    needed = {field: required for field, required, _ in rows[1:]}
    required = set(schema.get("required", ()))
    assert needed == {f: "yes" if f in required else "no" for f in schema["properties"]}
    for field, _, meaning in rows[1:]:
        details = schema["properties"][field]
        assert details.get("description"), f"{name}.{field} has no meaning"
        assert details["description"].replace("`", "") in meaning
        for word in re.findall(r"'enum': \[([^\]]+)\]", str(details)):
            assert all(choice in meaning for choice in ast.literal_eval(f"[{word}]"))


# Rules and problems


def test_every_rule_is_listed(site: Path) -> None:
    listed = built(site, "rules").xpath("//article//dl//dt/code/text()")
    assert sorted(listed) == sorted(RULES)


PROBLEMS = [
    line for example in EXAMPLES if example.language == "text" for line in example.text.splitlines()
]


@pytest.mark.parametrize("line", PROBLEMS)
def test_a_problem_that_is_shown_has_the_form_of_one(line: str) -> None:
    match = re.fullmatch(r"(\S+):(\d+) \[([\w-]+)\] (.+)", line)
    assert match, line
    path, _, rule, _ = match.groups()
    assert rule in RULES
    if path != "docs/topics/gas.md":  # the page that the recipe adds
        assert (ROOT / path).is_file()


def test_problems_are_shown() -> None:
    assert len(PROBLEMS) >= 15


# Directives


def sections(page: str) -> dict[str, str]:
    """The text under each heading of the second level."""
    _, *parts = re.split(r"(?m)^## (.+)$", WRITTEN[page])
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_every_directive_has_a_section() -> None:
    assert sorted(sections("directives.md")) == sorted(DIRECTIVES)


@pytest.mark.parametrize("name", DIRECTIVES)
def test_directive_is_described_with_its_options_and_an_example(name: str) -> None:
    text = sections("directives.md")[name]
    fields = DIRECTIVES[name].options.model_fields
    options = {field.alias or key for key, field in fields.items()}
    assert set(re.findall(r"(?m)^\| `([\w-]+)` \|", text)) == options
    (example,) = examples_in("directives.md", text)
    match = re.fullmatch(r"/// ([\w-]+)(?: \| .+)?\n((?:    .+\n)*)///\n", example.text)
    assert match
    assert match[1] == name
    assert bool(match[2]) == bool(options)
    DIRECTIVES[name].options.model_validate(yaml.safe_load(match[2]) or {})


# Commands and files


def test_every_command_is_named_and_no_other() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?m)^([a-z]+):.*## ", makefile))
    named = {page: set(re.findall(r"`make ([a-z]+)`", text)) for page, text in HAND_WRITTEN.items()}
    assert named["index.md"] == targets
    for page, names in named.items():
        assert names <= targets, page


@pytest.mark.parametrize("page", ["index.md", "content/README.md"])
def test_every_file_of_content_is_named(page: str) -> None:
    names = {f.name for f in (ROOT / "content").iterdir()} - {Path(page).name}
    text = HAND_WRITTEN[page]
    assert not {name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}\b", text)}


def test_every_place_that_is_named_exists() -> None:
    for page, text in HAND_WRITTEN.items():
        prose = re.sub(r"(?ms)^```.*?^```$", "", text)
        for path in re.findall(r"`((?:content|docs|hooks|overrides|tests)/[\w./-]*)`", prose):
            assert (ROOT / path).exists(), (page, path)


# Examples


def problems_of(example: Example) -> list[Problem]:
    """What the engine says of an example of YAML."""
    document = read_yaml(example.text, example.file)
    found = list(document.problems)
    name = example.file.removeprefix("content/")
    if name.startswith("sources/"):
        # a whole source, or a list of statements out of one
        model: type[Record] = Source if isinstance(document.value, dict) else Statement
    elif name.startswith("docs/"):
        model = PageMeta
    else:
        model = MODELS[example.file]
    rows = (
        enumerate(document.value) if isinstance(document.value, list) else [(None, document.value)]
    )
    for index, row in rows:
        start = () if index is None else (index,)
        validate(row, model, document, start, "the example", found)
    return found


YAML_EXAMPLES = [e for e in EXAMPLES if e.language == "yaml" and e.file != "content/published.yml"]


@pytest.mark.parametrize("example", YAML_EXAMPLES, ids=lambda e: f"{e.page}-{e.file}")
def test_example_of_records_is_valid(example: Example) -> None:
    assert problems_of(example) == []


def test_example_of_published_ids_is_valid() -> None:
    kinds = {e.text for e in EXAMPLES if e.file == "content/published.yml"}
    assert kinds
    for text in kinds:
        ids = yaml.safe_load(text)
        assert all(isinstance(names, list) for names in ids.values())


def test_example_of_a_topic_page_is_valid() -> None:
    (example,) = [e for e in EXAMPLES if e.file.startswith("docs/topics/")]
    page = read_page(example.file.removeprefix("docs/"), example.text)
    assert page.topic
    assert page.problems == []


@pytest.mark.parametrize("page", ["how-to.md", "content/README.md"])
def test_every_kind_of_file_has_an_example(page: str) -> None:
    shown = {e.file for e in EXAMPLES if e.page == page}
    wanted = {f"content/{file}" for file, _ in loading.LISTS.values()}
    wanted |= {"content/positions.yml", "content/published.yml"}
    assert wanted <= shown
    assert any(file.startswith("content/sources/") for file in shown)


# The way of a page


WAY = WRITTEN["how-a-page-is-made.md"]
LISTED = re.findall(r"(?m)^- `([\w.]+)`: ", WAY)


def test_every_module_is_listed_once_and_in_the_reference() -> None:
    assert sorted(LISTED) == sorted(modules())
    assert re.findall(r"(?m)^::: ([\w.]+)$", WRITTEN["reference.md"]) == LISTED


def test_every_module_that_is_named_exists() -> None:
    for page, text in HAND_WRITTEN.items():
        for name in re.findall(r"`((?:explainer|site_events)(?:\.\w+)*)`", text):
            assert name in modules(), (page, name)


def test_imports_run_down_the_list() -> None:
    rank = {name: place for place, name in enumerate(LISTED)}
    for name, file in modules().items():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ImportFrom) or node.module is None:
                continue
            named = [f"{node.module}.{alias.name}" for alias in node.names]
            imported = [one for one in named if one in rank] or [node.module]
            for other in imported:
                assert rank.get(other, len(rank)) > rank[name], f"{name} imports {other}"


def test_every_event_is_listed() -> None:
    events = [name for name in vars(site_events) if name.startswith("on_")]
    assert re.findall(r"(?m)^\| `(on_\w+)` \|", WAY) == events


def test_every_step_is_listed_with_its_priority() -> None:
    rows = re.findall(r"(?m)^\| `([\w-]+)` \| ([\d.]+) \|", WAY)
    assert [(name, float(number)) for name, number in rows] == [
        (name, priority) for name, (priority, _) in STEPS.items()
    ]


def test_reference_describes_what_the_modules_offer(site: Path) -> None:
    """Every public function and class; the fields of records are listed on their own page."""
    ids = set(built(site, "reference").xpath("//article//@id"))
    offered = {
        f"{name}.{node.name}"
        for name, file in modules().items()
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not is_record(getattr(import_module(name), node.name))
    }
    assert len(offered) > 100
    assert offered <= ids


def is_record(thing: object) -> bool:
    return isinstance(thing, type) and issubclass(thing, Record)
