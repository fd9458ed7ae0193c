"""Chronology entries from the child's own life and from who has worked with them."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from kith.care.models import Parenthood
from kith.childfile.entry import WITHHELD, About, Entry, Kind, turns
from kith.people.models import Alert, ParentalResponsibility, Person, Residence
from kith.store.holding import tells
from kith.workforce.models import Allocation


def life(about: About) -> Iterator[Entry]:
    person = Person.objects.get(pk=about.child)
    for on, title in ((person.born_on, "Born"), (person.died_on, "Died")):
        if on:
            yield Entry(
                on=on, kind=Kind.LIFE, title=title, source="person", number=person.pk, significant=True
            )
    if person.record_opened_on:
        yield Entry(
            on=person.record_opened_on,
            kind=Kind.LIFE,
            title="Record opened",
            source="person",
            number=person.pk,
        )


@tells(Parenthood)
def parenthood(about: About) -> Iterator[Entry]:
    for row in Parenthood.objects.filter(child=about.child):
        if row.first_child_born_on is None:
            continue
        yield Entry(
            on=row.first_child_born_on, kind=Kind.LIFE, title="First child born", source="parenthood", number=row.pk,
            significant=True,
        )  # fmt: skip


@tells(Residence, of="person")
def residences(about: About) -> Iterator[Entry]:
    for row in Residence.objects.filter(person=about.child).select_related("address"):
        yield Entry(
            on=row.start_on, kind=Kind.LIFE, title="Address changed", text=WITHHELD if row.address_id in about.addresses else about.place(str(row.address)),
            source="residence", number=row.pk,
        )  # fmt: skip


@tells(ParentalResponsibility)
def responsibility(about: About) -> Iterator[Entry]:
    if not about.family:
        return
    rows = ParentalResponsibility.objects.filter(child=about.child).select_related("holder")
    for row in rows.prefetch_related("holder__names"):
        who = row.holder.name if row.holder else "the authority"
        entry = partial(
            Entry, kind=Kind.LEGAL, source="parental_responsibility", number=row.pk, significant=True
        )
        yield entry(on=row.start_on, title=f"Parental responsibility: {who}", text=row.basis)
        if row.end_on:
            yield entry(on=row.end_on, title=f"Parental responsibility ended: {who}")


@tells(Alert)
def alerts(about: About) -> Iterator[Entry]:
    for row in Alert.objects.filter(child=about.child):
        entry = partial(Entry, kind=Kind.LIFE, source="alert", number=row.pk)
        yield entry(on=row.start_on, title=f"Alert: {row.text}")
        if row.end_on:
            yield entry(on=row.end_on, title=f"Alert ended: {row.text}")


@tells(Allocation)
def workers(about: About) -> Iterator[Entry]:
    rows = Allocation.objects.filter(child=about.child).select_related("worker", "team")
    for part, held in groupby(rows.order_by("part", "start_on", "pk"), key=lambda each: each.part):
        for on, was, now, row in turns(held):
            title = f"{row.get_part_display()}{'' if now else ' ended'}: {row.who}"
            yield Entry(
                on=on, kind=Kind.WORKER, title=title, text=_why(was, now), source="allocation", number=row.pk,
                # A team holds a child only until somebody is allocated: nothing has begun for the child with that.
                significant=part == Allocation.Part.LEAD and any(each.worker_id for each in (was, now) if each),
            )  # fmt: skip


def _why(was: Allocation | None, now: Allocation | None) -> str:
    before = f"Before: {was.who}." if now and was else ""
    reason = f"{now.get_reason_display()}." if now and now.reason else ""
    team = f"Team: {now.team}." if now and now.team and now.worker else ""
    return " ".join(part for part in (team, before, reason) if part)


SOURCES = (life, parenthood, responsibility, workers)
# Nothing of these is ever significant.
QUIET = (residences, alerts)
