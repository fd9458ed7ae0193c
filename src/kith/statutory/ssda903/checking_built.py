"""What is to be put right in a return built from facts: the rules are run on its tables as they are, with no files between.

One child's is checked as everybody's is. A child whom the authority has given no number is checked under a stand-in, so
that every row has its child, and is told to be without one; in the tables themselves CHILD stays blank.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from kith.lib import checking
from kith.lib.checking import NotRun, Result
from kith.lib.rule import Rule
from kith.statutory.return_facts import ReturnFacts
from kith.statutory.ssda903.building import build
from kith.statutory.ssda903.rules import RULES
from kith.statutory.ssda903.specification import TABLES
from kith.statutory.ssda903.tables import Collection, Tables

Built = Mapping[str, pl.DataFrame]
FOUND = {"child": pl.Int64, "rule": pl.String, "table": pl.String, "fields": pl.String, "key": pl.String}
NO_NUMBER = "CHILD"  # not one of the published rules: nothing can be sent of a child without a number
NO_NUMBER_SAYS = "The child has no number of the authority's own, so no row of the return says whose it is."
_STAND_IN = "?"
# What rules ask of last year: only these tables of it are built.
OF_LAST_YEAR = ("Header", "Episodes", "UASC", "OC3", "PlacedAdoption", "Missing", "DoLo")


@dataclass(frozen=True)
class CheckedReturn:
    """`tables`: as they are sent. `found`: a line for each row a rule marks, once, with the columns of FOUND: the child of
    the facts (null where two children share a number), and `key`, the cells that tell the row from the child's others."""

    tables: dict[str, pl.DataFrame]
    found: pl.DataFrame
    ran: tuple[str, ...]
    not_run: tuple[NotRun, ...]


def check_built(
    facts: ReturnFacts,
    year: str,
    *,
    authority: str | None = None,
    as_of: date | None = None,
    last: Built | None = None,
    rules: Iterable[Rule] = RULES,
) -> CheckedReturn:
    """Build a collection year and check it. `last`: last year's tables, with children as `called` says; `as_of`: the day
    the facts were gathered. Raises ValueError where the facts cannot be what happened."""
    tables = build(numbered(facts), year)
    result = check_tables(tables, year, authority=authority, as_of=as_of, last=last, rules=rules)
    found = found_in(result, tables, facts)
    return CheckedReturn(as_sent(tables), found, result.ran, result.not_run)


def check_tables(
    tables: Built,
    year: str,
    *,
    authority: str | None = None,
    as_of: date | None = None,
    last: Built | None = None,
    rules: Iterable[Rule] = RULES,
) -> Result:
    """The rules of the year, run on tables as they were built."""
    given = Tables(tables, Collection.of(year, authority), given_last=last, as_of=as_of)
    return checking.check(rules, given)


def called(child: int, number: str) -> str:
    """What CHILD says while a return is checked."""
    return number or f"{_STAND_IN}{child}"


def numbered(facts: ReturnFacts) -> ReturnFacts:
    """The same facts, with a stand-in for every number that is not known."""
    stand_in = pl.format(f"{_STAND_IN}{{}}", "child")
    number = pl.when(pl.col("number").fill_null("") == "").then(stand_in).otherwise("number")
    return replace(facts, persons=facts.persons.with_columns(number.alias("number")))


def as_sent(tables: Built) -> dict[str, pl.DataFrame]:
    """The tables without stand-ins, in order of child and day."""
    known = pl.when(~pl.col("CHILD").str.starts_with(_STAND_IN)).then("CHILD").alias("CHILD")
    return {
        name: rows.with_columns(known).sort(TABLES[name].key, maintain_order=True)
        for name, rows in tables.items()
    }


def found_in(result: Result, tables: Built, facts: ReturnFacts) -> pl.DataFrame:
    """What rules marked in these tables, as FOUND says."""
    once = result.issues.drop("child").unique(["rule", "table", "id"], keep="first", maintain_order=True)
    marked = once.join(_rows(tables), on=["table", "id"], how="left", maintain_order="left")
    named = marked.join(_children(facts), on="CHILD", how="left", maintain_order="left")
    told = [named.select(*FOUND).cast({"child": pl.Int64}), _without_number(tables, facts)]
    return pl.concat(told).unique(["child", "rule", "table", "key"], keep="first", maintain_order=True)


def _rows(tables: Built) -> pl.DataFrame:
    """Whose each row is, and what tells it from the child's others."""
    return pl.concat(
        rows.select("CHILD", pl.lit(name).alias("table"), _key(name).alias("key"))
        .with_row_index("id")
        .cast({"id": checking.ISSUES["id"]})
        for name, rows in tables.items()
    )


def _key(table: str) -> pl.Expr:
    told = [pl.col(name).cast(pl.String).fill_null("-") for name in TABLES[table].key if name != "CHILD"]
    return pl.concat_str(told, separator=" ") if told else pl.lit("")


def _children(facts: ReturnFacts) -> pl.DataFrame:
    """CHILD and `child`, where a number is one child's alone."""
    each = numbered(facts).persons.select("child", pl.col("number").alias("CHILD"))
    return each.filter(pl.col("CHILD").is_unique())


def _without_number(tables: Built, facts: ReturnFacts) -> pl.DataFrame:
    """The children of the return who have none."""
    without = tables["Header"].filter(pl.col("CHILD").str.starts_with(_STAND_IN)).select("CHILD")
    children = without.join(_children(facts), on="CHILD")
    told = {"rule": NO_NUMBER, "table": "Header", "fields": "CHILD", "key": ""}
    return children.with_columns(pl.lit(said).alias(name) for name, said in told.items()).select(*FOUND)
