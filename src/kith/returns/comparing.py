"""What must change in the record so that each child's rows are what the returns tell; and where work forbids it."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import F, Field, ForeignKey, Model

from kith.care.models import CarePlanningStep
from kith.people.models import Person
from kith.providers.models import Home
from kith.returns.bringing import Kind
from kith.returns.keys import KEYS, NEEDED, TOGETHER
from kith.returns.links import links_to, model_of
from kith.returns.models import LoadedRow
from kith.returns.told import year_and_file
from kith.returns.wanted import HomeKey, Row, Wanted
from kith.statutory.ssda903.history import Source
from kith.workforce.models import Allocation, Worker

# Columns of people's work that point to a row a return brings: a step of care planning to its placement.
LEANING: list[ForeignKey] = [CarePlanningStep._meta.get_field("placement")]


# Columns the record gained since rows were first brought: empty, they leave what a row holds as it was.
GAINED = {
    "interview_accepted_at", "former_upn", "told_referral_id", "told_plan_id", "told_in", "told_open_in", "told_earlier",
}  # fmt: skip


# How far the returns tell of a child is kept by the loads themselves, and is no word of people's.
KEPT_BY_LOADS = {"returned_until"}


def columns(model: type[Model]) -> list[Field]:
    """What a row holds, its number apart."""
    own = [each for each in model._meta.concrete_fields if not each.primary_key and not each.generated]
    return [each for each in own if each.name not in KEPT_BY_LOADS]


def fingerprint(row: Model) -> str:
    """The same for two rows exactly when they hold the same."""
    held = [(each.attname, _plain(getattr(row, each.attname))) for each in columns(type(row))]
    held = [(name, value) for name, value in held if name not in GAINED or value not in (None, "", [])]
    return hashlib.sha256(json.dumps(held, default=str).encode()).hexdigest()


def _plain(value: object) -> object:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


@dataclass
class Change:
    """One row to add (no number yet) or to bring to what it should be, with its sources."""

    row: Model
    sources: list[list[Any]]
    child: int = 0
    home: HomeKey | None = None
    worker: str = ""
    under: Mapping[str, "Change"] = field(default_factory=dict)
    kept: LoadedRow | None = None
    same: bool = False  # only its sources are new


@dataclass
class Plan:
    """Everything to be done to the record, and the children it cannot be done to: for each, why."""

    changes: list[Change] = field(default_factory=list)
    removed: list[LoadedRow] = field(default_factory=list)
    blocked: dict[int, str] = field(default_factory=dict)
    changed: set[int] = field(default_factory=set)

    @property
    def nothing(self) -> bool:
        return not self.removed and all(change.same for change in self.changes)


class Record:
    """The rows of some children as they are now, with which of them loads brought. A constant number of queries."""

    def __init__(self, children: Iterable[int], kind: Kind) -> None:
        chosen, self.kind = list(children), kind
        self.brought: dict[tuple[str, int], LoadedRow] = {
            (each.model, each.row): each
            for each in LoadedRow.objects.filter(child__in=chosen).select_related("load")
        }
        self.rows: dict[tuple[int, type[Model]], list[Model]] = defaultdict(list)
        for model in kind.models:
            for row in _rows_of(model, chosen):
                self.rows[row.child_id if hasattr(row, "child_id") else row.whose, model].append(row)
        self.leant_on = {
            (field.related_model, pk)
            for field in LEANING
            for pk in field.model._default_manager.filter(child__in=chosen).values_list(
                field.attname, flat=True
            )
        }
        self.persons = {each.pk: each for each in Person.objects.filter(pk__in=chosen)}
        self.told_by_returns = {pk for pk, each in self.persons.items() if self._as_brought(each)}
        self.homes = known_homes()
        self.workers = known_workers()

    def _as_brought(self, row: Model) -> bool:
        kept = self.of_load(row)
        return kept is not None and kept.fingerprint == fingerprint(row)

    def of_load(self, row: Model) -> LoadedRow | None:
        return self.brought.get((row._meta.label, row.pk))

    def with_lost_rows(self) -> set[int]:
        """The children a row of whom a load of this kind brought and somebody removed."""
        models: tuple[type[Model], ...] = (*self.kind.models, Person)
        mine = {model._meta.label for model in models}
        there = {(row._meta.label, row.pk) for rows in self.rows.values() for row in rows}
        there |= {(Person._meta.label, pk) for pk in self.persons}
        lost = [each for key, each in self.brought.items() if key not in there and key[0] in mine]
        return {each.child_id for each in lost if each.child_id}


def _rows_of(model: type[Model], chosen: list[int]) -> Iterable[Any]:
    """The rows of a model about these children, with what their keys are made of. What is held together for several is a
    row for each of them (`whose`)."""
    rows = model._default_manager.order_by("pk")
    if model in TOGETHER:
        return rows.filter(about__child__in=chosen).annotate(whose=F("about__child"))
    return rows.filter(child__in=chosen).select_related(*NEEDED.get(model, ()))


def known_homes() -> dict[HomeKey, int]:
    """Homes by number and postcode; one that has been given a name before one that is known from returns only."""
    rows = Home.objects.order_by("name", "-pk").values_list("urn", "postcode", "pk")
    return {(urn, postcode): pk for urn, postcode, pk in rows if urn or postcode}


def known_workers() -> dict[str, int]:
    rows = Worker.objects.exclude(social_work_england="").order_by("-pk")
    return dict(rows.values_list("social_work_england", "pk"))


def compare(wanted: Mapping[int, Wanted], record: Record) -> Plan:
    """What brings these children's rows to what is wanted."""
    lost = record.with_lost_rows()
    plans = {child: _of_child(child, asked, record) for child, asked in wanted.items()}
    for child, mine in plans.items():
        if child in lost and mine.changes:
            mine.blocked[child] = "a row that an earlier load brought has been removed since"
    leant_on = _leant_on([kept for mine in plans.values() for kept in mine.removed])
    plan = Plan()
    for child, mine in plans.items():
        if child in leant_on:
            mine.blocked.setdefault(child, leant_on[child])
        _join(plan, mine, child)
    return plan


def _of_child(child: int, asked: Wanted, record: Record) -> Plan:
    mine = Plan()
    _person(child, asked, record, mine)
    made: dict[int, Change] = {}
    for model, rows in _by_model(asked.rows, record.kind).items():
        _model(child, model, rows, record, mine, made)
    return mine


def _leant_on(removed: Iterable[LoadedRow]) -> dict[int, str]:
    """Children of whom a row would go to which work of people points: for each, why it cannot."""
    going: dict[str, dict[int, int]] = defaultdict(dict)
    for each in removed:
        going[each.model][each.row] = each.child_id or 0
    found = {}
    for label, numbers in going.items():
        for link in links_to(model_of(label)):
            rows = link.model._default_manager.filter(**{f"{link.name}__in": list(numbers)})
            for pk, to in rows.values_list("pk", link.attname):
                if pk not in going.get(link.model._meta.label, {}):
                    name = str(link.model._meta.verbose_name_plural)
                    found[numbers[to]] = (
                        f"people have recorded {name} that rest on what the return now tells otherwise"
                    )
    return found


def _join(plan: Plan, mine: Plan, child: int) -> None:
    if mine.blocked:
        plan.blocked |= mine.blocked
        return
    plan.changes += mine.changes
    plan.removed += mine.removed
    if not mine.nothing:
        plan.changed.add(child)


def _by_model(rows: Iterable[Row], kind: Kind) -> dict[type[Model], list[Row]]:
    found: dict[type[Model], list[Row]] = {model: [] for model in kind.models}
    for row in rows:
        found[row.model].append(row)
    return found


def _person(child: int, asked: Wanted, record: Record, plan: Plan) -> None:
    """The child's own row, where a load brought it and nobody has changed it; otherwise people's word stands."""
    person = record.persons[child]
    kept = record.of_load(person)
    if kept is None or not asked.person or child not in record.told_by_returns:
        return
    for name, value in asked.person.items():
        setattr(person, name, value)
    change = Change(person, told(asked.sources), child, kept=kept)
    change.same = fingerprint(person) == kept.fingerprint
    _keep(plan, change)


def _model(
    child: int, model: type[Model], rows: list[Row], record: Record, plan: Plan, made: dict[int, Change]
) -> None:
    held = [row for row in record.rows.get((child, model), []) if not _held_by_a_team(row)]
    mine = [(row, kept) for row in held if (kept := record.of_load(row))]
    before: dict[tuple, list[tuple[Model, LoadedRow]]] = defaultdict(list)
    for row, kept in mine:
        before[KEYS[model](row)].append((row, kept))
    changes, replaced = [], []
    for each in rows:
        now = _next(before[each.key])
        change = _change(child, each, now, record, made)
        if now and not change.same and _takes_its_place(now[0], change, record.kind):
            replaced.append(now[1])
            change = _change(child, each, None, record, made)
        changes.append(change)
    removed = [*replaced, *(kept for left in before.values() for _, kept in left)]
    new = bool(removed) or not all(change.same for change in changes)
    if new and (why := _why_not(model, held, mine, changes)):
        plan.blocked[child] = why
        return
    if any((model, kept.row) in record.leant_on for kept in removed):
        plan.blocked[child] = (
            "people have recorded steps about a placement that the return now tells otherwise"
        )
        return
    plan.removed += removed
    for change in changes:
        _keep(plan, change)


def _takes_its_place(row: Model, change: Change, kind: Kind) -> bool:
    """Whether the row is told anew and not changed: the database keeps it as it is, or it now belongs to another row."""
    links = [each for each in columns(type(row)) if each.related_model in kind.models]
    moved = any(getattr(row, each.attname) != getattr(change.row, each.attname) for each in links)
    return moved or kind.kept_as_it_is(row)


def _next(rows: list[tuple[Model, LoadedRow]]) -> tuple[Model, LoadedRow] | None:
    return rows.pop(0) if rows else None


def _keep(plan: Plan, change: Change) -> None:
    """A row that is as it should be, with the sources it had, is not touched."""
    if not (change.same and change.kept and change.kept.sources == change.sources):
        plan.changes.append(change)


def _why_not(
    model: type[Model], held: list[Model], mine: list[tuple[Model, LoadedRow]], changes: list[Change]
) -> str:
    """Work that stands in the way: rows of the same kind that people wrote, or rows of a load that they changed."""
    name = str(model._meta.verbose_name_plural)
    brought = {row.pk for row, _ in mine}
    others = [row for row in held if row.pk not in brought]
    if model is not Allocation and others:
        return f"people have recorded {name} on it"
    if any(_at_once(change.row, row) for change in changes for row in others):
        return "people have allocated the same social worker for the same time"
    if any(fingerprint(row) != kept.fingerprint for row, kept in mine):
        return f"people have changed {name} that an earlier load brought"
    return ""


def _at_once(one: Any, other: Any) -> bool:
    """Whether two allocations are of one worker at one time."""
    apart = (one.end_on and one.end_on <= other.start_on) or (other.end_on and other.end_on <= one.start_on)
    return one.worker_id is not None and one.worker_id == other.worker_id and not apart


def _held_by_a_team(row: Model) -> bool:
    return isinstance(row, Allocation) and row.worker_id is None


def _change(
    child: int, asked: Row, now: tuple[Model, LoadedRow] | None, record: Record, made: dict[int, Change]
) -> Change:
    links: dict[str, int | None] = {}
    names = {each.name for each in asked.model._meta.concrete_fields}
    if asked.home or "home" in names:
        links["home_id"] = record.homes.get(asked.home) if asked.home else None
    if asked.worker:
        links["worker_id"] = record.workers.get(asked.worker)
    under = {name: made[id(row)] for name, row in asked.under.items()}
    links |= {f"{name}_id": change.row.pk for name, change in under.items()}
    if "child" in names:
        links["child_id"] = child
    row = asked.model(**asked.values, **links)
    pointed = [name for name in ("home", "worker") if getattr(asked, name)] + list(under)
    unknown = any(links[f"{name}_id"] is None for name in pointed)
    same = False
    if now:
        row.pk = now[0].pk
        same = not unknown and fingerprint(row) == now[1].fingerprint
    change = Change(
        row, told(asked.sources), child, asked.home, asked.worker, under, now[1] if now else None, same
    )
    made[id(asked)] = change
    return change


def told(sources: Iterable[Source]) -> list[list[Any]]:
    """Year, file and line of each source."""
    return [[*year_and_file(each.file), each.row] for each in sources]
