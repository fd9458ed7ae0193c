"""Who had children together, who was a couple, and who cared for whom, on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kith.childfile.kinship import Parentage
from kith.childfile.people_on_a_day import CARE, COUPLE, Bond, Someone, by_death


class Tie(StrEnum):
    """What two people of a union are, or were, to each other."""

    PARENTS = "parents"  # of a child; nothing else is recorded
    PARTNERS = "partners"
    MARRIED = "married"
    SEPARATED = "separated"
    DIVORCED = "divorced"


@dataclass(frozen=True, slots=True)
class Union:
    """Those who have children together, or are or were a couple; one alone where the other is not asked for."""

    partners: tuple[int, ...]
    children: tuple[int, ...] = ()
    tie: Tie = Tie.PARENTS
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Care:
    """Those who care for children who are not theirs by birth."""

    kind: str
    carers: tuple[int, ...]
    children: tuple[int, ...]


def unions(
    there: Mapping[int, Someone], bonds: Sequence[Bond], parents: Parentage, on: date
) -> tuple[Union, ...]:
    born: dict[tuple[int, ...], list[int]] = {}
    for child, both in parents.of.items():
        born.setdefault(_pair(there, both), []).append(child)
    for child, more in parents.more.items():
        born.setdefault((more,), []).append(child)
    couples: dict[tuple[int, ...], list[Bond]] = {}
    for each in bonds:
        if each.kind in COUPLE:
            couples.setdefault(_pair(there, (each.person, each.other)), []).append(each)
    made = [
        _tied(Union(pair, tuple(sorted(born.get(pair, ()), key=lambda key: there[key].order))), couples.get(pair, []), there, on)
        for pair in {**born, **couples}
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda each: (each.since or _first_birth(each, there), each.partners)))


def _first_birth(union: Union, there: Mapping[int, Someone]) -> date:
    days = [there[key].born_on or there[key].expected_on for key in union.children]
    return min((day for day in days if day), default=date.max)


def _pair(there: Mapping[int, Someone], both: Iterable[int]) -> tuple[int, ...]:
    """A man stands left of a woman, as genograms have it."""
    return tuple(sorted(both, key=lambda key: ({"M": 0, "F": 2}.get(there[key].sex, 1), there[key].order)))


def _tied(union: Union, couple: Sequence[Bond], there: Mapping[int, Someone], on: date) -> Union:
    """A marriage's end is a divorce, a partnership's end a separation; an end by death is neither."""
    if not couple:
        return union
    ended = {kind: _ended([each for each in couple if each.kind == kind], there, on) for kind in COUPLE}
    married = any(each.kind == "spouse" for each in couple)
    tie = Tie.MARRIED if married else Tie.PARTNERS
    if ended["partner"]:
        tie = Tie.SEPARATED
    if ended["spouse"]:
        tie = Tie.DIVORCED
    until = ended["spouse"] or ended["partner"]
    return replace(union, tie=tie, since=min(each.start_on for each in couple), until=until)


def _ended(couple: Sequence[Bond], there: Mapping[int, Someone], on: date) -> date | None:
    """When the last of these bonds ended by that day, if none lasts; nothing where death ended it."""
    if not couple or any(each.holds_on(on) or by_death(each, there) for each in couple):
        return None
    return max(each.end_on for each in couple if each.end_on)


def care(there: Mapping[int, Someone], bonds: Iterable[Bond]) -> tuple[Care, ...]:
    by: dict[tuple[str, int], list[int]] = {}
    for each in bonds:
        if each.kind in CARE:
            by.setdefault((each.kind, each.other), []).append(each.person)
    groups: dict[tuple[str, tuple[int, ...]], list[int]] = {}
    for (kind, child), carers in by.items():
        groups.setdefault((kind, _pair(there, set(carers))), []).append(child)
    made = [
        Care(kind, carers, tuple(sorted(set(children), key=lambda key: there[key].order)))
        for (kind, carers), children in groups.items()
    ]
    return tuple(sorted(made, key=lambda each: (CARE.index(each.kind), each.carers)))
