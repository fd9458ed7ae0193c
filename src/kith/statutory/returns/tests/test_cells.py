"""Text to types, as XML writes days and answers."""

from datetime import date

import polars as pl
import pytest

from kith.statutory.returns.cell_problems import cell_problems
from kith.statutory.returns.cells import typed
from kith.statutory.returns.declaring import Column, Kind


def as_kind(kind, *values):
    return pl.DataFrame({"X": list(values)}, schema={"X": pl.String}).select(typed("X", kind))["X"].to_list()


def said(kind, *values, **how):
    column = Column("X", "any", kind, "always", **how)
    text = pl.DataFrame(
        {"row": range(1, len(values) + 1), "X": list(values)}, schema_overrides={"X": pl.String}
    )
    rows = text.select(typed("X", kind))
    return [(each.row, each.found, each.wanted) for each in cell_problems(text, rows, column, "a.xml")]


@pytest.mark.parametrize(
    "written",
    ["2026-03-31", "31/03/2026", "2026-03-31Z", "2026-03-31+01:00", "2026-03-31T00:00:00"],
)
def test_a_day_may_be_written_in_several_ways(written):
    assert as_kind(Kind.XML_DATE, written) == [date(2026, 3, 31)]


def test_a_day_in_xml_may_be_of_any_year_and_is_not_guessed():
    assert as_kind(Kind.XML_DATE, "1066-10-14", "2026-02-30", "31 March", None) == [
        date(1066, 10, 14), None, None, None,
    ]  # fmt: skip


def test_yes_and_no_are_figures_and_what_is_neither_is_kept():
    assert as_kind(Kind.YES_NO, "true", "false", "1", "maybe") == ["1", "0", "1", "maybe"]


def test_a_day_written_otherwise_is_read_and_told():
    wanted = Kind.XML_DATE.value
    assert said(Kind.XML_DATE, "2026-03-31", "31/03/2026", "soon") == [
        (3, "soon", wanted), (2, "31/03/2026", wanted),
    ]  # fmt: skip


def test_text_of_another_shape_is_told_in_the_words_of_the_column():
    assert said(Kind.TEXT, "301", "30", pattern=r"^[0-9]{3}$", like="three digits") == [
        (2, "30", "three digits")
    ]
