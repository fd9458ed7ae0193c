"""What of a child's record decides how long it is kept."""

from datetime import date

from kith.care.models import PeriodOfCare
from kith.people.models import Person
from kith.statutory.codes import ADOPTED
from kith.statutory.retention import Life


def life_of(child: Person, as_of: date) -> Life:
    """Birth, death, care and adoption, as far as they are known on `as_of`. Short breaks are care too."""
    periods = list(PeriodOfCare.objects.filter(child=child, start_on__lte=as_of))
    ended = [each for each in periods if each.end_on and each.end_on <= as_of]
    adopted = [each.end_on for each in ended if each.end_reason in ADOPTED and each.end_on]
    return Life(
        born_on=child.born_on,
        died_on=child.died_on,
        in_care=len(ended) < len(periods),
        last_in_care=max((each.end_on for each in ended if each.end_on), default=None),
        adopted_on=max(adopted, default=None),
    )
