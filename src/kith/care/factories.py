"""A child in care, for tests."""

from datetime import date

from kith.care.models import LegalStatus, PeriodOfCare, Placement
from kith.people.models import Person
from kith.providers.models import Home

BEGAN = date(2026, 1, 5)


def in_care(child: Person, start_on: date = BEGAN, place: str = "U6", status: str = "V2") -> Placement:
    """The child is looked after in one placement, under one status, since `start_on`."""
    PeriodOfCare.objects.create(child=child, start_on=start_on)
    LegalStatus.objects.create(child=child, code=status, start_on=start_on)
    return Placement.objects.create(
        child=child, place=place, start_on=start_on, home=a_home(), provider_type="PR1"
    )


def a_home(name: str = "The Ashgroves", postcode: str = "LS1 4AP") -> Home:
    return Home.objects.create(name=name, postcode=postcode)
