"""What a rule across the two returns is given: the header and episodes of SSDA903, the children and the episodes of need
of the census. In each of them `CHILD` is the authority's own number, in capitals, by which they are joined."""

from collections.abc import Mapping

import polars as pl

from kith.lib.rule import identity
from kith.statutory.across.specification import TABLES
from kith.statutory.returns.collection import Collection

NAMES = {
    "Header": "header",
    "Episodes": "episodes",
    "ChildIdentifiers": "children",
    "CINdetails": "details",
}
_NUMBERS = ("CHILD", "LAchildID")


class Tables:
    """Both returns of one year, each table a lazy frame by the name a rule calls it."""

    header: pl.LazyFrame
    episodes: pl.LazyFrame
    children: pl.LazyFrame
    details: pl.LazyFrame

    child = "CHILD"
    ended = True

    def __init__(self, given: Mapping[str, pl.DataFrame], collection: Collection) -> None:
        self.collection, self.year = collection, collection.year
        self.start, self.end = collection.start, collection.end
        self.frames: Mapping[str, pl.DataFrame] = {name: _complete(name, given) for name in TABLES}
        for name, frame in self.frames.items():
            setattr(self, NAMES[name], frame.lazy())

    def lacks(self, need: str) -> str | None:
        """Why a need is not met: these rules need nothing but the two returns."""
        raise ValueError(
            f"No rule across returns has a need, so {need!r} is not known. Take it out of the rule."
        )


def _complete(name: str, given: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    schema = TABLES[name].schema
    rows = given.get(name, pl.DataFrame(schema=schema))
    absent = [pl.lit(None, dtype).alias(n) for n, dtype in schema.items() if n not in rows.columns]
    known = rows.with_columns(absent)
    number = next(each for each in _NUMBERS if each in known.columns)
    return known.with_columns(pl.col(number).str.to_uppercase().alias("CHILD")).with_row_index(identity(name))
