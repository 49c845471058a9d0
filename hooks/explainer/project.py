"""Checks of the project: its environment, configuration, files and theme templates."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template, TemplateError

from explainer.problems import Place, Problem
from explainer.records.yaml_lines import Document, KeyPath
from explainer.templates import fault_of

OVERRIDES = "overrides"
LAST_SECOND = 2**32 - 1
"""The last time that a compressed file can state."""

FRAMES = ("main.html", "404.html", "sitemap.xml", "assets/icon.svg")
"""Files that the project must have; the theme would use its own in their place, or none."""

_MERGE = re.compile(r"(?:<{7}|>{7}) .*")

MADE_LATE = ("404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json")
"""Files that the build makes when it is about to end."""


def fault_around(site_dir: Path) -> str:
    """Return what makes a build impossible, in words; empty if nothing does.

    `site_dir` is the output folder.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is not None and not (re.fullmatch(r"\d{1,10}", epoch) and int(epoch) <= LAST_SECOND):
        return f'SOURCE_DATE_EPOCH is "{epoch}"; it must be a number of seconds up to {LAST_SECOND}'
    if site_dir.is_file():
        return f"{site_dir} is a file; move it away"
    return ""


def faults_in_configuration(
    document: Document, given: Mapping[str, Any], docs: Path, overrides: Path
) -> Iterator[Problem]:
    """Yield what would make the site incomplete or its links wrong.

    `document` is the configuration file, and `given` what MkDocs made of it, by setting.
    """
    for fault in document.problems:
        if fault.rule == "duplicate-key":
            yield replace(fault, rule="configuration")
    yield from _faults_in_settings(document, given)
    yield from _faults_in_plugins(document, given["plugins"], docs)
    yield from _faults_in_assets(document, given, docs, overrides)


def _problem(document: Document, what: str, hint: str, *path: str | int) -> Problem:
    return Problem(document.place(*path), "configuration", what, hint)


def _faults_in_settings(document: Document, given: Mapping[str, Any]) -> Iterator[Problem]:
    wanted = {
        "use_directory_urls": ("true", "all addresses assume it"),
        "validation.absolute_links": ("relative_to_docs", "links between pages assume it"),
        "theme.custom_dir": (OVERRIDES, "the templates are there"),
        "theme.name": ("material", "the templates are written for that theme"),
    }
    for setting, (value, reason) in wanted.items():
        if str(given[setting]).lower() != value:
            yield _problem(document, f"{setting} must be {value}", reason, *setting.split("."))
    if "attr_list" not in given["markdown_extensions"]:
        what = "attribute lists, such as {: .no-terms }, would be shown to readers"
        hint = "list attr_list under markdown_extensions"
        yield _problem(document, what, hint, "markdown_extensions")
    if not given["site_name"]:
        yield _problem(document, "the site has no name", "give it under site_name", "site_name")
    if not given["site_url"]:
        hint = "give it under site_url; the sitemap, the feeds and shared links need it"
        yield _problem(document, "the site has no address", hint, "site_url")


def _faults_in_plugins(document: Document, plugins: Iterable[str], docs: Path) -> Iterator[Problem]:
    if not any(name.endswith("search") for name in plugins):
        hint = "list search under plugins"
        yield _problem(document, "the site has no search", hint, "plugins")
    if "mkdocstrings" not in plugins:
        pages = (file for file in docs.rglob("*.md") if file.is_file())
        if any(b"\n::: " in file.read_bytes() for file in pages):
            what = "pages would show ::: in place of the reference"
            yield _problem(document, what, "list mkdocstrings under plugins", "plugins")


def _faults_in_assets(
    document: Document, given: Mapping[str, Any], docs: Path, overrides: Path
) -> Iterator[Problem]:
    """Yield style sheets and scripts that are not there, not ours, or loaded by no page."""
    sources = (*overrides.glob("*.html"), *overrides.glob("assets/*.js"))
    texts = "".join(
        file.read_text(encoding="utf-8", errors="replace") for file in sources if file.is_file()
    )
    for setting, ending in (("extra_css", "css"), ("extra_javascript", "js")):
        for at, path in enumerate(given[setting]):
            if re.match(r"\w+:|//", path):
                what = f'{setting} loads "{path}" from another server'
                yield _problem(document, what, "put the file into overrides/assets/", setting, at)
            elif path in document.text and not any((f / path).is_file() for f in (overrides, docs)):
                # Plugins add others, of which they make the files later.
                what = f'{setting} names "{path}", which is not a file'
                yield _problem(document, what, "", setting, at)
        for file in sorted(overrides.glob(f"assets/*.{ending}")):
            path = file.relative_to(overrides).as_posix()
            if path not in given[setting] and f"/{file.name}" not in texts:
                what = f'no page loads "overrides/{path}"'
                hint = f"list {path} under {setting}, or delete the file"
                yield _problem(document, what, hint, setting)


def merge_marks(root: Path) -> Iterator[Problem]:
    """Yield the places where two versions of a file were merged, and nobody chose between them."""
    patterns = ("docs/**/*.md", "content/**/*.yml", "overrides/**/*.*")
    for file in sorted(file for pattern in patterns for file in root.glob(pattern)):
        data = file.read_bytes() if file.is_file() else b""
        if b"<<<<<<< " in data or b">>>>>>> " in data:
            for line, text in enumerate(data.decode(errors="replace").split("\n"), start=1):
                if _MERGE.match(text):
                    place = Place(file.relative_to(root).as_posix(), line)
                    what = f'an unfinished merge left "{text.strip()}"'
                    yield Problem(place, "merge-marks", what, "keep one of the two versions")


def pages_in_nav(
    nav: Any, document: Document, path: KeyPath = ("nav",)
) -> Iterator[tuple[str, Place]]:
    """Yield the pages that the navigation names, with their places in the configuration."""
    if isinstance(nav, str):
        if nav.endswith((".md", ".html")) and "://" not in nav:
            yield nav, document.place(*path)
    else:
        for key, part in nav.items() if isinstance(nav, dict) else enumerate(nav or ()):
            yield from pages_in_nav(part, document, (*path, key))


def addresses_taken(
    files: Iterable[tuple[str, str]], made: Iterable[str], overrides: Path
) -> Iterator[Problem]:
    """Yield files of docs/ that would replace what the build makes, or each other.

    `files` gives their paths in docs/ and on the site, and `made` the paths on the site of pages
    that the build makes. Files in `overrides` keep their path.
    """
    taken = dict.fromkeys((*made, *MADE_LATE), "what the build makes")
    for source, target in files:
        there = "overrides/" + source if (overrides / source).is_file() else taken.get(target)
        if there:
            what = f"on the site, this file would take the place of {there}"
            yield Problem(Place(f"docs/{source}"), "address-taken", what, "rename it")
        taken[target] = f"docs/{source}"


def broken_templates(env: Environment, root: Path, named: Mapping[str, Place]) -> Iterator[Problem]:
    """Yield a problem for each project template of the theme that cannot be read.

    `named` says where a page names a template, which must be there too.
    """
    for name, place in named.items():
        if not (root / OVERRIDES / name).is_file():
            yield Problem(place, "broken-template", f'there is no template "{name}"')
    own = root / OVERRIDES
    found = [*own.glob("*.html"), *own.glob("partials/*.html"), *(own / name for name in FRAMES)]
    for name in sorted({file.relative_to(own).as_posix() for file in found}):
        if not (own / name).is_file():
            yield Problem(Place(f"{OVERRIDES}/{name}"), "broken-template", "there is no such file")
            continue
        try:
            env.get_template(name)
        except (TemplateError, OSError, UnicodeDecodeError) as error:
            yield template_problem(error, name)


def template_problem(error: Exception, name: str) -> Problem:
    """Return the problem of an error in a template of the theme, or in what it includes."""
    file, line, what = fault_of(error, name)
    return Problem(Place(f"{OVERRIDES}/{file}", line), "broken-template", what)


def report_errors(env: Environment, failed: Callable[[Problem], str]) -> None:
    """Let an error in a template of the theme give what `failed` makes of the problem.

    Call this before any template is rendered.
    """

    class Reporting(Template):
        def render(self, *args: Any, **kwargs: Any) -> str:
            try:
                return super().render(*args, **kwargs)
            except Exception as error:
                return failed(template_problem(error, self.name or ""))

    env.template_class = Reporting
