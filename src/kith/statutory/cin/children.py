"""What rules of the census ask of the child a row is about (a row of ChildIdentifiers)."""

import polars as pl

from kith.lib.rule import identity
from kith.statutory.cin.tables import Tables


def days_of_death(census: Tables) -> pl.LazyFrame:
    """The children with a day of death: child, PersonDeathDate, and the row that says it."""
    said = census.children.select("child", identity("ChildIdentifiers"), "PersonDeathDate")
    return said.drop_nulls("PersonDeathDate")
