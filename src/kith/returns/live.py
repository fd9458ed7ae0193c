"""The return of a year as the live record tells it today, built and checked: everybody's, or that of some children."""

from collections.abc import Collection, Iterable
from datetime import date

from kith.access.models import Installation
from kith.childfile.gather import gather_for_return
from kith.lib.rule import Rule
from kith.returns.last_year import last_year
from kith.statutory.returns.checking_built import CheckedReturn
from kith.statutory.ssda903.checking import YEARS
from kith.statutory.ssda903.checking_built import check_built
from kith.statutory.ssda903.rules import RULES
from kith.statutory.ssda903.years import collection_year
from kith.store.under_way import Progress


def checked(
    year: str,
    *,
    as_of: date,
    children: Collection[int] | None = None,
    rules: Iterable[Rule] = RULES,
    progress: Progress = lambda said: None,
) -> CheckedReturn:
    """What the record tells on `as_of` of a collection year ("2026-27"), and what is to be put right in it."""
    progress("Gathering what was recorded")
    facts = gather_for_return(children)
    progress("Building the tables and checking them against the rules")
    here = Installation.objects.first()
    return check_built(
        facts, year, authority=(here.authority_code if here else "") or None, as_of=as_of,
        last=last_year(facts, year), rules=rules,
    )  # fmt: skip


def years(as_of: date) -> list[str]:
    """The years whose return can be built, the present one first."""
    return [year for year in reversed(YEARS) if year <= collection_year(as_of)]


def year_of(as_of: date) -> str:
    """The year whose return is being written today, or the last whose rules we have."""
    return years(as_of)[0]
