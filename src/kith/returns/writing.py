"""Bringing the record to a plan: removals first, then changes, then additions, so that no two rows ever overlap."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Max, Model, Q

from kith.access.audit import current
from kith.people.models import Person
from kith.providers.models import Home
from kith.returns.comparing import Change, Plan, Record, columns, fingerprint, told
from kith.returns.kinds import KINDS
from kith.returns.links import model_of
from kith.returns.models import Load, LoadedRow, SourceRow
from kith.returns.told import STANDING
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
    for label in sorted(by_model, key=_what_points_first):
        model_of(label)._default_manager.filter(pk__in=by_model[label]).delete()
    LoadedRow.objects.filter(pk__in=[each.pk for each in kept]).delete()


_ORDER = {model._meta.label: place for kind in KINDS.values() for place, model in enumerate(kind.models)}


def _what_points_first(label: str) -> int:
    """What points to other rows goes before them."""
    return -_ORDER.get(label, -1)


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
    """By model, those that others point to first."""
    found: dict[type[Model], list[Change]] = defaultdict(list)
    for change in sorted(changes, key=lambda each: -_what_points_first(type(each.row)._meta.label)):
        found[type(change.row)].append(change)
    return found


def _update(changes: list[Change]) -> None:
    """A part is changed before the assessment it is of: once that is authorised, the part is kept as it is."""
    for model, found in reversed(_by_model(changes).items()):
        names = [each.name for each in columns(model)]
        model._default_manager.bulk_update([each.row for each in found], names, batch_size=BATCH)
    _note_sources(changes)


def _add(changes: list[Change], load: Load) -> None:
    for model, found in _by_model(changes).items():
        for change in found:
            for name, above in change.under.items():
                setattr(change.row, f"{name}_id", above.row.pk)
        model._default_manager.bulk_create([each.row for each in found], batch_size=BATCH)
    note_brought(changes, load)


def note_brought(changes: list[Change], load: Load) -> None:
    """Keep where each row came from."""
    rows = [_brought(change.row, load, change.sources, change.child) for change in changes]
    LoadedRow.objects.bulk_create(rows, batch_size=BATCH)


def _note(rows: Iterable[Model], load: Load) -> None:
    LoadedRow.objects.bulk_create([_brought(row, load, []) for row in rows], batch_size=BATCH)


def _brought(row: Model, load: Load, sources: list, child: int = 0) -> LoadedRow:
    own = row.pk if isinstance(row, Person) else getattr(row, "child_id", None)
    return LoadedRow(
        load=load,
        child_id=own or child or None,
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


def add_persons(asked: Mapping[str, Wanted], load: Load, as_of: date) -> dict[str, int]:
    """A person with a record for each child nobody knew yet, by number."""
    new = [Person(**each.person, record_opened_on=as_of, recorded_from=as_of) for each in asked.values()]
    people = Person.objects.bulk_create(new, batch_size=BATCH)
    changes = [
        Change(person, told(each.sources)) for person, each in zip(people, asked.values(), strict=True)
    ]
    note_brought(changes, load)
    return {number: person.pk for number, person in zip(asked, people, strict=True)}


def open_records(children: Iterable[int], as_of: date) -> list[int]:
    """Give a record to those known so far only as somebody's relative. Returns them."""
    unopened = Person.objects.filter(pk__in=list(children), record_opened_on__isnull=True)
    opened = list(unopened.values_list("pk", flat=True))
    if opened:
        Person.objects.filter(pk__in=opened).update(record_opened_on=as_of, recorded_from=as_of)
    return opened


def note_how_far(children: Iterable[int], load: Load, undone: bool = False) -> None:
    """The last day the returns tell of each child, by the collection years that do; only where the record here began with a
    return. Where two kinds of return tell of a child, the one that ends first. What is due for them changes with it."""
    rows = SourceRow.objects.filter(child__in=list(children))
    stands = Q(load__state__in=STANDING)
    rows = rows.filter(stands, ~Q(load=load)) if undone else rows.filter(stands | Q(load=load))
    last: dict[int, str] = {}
    by_kind = rows.values_list("child", "load__collection").annotate(last=Max("year")).order_by()
    for child, _, year in by_kind:
        last[child] = min(last.get(child, year), year)
    by_year: dict[str, list[int]] = defaultdict(list)
    for child in children:
        by_year[last.get(child, "")].append(child)
    for year, mine in by_year.items():
        day = last_day(year) if year else None
        came = Person.objects.filter(pk__in=mine, recorded_from__isnull=False)
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
