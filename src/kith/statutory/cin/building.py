"""The census of a collection year, from facts: what is sent is computed, and nobody types it.

It is as on its last day: what was closed, authorised, held or ended after it is not known yet. A value the record does not
hold is blank, and nothing is invented: that it is missing is for the rules to say.
"""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from kith.statutory.authority_numbers import number_of
from kith.statutory.cin import building_protection as protection
from kith.statutory.cin import building_tables as tables
from kith.statutory.cin.building_episodes import of_year
from kith.statutory.cin.building_year import Building
from kith.statutory.cin.specification import HEADER, TABLES
from kith.statutory.return_facts import ReturnFacts
from kith.statutory.returns.declaring import Kind, Table

SOFTWARE = "Kith"
_FIRST_FILE = "001"
_TIES = ("CINdetailsID", "AssessmentID", "CPPID")
# How each table is made, and of which facts: where there are none it is empty, and nothing is worked out.
_MADE = {
    "ChildIdentifiers": (tables.identifiers, "children"),
    "ChildCharacteristics": (tables.characteristics, "children"),
    "Disabilities": (tables.disabilities, "disabilities"),
    "CINdetails": (tables.details, "children"),
    "Assessments": (tables.assessments, "assessments"),
    "AssessmentFactorsList": (tables.factors, "assessments"),
    "CINplanDates": (tables.need_plans, "need_plans"),
    "Section47": (protection.section_47, "enquiries"),
    "ChildProtectionPlans": (protection.protection_plans, "protection_plans"),
    "Reviews": (protection.reviews, "protection_plans"),
    "PreProceedings": (protection.pre_proceedings, "before_court"),
}


@dataclass(frozen=True)
class Built:
    """`tables`: as they are sent. `children`: the `child` of the facts for each `Child` of the tables."""

    tables: dict[str, pl.DataFrame]
    children: pl.DataFrame


def build(
    facts: ReturnFacts, year: str, authority: str | None = None, *, at: datetime | None = None
) -> dict[str, pl.DataFrame]:
    """Each table of the census of a collection year ("2025-26") by an authority (nine characters), as the specification has
    it: columns, types and order; rows in order of child and day. LAchildID is blank for a child to whom the authority has
    given no number. `at`: when the file is made, for the header."""
    return build_with_children(facts, year, authority, at=at).tables


def build_with_children(
    facts: ReturnFacts, year: str, authority: str | None = None, *, at: datetime | None = None
) -> Built:
    """The same, and whose rows they are."""
    building = of_year(facts, year)
    children, ties = _children(building), _ties(building)
    asked = [each for each in TABLES.values() if each is not HEADER and (each.since or year) <= year]
    made = {each.name: _published(each, _made(each.name, building), children, ties) for each in asked}
    return Built({HEADER.name: _header(building, authority, at)} | made, children.select("Child", "child"))


def _header(building: Building, authority: str | None, at: datetime | None) -> pl.DataFrame:
    """What follows from the year and the authority, and who made the file and when. LEA is blank where not known."""
    told = {
        "Collection": "CIN",
        "Year": str(building.end.year),
        "ReferenceDate": building.end,
        "SourceLevel": "L",
        "LEA": number_of(authority),
        "SoftwareCode": SOFTWARE,
        "SerialNo": _FIRST_FILE,
        "DateTime": f"{at:%Y-%m-%dT%H:%M:%S}" if at else None,
    }
    row = {each.name: told.get(each.name) for each in HEADER.columns}
    return pl.DataFrame([row], schema={each.name: each.kind.dtype for each in HEADER.columns})


def _children(building: Building) -> pl.DataFrame:
    """`child`, the authority's number LAchildID, and Child: the places of children in order of that number."""
    number = pl.when(pl.col("number") != "").then("number").alias("LAchildID")
    persons = building.facts.persons.select("child", number)
    known = (
        tables.children(building)
        .join(persons, on="child", how="left")
        .sort("LAchildID", "child", nulls_last=True)
    )
    return known.with_row_index("Child", offset=1).cast({"Child": pl.Int64})


def _ties(building: Building) -> pl.DataFrame:
    """`episode` and CINdetailsID: its place among the child's."""
    ordered = building.episodes.sort("episode")
    place = pl.int_range(1, pl.len() + 1).over("child").cast(pl.String).alias("CINdetailsID")
    return ordered.select("episode", place)


def _made(name: str, building: Building) -> pl.DataFrame:
    make, of = _MADE[name]
    return pl.DataFrame() if getattr(building.facts, of).is_empty() else make(building)


def _published(table: Table, rows: pl.DataFrame, children: pl.DataFrame, ties: pl.DataFrame) -> pl.DataFrame:
    """The columns of the specification, and blank what is not known."""
    wanted = {column.name: column.kind.dtype for column in table.columns}
    if rows.is_empty():
        return pl.DataFrame(schema=wanted)
    known = rows.join(children, on="child", maintain_order="left")
    if "CINdetailsID" in wanted:
        known = known.join(ties, on="episode", maintain_order="left")
    absent = [pl.lit(None, dtype).alias(name) for name, dtype in wanted.items() if name not in known.columns]
    made = known.with_columns(absent).select(pl.col(name).cast(dtype) for name, dtype in wanted.items())
    text = pl.col(pl.String)
    return made.with_columns(pl.when(text != "").then(text).name.keep()).sort(
        _order(table), maintain_order=True
    )


def _order(table: Table) -> list[pl.Expr]:
    """By the numbers that tie a row, then by its day; what has none stays as the record has it."""
    numbers = [pl.col(name).cast(pl.Int64) for name in ("Child", *_TIES) if name in table.names]
    return [*numbers, *(pl.col(name) for name in table.key if table[name].kind is Kind.XML_DATE)]
