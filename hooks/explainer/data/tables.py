"""Tables as CSV (RFC 4180) for spreadsheet programs; what a table holds is decided elsewhere."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from explainer.records import Record

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With these a spreadsheet program takes a cell for a formula (OWASP, "CSV Injection")."""


def to_csv(model: type[Record], rows: Iterable[Record]) -> str:
    """A table with a header: a column for each field of the model, in its order.

    The items of a list are joined by a space, which none of the ids in lists holds; a date is
    written as records write it; what is null is empty. A cell that a spreadsheet program would
    take for a formula gets an apostrophe before it; every other cell is the record's text,
    unchanged.

    Args:
        model: The shape of a row, whose fields hold nothing but texts, numbers, dates and lists.
        rows: The rows, all of that shape.

    Returns:
        The text, lines ending in CR LF as RFC 4180 asks.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(model.model_fields)
    for row in rows:
        values = row.model_dump(mode="json")
        writer.writerow([cell(values[name]) for name in model.model_fields])
    return text.getvalue()


def cell(value: Any) -> str:
    """A value as the text of a cell, never one that a spreadsheet program runs."""
    if value is None:
        return ""
    text = " ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
