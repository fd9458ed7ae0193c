"""Censuses that nobody sent: made-up children with valid journeys, for measuring and for tests of properties.

The same number of children and the same seed give the same census. Of 100 children 12 were referred only, 34 assessed only,
35 have a child in need plan, 15 a protection plan; 4 are assessed at the end of the year and 2 not yet born.
"""

from datetime import date
from pathlib import Path

import polars as pl

from kith.statutory.cin.specification import TABLES
from kith.statutory.cin.synthetic_children import children_of
from kith.statutory.cin.synthetic_faults import FAULTS
from kith.statutory.cin.synthetic_journeys import details_of, tables_below
from kith.statutory.cin.synthetic_seldom import with_seldom
from kith.statutory.cin.writing import as_text, write_text
from kith.statutory.returns.chance import Chance
from kith.statutory.returns.collection import Collection
from kith.statutory.returns.faults import spoilt

AUTHORITY, LEA = "E08000025", "330"
Census = dict[str, pl.DataFrame]


def made_up(children: int, *, year: str = "2025-26", seed: int = 1, seldom: bool = False) -> Census:
    """A valid census of AUTHORITY for so many children, typed as the specification says; with `seldom`, with what seldom
    stands in one."""
    chance, collection = Chance(seed), Collection.of(year)
    people = children_of(children, collection, chance)
    details = details_of(people, collection)
    made = {"Header": _header(collection)} | _of_children(people, collection)
    made |= {"CINdetails": details} | tables_below(details, collection)
    census = {name: _as_declared(name, made[name]) for name in TABLES}
    return with_seldom(census, collection) if seldom else census


def write(file: Path, census: Census, *, year: str = "2025-26", faults: float = 0, seed: int = 1) -> None:
    """Write the census, with a share of the rows of each table made faulty."""
    chance = Chance(seed)
    text = {
        name: spoilt(name, as_text(TABLES[name], t), FAULTS, faults, chance) for name, t in census.items()
    }
    write_text(text, file, year)


def _header(collection: Collection) -> pl.DataFrame:
    told = {
        "Collection": "CIN",
        "Year": str(collection.end.year),
        "ReferenceDate": collection.end,
        "SourceLevel": "L",
        "LEA": LEA,
        "SoftwareCode": "Kith",
        "SerialNo": "001",
        "DateTime": f"{date(collection.end.year, 5, 1)}T09:30:00",
    }
    return pl.DataFrame([told])


def _of_children(people: pl.DataFrame, collection: Collection) -> Census:
    had = people.select("Child", "LAchildID", pl.concat_list("first", "second").alias("Disability"))
    several = had.explode("Disability").drop_nulls("Disability").unique(maintain_order=True)
    return {"ChildIdentifiers": people, "ChildCharacteristics": people, "Disabilities": several}


def _as_declared(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The columns of the specification, with those that are not known blank."""
    wanted = {column.name: column.kind.dtype for column in TABLES[name].columns}
    absent = [pl.lit(None, dtype).alias(each) for each, dtype in wanted.items() if each not in rows.columns]
    return rows.with_columns(absent).select(pl.col(each).cast(dtype) for each, dtype in wanted.items())
