"""What a rule of the census is given: its tables, and the day the census year begins and ends (the reference date).

Every table has every column of the specification (blank where it was absent), `X?` for each column X of dates or numbers
(`lib.columns`), `file`, `row` and its identity. `child` is a number that is the same in all rows of a child, and
`CINdetailsID`, `AssessmentID` and `CPPID` are numbers that no two episodes of need, assessments or plans share: join by
one of these four. The table `Authority` is one row, which a rule marks when it is about the census as a whole.
"""

from collections.abc import Mapping
from datetime import date

import polars as pl

from kith.lib.cases import AUTHORITY
from kith.lib.columns import as_found
from kith.lib.rule import identity
from kith.statutory.cin.specification import TABLES, Table
from kith.statutory.returns.collection import Collection
from kith.statutory.returns.declaring import READ_AS, Column

Given = Mapping[str, pl.DataFrame]

NAMES = {
    "Header": "header",
    "ChildIdentifiers": "children",
    "ChildCharacteristics": "characteristics",
    "Disabilities": "disabilities",
    "CINdetails": "details",
    "Assessments": "assessments",
    "AssessmentFactorsList": "factors",
    "CINplanDates": "cin_plans",
    "Section47": "section47",
    "ChildProtectionPlans": "plans",
    "Reviews": "reviews",
    "PreProceedings": "pre_proceedings",
    AUTHORITY: "authority",
}
# Where the parts of a number that is made of several stand: 28 bits for the child, 18 for each of the two below.
_OF_CHILD, _OF_DETAILS = 2**36, 2**18
_NAMELESS = 2**27  # children without a number of the authority's follow those with one


class Tables:
    """The census as rules see it, each table a lazy frame by the name a rule calls it.

    `given` holds tables with the columns of the specification that are known. What is still open is known to have lasted
    until `known_until`: the reference date, or in a check before it the day of the data."""

    header: pl.LazyFrame
    children: pl.LazyFrame
    characteristics: pl.LazyFrame
    disabilities: pl.LazyFrame
    details: pl.LazyFrame
    assessments: pl.LazyFrame
    factors: pl.LazyFrame
    cin_plans: pl.LazyFrame
    section47: pl.LazyFrame
    plans: pl.LazyFrame
    reviews: pl.LazyFrame
    pre_proceedings: pl.LazyFrame
    authority: pl.LazyFrame

    child = "LAchildID"

    def __init__(self, given: Given, collection: Collection, *, as_of: date | None = None) -> None:
        self.collection, self.year = collection, collection.year
        self.start, self.end = collection.start, collection.end
        self.ended = as_of is None or as_of > self.end
        self.known_until = self.end if as_of is None else min(as_of, self.end)
        texts = pl.Categorical(pl.Categories.random())
        # Texts keep their numbers only while a column holds them.
        held = pl.Series(["1"], dtype=texts)
        frames = {name: complete(table, given.get(name), held.dtype) for name, table in TABLES.items()}
        self.frames: Mapping[str, pl.DataFrame] = frames | {AUTHORITY: _whole(frames["Header"])}
        for name, frame in self.frames.items():
            setattr(self, NAMES[name], frame.lazy())

    def lacks(self, need: str) -> str | None:
        """Why a need is not met: the rules of the census need nothing but the census."""
        raise ValueError(
            f"No rule of the census has a need, so {need!r} is not known. Take it out of the rule."
        )

    def outside(self, column: Column) -> pl.Expr:
        """The column holds something that is not among its codes of this year."""
        codes = [code.code for code in (column.codes.in_force(self.year) if column.codes else ())]
        return pl.col(column.name).is_not_null() & ~pl.col(column.name).is_in(codes)


def complete(table: Table, given: pl.DataFrame | None, texts: pl.DataType) -> pl.DataFrame:
    """A table with every column there is, its rows numbered; what is not known is blank."""
    rows = pl.DataFrame(schema=table.schema) if given is None else given
    wanted = table.schema | {as_found(c.name): pl.String() for c in table.columns if c.kind in READ_AS}
    wanted |= {"LAchildID": pl.String()}  # the header is no child's, and the engine asks for its child
    absent = [pl.lit(None, dtype).alias(n) for n, dtype in wanted.items() if n not in rows.columns]
    return rows.with_columns(absent).with_columns(_keys(table, texts)).with_row_index(identity(table.name))


def _keys(table: Table, texts: pl.DataType) -> list[pl.Expr]:
    """The numbers by which rows are joined, each made of those above it."""
    if "Child" not in table.names:
        return []
    child = pl.coalesce(_number("LAchildID", texts), pl.col("Child").cast(pl.UInt64) + _NAMELESS)
    details = child * _OF_CHILD + _below("CINdetailsID", texts) * _OF_DETAILS
    made = {"child": child, "CINdetailsID": details}
    made |= {each: details + _below(each, texts) for each in ("AssessmentID", "CPPID")}
    return [value.alias(name) for name, value in made.items() if name == "child" or name in table.names]


def _number(name: str, texts: pl.DataType) -> pl.Expr:
    return pl.col(name).cast(texts).to_physical().cast(pl.UInt64)


def _below(name: str, texts: pl.DataType) -> pl.Expr:
    return (_number(name, texts) + 1).fill_null(0)


def _whole(header: pl.DataFrame) -> pl.DataFrame:
    """One row that stands for the census, with the authority's three digits where a header says them."""
    said = header.drop_nulls("LEA")
    told = {"LEA": said["LEA"][0] if said.height else None, "LAchildID": None, "file": None, "row": None}
    schema = {"LEA": pl.String, "LAchildID": pl.String, "file": pl.String, "row": pl.Int64}
    return pl.DataFrame([told], schema=schema).with_row_index(identity(AUTHORITY))
