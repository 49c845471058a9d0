"""The navigation is drawn by a quicker partial than the theme's, and is the same for readers.

Both are built on a small project that has everything the navigation can show.
"""

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config

from project import ROOT

PARTIAL = Path("partials/nav-item.html")

PAGES = {
    "index.md": "title: Start",
    "plain.md": "title: Plain & simple\ndescription: x",
    "one/index.md": "title: About one\nicon: material/anchor",
    "one/first.md": "title: First\nsubtitle: of <two>\nstatus: new",
    "one/second.md": "title: Second\nstatus: deprecated",
    "one/deep/third.md": "title: Third",
    "one/deep/fourth.md": "title: Fourth",
    "two/index.md": "title: All posts",
    "two/fifth.md": "title: Fifth",
}

CONFIG = """\
site_name: Ways
site_url: https://example.org/
theme: {name: material, font: false, features: [%s]%s}
plugins: [search%s]
extra: {status: {new: Just added}}
markdown_extensions: [toc]
nav:
  - index.md
  - Named otherwise: plain.md
  - One:
    - one/index.md
    - one/first.md
    - one/second.md
    - Deep: [one/deep/third.md, one/deep/fourth.md]
  - Two: [two/index.md, two/fifth.md, {Elsewhere: "https://example.org/"}]
"""

FEATURES = ("tabs", "sections", "prune", "indexes", "expand")


def built(folder: Path, features: tuple[str, ...], own: bool, plugins: str = "") -> dict[str, Any]:
    """The primary navigation of every page, as nested names, attributes and words."""
    for name, meta in PAGES.items():
        page = folder / "docs" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"---\n{meta}\n---\n\nText.\n\n## A\n\n### B\n\n## C\n", encoding="utf-8")
    custom = ""
    if own:
        (folder / "own" / PARTIAL).parent.mkdir(parents=True)
        (folder / "own" / PARTIAL).write_bytes((ROOT / "overrides" / PARTIAL).read_bytes())
        custom = ", custom_dir: own"
    names = ", ".join(f"navigation.{feature}" for feature in features)
    (folder / "mkdocs.yml").write_text(CONFIG % (names, custom, plugins), encoding="utf-8")
    build(load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site")))
    return {
        page.relative_to(folder / "site").as_posix(): [
            shape(nav)
            for nav in html.parse(str(page)).xpath("//nav[contains(@class, 'md-nav--primary')]")
        ]
        for page in sorted((folder / "site").rglob("*.html"))
    }


def shape(element: Any) -> Any:
    """An element without white space that makes no difference to readers."""
    parts = [normal(element.text)]
    for child in element:
        parts += [shape(child), normal(child.tail)]
    classes = tuple(element.get("class", "").split())
    others = {k: v.strip() for k, v in element.attrib.items() if k != "class" and v.strip()}
    return element.tag, classes, sorted(others.items()), [part for part in parts if part]


def normal(text: str | None) -> str:
    return " ".join((text or "").split())


SETS = [
    *(chosen for size in (0, 1, 2) for chosen in combinations(FEATURES, size)),
    ("tabs", "sections", "indexes"),
    ("tabs", "sections", "prune"),
    FEATURES,
]


@pytest.mark.parametrize("features", SETS, ids="-".join)
def test_navigation_is_what_the_theme_draws(features: tuple[str, ...], tmp_path: Path) -> None:
    theirs, ours = built(tmp_path / "a", features, own=False), built(tmp_path / "b", features, True)
    assert len(theirs) == len(PAGES) + 1
    for page, shown in theirs.items():
        assert ours[page] == shown, page


@pytest.mark.parametrize("plugin", ["typeset", "blog: {pagination_per_page: 1, blog_dir: two}"])
def test_navigation_knows_the_plugins_of_the_theme(plugin: str, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        for day in (1, 2, 3):
            post = tmp_path / folder / "docs" / "two" / "posts" / f"{day}.md"
            post.parent.mkdir(parents=True, exist_ok=True)
            post.write_text(f"---\ndate: 2020-01-0{day}\n---\n\n# Post *{day}*\n\nText.\n")
    theirs = built(tmp_path / "a", (), own=False, plugins=f", {plugin}")
    assert ("two/page/2/index.html" in theirs) == plugin.startswith("blog")
    assert built(tmp_path / "b", (), own=True, plugins=f", {plugin}") == theirs
