"""What the engine is told of MkDocs' configuration, and of the pages that its navigation omits."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel

from explainer.problems import Place, Problem
from explainer.site import Site


def settings(config: MkDocsConfig) -> dict[str, Any]:
    """Return the settings that the engine depends on, to be checked."""
    absolute = config.validation.links.absolute_links
    names = ("site_name", "site_url", "use_directory_urls", "markdown_extensions")
    return {
        **{name: config[name] for name in names},
        "extra_css": [str(path) for path in config.extra_css],
        "extra_javascript": [str(script) for script in config.extra_javascript],
        "plugins": list(config.plugins),
        "validation.absolute_links": getattr(absolute, "name", "").lower(),
        "theme.name": config.theme.name,
        "theme.custom_dir": Path(config.theme.custom_dir or "").name,
    }


def publication(config: MkDocsConfig, pdf: bytes) -> dict[str, Any]:
    """Return what the configuration says of the publication, and the size of its `pdf`."""
    given = {key: config.extra.get(key) for key in ("licence", "locale", "footer")}
    if config.repo_url:
        given["corrections"] = f"{config.repo_url.rstrip('/')}/issues/new"
    given |= {key: config.get(f"site_{key}") for key in ("name", "description", "url")}
    given["pdf"] = len(pdf)
    return {key: value for key, value in given.items() if value}


def left_out_of_nav(files: Files, config: MkDocsConfig, site: Site) -> Iterator[Problem]:
    """Yield a problem for each page that is neither in the navigation nor left out on purpose."""
    levels = config.validation.nav
    if levels.omitted_files < logging.WARNING:
        return
    if not config.nav:
        place = site.configuration.place("nav")
        what = "without nav, the menu lists each file"
        yield Problem(place, "configuration", what, "list there the pages that it should show")
        return
    levels.omitted_files = logging.DEBUG  # MkDocs' own warning gives no place
    known = (InclusionLevel.NOT_IN_NAV, InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)
    for file in files.documentation_pages():
        if file.src_uri not in site.in_nav and file.inclusion not in known:
            place = Place(f"docs/{file.src_uri}")
            what = "the navigation does not list this page"
            hint = "add it to nav or not_in_nav in mkdocs.yml"
            yield Problem(place, "configuration", what, hint)
