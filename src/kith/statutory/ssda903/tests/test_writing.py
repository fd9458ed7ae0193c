import tempfile
from datetime import date
from pathlib import Path

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from kith.statutory.ssda903.reading import read
from kith.statutory.ssda903.specification import TABLES, Kind
from kith.statutory.ssda903.writing import write

# What a cell may hold once it is tidied: capitals, nothing around it, and not a whole number written as a decimal.
TEXT = st.text("ABC019 ,;'\"/-ÉŴ", min_size=1, max_size=6).map(lambda t: t.strip().upper()).filter(bool)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def cells(column):
    made = {
        Kind.DATE: DAYS,
        Kind.NUMBER: st.integers(0, 40),
        Kind.CODE: st.sampled_from([code.code for code in column.codes or ()] or ["A"]),
        Kind.POSTCODE: st.sampled_from(["B1 1AA", "EC1A 1BB", "NOT A POSTCODE"]),
        Kind.PART_DATE: st.sampled_from(["01/02/2010", "ZZ/02/2010", "ZZ/ZZ/ZZZZ"]),
        Kind.TEXT: TEXT,
    }[column.kind]
    return made if column.name == "CHILD" else st.none() | made


@st.composite
def tables(draw):
    table = draw(st.sampled_from(list(TABLES.values())))
    rows = draw(st.lists(st.tuples(*map(cells, table.columns)), min_size=1, max_size=5))
    schema = {column.name: column.kind.dtype for column in table.columns}
    return table.name, pl.DataFrame(rows, schema=schema, orient="row")


@settings(max_examples=80, deadline=None)
@given(tables())
def test_what_is_written_is_read_back_the_same(made):
    name, table = made
    with tempfile.TemporaryDirectory() as folder:
        write({name: table}, Path(folder))
        again = read(folder)
    assert_frame_equal(again[name].select(table.columns), table)
    assert again.errors == []


def test_dates_and_columns_are_written_as_published(tmp_path):
    rows = pl.DataFrame({"CHILD": ["1"], "DOB": [date(2012, 3, 2)], "REVIEW_CODE": ["PN1"], "REVIEW": [None]})
    write({"Reviews": rows.cast({"REVIEW": pl.Date})}, tmp_path)
    assert (tmp_path / "Reviews.csv").read_text() == "CHILD,DOB,REVIEW,REVIEW_CODE\n1,02/03/2012,,PN1\n"
