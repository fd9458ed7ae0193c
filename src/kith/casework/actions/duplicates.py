"""The list of people who may be on the record twice: made afresh by a job, and what a worker decides about a pair."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.casework.duplicates import LikelyDuplicate, NotTheSame
from kith.people.models import Person
from kith.reach.around import require_for
from kith.reach.search import findable
from kith.reach.seeing import NotFound
from kith.store.history import serve_everyone
from kith.workforce.models import Worker

AT_A_TIME = 2_000  # rows


@transaction.atomic
def list_duplicates(*, as_of: date) -> int:
    """Make the list afresh, of everybody whom this piece of work may see: for a job, nobody restricted or sealed.

    Returns how many pairs there are. Which were listed before is forgotten for all, also of those restricted since.
    """
    # Only here: the libraries of linking take seconds to load, and no page needs them.
    from kith.casework.linkable import linkable_people
    from kith.casework.linking import link

    apart = set(NotTheSame.objects.values_list("one", "other"))
    pairs = [
        LikelyDuplicate(
            one_id=one, other_id=other, likelihood=likelihood, reasons=reasons, found_on=as_of
        )
        for one, other, likelihood, reasons in link(linkable_people()).iter_rows()
        if (one, other) not in apart
    ]  # fmt: skip
    serve_everyone()
    LikelyDuplicate.objects.all().delete()
    LikelyDuplicate.objects.bulk_create(pairs, batch_size=AT_A_TIME)
    return len(pairs)


def decide_not_the_same(
    *, person: Person, other: Person, reason: str, at: datetime, by: Worker
) -> NotTheSame:
    """Two records are of two people: the pair stays away from the list."""
    for each in (person, other):
        require_for(by, Permission.PERSON_MERGE, each)
    if findable(by).filter(pk__in=(person.pk, other.pk)).count() < 2:
        raise NotFound("There is no such pair, or you may not see it.")
    one, two = sorted((person.pk, other.pk))
    if NotTheSame.objects.filter(one=one, other=two).exists():
        raise ValidationError(
            "Somebody has decided already that they are two people. Nothing needs to be added."
        )
    made = NotTheSame.objects.create(one_id=one, other_id=two, reason=reason, decided_at=at, by=by)
    for child in (one, two):
        record(Event.ADDED, made, child=child)
    return made
