"""How long a child's record is kept at least, from what it says: law with its source, or the council's own schedule.

A date here never destroys anything. Disposal is a decision of two people, and a legal hold, an open request or a
brother's or sister's record may forbid it.

Checked on 22 November 2026: that the adoption regulations (SI 2005/888) hold for adoptions from 30 December 2005 on, and
that their regulation 6 is about preserving what is kept, was read at legislation.gov.uk, as made. The words of that
regulation, and of regulation 50 of the Care Planning regulations (SI 2010/959), were not displayed there and are told as first read.
"""

from dataclasses import dataclass
from datetime import date

from kith.lib.days import birthday
from kith.statutory.clocks.sources import REGULATIONS, care_planning

ADOPTION_SINCE = date(2005, 12, 30)  # the Adoption and Children Act 2002 came into force
ADOPTION = "Disclosure of Adoption Information (Post-Commencement Adoptions) Regulations 2005, reg 6"
LOOKED_AFTER = care_planning("50")
TO_AGE, AFTER_DEATH, AFTER_ADOPTION, GROWN_UP = 75, 15, 100, 18


@dataclass(frozen=True)
class Life:
    """What of a record decides how long it is kept."""

    born_on: date | None
    died_on: date | None = None
    in_care: bool = False
    last_in_care: date | None = (
        None  # the day the last period of care ended; none while one lasts, or without any
    )
    adopted_on: date | None = None
    closed_on: date | None = None  # nobody holds the record from then on; none while somebody does


@dataclass(frozen=True)
class Local:
    """The council's own schedule, for records no law names a time for: so many years, counted from birth or closure."""

    years: int
    from_closure: bool
    source: str  # the council's own words


@dataclass(frozen=True)
class Kept:
    """The first day on which the record need no longer be kept; none where no date can be told. And why."""

    until: date | None
    why: str
    source: str = ""
    local: bool = False  # no law that Kith holds names a time: the council's own schedule decides


def retention(life: Life, local: Local | None = None) -> Kept:
    """The latest of what the law says of this record. A child later looked after, or adopted, is kept longer.

    `local` decides only where no law names a time, and is told as the council's own, never as law.
    """
    found = [each for each in (_adopted(life), _looked_after(life)) if each]
    if not found:
        return _local(life, local)
    unknown = [each for each in found if each.until is None]
    return unknown[0] if unknown else max(found, key=lambda each: each.until or date.min)


def _local(life: Life, local: Local | None) -> Kept:
    never = "Never looked after: no law names a time"
    if local is None:
        return Kept(None, f"{never}, and the council has set no schedule of its own", local=True)
    start = "closure" if local.from_closure else "birth"
    day = life.closed_on if local.from_closure else life.born_on
    if day is None:
        unknown = "the record is not closed" if local.from_closure else "the day of birth is not known"
        return Kept(None, f"{never}. Counted from {start}, and {unknown}", local.source, local=True)
    why = f"{never}. {_years(local.years)} after {start}, by the council’s own schedule"
    return Kept(birthday(day, local.years), why, local.source, local=True)


def _years(number: int) -> str:
    return "1 year" if number == 1 else f"{number} years"


def _adopted(life: Life) -> Kept | None:
    if life.adopted_on is None:
        return None
    if life.adopted_on < ADOPTION_SINCE:
        return Kept(
            None,
            "Adopted before 30 December 2005, under law that Kith does not hold: ask a legal adviser",
            local=True,
        )
    return Kept(
        birthday(life.adopted_on, AFTER_ADOPTION), "Adopted: at least 100 years from the order", ADOPTION
    )


def _looked_after(life: Life) -> Kept | None:
    if not life.in_care and life.last_in_care is None:
        return None
    if life.last_in_care and life.last_in_care < REGULATIONS:
        why = "Looked after only before 1 April 2011, under law that Kith does not hold: ask a legal adviser"
        return Kept(None, why, local=True)
    if life.born_on is None:
        return Kept(
            None, "Looked after: to the 75th birthday, and the day of birth is not known", LOOKED_AFTER
        )
    if life.died_on and life.died_on < birthday(life.born_on, GROWN_UP):
        return Kept(
            birthday(life.died_on, AFTER_DEATH), "Died before 18: 15 years from the death", LOOKED_AFTER
        )
    return Kept(birthday(life.born_on, TO_AGE), "Looked after: to the 75th birthday", LOOKED_AFTER)
