"""The formats of downloads: JSON, and CSV (RFC 4180) that is safe in spreadsheet programs."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from numbers import Number
from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Spreadsheet programs read a cell that starts with these as a formula (OWASP, "CSV Injection")."""


def to_json(value: Any) -> str:
    """Return JSON as published: UTF-8, with one list entry per line and anything else indented."""
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in value)
    return f"[\n{rows}\n]\n" if rows else "[]\n"


def to_csv(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> str:
    """Return a table with a header, with lines ending in CR LF as RFC 4180 requires.

    `rows` hold JSON values by column: strings, numbers, lists of strings and None. List items are
    joined by a space, which ids never contain but other texts may: give a file with lists of
    texts rows of their own (`DataFile.row`). Dates keep their form in the records; null
    is an empty cell. A cell that a spreadsheet program would treat as a formula gets a leading
    apostrophe; all other text is unchanged.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: cell(row[name]) for name in writer.fieldnames})
    return text.getvalue()


def cell(value: Any) -> str:
    """Return a value as cell text that no spreadsheet program runs as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()  # as in JSON
    if isinstance(value, Number):
        return str(value)  # its sign begins no formula
    text = " ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
