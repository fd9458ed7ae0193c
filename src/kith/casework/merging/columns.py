"""What is known of a person in the columns of their own row: which of two values stands."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Field

from kith.people.models import Person

# Where two records differ, whoever merges them says which holds.
CHOSEN = (
    "born_on", "expected_on", "died_on", "pregnancy_ended_on", "sex", "gender", "ethnicity", "religion", "languages",
    "interpreter", "disabilities", "communication_needs", "nhs_number", "upn", "former_upn",
    "authority_id",
)  # fmt: skip
# What is only said beside another: how sure a date is, why there is no number.
BESIDE = {"birth_date_is": "born_on", "upn_unknown": "upn"}
# The record is as old as the older; and known only from the day on which both are, so that nothing counts as late that a
# return could not tell.
EARLIEST, LATEST = ("record_opened_on",), ("recorded_from", "returned_until")


def differing(one: Person, other: Person) -> list[Field]:
    """The columns in which both say something, and not the same."""
    fields = [each for each in Person._meta.concrete_fields if each.name in CHOSEN]
    return [
        each
        for each in fields
        if not _empty(one, each.name)
        and not _empty(other, each.name)
        and getattr(one, each.name) != getattr(other, each.name)
    ]


def as_one(kept: Person, merged: Person, chosen: Mapping[str, int]) -> dict[str, object]:
    """Every column of the record that stays; `chosen` says whose value stands where both say something."""
    found: dict[str, object] = {}
    for name in CHOSEN:
        whose = _whose(kept, merged, name, chosen)
        found[name] = getattr(whose, name)
        beside = [each for each, of in BESIDE.items() if of == name]
        found |= {each: _beside(each, whose, kept, merged) for each in beside}
    for names, best in ((EARLIEST, min), (LATEST, max)):
        for name in names:
            days = [day for each in (kept, merged) if (day := getattr(each, name))]
            found[name] = best(days) if days else None
    _make_sense(found)
    return found


def bare() -> dict[str, object]:
    """A row about nobody: what a person's columns hold when nothing is known."""
    fields = [each for each in Person._meta.concrete_fields if not each.primary_key]
    return {each.name: each.get_default() for each in fields}


def _empty(person: Person, name: str) -> bool:
    value = getattr(person, name)
    return value in (None, "") or value == bare()[name]


def _whose(kept: Person, merged: Person, name: str, chosen: Mapping[str, int]) -> Person:
    if _empty(kept, name) or _empty(merged, name):
        return merged if _empty(kept, name) else kept
    return merged if chosen.get(name) == merged.pk else kept


def _beside(name: str, whose: Person, kept: Person, merged: Person) -> object:
    """Of whose value stands; where neither has one, of whoever says anything."""
    if name == "upn_unknown" and whose.upn:
        return ""
    said = [getattr(each, name) for each in (whose, kept, merged)]
    return said[0] if name == "birth_date_is" else next((each for each in said if each), "")


def _make_sense(values: dict[str, object]) -> None:
    born, died, ended = (values[name] for name in ("born_on", "died_on", "pregnancy_ended_on"))
    if born and ended:
        raise ValidationError(
            "One of these was born, and of the other the pregnancy ended: they are not one person. Put right what is "
            "wrong on either record first."
        )
    if isinstance(born, date) and isinstance(died, date) and died < born:
        raise ValidationError("The date of death chosen is before the date of birth. Choose others.")
