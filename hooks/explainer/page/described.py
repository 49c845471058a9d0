"""Parts that document the code itself: rules, record fields, data files, the way of a page."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from explainer.data.files import data_files
from explainer.pages import PageState
from explainer.problems import RULES
from explainer.records.base import UNPRINTABLE, Record, choices_in, models_in
from explainer.records.front_matter import PageMeta, TopicMeta
from explainer.records.kinds import KINDS
from explainer.records.loading import FOLDER
from explainer.site import Site


def written_in() -> list[tuple[str, type[Record]]]:
    """Return the model for each file that editors write; its fields lead to nested models."""
    return [
        *((f"{FOLDER}/{kind.file}", kind.model) for kind in KINDS.values() if kind.file),
        ("docs/*.md", PageMeta),
        ("docs/topics/*.md", TopicMeta),
    ]


def render_rules(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Render every rule that the build applies."""
    return site.templates.element("rules", rules=RULES, visible=_visible)


def _visible(text: str) -> str:
    """Return a text in which readers see the code of each character that cannot be seen."""
    return "\n".join(
        UNPRINTABLE.sub(lambda found: ascii(found[0])[1:-1], line) for line in text.split("\n")
    )


def render_record_fields(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Render every field that an editor can write, by file and record."""
    files = [(file, list(dict.fromkeys(_models_in(model)))) for file, model in written_in()]
    return site.templates.element("record-fields", files=files, choices=choices_in)


def render_way_of_a_page(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Render the drawing of how a page is made."""
    return site.templates.element("way-of-a-page")


def _models_in(model: type[Record]) -> Iterator[type[Record]]:
    yield model
    for field in model.model_fields.values():
        for inner in models_in(field.annotation):
            yield from _models_in(inner)


def render_data_files(site: Site, page: PageState, options: Any, caption: str) -> Element:
    """Render every download with its fields; links to the files are filled in later."""
    feeds = bool(site.publication.url)
    return site.templates.element("data-files", files=data_files().values(), feeds=feeds)
