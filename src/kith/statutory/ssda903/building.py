"""The twelve tables of a collection year, from facts: what is sent is computed, and nobody types it.

A value the record does not hold is blank, and nothing is invented: that it is missing is for the rules to say.
"""

from collections.abc import Collection

import polars as pl

from kith.statutory.codes import SEX
from kith.statutory.return_facts import ReturnFacts
from kith.statutory.ssda903 import building_tables as tables
from kith.statutory.ssda903.building_health import health
from kith.statutory.ssda903.building_year import of_year
from kith.statutory.ssda903.specification import TABLES, Table

_MADE = {
    "Header": tables.header,
    "Episodes": tables.episodes,
    "Reviews": tables.reviews,
    "UASC": tables.unaccompanied,
    "OC2": health,
    "OC3": tables.care_leavers,
    "AD1": tables.adoptions,
    "PlacedAdoption": tables.placed_for_adoption,
    "PrevPerm": tables.previous_permanence,
    "Missing": tables.missing,
    "SWEpisodes": tables.social_workers,
    "DoLo": tables.deprivations_of_liberty,
}


def build(facts: ReturnFacts, year: str, only: Collection[str] = TABLES) -> dict[str, pl.DataFrame]:
    """Each table of the return of a collection year ("2026-27"), as the specification has it: columns, types and order;
    rows in order of child and day. CHILD is blank for a child to whom the authority has given no number. `only`: the
    names of the tables that are wanted."""
    building = of_year(facts, year)
    asked = [each for each in TABLES.values() if each.name in only and (each.since or year) <= year]
    return {each.name: _published(each, _MADE[each.name](building), facts, year) for each in asked}


def _published(table: Table, rows: pl.DataFrame, facts: ReturnFacts, year: str) -> pl.DataFrame:
    """The columns of the specification: who it is from the facts about the person, and blank what is not known."""
    wanted = {column.name: column.kind.dtype for column in table.columns}
    if rows.is_empty():
        return pl.DataFrame(schema=wanted)
    persons = facts.persons.select("child", pl.col("number").alias("CHILD"))
    sex = pl.col("sex").replace_strict(_sexes(year), default=None, return_dtype=pl.String)
    born = facts.children.select("child", pl.col("born_on").alias("DOB"), sex.alias("SEX"))
    known = rows.drop("CHILD", strict=False).join(persons, on="child", how="left")
    known = known.join(born, on="child", how="left")
    absent = [pl.lit(None, dtype).alias(n) for n, dtype in wanted.items() if n not in known.columns]
    made = known.with_columns(absent).select(pl.col(n).cast(dtype) for n, dtype in wanted.items())
    text = pl.col(pl.String)
    return made.with_columns(pl.when(text != "").then(text).name.keep()).sort(table.key, maintain_order=True)


def _sexes(year: str) -> dict[str, str]:
    """The record's codes for sex, and those of the year for the same."""
    return {each.became or each.code: each.code for each in SEX.in_force(year)}
