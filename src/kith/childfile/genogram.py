"""A family as it was on a day: who is above whom, who had children together, who cared for whom, who lived together.

Pure: people, bonds between them and where they stayed go in; generations, unions, care and households come out. Who
may not be told of is left out before, so that what comes out is the same as if they had never been recorded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kith.childfile.kinship import Parentage, parentage
from kith.childfile.levels import Step, levels

CARE = ("foster_carer", "kinship_carer", "guardian", "adoptive_parent")
COUPLE = ("spouse", "partner")
NO_LINE = "friend"  # friends belong on an ecomap
# How many generations the first of a bond stands above the second, nearest kin first: where two disagree the nearer holds.
ABOVE = {
    "parent": 1, "adoptive_parent": 1, "spouse": 0, "partner": 0, "sibling": 0, "half_sibling": 0, "grandparent": 2,
    "aunt_uncle": 1, "cousin": 0, "step_sibling": 0, "step_parent": 1, "guardian": 1, "kinship_carer": 1,
    "foster_carer": 1,
}  # fmt: skip


class Life(StrEnum):
    """How somebody stands to life and death on a day."""

    UNBORN = "unborn"
    LIVING = "living"
    DIED = "died"
    PREGNANCY_ENDED = "pregnancy ended"


class Tie(StrEnum):
    """What two people of a union are, or were, to each other."""

    PARENTS = "parents"  # of a child; nothing else is recorded
    PARTNERS = "partners"
    MARRIED = "married"
    SEPARATED = "separated"
    DIVORCED = "divorced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """What is known of a person; sex is M, F or U. `known_from`: the day their own record was opened."""

    key: int
    given: str = ""
    family: str = ""
    sex: str = "U"
    born_on: date | None = None
    estimated: bool = False
    expected_on: date | None = None
    ended_on: date | None = None
    died_on: date | None = None
    known_from: date | None = None
    unknown: bool = False  # stands for a parent nobody has recorded

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def order(self) -> tuple:
        return (self.born_on or self.expected_on or date.max, self.key)


@dataclass(frozen=True, slots=True)
class Bond:
    """`person` is the <kind> of `other`, as a relationship is recorded."""

    person: int
    other: int
    kind: str
    start_on: date
    end_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.start_on <= day and (self.end_on is None or self.end_on > day)


@dataclass(frozen=True, slots=True)
class Living:
    """Somebody lives in a place, since a day. Places are told apart, never named."""

    person: int
    place: int
    since: date


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
    unions, care = _unions(there, held, parents, on), _care(there, held)
    stays = [each for each in living if each.person in reached and not _gone(there[each.person], on)]
    stays.sort(key=lambda each: (each.person, each.since, each.place))
    return Genogram(
        on=on, marked=shown, people=there, levels=levels(there, _steps(held, parents)), unions=unions,
        care=care, households=_households(stays), since={each.person: each.since for each in stays}, bonds=tuple(held),
    )  # fmt: skip


def is_there(one: Someone, on: date) -> bool:
    """Born by that day; or expected, and known of."""
    if one.born_on is None and one.expected_on is None and one.ended_on is None:
        return True
    if one.born_on and one.born_on <= on:
        return True
    return bool((one.expected_on or one.ended_on) and one.known_from and one.known_from <= on)


def life(one: Someone, on: date) -> Life:
    if one.died_on and one.died_on <= on:
        return Life.DIED
    if one.ended_on and one.ended_on <= on:
        return Life.PREGNANCY_ENDED
    born = one.born_on is not None and one.born_on <= on
    return Life.UNBORN if not born and (one.expected_on or one.ended_on) else Life.LIVING


def _gone(one: Someone, on: date) -> bool:
    return life(one, on) in (Life.DIED, Life.PREGNANCY_ENDED)


def _counts(bond: Bond, there: dict[int, Someone], on: date) -> bool:
    """Couples count once they began, with their end; others while they last, or lasted until a death."""
    if bond.kind not in ABOVE or bond.person not in there or bond.other not in there or bond.start_on > on:
        return False
    return bond.kind in COUPLE or bond.holds_on(on) or (bond.kind not in CARE and _by_death(bond, there))


def _by_death(bond: Bond, there: dict[int, Someone]) -> bool:
    died = [there[each].died_on for each in (bond.person, bond.other)]
    return bond.end_on is not None and any(day is not None and day <= bond.end_on for day in died)


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


def _unions(
    there: dict[int, Someone], bonds: Sequence[Bond], parents: Parentage, on: date
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


def _first_birth(union: Union, there: dict[int, Someone]) -> date:
    days = [there[key].born_on or there[key].expected_on for key in union.children]
    return min((day for day in days if day), default=date.max)


def _pair(there: dict[int, Someone], both: Iterable[int]) -> tuple[int, ...]:
    """A man stands left of a woman, as genograms have it."""
    return tuple(sorted(both, key=lambda key: ({"M": 0, "F": 2}.get(there[key].sex, 1), there[key].order)))


def _tied(union: Union, couple: Sequence[Bond], there: dict[int, Someone], on: date) -> Union:
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


def _ended(couple: Sequence[Bond], there: dict[int, Someone], on: date) -> date | None:
    """When the last of these bonds ended by that day, if none lasts; nothing where death ended it."""
    if not couple or any(each.holds_on(on) or _by_death(each, there) for each in couple):
        return None
    return max(each.end_on for each in couple if each.end_on)


def _care(there: dict[int, Someone], bonds: Iterable[Bond]) -> tuple[Care, ...]:
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


def _households(living: Iterable[Living]) -> tuple[frozenset[int], ...]:
    places: dict[int, set[int]] = {}
    for each in living:
        places.setdefault(each.place, set()).add(each.person)
    together = {frozenset(some) for some in places.values() if len(some) > 1}
    return tuple(sorted(together, key=sorted))
