"""A return written as XML reads back as it was, and has the same issues."""

import polars as pl

from kith.statutory.ssda903.checking import check
from kith.statutory.ssda903.reading import read
from kith.statutory.ssda903.synthetic import AUTHORITY, made_up
from kith.statutory.ssda903.tests.making import reading
from kith.statutory.ssda903.xml_writing import write_xml


def test_a_valid_return_as_xml_reads_back_the_same(tmp_path):
    this, _ = made_up(150, seed=4)
    write_xml(this, tmp_path / "return.xml")
    back = read(tmp_path)
    assert not back.problems
    for name, table in this.items():
        keys = [n for n, dtype in table.schema.items() if dtype != pl.Null]
        told = back[name].select(table.columns)
        assert told.sort(keys).equals(table.sort(keys)), name


def test_a_valid_return_as_xml_has_no_issue(tmp_path):
    this, last = made_up(150, seed=5)
    write_xml(this, tmp_path / "this.xml")
    write_xml(last, tmp_path / "last.xml")
    given = (read(tmp_path / f"{name}.xml") for name in ("this", "last"))
    found = check(next(given), year="2026-27", authority=AUTHORITY, last=next(given))
    assert found.issues.is_empty(), found.issues.group_by("rule").len()


def test_marks_of_xml_are_only_text(tmp_path):
    given = reading("""
        Missing
        CHILD  DOB         MISSING  MIS_START   MIS_END
        A&<B>  01/01/2015  M        01/05/2026  .
    """)
    write_xml({"Missing": given["Missing"]}, tmp_path / "return.xml")
    assert read(tmp_path)["Missing"]["CHILD"].to_list() == ["A&<B>"]
