"""JSON Schemas, generated from the record models.

Editors' programs use those in content/schema/; those of the downloads are published with them.
"""

from typing import Any

from pydantic import BaseModel, TypeAdapter

from explainer.data.files import data_files
from explainer.data.formats import to_json
from explainer.records.kinds import KINDS

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """Return every schema of records and downloads, keyed by file name."""
    texts: dict[str, str] = {}
    for name, kind in KINDS.items():
        if "*" in kind.file:
            texts[f"{name}.json"] = _text(name, kind.model)
        elif kind.file:
            whole = kind.model if kind.single else _list_of(kind.model)
            stem = kind.file.removesuffix(".yml")
            texts[f"{stem}.json"] = _text(stem, whole)
    of_data = published_schemas()
    return texts | {path.replace("/schema/", "/"): text for path, text in of_data.items()}


def published_schemas() -> dict[str, str]:
    """Return the schemas of the downloads, keyed by path in the site."""
    return {
        data.schema: _text(data.name, _list_of(data.model) if data.is_list else data.model, True)
        for data in data_files().values()
    }


def _list_of(model: type[BaseModel]) -> Any:
    return tuple[model, ...]  # type: ignore[valid-type]


def _text(name: str, kind: Any, published: bool = False) -> str:
    mode = "serialization" if published else "validation"
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    schema = adapter.json_schema(mode=mode)  # type: ignore[arg-type]
    return to_json({"$schema": _DRAFT, "title": name, **schema})
