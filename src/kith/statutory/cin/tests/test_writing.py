"""What is written is read back as it was, in every year, and has the structure of its year."""

import tempfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from kith.statutory.cin.reading import read
from kith.statutory.cin.specification import TABLES
from kith.statutory.cin.structure import CHILD, Group, Leaf, List
from kith.statutory.cin.tests.making import CHILD as ONE_CHILD
from kith.statutory.cin.tests.making import census, reading
from kith.statutory.cin.writing import write
from kith.statutory.returns.collection import YEARS
from kith.statutory.returns.declaring import Kind

TEXT = st.text("abcXYZ0189 <>&'\"É]", min_size=1, max_size=8).map(str.strip).filter(bool)
SHAPES = {"UPN": "A123456789012", "FormerUPN": "B12345678901C"}


def values(column, year):
    """What may stand in a column of a year."""
    if column.name in SHAPES:
        return st.just(SHAPES[column.name])
    codes = [code.code for code in column.codes or () if code.holds_in(year)]
    return {
        Kind.XML_DATE: st.dates(date(1900, 1, 1), date(2100, 12, 31)),
        Kind.NUMBER: st.integers(0, 99),
        Kind.CODE: st.sampled_from(codes or ["-"]),
        Kind.YES_NO: st.sampled_from(["0", "1"]),
        Kind.TEXT: TEXT,
    }[column.kind]


class Tree:
    """Rows drawn for a group and everything in it, as often as the structure lets it stand."""

    def __init__(self, draw, year):
        self.draw, self.year = draw, year
        self.rows = {name: [] for name in TABLES}

    def some(self, part):
        return self.draw(st.integers(part.least, 1 if part.most else 2))

    def group(self, group, ties):
        if group.table:
            self.rows[group.table].append(ties | self.own(group))
        for part in group.in_year(self.year):
            if isinstance(part, List):
                column = TABLES[part.table][part.column]
                for value in self.draw(st.lists(values(column, self.year), max_size=3)):
                    self.rows[part.table].append(ties | {part.column: value})
            elif isinstance(part, Group):
                for nth in range(1, self.some(part) + 1):
                    self.group(part, ties | ({part.counted: str(nth)} if part.counted else {}))

    def own(self, group):
        leaves = [part for part in group.in_year(self.year) if isinstance(part, Leaf)]
        columns = {leaf.into: values(TABLES[group.table][leaf.into], self.year) for leaf in leaves}
        wanted = {leaf.into for leaf in leaves if leaf.least}
        drawn = {
            name: made if name in wanted else st.none() | made
            for name, made in columns.items()
            if name != "LAchildID"
        }
        return {name: self.draw(made) for name, made in drawn.items()}


@st.composite
def censuses(draw, year):
    tree = Tree(draw, year)
    names = draw(st.lists(TEXT, min_size=1, max_size=3, unique=True))
    for nth, name in enumerate(names, 1):
        tree.group(CHILD, {"Child": nth, "LAchildID": name})
    header = {"Collection": "CIN", "Year": str(int(year[:4]) + 1), "SourceLevel": "L", "LEA": "301"}
    tree.rows["Header"] = [header | {"SoftwareCode": draw(st.none() | TEXT), "SerialNo": "001"}]
    schemas = {name: {c.name: c.kind.dtype for c in table.columns} for name, table in TABLES.items()}
    return {name: pl.DataFrame(rows, schema=schemas[name]) for name, rows in tree.rows.items()}


@pytest.mark.parametrize("year", YEARS)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_what_is_written_is_read_back_the_same(year, data):
    made = data.draw(censuses(year))
    with tempfile.TemporaryDirectory() as folder:
        write(made, Path(folder) / "census.xml")
        again = read(folder)
    assert again.problems == ()
    for name, table in made.items():
        assert_frame_equal(again[name].select(table.columns), table)


def test_children_without_a_number_of_their_own_in_the_file_are_tied_by_the_authoritys(tmp_path):
    tables = {
        name: table.drop("Child", "file", "row", strict=False) for name, table in reading().tables.items()
    }
    write(tables, tmp_path / "census.xml")
    assert read(tmp_path)["Reviews"].height == 2
    assert read(tmp_path).problems == ()


def test_what_was_read_from_two_files_is_written_as_one(tmp_path):
    two = read({"a.xml": census().encode(), "b.xml": census(ONE_CHILD.replace("ann1", "bob2")).encode()})
    write(two.tables, tmp_path / "census.xml")
    assert read(tmp_path).problems == ()
    assert read(tmp_path)["ChildIdentifiers"]["LAchildID"].to_list() == ["ann1", "bob2"]


def test_sex_is_written_under_the_name_of_the_year(tmp_path):
    for year, element in (("2023-24", "GenderCurrent"), ("2024-25", "Sex")):
        write(reading().tables, tmp_path / "census.xml", year=year)
        assert f"<{element}>F</{element}>" in (tmp_path / "census.xml").read_text()


def test_a_review_without_a_date_is_still_there(tmp_path):
    tables = reading().tables
    bare = tables["Reviews"].with_columns(pl.lit(None, pl.Date).alias("CPPreviewDate"))
    write({**tables, "Reviews": bare}, tmp_path / "census.xml")
    assert read(tmp_path)["Reviews"]["CPPreviewDate"].to_list() == [None, None]


def test_what_xml_cannot_hold_is_left_out(tmp_path):
    tables = reading().tables
    odd = tables["Header"].with_columns(pl.lit("Kith\x00 <&>\r1").alias("SoftwareCode"))
    write({**tables, "Header": odd}, tmp_path / "census.xml")
    assert read(tmp_path)["Header"]["SoftwareCode"].to_list() == ["Kith <&>\r1"]
