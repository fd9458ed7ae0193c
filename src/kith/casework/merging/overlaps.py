"""What of two records cannot stand on one: rows that clash, rows that are the same, rows between the two themselves."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Model

from kith.casework.drafts import Draft
from kith.casework.merging.references import keeps_history, moving, naming, values_of
from kith.casework.merging.rules import SETTLED_APART, clash, rules_of, with_rules
from kith.workforce.models import KnownAs


class How(StrEnum):
    """How an overlap is settled."""

    SAME = "the two become one"
    CHOOSE = "one of the two stands"
    OUT = "the row is taken out"
    FIRST = "it must be settled first"
    BESIDE = "both stay, the other under its own number"


@dataclass(frozen=True)
class Overlap:
    """Two rows that cannot both stand, or one between the two people (then `other` is None)."""

    how: How
    one: Model
    other: Model | None = None

    @property
    def key(self) -> str:
        """What it is called in a form."""
        rows = sorted(row.pk for row in (self.one, self.other) if row is not None)
        return "-".join([self.one._meta.db_table, *map(str, rows)])

    @property
    def rows(self) -> list[Model]:
        return [row for row in (self.one, self.other) if row is not None]


def overlaps(one: int, other: int) -> list[Overlap]:
    """All of them, in the order of the tables; `one` of each is a row of the first person's."""
    return [each for model in moving() for each in _of(model, one, other)]


def _of(model: type[Model], one: int, other: int) -> Iterator[Overlap]:
    rows = list(with_rules(model._base_manager.filter(naming(model, one, other))).order_by("pk"))
    mine: list[Model] = []
    theirs: list[Model] = []
    between: list[Model] = []
    for row in rows:
        named = {getattr(row, field.attname) for field in moving()[model]}
        (between if {one, other} <= named else mine if one in named else theirs).append(row)
    yield from (Overlap(How.OUT, row) for row in between)
    yield from _pairs(model, mine, theirs, {one, other})


def _pairs(model: type[Model], mine: list[Model], theirs: list[Model], people: set[int]) -> Iterator[Overlap]:
    """Each pair that is the same or clashes. A row that is the same as another is compared with nothing else."""
    if model in SETTLED_APART or not mine:
        return
    known = defaultdict(list)
    views = {row.pk: as_one_person(row, people) for row in (*mine, *theirs)}
    for row in mine:
        known[_said(views[row.pk])].append(row)
    for row in theirs:
        same = known[_said(views[row.pk])] if keeps_history(model) else []
        if same:
            yield Overlap(How.SAME, same.pop(), row)
            continue
        for each in mine if rules_of(model) else ():
            if clash(each, row, views[each.pk], views[row.pk]):
                yield Overlap(_how(model), each, row)


def as_one_person(row: Model, people: set[int]) -> dict[str, object]:
    """What stands in a row once both numbers are the same person's."""
    links = {field.attname for field in moving()[type(row)]}
    return {name: 0 if name in links and value in people else value for name, value in values_of(row).items()}


def _said(view: dict[str, object]) -> str:
    return repr(sorted(view.items(), key=lambda each: each[0]))


def _how(model: type[Model]) -> How:
    if model in (Draft, KnownAs):
        return How.FIRST
    return How.CHOOSE if keeps_history(model) else How.BESIDE
