"""Checks of the environment, the configuration, the files and the theme's templates of a build."""

import os
import re
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template, TemplateError
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError

from explainer.problems import Place, Problem, did_you_mean
from explainer.records.yaml_lines import read_yaml

CONFIGURATION = "mkdocs.yml"
OVERRIDES = "overrides"
LAST_SECOND = 2**32 - 1
"""The last time that a compressed file can state."""

FRAMES = ("main.html", "404.html", "sitemap.xml")
"""Templates that the project must have; the theme would use its own in their place."""

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


def faults_in_configuration(text: str, given: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what would make the site incomplete or its links wrong.

    `text` is the configuration file, and `given` what was read from it, by setting, with the
    theme's name and folder.
    """
    for problem in read_yaml(text, CONFIGURATION).problems:
        if problem.rule == "duplicate-key":
            yield Problem(problem.place, "configuration", problem.message, problem.hint)
    wanted = {
        "use_directory_urls": (True, "all addresses are made for it"),
        "custom_dir": (OVERRIDES, "the templates are there"),
        "theme.name": ("material", "the templates are made for that theme"),
    }
    for setting, (value, reason) in wanted.items():
        if given[setting] != value:
            shown = str(value).lower() if value is True else value
            yield _of_setting(text, setting, f"{setting} must be {shown}", reason)
    if "attr_list" not in given["markdown_extensions"]:
        what = "attribute lists, such as {: .no-terms }, would be shown to readers"
        hint = "list attr_list under markdown_extensions"
        yield _of_setting(text, "markdown_extensions", what, hint)
    for setting in ("extra_css", "extra_javascript"):
        for path in given[setting]:
            if re.match(r"\w+:|//", path):
                what = f'{setting} loads "{path}" from another server'
                yield _of_setting(text, path, what, "put the file into overrides/assets/")


def missing_in_nav(nav: Any, text: str, files: Collection[str]) -> Iterator[Problem]:
    """Yield the pages that the navigation names and that are not among the files of docs/."""
    if isinstance(nav, str):
        if nav.endswith(".md") and nav not in files:
            what = f'nav names the page "{nav}", which does not exist'
            yield _at(text, nav, what, did_you_mean(nav, files))
    else:
        for part in nav.values() if isinstance(nav, dict) else nav or ():
            yield from missing_in_nav(part, text, files)


def _of_setting(text: str, setting: str, what: str, hint: str) -> Problem:
    return _at(text, setting.split(".")[-1], what, hint)


def _at(text: str, words: str, what: str, hint: str) -> Problem:
    lines = (n for n, line in enumerate(text.split("\n"), start=1) if words in line)
    return Problem(Place(CONFIGURATION, next(lines, 1)), "configuration", what, hint)


def addresses_taken(
    files: Iterable[tuple[str, str]], made: Iterable[str], overrides: Path
) -> Iterator[Problem]:
    """Yield files of docs/ that would replace what the build makes, or each other.

    Args:
        files: Path under docs/ and path on the site of each.
        made: Paths on the site of the pages that the build makes.
        overrides: The theme's folder, whose files have the same path on the site.
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
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".html")]
    file, line = (Path(frames[-1].filename).name, frames[-1].lineno) if frames else (name, 1)
    what = " ".join(str(error).split())
    if isinstance(error, TemplateSyntaxError):
        file, line, what = error.name or name, error.lineno, error.message or ""
    elif isinstance(error, TemplateNotFound):
        what = f"there is no template {error.name}"
    elif isinstance(error, RecursionError):
        what = "it includes itself"
    return Problem(Place(f"{OVERRIDES}/{file}", line or 1), "broken-template", what)


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
