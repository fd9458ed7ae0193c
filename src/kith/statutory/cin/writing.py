"""Writing the census as XML: the elements of a year in their order, each child's together.

A blank column is left out, and a list's blank value is written as an empty element, so that its row is not lost. What a
year has no element for (pre-proceedings before 2026-27) is not written.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from kith.statutory.cin.specification import TABLES
from kith.statutory.cin.structure import CHILD, CHILDREN, HEADER, ROOT, Group, Leaf, List, Part, year_of
from kith.statutory.returns.declaring import Kind, Table

Text = Mapping[str, pl.DataFrame]
# What XML cannot hold at all, and what it holds in another way.
_IMPOSSIBLE = r"[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]"
_ESCAPED = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;"))


def write(tables: Mapping[str, pl.DataFrame], file: Path, *, year: str | None = None) -> None:
    """Write the tables given as one file in UTF-8, as the structure of a collection year is: without one, that of the
    header. Of several headers the first is written. Rows are tied by `Child` where every table has it, else by LAchildID."""
    text = {name: as_text(table, tables.get(name, table.empty)) for name, table in TABLES.items()}
    write_text(text, file, year or year_of(next(iter(text["Header"]["Year"].drop_nulls()), None)))


def write_text(text: Text, file: Path, year: str) -> None:
    """The same of tables that are text already, with every column of the specification."""
    header = _xml(HEADER, text["Header"].head(1), [], text, year)
    key = [_key(text)]
    children = _xml(CHILD, _children(text, key), key, text, year)
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<{ROOT}>\n')
        out.writelines(header["xml"])
        out.write(f"<{CHILDREN}>\n")
        out.writelines(children["xml"])
        out.write(f"</{CHILDREN}>\n</{ROOT}>\n")


def _key(text: Text) -> str:
    tied = [rows["Child"] for rows in text.values() if "Child" in rows.columns]
    return "LAchildID" if any(child.has_nulls() for child in tied) else "Child"


def as_text(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """Every column of the table as XML writes it."""
    absent = [pl.lit(None, c.kind.dtype).alias(c.name) for c in table.columns if c.name not in rows.columns]
    days = [name for name in table.names if rows.schema.get(name) == pl.Date]
    text = rows.with_columns(absent).select(table.names).with_columns(pl.col(days).dt.to_string("%Y-%m-%d"))
    texts = [c.name for c in table.columns if c.kind in (Kind.TEXT, Kind.CODE, Kind.YES_NO)]
    return text.with_columns(_safe(name) for name in texts).cast(pl.String)


def _safe(name: str) -> pl.Expr:
    made = pl.col(name).cast(pl.String).str.replace_all(_IMPOSSIBLE, "")
    for plain, written in _ESCAPED:
        made = made.str.replace_all(plain, written, literal=True)
    return made


def _children(text: Text, key: list[str]) -> pl.DataFrame:
    """Every child of any table, in the order in which they stand in the first that has them."""
    every = [rows.select(key) for rows in text.values() if key[0] in rows.columns]
    found = pl.concat(every).unique(maintain_order=True)
    return found.sort(pl.col("Child").cast(pl.Int64)) if key == ["Child"] else found


def _xml(group: Group, rows: pl.DataFrame, ties: Sequence[str], text: Text, year: str) -> pl.DataFrame:
    """The rows of a group with their element in `xml`. `ties` are the columns by which rows below belong to these."""
    inside = []
    for part in group.in_year(year):
        name = f"xml of {part.name}"
        if isinstance(part, List) or (isinstance(part, Group) and part.table):
            below = _below(part, ties, text, year).group_by(ties).agg(pl.col("xml").str.join("").alias(name))
            rows = rows.join(below, on=ties, how="left", nulls_equal=True, maintain_order="left")
            inside.append(_listed(part, name) if isinstance(part, List) else pl.col(name))
        else:
            inside.append(_own(part, year))
    return rows.with_columns(_element(group.name, _together(inside)).alias("xml"))


def _below(part: Part, ties: Sequence[str], text: Text, year: str) -> pl.DataFrame:
    """The rows of a list or of a group within a group, with their element in `xml`."""
    if isinstance(part, List):
        value = _element(part.value, pl.col(part.column).fill_null(""), "")
        return text[part.table].with_columns(value.alias("xml"))
    assert isinstance(part, Group)
    own = [*ties, part.counted] if part.counted else ties
    return _xml(part, text[part.table], own, text, year)


def _listed(part: Part, name: str) -> pl.Expr:
    return pl.when(pl.col(name).is_not_null()).then(_element(part.name, pl.col(name)))


def _own(part: Part, year: str) -> pl.Expr:
    """A value of the row, or a group that holds more of its values; nothing where they are blank."""
    if isinstance(part, Leaf):
        return pl.when(pl.col(part.into).is_not_null()).then(_element(part.name, pl.col(part.into), ""))
    assert isinstance(part, Group)
    inside = _together([_own(each, year) for each in part.in_year(year)])
    return pl.when(inside != "").then(_element(part.name, inside))


def _together(parts: Sequence[pl.Expr]) -> pl.Expr:
    return pl.concat_str(parts, ignore_nulls=True)


def _element(name: str, inside: pl.Expr, after: str = "\n") -> pl.Expr:
    return pl.concat_str(pl.lit(f"<{name}>{after}"), inside, pl.lit(f"</{name}>\n"))
