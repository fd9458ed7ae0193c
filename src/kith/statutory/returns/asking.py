"""What is asked of anybody who wants a return checked: a year there are rules for, an authority that is one, and files with
something of the return in them."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import polars as pl

from kith.statutory.authorities import COUNTIES, current, upper_tier
from kith.statutory.postcodes import Absent, postcodes
from kith.statutory.returns.collection import YEARS
from kith.statutory.returns.reading import Read
from kith.statutory.returns.report import ISSUE_COLUMNS

# The headings of what an earlier check wrote, which lies among the files when they are checked again.
_OUR_OWN = ", ".join(sorted({name.upper() for name in ISSUE_COLUMNS} - {"ROW"}))
_TIERS = {"E06", "E08", "E09", "E10"}

Say = Callable[[str], object]
SomeRead = TypeVar("SomeRead", bound=Read)


class Refused(Exception):
    """Nothing was checked, and why: a sentence for a person."""


def refuse_year(year: str) -> None:
    """Raises Refused for a year whose rules are not here."""
    if year not in YEARS:
        raise Refused(f"There are no rules for {year!r}. Ask for one of {', '.join(YEARS)}.")


def county_of(code: str) -> str | None:
    """The county whose return a district's children are in; null for what is no district."""
    return COUNTIES.get(code)


def is_authority(code: str) -> bool:
    """Whether this is the code of an authority in England that sends a return. Without postcodes its shape decides."""
    known = postcodes()
    if isinstance(known, Absent):
        return code[:3] in _TIERS and len(code) == 9 and code[3:].isdigit()
    return code[:3] in _TIERS and current(code) in _authorities(known.table["authority"].dtype)


def _authorities(listed: pl.DataType) -> set[str]:
    """The authorities of today, from the postcodes'."""
    names = listed.categories if isinstance(listed, pl.Enum) else pl.Series([], dtype=pl.String)
    return set(names.to_frame("a").select(upper_tier(pl.col("a"))).to_series())


def usable(found: SomeRead, called: str, where: str) -> SomeRead:
    """What was read, without what an earlier check wrote. Raises Refused where there was not one row of the return."""
    if found.files:
        return replace(found, problems=tuple(each for each in found.problems if each.found != _OUR_OWN))
    why = found.problems[0] if found.problems else None
    said = f"{why.file}: {why.says}" if why else "There are no files in it."
    raise Refused(f"There is no {called} in {where}. {said}")
