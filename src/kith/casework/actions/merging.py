"""Merging two records that are one person's."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.casework.actions.ending import in_words as day_in_words
from kith.casework.actions.telling import tell_of_merge
from kith.casework.merges import Merge
from kith.casework.merging import together
from kith.casework.merging.columns import as_one
from kith.casework.merging.journal import Journal
from kith.casework.merging.overlaps import How, Overlap, overlaps
from kith.casework.merging.references import rows_of
from kith.casework.merging.restrictions import TABLE, make_stricter, restrictions_of
from kith.casework.merging.words import fetched, in_words
from kith.lib.days import LONDON
from kith.people.models import Person
from kith.reach.around import require_for
from kith.reach.doing import NotPermitted
from kith.reach.models import Notice
from kith.reach.wall import look_again
from kith.reach.withheld import anything_hidden
from kith.store.history import serving_everyone
from kith.workforce.models import Worker

MERGE = Permission.PERSON_MERGE
ADOPTION = (
    "Records are not merged here where adoption is or was planned for the child, or the child was adopted. "
    "Ask the adoption worker, or whoever worked with the plan."
)


@dataclass(frozen=True)
class Decided:
    """What whoever merges has decided: whose value stands in a column, which of two rows stands, which is taken out."""

    columns: Mapping[str, int] = field(default_factory=dict)
    stands: Mapping[str, int] = field(default_factory=dict)
    out: Collection[str] = ()


@transaction.atomic
def merge(*, kept: Person, merged: Person, decided: Decided, reason: str, at: datetime, by: Worker) -> Merge:
    """Make one record of two. Everything about `merged` is about `kept` from now on, and can be undone."""
    require_merging(by, kept, merged)
    together.lock(kept.pk, merged.pk)
    _not_merged_just_now(kept, merged)
    seen = overlaps(kept.pk, merged.pk)
    _settled(seen, decided, {kept.pk, merged.pk})
    made = _join(kept, merged, decided, reason, at, by)
    look_again()
    tell_of_merge(Notice.Kind.MERGED, [kept.pk], at, by)
    for person in (kept.pk, merged.pk):
        record(Event.MERGED, made, child=person, reason=reason)
    return made


def require_merging(by: Worker, *people: Person) -> None:
    """Refuse unless the worker may do this for each; nobody merges from whom something is withheld by somebody."""
    for person in people:
        require_for(by, MERGE, person)
    if len({person.pk for person in people}) < len(people):
        raise ValidationError("A record cannot be merged with itself. Choose another person.")
    if anything_hidden():
        raise NotPermitted("You may not merge records: something is withheld from you.")
    if _adoption_concerns(*people):
        raise ValidationError(ADOPTION)


def _adoption_concerns(*people: Person) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_adoption_concerns(%s)", [[person.pk for person in people]])
        return bool(cursor.fetchone()[0])


def _not_merged_just_now(*people: Person) -> None:
    found = Merge.objects.standing().filter(merged__in=people).select_related("by").first()
    if found is not None:
        day = day_in_words(found.at.astimezone(LONDON).date())
        raise ValidationError(
            f"{found.by.name} merged one of these records with another on {day}. Nothing was changed now: look at the "
            "list of merges."
        )


def _settled(seen: list[Overlap], decided: Decided, people: Collection[int]) -> None:
    """Refuse, naming the rows, while something overlaps that nobody has settled."""
    fetched(row for each in seen for row in each.rows)
    faults = [_fault(each, people) for each in seen if not _is_settled(each, decided)]
    if faults:
        raise ValidationError(faults)


def _is_settled(each: Overlap, decided: Decided) -> bool:
    if each.how is How.CHOOSE:
        return decided.stands.get(each.key) in [row.pk for row in each.rows]
    return each.how in (How.SAME, How.BESIDE) or (each.how is How.OUT and each.key in decided.out)


def _fault(each: Overlap, people: Collection[int]) -> str:
    rows = " and ".join(in_words(row, people) for row in each.rows)
    if each.how is How.OUT:
        return f"{rows} is recorded between the two. Say that it is to be taken out, or do not merge."
    if each.how is How.FIRST:
        return f"Both records have one of these, and they must be settled first: {rows}."
    return f"These cannot both stand: {rows}. Choose which one does."


def _join(kept: Person, merged: Person, decided: Decided, reason: str, at: datetime, by: Worker) -> Merge:
    """Also what this worker does not see moves: of that, what stands on the record that stays wins without a word."""
    with serving_everyone():
        made = Merge.objects.create(
            kept=kept,
            merged=merged,
            by=by,
            at=at,
            reason=reason,
            work=current().id,
            stood=rows_of(kept.pk) | {TABLE: restrictions_of(kept.pk)},
        )
        journal = Journal(made)
        together.settle(journal, overlaps(kept.pk, merged.pk), decided.stands)
        together.rename(journal)
        together.move(journal)
        people = Person.objects.in_bulk([kept.pk, merged.pk])
        together.describe(journal, as_one(people[kept.pk], people[merged.pk], decided.columns))
        make_stricter(journal, current().as_of)
    return made
