"""Why somebody was found, in words: a name that sounds alike, a birth date nearly right, a brother, a postcode."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from kith.people.models import Person, Relationship, Residence
from kith.people.queries import word_between
from kith.reach.asked import DIGIT, NEXT, SWAPPED, YEAR, Asked, asked, near
from kith.reach.search import Found, sound_alike, typed_words
from kith.reach.withheld import hidden_addresses
from kith.web.jinja import long_date

OUT = {
    SWAPPED: "Born with day and month the other way round",
    NEXT: "Born a day apart",
    YEAR: "Born a year apart",
    DIGIT: "Date of birth with one digit different",
}


@dataclass(frozen=True)
class Unlike:
    """A word typed, and the word of a name that it was taken for."""

    typed: str
    kept: str

    def in_words(self, alike: set[tuple[str, str]]) -> str:
        how = "sounds like" if (self.typed, self.kept) in alike else "is spelt like"
        return f"“{self.typed.capitalize()}” {how} “{self.kept.capitalize()}”"


def reasons(words: str, found: list[Found]) -> dict[int, str]:
    """For each person found, what of the search fits them otherwise than as it was typed; in a few queries."""
    given = asked(words)
    typed = typed_words(given.name)
    kin, lived = _relatives(found), _lived(given, [each.person.pk for each in found])
    unlike = {each.person.pk: _unlike(each.person, typed, kin.get(each.person.pk)) for each in found}
    alike = sound_alike({(one.typed, one.kept) for some in unlike.values() for one in some})
    return {
        each.person.pk: ". ".join(
            [
                *_called(each.person, typed), *(one.in_words(alike) for one in unlike[each.person.pk]),
                *_born(each.person, given), *_related(kin.get(each.person.pk), each.person),
                *lived.get(each.person.pk, []),
            ]
        )
        for each in found
    }  # fmt: skip


def _called(person: Person, typed: list[str]) -> list[str]:
    """A name other than the one shown, where that one holds a word typed and the one shown does not."""
    shown = person.current_name.words if person.current_name else []
    missing = [word for word in typed if not _is_part(word, shown)]
    other = next(
        (name for name in person.other_names for word in missing if _is_part(word, name.words)), None
    )
    if other is None:
        return []
    return [f"{'Was called' if other.end_on else 'Also called'} {other.whole}"]


def _unlike(person: Person, typed: list[str], kin: Relationship | None) -> list[Unlike]:
    """The words typed that none of the names is written with; those of a relative's name left out."""
    own = [word for name in person.names.all() for word in name.words]
    theirs = [word for name in _other(kin, person).names.all() for word in name.words] if kin else []
    found = []
    for word in typed:
        nearest = _nearest(word, own)
        if nearest and not _is_part(word, own) and _likeness(word, nearest) >= _best(word, theirs):
            found.append(Unlike(word, nearest))
    return [each for each in found if _likeness(each.typed, each.kept) > 0.4]


def _is_part(word: str, names: Iterable[str]) -> bool:
    return any(word in each for each in names)


def _nearest(word: str, names: list[str]) -> str:
    return max(names, key=lambda each: (_likeness(word, each), -len(each)), default="")


def _best(word: str, names: list[str]) -> float:
    return max((_likeness(word, each) for each in names), default=0)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _born(person: Person, given: Asked) -> list[str]:
    born = person.born_on or person.expected_on
    if born is None:
        return []
    if given.since and given.until and not given.since <= born < given.until:
        return ["Born up to a year earlier" if born < given.since else "Born up to a year later"]
    how = near(given.day).get(born, "") if given.day else ""
    return [OUT[how]] if how in OUT else []


def _relatives(found: list[Found]) -> dict[int, Relationship]:
    """The relationship by which each person was found, where a relative's name was typed."""
    wanted = {(each.person.pk, each.relative) for each in found if each.relative}
    numbers = {number for pair in wanted for number in pair}
    rows = Relationship.objects.filter(person__in=numbers, other__in=numbers, end_on__isnull=True)
    rows = rows.select_related("person", "other").prefetch_related("person__names", "other__names")
    made = {}
    for row in rows.order_by("-pk"):
        for one, other in ((row.person_id, row.other_id), (row.other_id, row.person_id)):
            if (one, other) in wanted:
                made[one] = row
    return made


def _related(kin: Relationship | None, person: Person) -> list[str]:
    """ "Brother of Mia Smith": what this person is to the relative."""
    if kin is None:
        return []
    other = _other(kin, person)
    return [f"{word_between(kin, other).capitalize()} of {other.name}"]


def _other(kin: Relationship, person: Person) -> Person:
    return kin.other if kin.person_id == person.pk else kin.person


def _lived(given: Asked, persons: list[int]) -> dict[int, list[str]]:
    """Where they live or lived at the postcode asked for."""
    if not given.place:
        return {}
    rows = Residence.objects.filter(person__in=persons, address__postcode__startswith=given.place)
    rows = (
        rows.exclude(address__in=hidden_addresses()).select_related("address").order_by("end_on", "-start_on")
    )
    made: dict[int, list[str]] = {}
    for row in rows:
        ended = f"Lived at {row.address.postcode} until {long_date(row.end_on)}" if row.end_on else ""
        made.setdefault(row.person_id, [ended or f"Lives at {row.address.postcode}"])
    return made
