"""The settings of the publication in mkdocs.yml: its name, address, licence and language."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from pydantic import Field

from explainer.names.spelling import as_id
from explainer.problems import Place, Problem
from explainer.records.base import LOCALE, SITE_ADDRESS, Address, Record, Text
from explainer.records.validation import validate
from explainer.records.yaml_lines import Document


class Licence(Record):
    """The licence of the site's text."""

    name: Text
    url: Address | None = None


class Publication(Record):
    """The site's settings from the configuration."""

    name: str = ""
    description: str = ""
    url: Annotated[str, Field(pattern=SITE_ADDRESS)] = ""
    """Its address, ending in a slash; empty if it has none."""
    licence: Licence | None = None
    locale: Annotated[str, Field(pattern=LOCALE)] = "en"
    """The language of the text, with the country whose spelling it uses: `en-GB`."""
    corrections: Address | None = None
    """Where readers suggest a correction."""
    pdf: int = 0
    """Size in bytes of the PDF of the whole site; 0 if there is none."""
    footer: dict[Text, Text] = Field(default_factory=dict)
    """Pages linked in the footer of every page: title and file."""

    @property
    def slug(self) -> str:
        """The site's name as an id that is the same on every host: `the-harbour-bridge`."""
        return as_id(self.name.replace("'", "-")) or "site"


_SETTINGS = {
    "name": "site_name",
    "description": "site_description",
    "url": "site_url",
    "corrections": "repo_url",
}
"""Settings from which fields of `Publication` come; the others are under `extra`."""


class _Settings(Document):
    """The configuration, with the places of the fields of `Publication`."""

    def place(self, *path: str | int) -> Place:
        name = str(path[0])
        setting = (_SETTINGS[name],) if name in _SETTINGS else ("extra", name)
        return super().place(*setting, *path[1:])


def read_publication(
    about: Mapping[str, Any], configuration: Document, problems: list[Problem]
) -> Publication:
    """Make a publication from its fields; if one is invalid, report it and use the defaults."""
    found: list[Problem] = []
    settings = _Settings(configuration.path, lines=configuration.lines)
    given = validate(about, Publication, settings, (), "the configuration", found)
    problems += (replace(problem, rule="configuration") for problem in found)
    return given or Publication()
