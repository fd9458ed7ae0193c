"""The twelve tables of a collection year, from facts: what is sent is computed, and nobody types it.

A value the record does not hold is blank, and nothing is invented: that it is missing is for the rules to say.
"""

from collections.abc import Collection

import polars as pl

from kith.lib.collecting import collected
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


# Where these facts hold nothing, as for most children alone, there is nothing to plan.
_MADE_OF = {
    "Reviews": "reviews",
    "UASC": "unaccompanied",
    "AD1": "adoptions",
    "PlacedAdoption": "adoption_plans",
    "PrevPerm": "previous_permanence",
    "Missing": "missing",
    "SWEpisodes": "social_workers",
    "DoLo": "deprivations_of_liberty",
}


def build(
    facts: ReturnFacts, year: str, only: Collection[str] = TABLES, history: pl.DataFrame | None = None
) -> dict[str, pl.DataFrame]:
    """Each table of the return of a collection year ("2026-27"), as the specification has it: columns, types and order;
    rows in order of child and day. CHILD is blank for a child to whom the authority has given no number. `only`: the
    names of the tables that are wanted; `history`: what `episodes(facts)` gives, where two years are built of it."""
    building = of_year(facts, year, history)
    asked = [each for each in TABLES.values() if each.name in only and (each.since or year) <= year]
    many = facts.placements.height
    some = [each for each in asked if _is_there(each, facts)]
    made = dict(zip(some, collected([_MADE[each.name](building) for each in some], many), strict=True))
    filled = [each for each, rows in made.items() if not rows.is_empty()]
    told = collected([_published(each, made[each], facts, year) for each in filled], many)
    found = {each.name: rows for each, rows in zip(filled, told, strict=True)}
    return {each.name: found.get(each.name, pl.DataFrame(schema=_wanted(each))) for each in asked}


def _is_there(table: Table, facts: ReturnFacts) -> bool:
    made_of = _MADE_OF.get(table.name)
    return made_of is None or not getattr(facts, made_of).is_empty()


def _wanted(table: Table) -> dict[str, pl.DataType]:
    return {column.name: column.kind.dtype for column in table.columns}


def _published(table: Table, rows: pl.DataFrame, facts: ReturnFacts, year: str) -> pl.LazyFrame:
    """The columns of the specification: who it is from the facts about the person, and blank what is not known."""
    wanted = _wanted(table)
    persons = facts.persons.lazy().select("child", pl.col("number").alias("CHILD"))
    sex = pl.col("sex").replace_strict(_sexes(year), default=None, return_dtype=pl.String)
    born = facts.children.lazy().select("child", pl.col("born_on").alias("DOB"), sex.alias("SEX"))
    there = ["child", *(name for name in rows.columns if name not in ("CHILD", "child"))]
    known = rows.lazy().select(there).join(persons, on="child", how="left")
    known = known.join(born, on="child", how="left")
    absent = [
        pl.lit(None, dtype).alias(n)
        for n, dtype in wanted.items()
        if n not in (*there, "CHILD", "DOB", "SEX")
    ]
    made = known.with_columns(absent).select(pl.col(n).cast(dtype) for n, dtype in wanted.items())
    text = pl.col(pl.String)
    return made.with_columns(pl.when(text != "").then(text).name.keep()).sort(table.key, maintain_order=True)


def _sexes(year: str) -> dict[str, str]:
    """The record's codes for sex, and those of the year for the same."""
    return {each.became or each.code: each.code for each in SEX.in_force(year)}
