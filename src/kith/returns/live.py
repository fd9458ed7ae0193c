"""A return of a year as the live record tells it today, built and checked: everybody's, or that of some children."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

import polars as pl
from django.utils import timezone

from kith.access.models import Installation
from kith.childfile.gather import gather_for_census, gather_for_return
from kith.lib.cases import AUTHORITY
from kith.lib.rule import Rule
from kith.returns.last_year import last_year
from kith.statutory.cin import checking_built as cin
from kith.statutory.return_kinds import KINDS, ReturnKind
from kith.statutory.returns.checking_built import CheckedReturn
from kith.statutory.returns.collection import YEARS
from kith.statutory.ssda903.checking_built import check_built
from kith.statutory.ssda903.episodes import episodes
from kith.statutory.ssda903.years import collection_year
from kith.store.under_way import Progress


def checked(
    collection: str,
    year: str,
    *,
    as_of: date,
    children: Collection[int] | None = None,
    rules: Iterable[Rule] | None = None,
    at: datetime | None = None,
    progress: Progress = lambda said: None,
) -> CheckedReturn:
    """What the record tells on `as_of` of a collection year ("2026-27") in a return ("ssda903"), and what is to be put
    right in it. Without `rules` by all of the return's. `at`: the moment at which its files are made, if they are."""
    here = Installation.objects.first()
    told = Live(year, (here.authority_code if here else "") or None, as_of, children, at, progress)
    found = _CHECKED[collection](told, KINDS[collection].rules if rules is None else rules)
    return found if children is None else _without_the_whole(found)


def _without_the_whole(checked: CheckedReturn) -> CheckedReturn:
    """What is about a return as a whole is not asked of some children's part of it."""
    return replace(checked, found=checked.found.filter(pl.col("table") != AUTHORITY))


@dataclass(frozen=True)
class Live:
    """What is asked of the record: which year, whose, as of which day, and who is told how far it is."""

    year: str
    authority: str | None
    as_of: date
    children: Collection[int] | None
    at: datetime | None
    progress: Progress


def _ssda903(told: Live, rules: Iterable[Rule]) -> CheckedReturn:
    told.progress(GATHERING)
    facts = gather_for_return(told.children)
    told.progress(BUILDING)
    history = episodes(facts)
    return check_built(
        facts,
        told.year,
        authority=told.authority,
        as_of=told.as_of,
        last=last_year(facts, told.year, history),
        rules=rules,
        history=history,
    )


def _cin(told: Live, rules: Iterable[Rule]) -> CheckedReturn:
    told.progress(GATHERING)
    facts = gather_for_census(told.children)
    told.progress(BUILDING)
    at = told.at and timezone.localtime(told.at)
    return cin.check_built(facts, told.year, authority=told.authority, as_of=told.as_of, at=at, rules=rules)


GATHERING = "Gathering what was recorded"
BUILDING = "Building the tables and checking them against the rules"
_CHECKED = {"ssda903": _ssda903, "cin": _cin}


def kinds() -> list[ReturnKind]:
    """The returns that can be built from the record."""
    return [KINDS[key] for key in _CHECKED]


def years(as_of: date) -> list[str]:
    """The years whose return can be built, the present one first."""
    return [year for year in reversed(YEARS) if year <= collection_year(as_of)]


def year_of(as_of: date) -> str:
    """The year whose return is being written today, or the last whose rules we have."""
    return years(as_of)[0]
