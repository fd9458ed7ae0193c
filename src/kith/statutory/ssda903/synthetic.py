"""Returns that nobody sent: made-up children with valid histories, for measuring and for tests of properties.

The same number of children and the same seed give the same return. Of 100 children looked after there are about 290
episodes, 210 reviews and 170 social workers, with 35 care leavers beside them; this year's tables and last year's.
"""

from datetime import date
from pathlib import Path

import polars as pl

from kith.statutory.postcodes import Absent, postcodes
from kith.statutory.returns.chance import Chance
from kith.statutory.ssda903.synthetic_children import children_of
from kith.statutory.ssda903.synthetic_episodes import history, homes_of, of_year
from kith.statutory.ssda903.synthetic_faults import with_faults
from kith.statutory.ssda903.synthetic_tables import tables_of
from kith.statutory.ssda903.years import first_day, last_day

AUTHORITY, NEIGHBOUR = "E08000025", "E08000029"
# Without a list of postcodes nothing is known of any of them, and the rules about places are not run.
_NOWHERE = {AUTHORITY: ["B1 1BB", "B2 4QA"], NEIGHBOUR: ["B91 1AA", "B91 1AB"]}
_FIGURES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Tables that a return of an earlier year does not have.
_SINCE = {"DoLo": 2026, "SWEpisodes": 2023}

Return = dict[str, pl.DataFrame]


def made_up(children: int, *, year: str = "2026-27", seed: int = 1) -> tuple[Return, Return]:
    """A valid return of AUTHORITY for so many looked-after children, and last year's, typed as the specification says."""
    chance, start, end = Chance(seed), first_day(year), last_day(year)
    inside, outside = _postcodes(AUTHORITY), _postcodes(NEIGHBOUR)
    people = children_of(children, start, chance, inside[::2])
    homes = homes_of(inside[1::2], outside, max(children // 4, 100))
    episodes = history(people, start, chance, homes)
    this = _tables(people, episodes, start, end, chance)
    return this, _tables(people, episodes, _year_before(start), _year_before(end), chance)


def _year_before(day: date) -> date:
    return date(day.year - 1, day.month, day.day)


def _tables(people: pl.DataFrame, episodes: pl.DataFrame, start: date, end: date, chance: Chance) -> Return:
    made = tables_of(people, of_year(episodes, start, end), start, end, chance)
    return {name: table for name, table in made.items() if _SINCE.get(name, 0) <= start.year}


def write(folder: Path, tables: Return, *, faults: float = 0, seed: int = 1) -> None:
    """Write each table as CSV, as it is sent, with a share of its rows made faulty."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in with_faults(tables, faults, Chance(seed)).items():
        text.write_csv(folder / f"{name}.csv")


def write_providers(file: Path, *returns: Return) -> None:
    """Write a list of the providers the returns speak of, as Ofsted publishes it."""
    lived = pl.concat([each["Episodes"] for each in returns]).drop_nulls("URN")
    joined = {"Placement code": "PLACE", "Placement provider code": "PLACE_PROVIDER"}
    listed = lived.group_by("URN", maintain_order=True).agg(
        *(
            pl.col(name).unique(maintain_order=True).str.join("/").alias(head)
            for head, name in joined.items()
        ),
        pl.col("PL_POST").sort().first().alias("Setting address postcode"),
        pl.lit(None, pl.String).alias("Deregistration date"),
    )
    listed.write_csv(file)


def _postcodes(authority: str) -> list[str]:
    """Those of an authority, in order."""
    known = postcodes()
    if isinstance(known, Absent):
        return _NOWHERE[authority]
    keys = known.table.filter(pl.col.authority.cast(pl.String) == authority)["key"]
    return [f"{text[:-3]} {text[-3:]}" for text in map(_spelt, keys[:4000])]


def _spelt(number: int) -> str:
    """A number of base 36 as the letters and figures it was made of."""
    text = ""
    while number:
        number, figure = divmod(number, 36)
        text = _FIGURES[figure] + text
    return text
