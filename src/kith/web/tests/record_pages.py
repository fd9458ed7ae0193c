"""What the tests of a record's pages share: a child with something on every page, and somebody it is kept from."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from kith.care.models import HomePostcode, LegalStatus, NeedCode, PeriodOfCare, Placement, Review
from kith.casework.models import SchoolPlace, Visit, VisitChild
from kith.people.models import Address, Relationship, Residence, Telephone, Withholding
from kith.providers.models import Home, Provider

PAGES = ("child", "child-print", "chronology", "timeline", "timeline-picture", "homes", "deadlines")
SECRETS = (
    "Larch House",
    "9 Secret Row",
    "HX1 1PB",
    "SC765432",
    "Mill Road",
    "Carer Secretname",
    "01632 960999",
    "Northfold",
)


def today() -> date:
    return timezone.localdate()


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def address(name: str, child, **query) -> str:
    words = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{reverse(name, args=[child.pk])}?{words}"


def looked_after(child, worker) -> None:
    """A child in care, in a home that must not be told to everyone."""
    provider = Provider.objects.create(name="Northfold")
    home = Home.objects.create(
        name="Larch House", address="9 Secret Row", postcode="HX1 1PB", urn="SC765432", provider=provider
    )
    PeriodOfCare.objects.create(child=child, start_on=ago(400))
    LegalStatus.objects.create(child=child, code="C1", start_on=ago(400))
    NeedCode.objects.create(child=child, code="N1", start_on=ago(400))
    HomePostcode.objects.create(child=child, postcode="LS1 4AP", start_on=ago(400))
    Placement.objects.create(child=child, place="U6", home=home, start_on=ago(400))
    Residence.objects.create(
        person=child, start_on=ago(400), address=Address.objects.create(lines="9 Secret Row")
    )
    SchoolPlace.objects.create(child=child, school="Mill Road School", start_on=ago(300))
    Telephone.objects.create(person=child, number="01632 960999", start_on=ago(300))
    Review.objects.create(child=child, held_on=ago(60), participation="PN1")
    visit = Visit.objects.create(
        visited_on=ago(9), written_at=timezone.now(), worker=worker, place="9 Secret Row", text="Seen."
    )
    VisitChild.objects.create(visit=visit, child=child, seen=True, seen_alone=True)


def cared_for_by(child, carer) -> None:
    Relationship.objects.create(person=carer, other=child, kind="foster_carer", start_on=ago(400))


def kept_from(child, person) -> None:
    """Address, school and telephone are withheld from somebody."""
    for what in ("address", "school", "telephone"):
        Withholding.objects.create(
            child=child, what=what, withheld_from=person, reason="risk", start_on=ago(300)
        )
