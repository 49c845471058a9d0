"""Sites of any size for measuring, written from a fixed seed: the same bytes on every machine.

Three ways to build the same pages: Material alone, Material with Python-Markdown's own glossary
option for abbreviations, and the engine with everything on.
"""

import shutil
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from random import Random

from project import ROOT, TINY

WORDS_A_PAGE = 1_000
WORDS_A_NAME = 20
"""A name stands at about every twentieth word."""
SECTIONS = 5
PAGES_A_FOLDER = 50
WAYS = ("Material alone", "abbr glossary", "this engine")

_ONSETS = ("b", "br", "c", "d", "dr", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "pr", "r", "s")
_CORES = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_ENDS = ("n", "r", "l", "t", "nd", "rt", "m", "ck")

_CONFIG = """\
site_name: Generated
site_url: https://example.org/
theme: {name: material, font: false, features: [navigation.prune]%(theme)s}
plugins: [search]
%(more)smarkdown_extensions:
  - attr_list
  - footnotes
  - tables
  - toc: {permalink: "¶"}
  - pymdownx.superfences
%(extensions)svalidation: {absolute_links: relative_to_docs, anchors: warn}
"""


def write_site(way: str, pages: int, names: int, folder: Path) -> Path:
    """Write a project.

    Args:
        way: One of `WAYS`.
        pages: Number of pages.
        names: Number of names in the glossary, each of which the pages use.
        folder: An empty folder.
    """
    random = Random(20250417)  # noqa: S311 - the same site every time
    vocabulary = _words(random, 2_000)
    glossary = _names(random, names)
    order = cycle(random.sample(glossary, len(glossary)))
    for number in range(pages):
        path = folder / "docs" / f"part-{number // PAGES_A_FOLDER:03}" / f"page-{number:04}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(random, number, vocabulary, order), encoding="utf-8")
    # Every way builds the pages of the small site too, so that the navigation is the same.
    shutil.copytree(TINY / "docs", folder / "docs", dirs_exist_ok=True)
    definitions = {name: " ".join(random.choices(vocabulary, k=18)) for name in glossary}
    _WRITERS[way](folder, definitions)
    return folder


def _words(random: Random, number: int) -> list[str]:
    parts = (_ONSETS, _CORES, _ENDS)
    two = lambda: "".join(random.choice(part) for part in (*parts, *parts))  # noqa: E731
    return [two() for _ in range(number)]


def _names(random: Random, number: int) -> list[str]:
    """Names of one to three words, none of which occurs in the running text by chance."""
    found: dict[str, None] = {}
    while len(found) < number:
        words = _words(random, random.choice((1, 2, 2, 3)))
        found["zz" + " ".join(words)] = None
    return list(found)


def _page(random: Random, number: int, vocabulary: list[str], names: Iterator[str]) -> str:
    title = f"Page {number}"
    lines = ["---", f"title: {title}", f"description: About {number}.", "---", ""]
    for section in range(SECTIONS):
        lines += [f"## Section {section + 1} {random.choice(vocabulary)}", ""]
        words = _running_text(random, WORDS_A_PAGE // SECTIONS, vocabulary, names)
        fifth = len(words) // 5
        parts = [_sentences(words[at : at + fifth]) for at in range(0, len(words), fifth)]
        lines += [parts[0], "", f"- {parts[1]}", f"- {parts[2]}", "", *parts[3:], ""]
    return "\n".join(lines)


def _running_text(
    random: Random, number: int, vocabulary: list[str], names: Iterator[str]
) -> list[str]:
    words = random.choices(vocabulary, k=number - number // WORDS_A_NAME)
    for place, name in enumerate(islice(names, number // WORDS_A_NAME)):
        words.insert(place * WORDS_A_NAME + random.randrange(WORDS_A_NAME - 1), name)
    return words


def _sentences(words: list[str]) -> str:
    parts = [" ".join(words[at : at + 14]) for at in range(0, len(words), 14)]
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts if part)


def _bare(folder: Path, definitions: dict[str, str]) -> None:
    _configure(folder)
    _write_glossary_by_hand(folder, definitions)


def _abbr(folder: Path, definitions: dict[str, str]) -> None:
    entries = "".join(f"        {name}: {text}\n" for name, text in definitions.items())
    _configure(folder, extensions=f"  - abbr:\n      glossary:\n{entries}")
    _write_glossary_by_hand(folder, definitions)


def _write_glossary_by_hand(folder: Path, definitions: dict[str, str]) -> None:
    """The page that the engine makes of the records; without it readers would get less."""
    entries = [
        f"### {name}\n\n{text}\n\nIn full, {text}\n\nSource: [Council minutes]"
        "(https://gazette.example/2020)\n"
        for name, text in sorted(definitions.items())
    ]
    head = "---\ntitle: Glossary\ndescription: All terms.\n---\n\n"
    (folder / "docs" / "glossary.md").write_text(head + "\n".join(entries), encoding="utf-8")


def _engine(folder: Path, definitions: dict[str, str]) -> None:
    """The small site of the tests with the generated pages and terms added to its own."""
    _configure(folder, theme=", custom_dir: overrides", more="hooks: [hooks/site_events.py]\n")
    for name in ("hooks", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(TINY / "content", folder / "content")
    terms = [
        f"\n- id: {name.replace(' ', '-')}\n  term: {name}\n  group: money\n  short: {text}\n"
        f"  long: In full, {text}\n  sources: [gazette-2020]\n"
        for name, text in definitions.items()
    ]
    with (folder / "content" / "terms.yml").open("a", encoding="utf-8") as file:
        file.writelines(terms)
    style = folder / "content" / "style.yml"
    text = style.read_text(encoding="utf-8").replace("definition_words: 10", "definition_words: 30")
    style.write_text(text, encoding="utf-8")


def _configure(folder: Path, theme: str = "", more: str = "", extensions: str = "") -> None:
    text = _CONFIG % {"theme": theme, "more": more, "extensions": extensions}
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


_WRITERS = {"Material alone": _bare, "abbr glossary": _abbr, "this engine": _engine}
