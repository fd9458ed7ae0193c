"""How the tables of a return are declared: from these come reading, writing, column checks and the data dictionary."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import polars as pl

from kith.statutory.codes import CodeSet


class Kind(Enum):
    """What a column holds, and how it is said to a person."""

    TEXT = "text"
    CODE = "one of the published codes"
    DATE = "a date such as 31/03/2026 or 2026-03-31"
    PART_DATE = "a date, with ZZ for an unknown day or month and ZZZZ for an unknown year"
    XML_DATE = "a date such as 2026-03-31"
    YES_NO = "0 for no or 1 for yes"
    NUMBER = "a whole number"
    ORDINAL = "a number of ours, from 1"
    POSTCODE = "a UK postcode"

    @property
    def dtype(self) -> pl.DataType:
        return _DTYPES.get(self, _TEXT)


_TEXT = pl.String()
_DTYPES: dict[Kind, pl.DataType] = {
    Kind.DATE: pl.Date(),
    Kind.XML_DATE: pl.Date(),
    Kind.NUMBER: pl.Int64(),
    Kind.ORDINAL: pl.Int64(),
}
# What is in such a column may not be what it should be; it then stands as it was found beside the column.
READ_AS = frozenset({Kind.DATE, Kind.XML_DATE, Kind.PART_DATE, Kind.NUMBER})


@dataclass(frozen=True)
class Column:
    """One column as published, with our own words for what it holds. Text may have a `pattern`, which `like` puts in words."""

    name: str
    means: str
    kind: Kind
    required: str
    codes: CodeSet | None = None
    since: str | None = None
    until: str | None = None
    pattern: str | None = None
    like: str | None = None

    @property
    def wanted(self) -> str:
        """What should stand there, as it is said to a person."""
        return self.like or self.kind.value

    def stands_in(self, year: str) -> bool:
        """Whether a collection year asks for it."""
        return (self.since or year) <= year <= (self.until or year)


@dataclass(frozen=True)
class Table:
    """One table. `key` says what makes a row the same row in another year's file; `known_by` is enough to recognise it."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    known_by: tuple[str, ...] = ()
    xml: str | None = None
    yearly: bool = False
    since: str | None = None

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Columns as read, followed by where the row came from."""
        return {c.name: c.kind.dtype for c in self.columns} | {"file": pl.String(), "row": pl.Int64()}

    @property
    def empty(self) -> pl.DataFrame:
        """The table without rows."""
        return pl.DataFrame(schema=self.schema)

    def columns_in(self, year: str) -> list[Column]:
        """The columns that a collection year asks for; none where it does not ask for the table."""
        return [each for each in self.columns if each.stands_in(year) and (self.since or year) <= year]

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True)
class Specification:
    """A return: how it is called, in a word and in words, and its tables. `number`: the column with the child's number;
    `children`: the table with a row for each child; `xml`: whether its files are never anything but XML."""

    name: str
    title: str
    tables: Mapping[str, Table]
    number: str = "CHILD"
    children: str = "Header"
    xml: bool = False

    def key(self, table: str) -> list[str]:
        """What tells a row of a table from the child's others."""
        return [name for name in self.tables[table].key if name != self.number]

    def place(self, file: str | None) -> str:
        """As a person calls where something stands in a file: the line of an XML, the row of a spreadsheet."""
        return "line" if self.xml or (file or "").lower().endswith(".xml") else "row"


ALWAYS = "always"


def text(name: str, means: str, required: str = ALWAYS, kind: Kind = Kind.TEXT) -> Column:
    return Column(name, means, kind, required)


def date(name: str, means: str, required: str = ALWAYS) -> Column:
    return Column(name, means, Kind.DATE, required)


def code(name: str, means: str, code_set: CodeSet, required: str = ALWAYS) -> Column:
    return Column(name, means, Kind.CODE, required, code_set)
