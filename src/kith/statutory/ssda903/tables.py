"""What a rule of the SSDA903 return is given: this year's tables, last year's, and the day the year begins and ends.

Every table has every column of the specification (blank where it was absent), `X?` for each column X of dates or
numbers (`lib.columns`), `file`, `row`, its identity, and what is derived (`derived`): each made once, by name.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property

import polars as pl

from kith.lib.collecting import collected
from kith.lib.columns import as_found
from kith.lib.rule import identity
from kith.statutory import postcodes as reference
from kith.statutory.returns.collection import Collection
from kith.statutory.ssda903.derived import Given, derive
from kith.statutory.ssda903.specification import READ_AS, TABLES, Column

LAST_YEAR, PROVIDERS, POSTCODES, XML = "last year's files", "the provider list", "postcodes", "XML"
AUTHORITY = "the authority"
_LACKING = {
    LAST_YEAR: "This rule compares with last year's files, which were not given. Check again with them.",
    PROVIDERS: "This rule needs Ofsted's list of providers, which was not given. Check again with it.",
    AUTHORITY: "This rule asks what is your own authority's, and which that is was not said. Check again with it.",
    XML: "This rule is about the XML form of the return; these files are CSV.",
}
PROVIDER_LIST = {
    "URN": pl.String(),
    "PLACE_CODES": pl.List(pl.String()),
    "PROVIDER_CODES": pl.List(pl.String()),
    "POSTCODE": pl.String(),
    "LA": pl.String(),
    "REG_END": pl.Date(),
}


class Year:
    """One year's twelve tables, each a lazy frame by the name a rule calls it."""

    header: pl.LazyFrame
    episodes: pl.LazyFrame
    reviews: pl.LazyFrame
    uasc: pl.LazyFrame
    oc2: pl.LazyFrame
    oc3: pl.LazyFrame
    ad1: pl.LazyFrame
    placed_adoption: pl.LazyFrame
    prev_perm: pl.LazyFrame
    missing: pl.LazyFrame
    sw_episodes: pl.LazyFrame
    dolo: pl.LazyFrame

    def __init__(self, tables: Mapping[str, pl.DataFrame]) -> None:
        for name, table in tables.items():
            setattr(self, NAMES[name], table.lazy())

    def __getitem__(self, name: str) -> pl.LazyFrame:
        """A table by its published name."""
        found: pl.LazyFrame = getattr(self, NAMES[name])
        return found


NAMES = {
    "Header": "header",
    "Episodes": "episodes",
    "Reviews": "reviews",
    "UASC": "uasc",
    "OC2": "oc2",
    "OC3": "oc3",
    "AD1": "ad1",
    "PlacedAdoption": "placed_adoption",
    "PrevPerm": "prev_perm",
    "Missing": "missing",
    "SWEpisodes": "sw_episodes",
    "DoLo": "dolo",
}


class Tables(Year):
    """This year's tables, `last` year's (empty where there are none), the list of `providers`, and the year. What is still
    open is known to have lasted until `known_until`: the end of the year, or in a mid-year check the day of the data.

    `given` and `given_last` hold tables with the columns of the specification that are known, and may hold derived
    columns, which are then used as they are."""

    child = "CHILD"

    def __init__(
        self,
        given: Given,
        collection: Collection,
        *,
        given_last: Given | None = None,
        providers: pl.DataFrame | None = None,
        places: reference.Postcodes | reference.Absent | None = None,
        xml: bool = False,
        as_of: date | None = None,
    ) -> None:
        self.collection, self.year = collection, collection.year
        self.start, self.end, self.authority = collection.start, collection.end, collection.authority
        self.ended = as_of is None or as_of > self.end
        self.known_until = self.end if as_of is None else min(as_of, self.end)
        self.places = places or reference.postcodes()
        # Numbers the children, the same in both years: rules join by child again and again, and text is slow.
        self._numbered = pl.Categorical(pl.Categories.random())
        self.frames = _completed(given, self._numbered)
        super().__init__(derive(self.frames, collection, self.places))
        self._has = {
            LAST_YEAR: given_last is not None,
            PROVIDERS: providers is not None,
            AUTHORITY: self.authority is not None,
            XML: xml,
        }
        self._given_last = given_last or {}
        self.providers = _providers(providers).lazy()

    @cached_property
    def last(self) -> Year:
        """Last year's tables. Their rows are never marked."""
        frames = _completed(self._given_last, self._numbered, suffix="_last")
        return Year(derive(frames, self.collection.before, self.places))

    def lacks(self, need: str) -> str | None:
        """Why a need is not met, in a sentence; null where it is."""
        if need == POSTCODES:
            return self.places.says if isinstance(self.places, reference.Absent) else None
        return None if self._has[need] else _LACKING[need]

    def outside(self, column: Column) -> pl.Expr:
        """The column holds something that is not among its codes of this year."""
        codes = [code.code for code in (column.codes.in_force(self.year) if column.codes else ())]
        return pl.col(column.name).is_not_null() & ~pl.col(column.name).is_in(codes)


def _completed(given: Given, child: pl.Categorical, suffix: str = "") -> Mapping[str, pl.DataFrame]:
    """Every table, with every column there is, its rows numbered, CHILD as `child` says; what is not known is blank."""
    filled = {name: given[name] for name in TABLES if name in given and not given[name].is_empty()}
    frames = [_complete(name, rows, child, suffix) for name, rows in filled.items()]
    found = dict(zip(filled, collected(frames, sum(rows.height for rows in filled.values())), strict=True))
    return {name: found[name] if name in found else _nothing(name, given, child, suffix) for name in TABLES}


def _complete(name: str, rows: pl.DataFrame, child: pl.Categorical, suffix: str) -> pl.LazyFrame:
    wanted = _schema(name) | {"CHILD": child}
    absent = [pl.lit(None, dtype).alias(n) for n, dtype in wanted.items() if n not in rows.columns]
    mark = identity(name + suffix)
    return rows.lazy().with_columns(pl.col("^CHILD$").cast(child), *absent).with_row_index(mark)


def _nothing(name: str, given: Given, child: pl.Categorical, suffix: str) -> pl.DataFrame:
    """The same of a table without rows: over one child most have none."""
    there = dict(given[name].schema) if name in given else {}
    return pl.DataFrame(
        schema={identity(name + suffix): pl.UInt32()} | there | _schema(name) | {"CHILD": child}
    )


@cache
def _schema(name: str) -> dict[str, pl.DataType]:
    typed = [c.name for c in TABLES[name].columns if c.kind in READ_AS]
    odd = [*typed, *(["UASC"] if name == "Header" else [])]
    return TABLES[name].schema | {as_found(each): pl.String() for each in odd}


def _providers(found: pl.DataFrame | None) -> pl.DataFrame:
    table = pl.DataFrame(schema=PROVIDER_LIST) if found is None else found
    absent = [pl.lit(None, dtype).alias(n) for n, dtype in PROVIDER_LIST.items() if n not in table.columns]
    return table.with_columns(absent).select(*PROVIDER_LIST)
