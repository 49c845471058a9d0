"""JSON as it is published."""

import json
from typing import Any


def to_json(value: Any) -> str:
    """JSON as it is published: UTF-8, a record on a line of its own, anything else indented."""
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in value)
    return f"[\n{rows}\n]\n" if rows else "[]\n"
