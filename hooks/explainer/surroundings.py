"""What is around the content and can keep a build from starting or from printing its pages."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

from explainer.problems import Place, Problem


def fault_around(site_dir: Path, use_directory_urls: bool) -> str:
    """What is wrong with the environment or the configuration, in words; empty if nothing.

    Args:
        site_dir: Where the site is to be written.
        use_directory_urls: The setting of MkDocs.
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
    """What keeps the project's own templates of the theme from being read.

    Args:
        env: The theme's templates.
        root: The project's root.
    """
    own = root / "overrides"
    for file in sorted([*own.glob("*.html"), *own.glob("partials/*.html")]):
        name = file.relative_to(own).as_posix()
        try:
            env.get_template(name)
        except TemplateSyntaxError as error:
            place = Place(f"overrides/{name}", error.lineno)
            yield Problem(place, "broken-template", str(error.message))
