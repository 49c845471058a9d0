"""Checks of the environment, configuration and theme templates that a build depends on."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

from explainer.problems import Place, Problem


def fault_around(site_dir: Path, use_directory_urls: bool) -> str:
    """Return what makes a build impossible, in words; empty if nothing does.

    `site_dir` is the output folder, and `use_directory_urls` MkDocs' setting.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is not None and not re.fullmatch(r"\d{1,11}", epoch):
        return f'SOURCE_DATE_EPOCH is "{epoch}"; it must be a number of seconds'
    if site_dir.is_file():
        return f"{site_dir} is a file; move it away"
    if not use_directory_urls:
        return "use_directory_urls must be true in mkdocs.yml: all addresses are made for it"
    return ""


def broken_templates(env: Environment, root: Path) -> Iterator[Problem]:
    """Yield a problem for each project template of the theme that has a syntax error."""
    own = root / "overrides"
    for file in sorted([*own.glob("*.html"), *own.glob("*.xml"), *own.glob("partials/*.html")]):
        name = file.relative_to(own).as_posix()
        try:
            env.get_template(name)
        except TemplateSyntaxError as error:
            place = Place(f"overrides/{name}", error.lineno)
            yield Problem(place, "broken-template", str(error.message))
