"""Whoever owns a restriction learns that a contact was taken for a child of the same name, without the taker learning more.

The taker is shown nobody and is told to speak to the duty manager, as the search does; the contact is for a new child. What
is sealed is not told to anybody: there a notice would say that the two identities are one.
"""

from collections.abc import Iterable
from datetime import datetime

from kith.access.audit import current
from kith.people.models import Person, PersonName
from kith.reach.models import Notice, Restriction
from kith.store.dated import holds_on
from kith.store.history import serving_everyone
from kith.workforce.models import Worker


def tell_owners(children: Iterable[Person], at: datetime, by: Worker) -> None:
    """A notice to the owner of each restriction whose person may be one of these children."""
    with serving_everyone():
        for child in children:
            for restriction in _that_may_be(child, by):
                Notice.objects.get_or_create(
                    worker_id=restriction.owner_id, person_id=restriction.person_id, kind=Notice.Kind.CONTACT,
                    read_at=None, defaults={"about": by, "said": "", "given_at": at},
                )  # fmt: skip


def _that_may_be(child: Person, by: Worker) -> Iterable[Restriction]:
    """Restrictions in force of somebody else of the same whole name, unless both birth dates are known and differ."""
    named = PersonName.objects.filter(person=child, end_on=None).values("plain")
    rows = Restriction.objects.filter(holds_on(current().as_of), person__names__plain__in=named)
    rows = (
        rows.exclude(kind__in=Restriction.SEALED)
        .exclude(person=child)
        .exclude(owner=by)
        .select_related("person")
    )
    return [row for row in rows.distinct() if not _born_apart(row.person, child)]


def _born_apart(one: Person, other: Person) -> bool:
    return bool(one.born_on and other.born_on) and one.born_on != other.born_on
