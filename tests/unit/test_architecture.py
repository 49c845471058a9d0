"""The shape of the engine: who may import whom, where state lives, how long things are."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tiny_pages import ROOT

HOOKS = ROOT / "hooks"

LAYERS: tuple[tuple[str, ...], ...] = (
    # what knows nothing but its own concern
    ("content_security", "dates", "forms", "marks", "problems", "rendering", "scope", "urls"),
    ("names",),
    # kinds of records, and files into values
    ("records.base", "yaml_lines"),
    ("records.editorial", "records.evidence", "records.subject"),
    ("records",),
    ("validation",),
    # all records of a build, and the pages
    ("content", "export_models", "front_matter"),
    ("pages",),
    ("data_files", "loading", "statements"),
    ("published",),
    ("site",),
    # features; none of them knows another, but for those that stand on a list or a count
    ("calendars", "citations", "coverage", "density", "feeds", "listing", "marking", "positions"),
    ("spreadsheets", "timeline", "views"),
    ("directives", "exports", "filling", "page_parts", "prose", "references", "structured_data"),
    ("schemas",),
    # rules between records and pages
    ("rules.order", "rules.references", "rules.sourcing", "rules.wording"),
    ("rules.completeness",),
    ("rules",),
    # the top: the only part that MkDocs' events and Markdown see
    ("extension",),
)
"""The modules of the engine from the bottom up. A module imports only from layers below its own."""

LEVEL = {f"explainer.{name}": level for level, layer in enumerate(LAYERS) for name in layer}

MODULE_LINES = 240
FUNCTION_LINES = 45

FILES = {
    ".".join(file.relative_to(HOOKS).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted((HOOKS / "explainer").rglob("*.py"))
}
TREES = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in FILES.items()}
MODULES = sorted(FILES)


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules that a module imports, wherever in it the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in FILES else str(node.module)


def test_every_module_has_its_layer() -> None:
    assert set(LEVEL) == set(MODULES) - {"explainer"}
    assert sum(map(len, LAYERS)) == len(LEVEL)


@pytest.mark.parametrize("module", MODULES)
def test_the_engine_knows_neither_mkdocs_nor_its_events(module: str) -> None:
    tops = {name.partition(".")[0] for name in imported(TREES[module])}
    assert not tops & {"mkdocs", "material", "mkdocstrings", "site_events"}


@pytest.mark.parametrize("module", sorted(LEVEL))
def test_imports_run_one_way(module: str) -> None:
    for other in imported(TREES[module]):
        if other.partition(".")[0] == "explainer":
            assert LEVEL[other] < LEVEL[module], f"{module} imports {other}"


def test_the_package_itself_imports_nothing() -> None:
    assert list(imported(TREES["explainer"])) == []


def test_mkdocs_has_one_module() -> None:
    using = [
        file.relative_to(HOOKS).as_posix()
        for file in HOOKS.rglob("*.py")
        if any(n.partition(".")[0] == "mkdocs" for n in imported(ast.parse(file.read_text())))
    ]
    assert using == ["site_events.py"]


CHANGES = {
    "add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "reverse",
    "setdefault", "sort", "update", "__setitem__", "__delitem__",
}  # fmt: skip


def globals_changed(tree: ast.Module) -> list[str]:
    """What functions change of a module's own names: its containers, or the names themselves."""
    own = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }

    def root(node: ast.expr) -> str | None:
        while isinstance(node, ast.Subscript | ast.Attribute):
            node = node.value
        return node.id if isinstance(node, ast.Name) else None

    found = []
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        local = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)
                 and isinstance(n.ctx, ast.Store)} | {a.arg for a in ast.walk(function)
                 if isinstance(a, ast.arg)}  # fmt: skip
        for node in ast.walk(function):
            if isinstance(node, ast.Global):
                found += node.names
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                name = root(node.func.value)
                if node.func.attr in CHANGES and name in own - local:
                    found.append(f"{name}.{node.func.attr}")
            if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(
                node.ctx, ast.Load
            ):
                name = root(node)
                if name in own - local:
                    found.append(str(name))
    return found


@pytest.mark.parametrize("module", MODULES)
def test_no_function_changes_what_its_module_holds(module: str) -> None:
    """State that outlives a build would reach from one build of `mkdocs serve` into the next."""
    assert globals_changed(TREES[module]) == []


@pytest.mark.parametrize(
    "fault",
    [
        "A = []\ndef f():\n    A.append(1)",
        "A: dict[str, int] = {}\ndef f():\n    A['x'] = 1",
        "A = {}\ndef f():\n    A['x']['y'].update(z=1)",
        "A = {}\ndef f():\n    del A['x']",
        "A = 0\ndef f():\n    global A\n    A = 1",
        "A = []\nclass C:\n    def f(self):\n        A.clear()",
    ],
)
def test_the_test_above_finds_such_a_change(fault: str) -> None:
    assert globals_changed(ast.parse(fault))


def test_the_test_above_allows_local_names() -> None:
    assert globals_changed(ast.parse("A = []\ndef f():\n    A = []\n    A.append(1)")) == []


def caches(tree: ast.AST) -> list[str]:
    return [
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id in ("cache", "lru_cache"))
        or (isinstance(node, ast.Attribute) and node.attr in ("cache", "lru_cache"))
    ]


@pytest.mark.parametrize("module", MODULES)
def test_no_cache_outlives_a_build(module: str) -> None:
    assert caches(TREES[module]) == []


@pytest.mark.parametrize("module", MODULES)
def test_modules_and_functions_are_short(module: str) -> None:
    assert len(FILES[module].read_text(encoding="utf-8").splitlines()) <= MODULE_LINES
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < FUNCTION_LINES, node.name


@pytest.mark.parametrize("module", MODULES)
def test_every_module_and_public_name_says_what_it_is(module: str) -> None:
    tree = TREES[module]
    assert ast.get_docstring(tree)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name


def test_the_engine_does_not_know_the_subject() -> None:
    """Swap content/ and docs/, and the engine explains something else."""
    for name, file in FILES.items():
        text = file.read_text(encoding="utf-8").casefold()
        for word in ("ukrain", "russia", "moscow", "kyiv", "nato", "trump", "macron", "putin"):
            # not inside another word: there is one in `lineterminator`
            assert not re.search(rf"(?<![a-z]){word}", text), f"{name} speaks of {word}"


def test_paths_are_those_of_this_project() -> None:
    assert Path(HOOKS / "site_events.py").is_file()
    assert len(MODULES) > 20
