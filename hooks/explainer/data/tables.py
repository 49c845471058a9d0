"""Tables as CSV (RFC 4180) for spreadsheet programs; what a table holds is decided elsewhere."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With these a spreadsheet program takes a cell for a formula (OWASP, "CSV Injection")."""


def to_csv(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> str:
    """A table with a header.

    The items of a list are joined by a space, which none of the ids in lists holds; a date is
    written as records write it; what is null is empty. A cell that a spreadsheet program would
    take for a formula gets an apostrophe before it; every other cell is the record's text,
    unchanged.

    Args:
        rows: Values by column, as JSON has them: texts, numbers, lists of texts and None.
        columns: The columns in their order.

    Returns:
        The text, lines ending in CR LF as RFC 4180 asks.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    names = list(columns)
    writer.writerow(names)
    for row in rows:
        writer.writerow([cell(row[name]) for name in names])
    return text.getvalue()


def cell(value: Any) -> str:
    """A value as the text of a cell, never one that a spreadsheet program runs."""
    if value is None:
        return ""
    text = " ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
