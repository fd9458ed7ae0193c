"""A family as it was on a day: who is above whom, who had children together, who cared for whom, who lived together.

Pure: people, bonds between them and where they stayed go in; generations, unions, care and households come out. Who
may not be told of is left out before, so that what comes out is the same as if they had never been recorded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kith.childfile.kinship import Parentage, parentage
from kith.childfile.levels import Step, levels
from kith.childfile.people_on_a_day import (
    CARE,
    COUPLE,
    Bond,
    Life,
    Living,
    Someone,
    by_death,
    gone,
    is_there,
    life,
)
from kith.childfile.unions import Care, Union, care, unions

# How many generations the first of a bond stands above the second, nearest kin first: where two disagree the nearer holds.
# Friends have no line: they belong on an ecomap.
ABOVE = {
    "parent": 1, "adoptive_parent": 1, "spouse": 0, "partner": 0, "sibling": 0, "half_sibling": 0, "grandparent": 2,
    "aunt_uncle": 1, "cousin": 0, "step_sibling": 0, "step_parent": 1, "guardian": 1, "kinship_carer": 1,
    "foster_carer": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Genogram:
    """A family on a day. `levels`: the generation of each, 0 at the top."""

    on: date
    marked: tuple[int, ...]
    people: dict[int, Someone]
    levels: dict[int, int]
    unions: tuple[Union, ...]
    care: tuple[Care, ...]
    households: tuple[frozenset[int], ...]
    since: dict[int, date]  # since when each lives where they do
    bonds: tuple[Bond, ...]

    def life(self, key: int) -> Life:
        return life(self.people[key], self.on)

    @property
    def generations(self) -> list[list[Someone]]:
        """Everyone, from the oldest generation down, by birth."""
        rows = sorted(set(self.levels.values()))
        return [
            sorted(
                (self.people[key] for key, row in self.levels.items() if row == each),
                key=lambda one: one.order,
            )
            for each in rows
        ]


def genogram(
    people: Iterable[Someone],
    bonds: Iterable[Bond],
    living: Iterable[Living],
    marked: Sequence[int],
    on: date,
) -> Genogram:
    """The family of the marked, as it was on a day: everyone whom bonds of that day join to them."""
    there = {each.key: each for each in people if is_there(each, on)}
    shown = tuple(key for key in marked if key in there)
    held = sorted(
        {each for each in bonds if _counts(each, there, on)},
        key=lambda each: (*sorted((each.person, each.other)), each.kind, each.start_on, each.person),
    )
    reached = _reached(shown, held)
    there = {key: one for key, one in there.items() if key in reached}
    held = [each for each in held if each.person in reached]
    parents = parentage(there, held, shown)
    there |= {key: Someone(key=key, sex=sex, unknown=True) for key, sex in parents.unknown.items()}
    stays = [each for each in living if each.person in reached and not gone(there[each.person], on)]
    stays.sort(key=lambda each: (each.person, each.since, each.place))
    return Genogram(
        on=on, marked=shown, people=there, levels=levels(there, _steps(held, parents)), unions=unions(there, held, parents, on),
        care=care(there, held), households=_households(stays), since={each.person: each.since for each in stays}, bonds=tuple(held),
    )  # fmt: skip


def _counts(bond: Bond, there: dict[int, Someone], on: date) -> bool:
    """Couples count once they began, with their end; others while they last, or lasted until a death."""
    if bond.kind not in ABOVE or bond.person not in there or bond.other not in there or bond.start_on > on:
        return False
    return bond.kind in COUPLE or bond.holds_on(on) or (bond.kind not in CARE and by_death(bond, there))


def _reached(marked: Iterable[int], bonds: Iterable[Bond]) -> set[int]:
    beside: dict[int, list[int]] = {}
    for each in bonds:
        beside.setdefault(each.person, []).append(each.other)
        beside.setdefault(each.other, []).append(each.person)
    found, open_ends = set(marked), list(marked)
    while open_ends:
        fresh = [key for key in beside.get(open_ends.pop(), ()) if key not in found]
        found.update(fresh)
        open_ends += fresh
    return found


def _steps(bonds: Iterable[Bond], parents: Parentage) -> list[Step]:
    """What bonds say of generations, nearest kin first."""
    nearest = list(ABOVE)
    made = [Step(one, child, 1, firm=True) for child, both in parents.of.items() for one in both]
    made += [Step(one, child, 1, firm=True) for child, one in parents.more.items()]
    together = [Step(both[0], both[1], 0) for both in parents.of.values() if len(both) > 1]
    rest = sorted(bonds, key=lambda each: nearest.index(each.kind))
    return made + together + [
        Step(each.person, each.other, ABOVE[each.kind], firm=each.kind == "adoptive_parent") for each in rest
    ]  # fmt: skip


def _households(living: Iterable[Living]) -> tuple[frozenset[int], ...]:
    places: dict[int, set[int]] = {}
    for each in living:
        places.setdefault(each.place, set()).add(each.person)
    together = {frozenset(some) for some in places.values() if len(some) > 1}
    return tuple(sorted(together, key=sorted))
