"""Before somebody is added: who on the record may be the same person, why, and what a worker may do about it."""

from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from django.forms import BaseForm
from django.urls import reverse

from kith.access.roles import Permission
from kith.lib.days import birthday
from kith.people.models import Person, Relationship, Residence
from kith.people.queries import word_between, word_for
from kith.reach.asked import DIGIT, NEXT, SAME, SWAPPED, YEAR, near
from kith.reach.doing import may
from kith.reach.search import find, findable, is_restricted, openable, sound_alike, typed_words
from kith.reach.withheld import hidden_addresses
from kith.web.person_words import line
from kith.web.request import Request

MOST = 8
LOOKED_AT, USE = "looked_at", "use"  # sent with the form: whom the worker has looked at, and whom they chose
RESTRICTED = "restricted"
BIRTH = {
    SAME: "Same date of birth",
    SWAPPED: "Date of birth with day and month the other way round",
    NEXT: "Date of birth a day apart",
    YEAR: "Date of birth a year apart",
    DIGIT: "Date of birth with one digit different",
}


@dataclass
class Known:
    """Who may be meant, each with why; whether somebody restricted is; and what was typed, to be sent again."""

    people: list[tuple[Person, list[str]]] = field(default_factory=list)
    restricted: bool = False

    @property
    def looked_at(self) -> str:
        numbers = [str(person.pk) for person, _ in self.people]
        return " ".join([*numbers, *([RESTRICTED] if self.restricted else [])])


def already_known(request: Request, form: BaseForm, child: Person | None = None) -> Known:
    """Whom the form may be about, unless the worker has looked at them. With anybody new among them it is not saved."""
    if request.method != "POST" or not form.is_valid():
        return Known()
    known = Known(find_alike(request, form.cleaned_data, child), fits_restricted(form.cleaned_data))
    looked_at = set(request.POST.get(LOOKED_AT, "").split())
    if set(known.looked_at.split()) <= looked_at:
        return Known()
    form.add_error(None, "Somebody like this may be on the record already. Look at them first")
    return known


def shown(request: Request, known: Known, *, child: Person | None = None) -> dict:
    """What the page shows of it."""
    records = [person.pk for person, _ in known.people]
    may_open = openable(request.worker, records)
    return {
        "alike": [_line(request, person, why, may_open, child) for person, why in known.people],
        "restricted": known.restricted,
        "may_open": may(request.worker, Permission.EMERGENCY_OPEN),
        "looked_at": known.looked_at,
        "typed": [
            (name, value)
            for name in request.POST
            if name not in (LOOKED_AT, USE, "csrfmiddlewaretoken", "draft")
            for value in request.POST.getlist(name)
        ],
    }  # fmt: skip


def _line(request: Request, person: Person, why: list[str], may_open: set[int], child: Person | None) -> dict:
    href = reverse("card", args=[person.pk]) if person.record_opened_on else ""
    if not href and person.pk in may_open:
        href = reverse("person", args=[person.pk])
    tag = {"text": "Child’s record", "colour": "blue"} if person.record_opened_on else None
    return line(person, request.as_of, why=". ".join(why), tag=tag) | {
        "open": href,
        "use": person.pk if child is not None or href else None,
        "note": "" if href else "Known as a relative of another child",
    }


def chosen(request: Request) -> Person | None:
    """The person on the record whom the worker says it is; only somebody they may find."""
    wanted = request.POST.get(USE, "")
    if request.method != "POST" or not wanted.isdecimal() or len(wanted) > 18:
        return None
    return findable(request.worker).with_names().filter(pk=wanted).first()


def fits_restricted(given: dict) -> bool:
    """Whether a restricted record fits. What is sealed is never told."""
    born = given.get("born_on")
    name = f"{given.get('given', '')} {given.get('family', '')} {born.isoformat() if born else ''}"
    number = given.get("nhs_number")
    return is_restricted(name) or bool(number and is_restricted(number))


def find_alike(request: Request, given: dict, child: Person | None) -> list[tuple[Person, list[str]]]:
    """Everybody this worker may find who is like what was typed, the surest first, each with why."""
    number, name = given.get("nhs_number"), f"{given.get('given', '')} {given.get('family', '')}".strip()
    born = given.get("born_on") or given.get("expected_on")
    found = find(request.worker, number) if number else []
    found += find(request.worker, f"{name} {born.isoformat()}") if born else []
    found += find(request.worker, name)
    people = {each.person.pk: each.person for each in found if each.relative is None}
    people = {pk: each for pk, each in people.items() if _may_be(each, child, request.as_of)}
    reasons = {pk: _reasons(person, given, born) for pk, person in people.items()}
    around = _around([pk for pk, why in reasons.items() if why], child, request.as_of)
    made = [(person, [*reasons[pk], *around.get(pk, [])]) for pk, person in people.items() if reasons[pk]]
    return sorted(made, key=lambda each: -len(each[1]))[:MOST]


def _may_be(person: Person, child: Person | None, as_of: date) -> bool:
    """A relative may be anybody but the child; a child to be added is no grown-up without a record of their own."""
    if child is not None:
        return person.pk != child.pk
    return bool(person.record_opened_on or person.born_on is None or as_of < birthday(person.born_on, 25))


def _reasons(person: Person, given: dict, born: date | None) -> list[str]:
    """Why it may be this person; nothing where it hardly can be: another day of birth, or a name only a little like."""
    number = given.get("nhs_number")
    same_number = ["Same NHS number"] if number and person.nhs_number == number else []
    called = _called(person, f"{given.get('given', '')} {given.get('family', '')}")
    theirs = person.born_on or person.expected_on
    how = BIRTH.get(near(born).get(theirs, ""), "") if born and theirs else ""
    if same_number:
        return [*same_number, *([called] if called else []), *([how] if how else [])]
    if not called or (born and theirs and not how) or (called == SPELT and not how):
        return []
    return [
        called,
        *([how] if how else ["Date of birth not known" if not theirs else "Date of birth not given"]),
    ]


SPELT = "Name is spelt alike"


def _called(person: Person, name: str) -> str:
    """How the name is like one of theirs: the same, one no longer used, one that sounds the same, one spelt alike."""
    typed = typed_words(name)
    names = person.names.all()
    same = [each for each in names if set(typed) <= set(each.words)]
    if same:
        return (
            "Same name" if person.current_name in same else f"Same name as {same[0].whole}, another of theirs"
        )
    for each in names:
        pairs = {(word, kept) for word in typed for kept in each.words}
        alike = {word for word, _ in sound_alike(pairs)} | (set(typed) & set(each.words))
        if alike >= set(typed):
            return "Name sounds the same"
    return SPELT if any(_spelt_alike(typed, each.words) for each in names) else ""


def _spelt_alike(typed: list[str], kept: list[str]) -> bool:
    """Whether each word typed is much like one of the name: a twin has another first name."""
    return bool(kept) and all(
        max(SequenceMatcher(None, word, each).ratio() for each in kept) > 0.6 for word in typed
    )


def _around(people: list[int], child: Person | None, as_of: date) -> dict[int, list[str]]:
    """What joins them to the child beside whom somebody is added: a relative, a parent of one name, a postcode."""
    if child is None or not people:
        return {}
    found: dict[int, list[str]] = {number: [] for number in people}
    rows = Relationship.objects.filter(end_on__isnull=True).select_related("person", "other")
    rows = rows.prefetch_related("person__names", "other__names")
    kin = {
        each.person_id if each.other_id == child.pk else each.other_id: each for each in _of(rows, [child.pk])
    }
    for row in _of(rows, people):
        for one, other in ((row.person_id, row.other), (row.other_id, row.person)):
            if one in found and other.pk == child.pk:
                found[one].append(f"Already {word_between(row, child)} of {child.name}")
            elif one in found and other.pk in kin:
                found[one].append(
                    f"{_what(row, one)} of {other.name}, {word_between(kin[other.pk], child)} of {child.name}"
                )
    for one, words in _parents_of_one_name(rows, people, child).items():
        found[one].append(words)
    for one in _at_one_postcode(people, child):
        found[one].append("Same postcode")
    return found


def _of(rows, people: list[int]):
    return rows.filter(person__in=people) | rows.filter(other__in=people)


def _what(row: Relationship, one: int) -> str:
    """What `one` is to the other in a relationship."""
    return word_between(row, row.other if row.person_id == one else row.person).capitalize()


def _parents_of_one_name(rows, people: list[int], child: Person) -> dict[int, str]:
    parents = {each.person.name.casefold() for each in rows.filter(other=child, kind="parent")}
    return {
        row.other_id: f"{word_for('parent', row.person.sex).capitalize()} has the same name"
        for row in rows.filter(other__in=people, kind="parent")
        if row.person.name.casefold() in parents
    }


def _at_one_postcode(people: list[int], child: Person) -> set[int]:
    rows = Residence.objects.exclude(address__in=hidden_addresses()).exclude(address__postcode="")
    here = rows.filter(person=child).values("address__postcode")
    return set(rows.filter(person__in=people, address__postcode__in=here).values_list("person", flat=True))
