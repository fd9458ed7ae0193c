"""Bringing the record to a plan: removals first, then changes, then additions, so that no two rows ever overlap."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Model, Q

from kith.access.audit import current
from kith.people.models import Person
from kith.providers.models import Home
from kith.returns.comparing import Change, Plan, Record, columns, fingerprint, model_of, told
from kith.returns.models import Load, LoadedRow
from kith.returns.wanted import Wanted
from kith.statutory.ssda903.years import last_day
from kith.workforce.models import Allocation, Worker

BATCH = 1000


def write(plan: Plan, record: Record, load: Load) -> None:
    """Do everything the plan says."""
    remove(plan.removed)
    wanted = [change for change in plan.changes if not change.same]
    _add_homes(wanted, record, load)
    _add_workers(wanted, record, load)
    _update([change for change in wanted if change.kept])
    _add([change for change in wanted if not change.kept], load)
    _note_sources([change for change in plan.changes if change.same and change.kept])


def remove(brought: Iterable[LoadedRow]) -> None:
    """Take rows that loads brought out of the record."""
    by_model: dict[str, list[int]] = defaultdict(list)
    kept = list(brought)
    for each in kept:
        by_model[each.model].append(each.row)
    for label, numbers in by_model.items():
        model_of(label)._default_manager.filter(pk__in=numbers).delete()
    LoadedRow.objects.filter(pk__in=[each.pk for each in kept]).delete()


def _add_homes(changes: list[Change], record: Record, load: Load) -> None:
    asked = sorted({change.home for change in changes if change.home} - set(record.homes))
    homes = Home.objects.bulk_create([Home(urn=urn, postcode=code) for urn, code in asked], batch_size=BATCH)
    record.homes |= {(home.urn, home.postcode): home.pk for home in homes}
    _note(homes, load)
    for change in changes:
        if change.home:
            change.row.home_id = record.homes[change.home]  # type: ignore[attr-defined]


def _add_workers(changes: list[Change], record: Record, load: Load) -> None:
    """Workers known only from the return: a number, no name and no login."""
    first: dict[str, date] = {}
    for change in changes:
        if isinstance(change.row, Allocation) and change.worker not in record.workers:
            first[change.worker] = min(change.row.start_on, first.get(change.worker, date.max))
    made = [
        Worker(name=f"Social worker {number}", social_work_england=number, start_on=start)
        for number, start in sorted(first.items())
    ]
    workers = Worker.objects.bulk_create(made, batch_size=BATCH)
    record.workers |= {worker.social_work_england: worker.pk for worker in workers}
    _note(workers, load)
    for change in changes:
        if change.worker:
            change.row.worker_id = record.workers[change.worker]  # type: ignore[attr-defined]


def _by_model(changes: list[Change]) -> dict[type[Model], list[Change]]:
    found: dict[type[Model], list[Change]] = defaultdict(list)
    for change in changes:
        found[type(change.row)].append(change)
    return found


def _update(changes: list[Change]) -> None:
    for model, found in _by_model(changes).items():
        names = [each.name for each in columns(model)]
        model._default_manager.bulk_update([each.row for each in found], names, batch_size=BATCH)
    _note_sources(changes)


def _add(changes: list[Change], load: Load) -> None:
    for model, found in _by_model(changes).items():
        model._default_manager.bulk_create([each.row for each in found], batch_size=BATCH)
    note_brought(changes, load)


def note_brought(changes: list[Change], load: Load) -> None:
    """Keep where each row came from."""
    rows = [_brought(change.row, load, change.sources) for change in changes]
    LoadedRow.objects.bulk_create(rows, batch_size=BATCH)


def _note(rows: Iterable[Model], load: Load) -> None:
    LoadedRow.objects.bulk_create([_brought(row, load, []) for row in rows], batch_size=BATCH)


def _brought(row: Model, load: Load, sources: list) -> LoadedRow:
    child = row.pk if isinstance(row, Person) else getattr(row, "child_id", None)
    return LoadedRow(
        load=load,
        child_id=child,
        model=row._meta.label,
        row=row.pk,
        fingerprint=fingerprint(row),
        sources=sources,
    )


def _note_sources(changes: list[Change]) -> None:
    kept = [change.kept for change in changes if change.kept]
    for change in changes:
        if change.kept:
            change.kept.sources = change.sources
            if not change.same:
                change.kept.fingerprint = fingerprint(change.row)
    LoadedRow.objects.bulk_update(kept, ["sources", "fingerprint"], batch_size=BATCH)


def add_persons(asked: list[Wanted], load: Load, as_of: date) -> dict[str, int]:
    """A person with a record for each child nobody knew yet, by the authority's number."""
    new = [Person(**each.person, record_opened_on=as_of, recorded_from=as_of) for each in asked]
    people = Person.objects.bulk_create(new, batch_size=BATCH)
    changes = [Change(person, told(each.sources)) for person, each in zip(people, asked, strict=True)]
    note_brought(changes, load)
    return {person.authority_id: person.pk for person in people}


def open_records(children: Iterable[int], as_of: date) -> list[int]:
    """Give a record to those known so far only as somebody's relative. Returns them."""
    unopened = Person.objects.filter(pk__in=list(children), record_opened_on__isnull=True)
    opened = list(unopened.values_list("pk", flat=True))
    if opened:
        Person.objects.filter(pk__in=opened).update(record_opened_on=as_of, recorded_from=as_of)
    return opened


def note_how_far(years: Mapping[int, Iterable[str]]) -> None:
    """The last day the returns tell of each child, by the collection years that do; only where the record here began
    with a return. What is due for them changes with it."""
    by_year: dict[str, list[int]] = defaultdict(list)
    for child, told_in in years.items():
        by_year[max(told_in, default="")].append(child)
    for year, children in by_year.items():
        day = last_day(year) if year else None
        came = Person.objects.filter(pk__in=children, recorded_from__isnull=False)
        moved = came.filter(~Q(returned_until=day) if day else Q(returned_until__isnull=False))
        numbers = list(moved.values_list("pk", flat=True))
        Person.objects.filter(pk__in=numbers).update(returned_until=day)
        current().touched.update(numbers)


def hold(children: Iterable[int], load: Load, as_of: date) -> None:
    """The load's team holds these children until somebody is allocated."""
    if load.team_id:
        rows = [Allocation(child_id=child, team_id=load.team_id, start_on=as_of) for child in children]
        Allocation.objects.bulk_create(rows, batch_size=BATCH)
        _note(rows, load)
