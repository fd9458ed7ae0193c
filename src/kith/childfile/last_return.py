"""A young person whose care no return ended: what we know of it ends where the returns do."""

from datetime import date

from kith.care.models import PeriodOfCare
from kith.lib.days import birthday
from kith.people.models import Person


def unended(person: Person, period: PeriodOfCare | None, as_of: date) -> date | None:
    """The last day the returns tell of somebody over 18 whose period of care has no end; none for anybody else.

    Nobody is looked after beyond 18, so that an open period says only that no later return told of its end.
    """
    if period is None or period.end_on or person.returned_until is None or person.born_on is None:
        return None
    return person.returned_until if birthday(person.born_on, 18) <= as_of else None
