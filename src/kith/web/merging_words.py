"""Two records side by side, and what overlaps, in the words of pages."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Field
from django.urls import reverse

from kith.casework.duplicates import NotTheSame
from kith.casework.merging.overlaps import How, Overlap
from kith.casework.merging.words import in_words, plain
from kith.childfile.summary import Summary, summaries
from kith.deadlines.queries import open_deadlines
from kith.lib.words import plural
from kith.people.models import Person
from kith.people.queries import relationships_of
from kith.web.jinja import long_date, moment
from kith.web.person_words import about, numbers, reached
from kith.web.restriction_words import in_banner

NEED_NOT_AGREE = ("Record", "Family", "Workers", "Open deadlines")
# The section of a record in which a row is corrected. What is not here is corrected on the overview's pages.
CORRECTED_AT = {
    "care": "timeline", "care.Placement": "homes", "care.ShortBreak": "homes", "care.Review": "reviews",
    "people": "details", "people.Relationship": "family", "people.FamilyMember": "family",
    "people.ParentalResponsibility": "family", "people.Professional": "family", "people.Withholding": "details",
    "workforce.Allocation": "workers", "casework": "health", "casework.SchoolPlace": "education",
    "casework.EducationPlan": "education", "casework.Attendance": "education", "casework.MissingPeriod": "missing",
    "casework.VisitChild": "visits", "casework.VisitFrequency": "visits", "casework.NoteChild": "notes",
    "casework.Draft": "notes",
}  # fmt: skip


def head(person: Person) -> dict:
    """Which of the two a column is about."""
    return {
        "name": person.name, "number": person.pk, "restricted": in_banner(person.pk),
        "href": reverse("child" if person.record_opened_on else "person", args=[person.pk]),
    }  # fmt: skip


def sides(one: Person, two: Person, many: Mapping[int, int]) -> dict[int, str]:
    """Each record as a choice: its name, how old it is, how much there is in it."""
    return {each.pk: f"{each.name}, {_age_of(each)}, {plural(many[each.pk], 'row')}" for each in (one, two)}


def likely_to_stay(one: Person, two: Person, many: Mapping[int, int]) -> Person:
    """The one with a record of their own, with more in it, and older."""
    return max(
        (one, two),
        key=lambda each: (each.record_opened_on is not None, many[each.pk], -_opened(each), -each.pk),
    )


def _opened(person: Person) -> int:
    return (person.record_opened_on or date.max).toordinal()


def _age_of(person: Person) -> str:
    opened = person.record_opened_on
    return f"record opened {long_date(opened)}" if opened else "no record of their own"


def values(field: Field, one: Person, two: Person) -> dict[int, str]:
    """What each of the two says in a column, with how sure a date of birth is."""
    return {each.pk: _value(field, each) for each in (one, two)}


def _value(field: Field, person: Person) -> str:
    known = field.name != "born_on" or person.birth_date_is == Person.BirthDate.KNOWN
    said = plain(field, getattr(person, field.name))
    return said if known else f"{said} ({person.get_birth_date_is_display().lower()})"


def side_by_side(one: Person, two: Person, as_of: date) -> list[dict]:
    """Each fact with what either record says of it, and whether the two agree."""
    glances = summaries([one.pk, two.pk], as_of)
    told = [_told(each, glances[each.pk], as_of) for each in (one, two)]
    return [
        {"fact": fact, "one": told[0][fact], "two": told[1][fact], "differ": _differ(fact, *told)}
        for fact in told[0]
    ]


def _differ(fact: str, one: dict, two: dict) -> bool:
    """Who somebody is differs; what there is of them in either record need not be the same."""
    return fact not in NEED_NOT_AGREE and bool(one[fact] and two[fact] and one[fact] != two[fact])


def _told(person: Person, glance: Summary, as_of: date) -> dict[str, list[str]]:
    where = reached([person.pk], as_of)[person.pk]
    found = {
        "Names": [f"{each.whole}, {each.get_kind_display().lower()}" for each in person.names.all()],
        **{"Birth" if name == "Born" else name: _line(value) for name, value in about(person, as_of)},
        "Died": _line(long_date(person.died_on) if person.died_on else ""),
        **{name: _line(value) for name, value in numbers(person)},
        "Record": [_sentence(_age_of(person))],
        "Family": _kin(person, as_of),
        "Address": ["Withheld"]
        if where.address_withheld
        else [str(each.address) for each in where.residences],
        "Telephone": ["Withheld"] if where.telephone_withheld else [each.number for each in where.telephones],
    }
    return found | _open(person, glance)


def _open(person: Person, glance: Summary) -> dict[str, list[str]]:
    """What goes on now, for a child with a record."""
    is_child = person.record_opened_on is not None
    status = glance.legal_status.get_code_display() if glance.legal_status else ""
    due = open_deadlines([person.pk]).count() if is_child else 0
    return {
        "Workers": [f"{each.who}, {each.get_part_display().lower()}" for each in glance.allocations],
        "Where the child is": _line(glance.where if is_child else ""),
        "Legal status": _line(status),
        "Open deadlines": _line(str(due) if due else ""),
    }


def _kin(person: Person, as_of: date) -> list[str]:
    return [f"{_sentence(kin.word)}: {kin.who.name}" for kin in relationships_of(person, as_of)]


def _line(value: str) -> list[str]:
    return [value] if value else []


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def said_to_be_two(one: Person, two: Person) -> list[str]:
    """Who decided that they are two people, when and why."""
    found = NotTheSame.objects.filter(one__in=(one, two), other__in=(one, two)).select_related("by")
    return [
        f"{row.by.name} decided on {moment(row.decided_at)} that these are two people: {row.reason}"
        for row in found
    ]


# What overlaps


def to_settle(found: Iterable[Overlap], one: Person, two: Person) -> list[dict]:
    """What nobody can settle here: in words, and where it is settled."""
    people = {one.pk, two.pk}
    return [
        {"rows": [in_words(row, people) for row in each.rows], "links": corrected_at(each, one, two)}
        for each in found
        if each.how is How.FIRST
    ]


def corrected_at(each: Overlap, one: Person, two: Person) -> list[dict]:
    """The pages of the two records where the rows are put right instead."""
    told = each.one._meta
    section = CORRECTED_AT.get(told.label) or CORRECTED_AT.get(told.app_label, "child")
    return [
        {
            "text": f"{_sentence(which)} record",
            "href": reverse(section if person.record_opened_on else "person", args=[person.pk]),
        }
        for which, person in (("first", one), ("second", two))
    ]


def refusal(one: Person, two: Person, refused: ValidationError) -> dict:
    return {
        "title": "These records cannot be merged", "one": head(one), "two": head(two), "why": refused.messages
    }  # fmt: skip
