"""Sites of dense pages for measuring, written from a fixed seed: the same bytes on every machine.

Three ways to build the same pages: Material alone, Material with Python-Markdown's own glossary
option for abbreviations, and the engine with everything on. Sites with many records of all kinds
are in `generated_records`.
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
NAMES_A_PAGE = WORDS_A_PAGE // WORDS_A_NAME
SECTIONS = 5
PAGES_A_FOLDER = 50
SEED = 20250417
WAYS = ("Material alone", "abbr glossary", "this engine")

_ONSETS = ("b", "br", "c", "d", "dr", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "pr", "r", "s")
_CORES = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_ENDS = ("n", "r", "l", "t", "nd", "rt", "m", "ck")

ENGINE = """\
hooks: [hooks/site_events.py]
watch: [content]
extra: {whole_site: !ENV [WHOLE_SITE, true]}
extra_css: [assets/explainer.css]
extra_javascript: [assets/panels.js, assets/sources.js, assets/search-open.js, assets/copy.js]
"""
"""The lines of `mkdocs.yml` that switch the engine on. A preview leaves out what that of the real
site does."""

_CONFIG = """\
site_name: Generated
site_url: https://example.org/
theme: {name: material, font: false, features: [navigation.prune]%(theme)s}
plugins: [search: {enabled: !ENV [WHOLE_SITE, true]}]
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
        pages: Number of pages, each with `NAMES_A_PAGE` names.
        names: Number of names in the glossary. Those for which there are too few pages are said to
            be used on none, which the engine asks for.
        folder: An empty folder.

    Returns:
        The folder. Sites that differ in the number of pages alone have the same names, with the
        same definitions.
    """
    random = Random(SEED)  # noqa: S311 - the same site every time
    vocabulary = words_from(random, 2_000)
    glossary = names_from(random, names)
    definitions = {name: " ".join(random.choices(vocabulary, k=18)) for name in glossary}
    shuffled = random.sample(glossary, len(glossary))
    order = cycle(shuffled)
    for number in range(pages):
        path = folder / "docs" / f"part-{number // PAGES_A_FOLDER:03}" / f"page-{number:04}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(random, number, vocabulary, order), encoding="utf-8")
    # Every way builds the pages of the small site too, so that the navigation is the same.
    left_out = shutil.ignore_patterns("print.md")  # which has a template of the engine
    shutil.copytree(TINY / "docs", folder / "docs", dirs_exist_ok=True, ignore=left_out)
    unused = set(shuffled[pages * NAMES_A_PAGE :])
    _WRITERS[way](folder, definitions, unused)
    return folder


def words_from(random: Random, number: int) -> list[str]:
    """Made-up words of six to ten letters, some of them alike."""
    syllables = 2 * (_ONSETS, _CORES, _ENDS)
    return ["".join(map(random.choice, syllables)) for _ in range(number)]


def names_from(random: Random, number: int, prefix: str = "zz") -> list[str]:
    """Different names of one to three words, of which none is the beginning of another.

    Args:
        random: Where they come from.
        number: How many.
        prefix: Letters with which no made-up word begins, so that no name occurs by chance.
    """
    found: dict[str, str] = {}  # by their first words
    while len(found) < number:
        words = words_from(random, random.choice((1, 2, 2, 3)))
        found.setdefault(words[0], prefix + " ".join(words))
    return list(found.values())


def _page(random: Random, number: int, vocabulary: list[str], names: Iterator[str]) -> str:
    title = f"Page {number}"
    lines = ["---", f"title: {title}", f"description: About {number}.", "---", ""]
    lines += [f"This is the page with the number {number}.", ""]
    for section in range(SECTIONS):
        lines += [f"## Section {section + 1} {random.choice(vocabulary)}", ""]
        words = _running_text(random, WORDS_A_PAGE // SECTIONS, vocabulary, names)
        fifth = len(words) // 5
        parts = [sentences_of(words[at : at + fifth]) for at in range(0, len(words), fifth)]
        lines += [parts[0], "", f"- {parts[1]}", f"- {parts[2]}", "", *parts[3:], ""]
    return "\n".join(lines)


def _running_text(
    random: Random, number: int, vocabulary: list[str], names: Iterator[str]
) -> list[str]:
    words = random.choices(vocabulary, k=number - number // WORDS_A_NAME)
    for place, name in enumerate(islice(names, number // WORDS_A_NAME)):
        words.insert(place * WORDS_A_NAME + random.randrange(WORDS_A_NAME - 1), name)
    return words


def sentences_of(words: list[str]) -> str:
    """Words as sentences of fourteen words, with capitals and full stops."""
    parts = [" ".join(words[at : at + 14]) for at in range(0, len(words), 14)]
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts if part)


def _bare(folder: Path, definitions: dict[str, str], unused: set[str]) -> None:
    configure(folder)
    _write_glossary_by_hand(folder, definitions)


def _abbr(folder: Path, definitions: dict[str, str], unused: set[str]) -> None:
    entries = "".join(f"        {name}: {text}\n" for name, text in definitions.items())
    configure(folder, extensions=f"  - abbr:\n      glossary:\n{entries}")
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


def _engine(folder: Path, definitions: dict[str, str], unused: set[str]) -> None:
    """The small site of the tests with the generated pages and terms added to its own."""
    configure(folder, theme=", custom_dir: overrides", more=ENGINE)
    for name in ("hooks", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(TINY / "content", folder / "content")
    terms = [
        f"\n- id: {name.replace(' ', '-')}\n  term: {name}\n  group: money\n  short: {text}\n"
        f"  long: In full, {text}\n  sources: [gazette-2020]\n"
        + ("  unlinked: There are too few pages for it.\n" if name in unused else "")
        for name, text in definitions.items()
    ]
    with (folder / "content" / "terms.yml").open("a", encoding="utf-8") as file:
        file.writelines(terms)
    style = folder / "content" / "style.yml"
    text = style.read_text(encoding="utf-8").replace("definition_words: 10", "definition_words: 30")
    style.write_text(text, encoding="utf-8")


def configure(folder: Path, theme: str = "", more: str = "", extensions: str = "") -> None:
    """Write `mkdocs.yml`.

    Args:
        folder: The project's folder.
        theme: More options of the theme, each after a comma.
        more: Other lines, such as `ENGINE`.
        extensions: More extensions of Markdown, as lines of the list.
    """
    text = _CONFIG % {"theme": theme, "more": more, "extensions": extensions}
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


_WRITERS = {"Material alone": _bare, "abbr glossary": _abbr, "this engine": _engine}
