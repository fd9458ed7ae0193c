"""Where a child is who has no placement: not yet born, at home, after care, or no longer living."""

from collections.abc import Iterable
from datetime import date

from kith.care.models import PeriodOfCare, Placement
from kith.leavingcare.models import CareLeaverContact
from kith.people.models import Person
from kith.reach.models import SealedIdentity
from kith.statutory import codes

AT_HOME, NOT_RECORDED, ADOPTED = "At home or with family", "Not recorded", "Adopted"
# Where a young person was when care ended, by the published reason for its end.
WHEN_CARE_ENDED = {
    "E11": ADOPTED,
    "E12": ADOPTED,
    "E3": "In the care of another authority",
    "E4A": "At home with parents or relatives",
    "E4B": "At home with parents or relatives",
    "E13": "With somebody who does not hold parental responsibility",
    "E41": "With the holder of a child arrangements order",
    "E45": "With a special guardian",
    "E46": "With a special guardian",
    "E47": "With a special guardian",
    "E48": "With a special guardian",
    "E5": "Living independently, with support",
    "E6": "Living independently",
    "E7": "In adult residential care",
    "E9": "In custody",
    "E16": "Abroad",
    "E17": "With the former carers",
}
PLACED, TO_BE_PLACED = "Placed for adoption", "To be placed for adoption"
NOWHERE_TOLD = ("", "0", "R1", "R2")  # not in touch, or where they live is not known


def before_birth_or_after_death(person: Person, as_of: date) -> str:
    """Of a child who is not here to be anywhere; empty for any other."""
    if person.died_on and person.died_on <= as_of:
        return f"Died {_day(person.died_on)}"
    if person.pregnancy_ended_on:
        return f"Not born: the pregnancy ended {_day(person.pregnancy_ended_on)}"
    if person.is_unborn:
        return f"Not yet born, expected {_day(person.expected_on)}" if person.expected_on else "Not yet born"
    return ""


def after_care(ended: PeriodOfCare, contact: CareLeaverContact | None) -> str:
    """Of a young person whose care has ended: as they last told us, else as it was when care ended."""
    if WHEN_CARE_ENDED.get(ended.end_reason) == ADOPTED:
        return ADOPTED
    if contact is not None and contact.accommodation not in NOWHERE_TOLD:
        lives = contact.get_accommodation_display().rpartition(", ")[0]
        return f"{lives}, as recorded for {contact.collection_year}"
    was, on = WHEN_CARE_ENDED.get(ended.end_reason), _day(ended.end_on) if ended.end_on else ""
    return f"{was}, when care ended {on}" if was else f"{NOT_RECORDED} since care ended {on}"


def of_new_identities(people: Iterable[int], as_of: date) -> dict[int, str]:
    """Of whom a sealed adoption record is, whose care is recorded under the first name: how far it has come, not where."""
    links = SealedIdentity.objects.filter(sealed__in=people).values_list("first", "sealed")
    sealed = dict(links)
    found = dict.fromkeys(sealed.values(), TO_BE_PLACED)
    if not sealed:
        return found
    stays = Placement.objects.on(as_of).filter(child__in=sealed, place__in=codes.PLACED_FOR_ADOPTION)
    ended = PeriodOfCare.objects.filter(child__in=sealed, end_on__lte=as_of, end_reason__in=codes.ADOPTED)
    found |= {sealed[child]: PLACED for child in stays.values_list("child", flat=True)}
    return found | {sealed[child]: ADOPTED for child in ended.values_list("child", flat=True)}


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
