"""The two returns of a year as they were built, beside each other: no files lie between."""

from collections.abc import Mapping

import polars as pl

from kith.lib import checking
from kith.statutory.across.rules import RULES
from kith.statutory.across.specification import TABLES
from kith.statutory.across.tables import Tables
from kith.statutory.returns.collection import Collection

Built = Mapping[str, pl.DataFrame]
FOUND = {"number": pl.String, "rule": pl.String, "table": pl.String, "fields": pl.String, "key": pl.String}
_NUMBERS = ("CHILD", "LAchildID")


def found_across(looked_after: Built, census: Built, year: str) -> pl.DataFrame:
    """What the two say differently of the same child: a line for each row a rule marks, with the columns of FOUND. `number`:
    the authority's own, in capitals; `key`: the cells that tell the row from the child's others."""
    # Both have a header, and that of SSDA903 is meant: the census's holds no child.
    both = {name: tables[name] for tables in (census, looked_after) for name in TABLES if name in tables}
    given = Tables(both, Collection.of(year))
    result = checking.check(RULES, given)
    once = result.issues.unique(["rule", "table", "id"], keep="first", maintain_order=True)
    named = once.join(_rows(given), on=["table", "id"], how="left", maintain_order="left")
    return named.select(*FOUND).sort("rule", "number", "table", maintain_order=True)


def _rows(given: Tables) -> pl.DataFrame:
    return pl.concat(
        rows.select(
            pl.lit(name).alias("table"),
            pl.int_range(pl.len()).cast(checking.ISSUES["id"]).alias("id"),
            pl.col("CHILD").alias("number"),
            _key(name).alias("key"),
        )
        for name, rows in given.frames.items()
    )


def _key(table: str) -> pl.Expr:
    names = [name for name in TABLES[table].key if name not in _NUMBERS]
    told = [pl.col(name).cast(pl.String).fill_null("-") for name in names]
    return pl.concat_str(told, separator=" ") if told else pl.lit("")
