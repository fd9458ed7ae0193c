"""Two records side by side, what overlaps, and a merge, in the words of pages."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Field
from django.urls import reverse

from kith.casework.merges import Merge, MergedRow
from kith.casework.merging.journal import restored
from kith.casework.merging.overlaps import How, Overlap
from kith.casework.merging.references import model_of, rows_of
from kith.casework.merging.words import fetched, in_words, plain
from kith.childfile.summary import Summary, summaries
from kith.deadlines.queries import open_deadlines
from kith.lib.days import LONDON
from kith.lib.words import plural
from kith.people.models import Person, PersonName
from kith.people.queries import relationships_of
from kith.web.forms.merging import KEPT, MERGED
from kith.web.jinja import long_date, moment
from kith.web.person_words import about, numbers, reached, rows
from kith.web.restriction_words import in_banner

What = MergedRow.What
NAMES = PersonName._meta.db_table
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


def sides(one: Person, two: Person) -> dict[int, str]:
    """Each record as a choice: its name, how old it is, how much there is in it."""
    return {each.pk: f"{each.name}, {_age_of(each)}, {plural(_rows(each), 'row')}" for each in (one, two)}


def likely_to_stay(one: Person, two: Person) -> Person:
    """The one with a record of their own, with more in it, and older."""
    return max(
        (one, two),
        key=lambda each: (each.record_opened_on is not None, _rows(each), -_opened(each), -each.pk),
    )


def _opened(person: Person) -> int:
    return (person.record_opened_on or date.max).toordinal()


def _rows(person: Person) -> int:
    return sum(map(len, rows_of(person.pk).values()))


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
    return bool(one[fact] and two[fact] and one[fact] != two[fact])


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


# A merge that was made


def in_list(merges: list[Merge]) -> list[dict]:
    names = _names_then(merges)
    return [
        {
            "href": reverse("merge-of", args=[row.pk]), "name": row.kept.name,
            "other": names.get(row.pk) or f"number {row.merged_id}",
            "when": moment(row.at), "by": row.by.name, "undone": moment(row.undone_at) if row.undone_at else "",
        }
        for row in merges
    ]  # fmt: skip


def in_full(row: Merge, home: str, refused: ValidationError | None = None) -> dict:
    """A merge: what was done, and what can be done about it."""
    undone = f"{moment(row.undone_at)}, by {row.undone_by.name}: {row.undone_reason}" if row.undone_by else ""
    facts = [
        ("Record that stays", f"{row.kept.name}, number {row.kept_id}"),
        ("Merged into it", names_of(row)[MERGED]),
        ("Merged", f"{moment(row.at)}, by {row.by.name}"),
        ("How they knew", row.reason),
        *([("Undone", undone)] if undone else []),
    ]
    return {
        "title": f"Merged records: {row.kept.name}", "row": row, "facts": rows(facts), "home": home,
        "done": _done(row), "out": _taken_out(row), "why_not": refused.messages if refused else [],
    }  # fmt: skip


def _done(row: Merge) -> list[str]:
    """How many rows of each kind were moved."""
    moved = row.rows.filter(what=What.CHANGED, before=row.merged_id, after=row.kept_id)
    tables = Counter(table for table, _ in moved.values_list("table", "row").distinct())
    names = {table: model_of(table)._meta for table in tables}
    return [
        plural(number, str(names[table].verbose_name), str(names[table].verbose_name_plural))
        for table, number in sorted(tables.items())
    ]


def _taken_out(row: Merge) -> list[str]:
    """The rows that gave way, as they stood."""
    lines = list(row.rows.filter(what=What.REMOVED).order_by("pk"))
    found = [restored(model_of(line.table), line.before) for line in lines]
    fetched(found)
    return [in_words(each, {row.kept_id, row.merged_id}) for each in found]


def names_of(row: Merge) -> dict[str, str]:
    """What the two people are called on the page of their merge."""
    then = _names_then([row]).get(row.pk)
    other = f"{then}, number {row.merged_id}" if then else f"Number {row.merged_id}"
    return {KEPT: f"{row.kept.name}, number {row.kept_id}", MERGED: other}


def _names_then(merges: list[Merge]) -> dict[int, str]:
    """By merge, what the person was called whose record went."""
    lines = MergedRow.objects.filter(merge__in=merges, table=NAMES).order_by("-pk")
    moved = [each for each in lines if each.what == What.REMOVED or each.column == "person_id"]
    known = PersonName.objects.in_bulk([each.row for each in moved])
    found = {}
    for line in moved:
        name = restored(PersonName, line.before) if line.what == What.REMOVED else known.get(line.row)
        found |= {line.merge_id: name.whole} if name else {}
    return found


def said_on_record(person: Person, *, may_open: bool) -> list[dict]:
    """Said on the page of whoever's record stays, for each merge that stands; it leads there for those who merge."""
    found = Merge.objects.standing().filter(kept=person).select_related("by").order_by("at")
    return [
        {
            "text": f"This record was merged with another on {long_date(row.at.astimezone(LONDON).date())} by {row.by.name}.",
            "href": reverse("merge-of", args=[row.pk]) if may_open else "",
        }
        for row in found
    ]
