"""What is to be put right in a return built from facts: the rules are run on its tables as they are, with no files between.

One child's is checked as everybody's is. A child whom the authority has given no number is checked under a stand-in, so
that every row has its child, and is told to be without one; in the tables themselves the number stays blank.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from kith.lib import checking
from kith.lib.cases import AUTHORITY
from kith.lib.checking import NotRun, Result
from kith.statutory.return_facts import ReturnFacts
from kith.statutory.returns.declaring import Specification

Built = Mapping[str, pl.DataFrame]
FOUND = {"child": pl.Int64, "rule": pl.String, "table": pl.String, "fields": pl.String, "key": pl.String}
NO_NUMBER = "CHILD"  # not one of the published rules: nothing can be sent of a child without a number
NO_NUMBER_SAYS = "The child has no number of the authority's own, so no row of the return says whose it is."
_STAND_IN = "?"


@dataclass(frozen=True)
class CheckedReturn:
    """`tables`: as they are sent. `found`: a line for each row a rule marks, once, with the columns of FOUND: the child of
    the facts (null where two children share a number, and of what is about the return as a whole), and `key`, the cells
    that tell the row from the child's others."""

    tables: dict[str, pl.DataFrame]
    found: pl.DataFrame
    ran: tuple[str, ...]
    not_run: tuple[NotRun, ...]


def called(child: int, number: str) -> str:
    """What a child is called while a return is checked."""
    return number or f"{_STAND_IN}{child}"


def numbered(facts: ReturnFacts) -> ReturnFacts:
    """The same facts, with a stand-in for every number that is not known."""
    stand_in = pl.format(f"{_STAND_IN}{{}}", "child")
    number = pl.when(pl.col("number").fill_null("") == "").then(stand_in).otherwise("number")
    return replace(facts, persons=facts.persons.with_columns(number.alias("number")))


def without_stand_ins(tables: Built, of: Specification) -> dict[str, pl.DataFrame]:
    """The tables as they are sent."""
    stands_in = pl.col(of.number).str.starts_with(_STAND_IN)
    known = pl.when(~stands_in).then(of.number).alias(of.number)
    filled = {name for name, rows in tables.items() if of.number in rows.columns and not rows.is_empty()}
    return {name: rows.with_columns(known) if name in filled else rows for name, rows in tables.items()}


def found_in(result: Result, tables: Built, facts: ReturnFacts, of: Specification) -> pl.DataFrame:
    """What rules marked in these tables, as FOUND says."""
    once = result.issues.drop("child").unique(["rule", "table", "id"], keep="first", maintain_order=True)
    asked, children = set(once["table"]), _children(facts)
    theirs = {name: rows for name, rows in tables.items() if name in asked}
    marked = once.join(_rows(theirs, of), on=["table", "id"], how="left", maintain_order="left")
    named = marked.join(children, on="number", how="left", maintain_order="left")
    told = [named.select(*FOUND).cast({"child": pl.Int64}), _without_number(tables, children, of)]
    return pl.concat(told).unique(["child", "rule", "table", "key"], keep="first", maintain_order=True)


def _rows(tables: Built, of: Specification) -> pl.DataFrame:
    """Whose each row is, and what tells it from the child's others."""
    whole = pl.DataFrame(
        {"number": [None], "table": [AUTHORITY], "key": [""]}, schema_overrides={"number": pl.String}
    )
    each = [
        rows.select(_number(rows, of), pl.lit(name).alias("table"), _key(of, name).alias("key"))
        for name, rows in tables.items()
    ]
    return pl.concat(rows.with_row_index("id").cast({"id": checking.ISSUES["id"]}) for rows in (*each, whole))


def _number(rows: pl.DataFrame, of: Specification) -> pl.Expr:
    known = pl.col(of.number) if of.number in rows.columns else pl.lit(None, pl.String)
    return known.cast(pl.String).alias("number")


def _key(of: Specification, table: str) -> pl.Expr:
    told = [pl.col(name).cast(pl.String).fill_null("-") for name in of.key(table)]
    return pl.concat_str(told, separator=" ") if told else pl.lit("")


def _children(facts: ReturnFacts) -> pl.DataFrame:
    """`number` and `child`, where a number is one child's alone."""
    each = numbered(facts).persons.select("child", "number")
    return each.filter(pl.col("number").is_unique())


def _without_number(tables: Built, known: pl.DataFrame, of: Specification) -> pl.DataFrame:
    """The children of the return who have none."""
    number = pl.col(of.number)
    without = tables[of.children].filter(number.str.starts_with(_STAND_IN)).select(number.alias("number"))
    children = without.join(known, on="number")
    told = {"rule": NO_NUMBER, "table": of.children, "fields": of.number, "key": ""}
    return children.with_columns(pl.lit(said).alias(name) for name, said in told.items()).select(*FOUND)
