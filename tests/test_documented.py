"""The editors' pages name everything there is, and nothing that is not."""

import ast
import pkgutil
import re
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from lxml import html
from lxml.html import HtmlElement
from pydantic import TypeAdapter

import explainer
import site_events
from built_notes import curved
from explainer.addresses import linkable
from explainer.data.files import DataFile, data_files
from explainer.data.skeletons import NoPlaceError, add_record
from explainer.page.described import written_in
from explainer.page.directives import all_directives
from explainer.page.steps import STEPS
from explainer.pages import read_page
from explainer.problems import RULES, Problem
from explainer.publication import Publication
from explainer.records.base import Record
from explainer.records.evidence import Statement
from explainer.records.front_matter import PageMeta
from explainer.records.kinds import KINDS
from explainer.records.lasting_ids import FILE as PUBLISHED
from explainer.records.lasting_ids import lasting_kinds
from explainer.records.validation import validate
from explainer.records.yaml_lines import read_yaml
from project import ROOT

EDITORS = ROOT / "docs" / "editors"
WRITTEN = {f.name: f.read_text(encoding="utf-8") for f in sorted(EDITORS.glob("*.md"))}
HAND_WRITTEN = {
    **WRITTEN,
    **{
        name: (ROOT / name).read_text(encoding="utf-8")
        for name in ("content/README.md", "CONTRIBUTING.md", "README.md")
    },
}
MODELS = dict(written_in())
(SOURCES,) = (file for file in MODELS if file.startswith("content/sources/"))
(FIGURES,) = (file for file in MODELS if file.startswith("content/figures/"))
DIRECTIVES = all_directives()


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
    """A page for editors, as readers get it; beginning with a slash, any other page."""
    file = site / "editors" / page / "index.html"
    if page.startswith("/"):
        file = site / page.strip("/") / "index.html"
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
        schema = TypeAdapter(model).json_schema()
        found |= {model.__name__: schema, **schema.get("$defs", {})}
    return found


DEFINITIONS = definitions()


def test_every_kind_of_record_is_listed_under_its_file(site: Path) -> None:
    assert {f"content/{kind.file}" for kind in KINDS.values() if kind.file} <= set(MODELS)
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
    assert needed == {f: "yes" if f in required else "no" for f in schema.get("properties", ())}
    for field, _, meaning in rows[1:]:
        details = schema["properties"][field]
        assert details.get("description"), f"{name}.{field} has no meaning"
        assert curved(details["description"]).replace("`", "") in meaning
        for word in re.findall(r"'enum': \[([^\]]+)\]", str(details)):
            assert all(choice in meaning for choice in ast.literal_eval(f"[{word}]"))


# Rules and problems


def test_every_rule_is_listed(site: Path) -> None:
    listed = built(site, "rules").xpath("//article//dl//dt/code/text()")
    assert sorted(listed) == sorted(RULES)


def test_every_rule_is_explained_with_an_example_and_its_cure(site: Path) -> None:
    page = built(site, "rules")
    for name, rule in RULES.items():
        (entry,) = page.xpath(f"//article//div[@id='rule-{name}']")
        shown = " ".join(entry.text_content().split())
        assert curved(f"{rule.rule} {rule.why}") in shown
        codes = [pre.text_content().rstrip() for pre in entry.xpath(".//pre")]
        wanted = [rule.wrong, rule.right] if rule.right else [rule.wrong]
        assert codes == [text.replace("\x96", "\\x96") for text in wanted], name


PROBLEMS = [
    line for example in EXAMPLES if example.language == "text" for line in example.text.splitlines()
]


@pytest.mark.parametrize("line", PROBLEMS)
def test_a_problem_that_is_shown_has_the_form_of_one(line: str) -> None:
    match = re.fullmatch(r"(\S+):(\d+) \[([\w-]+)\] (.+)", line)
    assert match, line
    path, _, rule, _ = match.groups()
    assert rule in RULES
    assert (ROOT / path).is_file() or path in {e.file for e in EXAMPLES}  # added by a recipe


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
    used = re.compile(r"`make ([a-z]+)(?: ([A-Z_]+)=[^`]*)?`")
    named = {page: set(used.findall(text)) for page, text in HAND_WRITTEN.items()}
    table = " ".join(re.findall(r"(?m)^\| (`make.*?) \|", WRITTEN["index.md"]))
    assert sorted(command for command, _ in used.findall(table)) == sorted(targets)
    for page, commands in named.items():
        for command, variable in commands:
            assert command in targets, page
            assert not variable or re.search(rf"\b{variable} \?=", makefile), (page, variable)


@pytest.mark.parametrize("page", ["index.md", "content/README.md"])
def test_every_file_of_content_is_named(page: str) -> None:
    names = {f.name for f in (ROOT / "content").iterdir()} - {Path(page).name}
    text = HAND_WRITTEN[page]
    assert not {name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}\b", text)}


def test_the_recipe_that_make_new_names_is_there() -> None:
    with pytest.raises(NoPlaceError) as refused:
        add_record(ROOT, "topic", "ferry")
    recipe, page = re.findall(r'"(.+)" in (\S+)', str(refused.value))[0]
    assert f"\n## {recipe}\n" in (ROOT / page).read_text(encoding="utf-8")


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
        whole = isinstance(document.value, dict)
        model: type[Record] = MODELS[SOURCES] if whole else Statement
    elif name.startswith("figures/"):
        model = MODELS[FIGURES]
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


YAML_EXAMPLES = [e for e in EXAMPLES if e.language == "yaml"]


@pytest.mark.parametrize("example", YAML_EXAMPLES, ids=lambda e: f"{e.page}-{e.file}")
def test_example_of_records_is_valid(example: Example) -> None:
    assert problems_of(example) == []


def test_example_of_published_ids_names_lasting_kinds() -> None:
    texts = {e.text for e in EXAMPLES if e.file == PUBLISHED}
    assert texts
    for text in texts:
        assert set(yaml.safe_load(text)) <= set(lasting_kinds())


def test_example_of_a_topic_page_is_valid() -> None:
    (example,) = [e for e in EXAMPLES if e.file.startswith("docs/topics/")]
    page = read_page(example.file.removeprefix("docs/"), example.text)
    assert page.topic
    assert page.problems == []


@pytest.mark.parametrize("page", ["how-to.md", "content/README.md"])
def test_every_kind_of_file_has_an_example(page: str) -> None:
    shown = {e.file for e in EXAMPLES if e.page == page}
    wanted = {f"content/{kind.file}" for kind in KINDS.values() if kind.file}
    wanted -= {SOURCES, FIGURES}
    if page == "how-to.md":
        wanted.remove(f"content/{KINDS['style'].file}")  # no recipe changes the limits
    assert wanted <= shown
    for folder in ("content/sources/", "content/figures/"):
        assert any(file.startswith(folder) for file in shown)


def test_every_kind_that_can_be_linked_is_named() -> None:
    (sentence,) = re.findall(r"(?m)^The kinds are (`.+?)\. ", WRITTEN["how-to.md"])
    assert sorted(re.findall(r"`([\w-]+)`", sentence)) == sorted(linkable())


def test_every_kind_whose_ids_last_is_named() -> None:
    (sentence,) = re.findall(r"`kind` is any kind whose ids last: (.+?)\. ", WRITTEN["how-to.md"])
    assert sorted(re.findall(r"`([\w-]+)`", sentence)) == sorted(lasting_kinds())


# Downloads, and what is configured


CONFIGURED = "Change the name, licence or footer of the site"


def test_every_download_is_listed_in_every_format(site: Path) -> None:
    page = built(site, "/data/")
    wanted = {f"/{path}" for file in data_files().values() for path in file.paths.values()}
    wanted |= {f"/{file.schema}" for file in data_files().values()}
    links = {f"/data/{href}" for href in page.xpath("//article//a/@href") if "://" not in href}
    assert wanted <= links
    assert all((site / path.strip("/")).is_file() for path in wanted)


@pytest.mark.parametrize("file", data_files().values(), ids=lambda file: file.name)
def test_every_field_of_a_download_is_listed_with_its_meaning(site: Path, file: DataFile) -> None:
    (section,) = built(site, "/data/").xpath(f"//section[h2/@id='{file.name}']")
    listed = [
        [[cell.text_content() for cell in row.xpath("./th | ./td")] for row in table.xpath(".//tr")]
        for table in section.xpath(".//table")
    ]
    models = [model for model in (file.model, file.row) if model is not None]
    assert len(listed) == len(models)
    for rows, model in zip(listed, models, strict=True):
        fields = {row[0] for row in rows[1:]}
        assert {f.alias or key for key, f in model.model_fields.items()} <= fields
        assert all(meaning.strip() for _, _, meaning in rows[1:])


def test_everything_that_is_configured_is_described() -> None:
    """What the engine reads of `extra`, by name; of MkDocs' own settings, what it prints."""
    files = ("hooks/site_build.py", "hooks/site_settings.py")
    code = "".join((ROOT / file).read_text(encoding="utf-8") for file in files)
    read = set(re.findall(r"""extra\.get\(["'](\w+)["']""", code))
    read |= Publication.model_fields.keys() - {"name", "description", "url", "corrections"}
    rows = re.findall(r"(?m)^\| (`.+?`) \|", sections("how-to.md")[CONFIGURED])
    described = set(re.findall(r"`([\w.]+)`", " ".join(rows)))
    assert described >= {"site_name", "site_description", "repo_url"}
    assert {name for name in described if name.startswith("extra.")} == {f"extra.{k}" for k in read}


# The way of a page


WAY = WRITTEN["how-a-page-is-made.md"]
REFERENCES = ("reference", "reference-records", "reference-lists")


def test_every_package_is_listed() -> None:
    packages = [m.name for m in pkgutil.iter_modules(explainer.__path__) if m.ispkg]
    listed = re.findall(r"(?m)^\| `explainer\.(\w+)` \|", WAY)
    assert sorted(listed) == sorted(packages)


def test_the_reference_is_made_from_the_whole_program() -> None:
    made_from = {
        name: re.findall(r"(?m)^::: ([\w.]+)$", WRITTEN[f"{name}.md"]) for name in REFERENCES
    }
    assert made_from == {
        "reference": ["site_events", "site_build", "site_settings", "preview", "explainer"],
        "reference-records": ["explainer.records", "explainer.data"],
        "reference-lists": ["explainer.lists", "explainer.rules"],
    }
    assert '"!^(records|data|lists|rules)$"' in WRITTEN["reference.md"], "they are on the others"


def test_every_module_that_is_named_exists() -> None:
    own = "|".join(path.stem for path in (ROOT / "hooks").iterdir() if path.name[0] not in "_.")
    named = [
        (page, name)
        for page, text in all_pages().items()
        for name in re.findall(rf"`((?:{own})(?:\.\w+)*)`", text)
    ]
    assert len(named) > 10
    for page, name in named:
        assert name in modules(), (page, name)


def test_everything_that_is_named_in_a_module_is_there() -> None:
    named = re.findall(
        r"`(\w+)` in `(explainer[\w.]*|site_events)`", "\n".join(all_pages().values())
    )
    assert named
    for name, module in named:
        assert hasattr(import_module(module), name), f"{module} has no {name}"


def all_pages() -> dict[str, str]:
    """Every page of docs/ and the documents beside it."""
    pages = (ROOT / "docs").rglob("*.md")
    return HAND_WRITTEN | {str(page): page.read_text(encoding="utf-8") for page in pages}


def test_every_event_is_listed() -> None:
    events = [name for name in vars(site_events) if name.startswith("on_")]
    assert re.findall(r"(?m)^\| `(on_\w+)` \|", WAY) == events


def test_every_step_is_listed_with_its_priority() -> None:
    rows = re.findall(r"(?m)^\| `([\w-]+)` \| ([\d.]+) \|", WAY)
    assert [(name, float(number)) for name, number in rows] == [
        (name, step.priority) for name, step in STEPS.items()
    ]


def test_reference_describes_what_the_modules_offer(site: Path) -> None:
    """Every public function and class; the fields of records are listed on their own page."""
    ids = {name for page in REFERENCES for name in built(site, page).xpath("//article//@id")}
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
