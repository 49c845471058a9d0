"""Tables: every text comes back as it was, and no cell is run as a formula."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.data.formats import FORMULA_STARTS, cell, to_csv

COLUMNS = ("name", "number", "date", "maybe", "ids")


def line(**values: Any) -> dict[str, Any]:
    """A row with every kind of value that JSON has."""
    return {"name": "x", "number": 1, "date": "2020-05", "maybe": None, "ids": [], **values}


def read(text: str) -> list[dict[str, str]]:
    assert not text.startswith("\ufeff"), "programs would take it for a part of the first name"
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_table_has_a_header_and_a_line_for_each_row() -> None:
    rows = [line(name="a", ids=["one", "two"]), line(name="b", maybe="c", more="left out")]
    assert to_csv(iter(rows), iter(COLUMNS)) == (
        "name,number,date,maybe,ids\r\na,1,2020-05,,one two\r\nb,1,2020-05,c,\r\n"
    )


def test_a_table_without_rows_has_its_header() -> None:
    assert to_csv([], COLUMNS) == "name,number,date,maybe,ids\r\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a, b; c", '"a, b; c"'),
        ('she said "no"', '"she said ""no"""'),
        ("one\ntwo", '"one\ntwo"'),
        ("one\r\ntwo", '"one\r\ntwo"'),
        ("“quoted” – 🕊️ émigré", "“quoted” – 🕊️ émigré"),
        ("'already", "'already"),
        (" 1-2", " 1-2"),
        ("a=b+c-d@e", "a=b+c-d@e"),
    ],
)
def test_text_is_quoted_where_needed_and_otherwise_unchanged(text: str, written: str) -> None:
    table = to_csv([line(name=text)], COLUMNS)
    assert table.partition("\r\n")[2] == f"{written},1,2020-05,,\r\n"
    assert read(table)[0]["name"] == text


def test_a_row_that_lacks_a_column_is_refused() -> None:
    with pytest.raises(KeyError, match="ids"):
        to_csv([{"name": "x"}], ["name", "ids"])


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_what_a_program_would_run_is_made_text(start: str) -> None:
    assert cell(f"{start}1+1") == f"'{start}1+1"
    assert cell([f"{start}1", "b"]) == f"'{start}1 b"


@pytest.mark.parametrize("formula", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1"])
def test_the_signs_that_programs_run_are_known(formula: str) -> None:
    assert cell(formula) == f"'{formula}"


texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))


@given(texts, st.one_of(st.none(), texts))
def test_any_text_comes_back_but_for_formulas(name: str, maybe: Any) -> None:
    (row,) = read(to_csv([line(name=name, maybe=maybe)], COLUMNS))
    for text, found in ((name, row["name"]), (maybe or "", row["maybe"])):
        assert found == (f"'{text}" if text.startswith(FORMULA_STARTS) else text)
        assert not found.startswith(FORMULA_STARTS)
