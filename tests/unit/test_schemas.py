"""JSON Schemas: written, compared, and true to what the reader of content/ takes."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from explainer.data.schemas import published_schemas, schemas
from explainer.records.kinds import KINDS
from explainer.records.loading import load
from tiny_pages import ROOT, TINY

SCHEMAS = schemas()


def test_schemas_are_the_same_every_time() -> None:
    assert schemas() == SCHEMAS


OPEN = {
    ("published.json", "Published"): {"type": "array", "items": {"type": "string"}},
    ("figure.json", "Row"): {"type": ["string", "number", "null"]},
}
"""Schemas with fields of any name: the kinds with their ids, and the columns of a table."""


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_each_is_a_schema_that_refuses_unknown_fields(name: str) -> None:
    schema = json.loads(SCHEMAS[name])
    jsonschema.Draft202012Validator.check_schema(schema)
    objects = [schema, *schema.get("$defs", {}).values()]
    assert any("properties" in part for part in objects)
    for part in objects:
        if "properties" in part:
            more = part["additionalProperties"]
            assert more == OPEN.get((name, part["title"]), False)
            for field, about in part["properties"].items():
                assert about.get("description"), f"{name}: {field} has no description"


def test_published_schemas_are_those_of_the_data() -> None:
    found = published_schemas()
    assert found["data/schema/terms.json"] == SCHEMAS["data/terms.json"]


def read_as_programs_do(file: Path) -> Any:
    """A file with YAML's own types, such as numbers; but a date is text in JSON."""

    class Loader(yaml.CSafeLoader):
        pass

    Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)
    return yaml.load(file.read_text(encoding="utf-8"), Loader)  # noqa: S506 - it is a safe loader


def schema_of(file: Path) -> Any:
    alone = [name for name, kind in KINDS.items() if "*" in kind.file and file.match(kind.file)]
    return json.loads(SCHEMAS[f"{alone[0] if alone else file.stem}.json"])


FILES = [file for root in (TINY, ROOT) for file in sorted((root / "content").rglob("*.yml"))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_what_is_written_fits_the_schema(file: Path) -> None:
    """Editors' programs mark nothing in a file that the build accepts."""
    validator = jsonschema.Draft202012Validator(schema_of(file))
    validator.validate(read_as_programs_do(file))


def test_every_file_names_its_schema_on_its_first_line() -> None:
    """So that an editor's program completes the fields and marks what is wrong."""
    for file in sorted((ROOT / "content").rglob("*.yml")):
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        schema = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert schema, file
        assert json.loads((file.parent / schema[1]).read_text("utf-8")) == schema_of(file), file


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("terms.yml", "  forms:", "  form:"),
        ("terms.yml", "  short: A sum paid for each crossing.\n", ""),
        ("events.yml", "date: 2020-05-03", "date: May 2020"),
        ("positions.yml", "stance: supports\n    sum", "stance: suports\n    sum"),
        ("positions.yml", "      - stance: supports", "      - stance: suports"),
        ("sources/leaflet.yml", "claims: [2]", "claims: 2"),
        ("sources/leaflet.yml", "claims: [2]", "claims: [0]"),
        ("sources/leaflet.yml", "claims: [2]", "sentences: 1"),
        ("sources/leaflet.yml", "id: 1.1", "id: one"),
        ("figures/three-offers.yml", "title: Until", "titel: Until"),
        ("figures/ferry-passengers.yml", "status: estimate", "status: guess"),
        ("figures/ferry-passengers.yml", "mark: bar", "mark: pie"),
        ("figures/ferry-passengers.yml", "mark: bar", "mark: {type: bar, color: red}"),
    ],
)
def test_what_the_build_refuses_the_schema_refuses(
    name: str, old: str, new: str, tiny: Path
) -> None:
    file = tiny / "content" / name
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))
    assert load(tiny)[1]
    validator = jsonschema.Draft202012Validator(schema_of(file))
    assert list(validator.iter_errors(read_as_programs_do(file)))
