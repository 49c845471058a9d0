"""What people rely on in the engine's code; which module may import which is held elsewhere."""

import ast
from collections.abc import Iterator

import pytest

from tiny_pages import ROOT

HOOKS = ROOT / "hooks"
FILES = {
    ".".join(file.relative_to(HOOKS).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted((HOOKS / "explainer").rglob("*.py"))
}
TREES = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in FILES.items()}
MODULES = sorted(FILES)


def imported(tree: ast.AST) -> Iterator[str]:
    """The packages that a module imports, wherever in it the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module).partition(".")[0]


def test_the_engine_knows_neither_mkdocs_nor_its_events() -> None:
    assert len(MODULES) > 20
    for module, tree in TREES.items():
        known = set(imported(tree)) & {
            "mkdocs",
            "material",
            "mkdocstrings",
            "preview",
            "site_build",
            "site_events",
            "site_settings",
        }
        assert not known, f"{module} imports {known}"


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


@pytest.mark.parametrize("module", MODULES)
def test_every_module_and_public_name_says_what_it_is(module: str) -> None:
    tree = TREES[module]
    assert ast.get_docstring(tree)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name
