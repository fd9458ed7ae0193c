"""The twenty children of the social worker who signs in: a good mix, so that one sign-in shows most of what there is."""

from collections.abc import Callable
from datetime import date

from kith.demo.cast import Child, Family, Kind

ABOUT = 20
SHOWN = ("late review", "visit due", "late visit")


def choose_hers(families: list[Family], as_of: date) -> list[Family]:
    """Mark her families, and give some of the children what a day page should have to show."""
    waiting = [family for family in families if any(child.is_open for child in family.children)]
    waiting.sort(key=lambda family: not _three(family, as_of))
    chosen: list[Family] = []
    for wanted in _wanted(as_of):
        family = next((each for each in waiting if wanted(each)), None)
        if family:
            chosen.append(family)
            waiting.remove(family)
    for family in waiting:
        if not family.of(Kind.LOOKED_AFTER) and _open(chosen) + _open([family]) <= ABOUT:
            chosen.append(family)
    for family in chosen:
        family.hers = True
    _traits(chosen, as_of)
    _waiting([family for family in families if not family.hers], as_of)
    return chosen


def _waiting(families: list[Family], as_of: date) -> None:
    """The newest children of some families have no worker yet: the team holds them."""
    new = [family for family in families if _new(family, as_of)]
    for family in new[: max(len(new) // 5, 2)]:
        for child in family.of(Kind.IN_NEED):
            child.traits.add("waiting")


def _new(family: Family, as_of: date) -> bool:
    """Known for less than three weeks, and nobody of them in care or before."""
    known = family.with_record
    return all(
        child.kind is Kind.IN_NEED and child.opened_on and 0 < (as_of - child.opened_on).days < 40
        for child in known
    )


def _open(families: list[Family]) -> int:
    return sum(child.is_open for family in families for child in family.children)


def _wanted(as_of: date) -> list[Callable[[Family], bool]]:
    """Brothers and sisters in care, a child who came alone, an unborn baby, and single children of several ages."""
    return [
        lambda family: len(family.of(Kind.LOOKED_AFTER)) >= 3,
        lambda family: len(family.of(Kind.LOOKED_AFTER)) == 2,
        lambda family: family.children[0].unaccompanied and family.children[0].is_open,
        lambda family: any(child.unborn for child in family.children),
        lambda family: _one(family, as_of, 12.5, 15.5),
        lambda family: _one(family, as_of, 1, 6),
        lambda family: _one(family, as_of, 6, 11),
        lambda family: _one(family, as_of, 6, 18),
    ]


def _three(family: Family, as_of: date) -> bool:
    """Three in care, all under fourteen and for more than a year: some may live together and some apart."""
    found = family.of(Kind.LOOKED_AFTER)
    return len(found) == 3 and all(child.age_on(as_of) < 14 and _days(child, as_of) > 420 for child in found)


def _one(family: Family, as_of: date, low: float, high: float) -> bool:
    """One child in care, for more than a year, of that age."""
    found = family.of(Kind.LOOKED_AFTER)
    if len(found) != 1 or found[0].unaccompanied or found[0].care_start is None:
        return False
    return low < found[0].age_on(as_of) < high and _days(found[0], as_of) > 420


def _traits(chosen: list[Family], as_of: date) -> None:
    """Something late, something due, somebody to be careful about: in different families where there are enough."""
    in_care = [
        child for family in chosen for child in family.of(Kind.LOOKED_AFTER) if not child.unaccompanied
    ]
    older = [child for child in in_care if child.age_on(as_of) > 11 and _days(child, as_of) > 60]
    _brothers_and_sisters(chosen[0], as_of)
    older.sort(key=lambda child: len(child.traits))
    for child in older[:1]:
        child.traits |= {"missing", "far"}
    for child in in_care[:1]:
        child.traits.add("withheld")
    for child in in_care[-3:]:
        child.traits.add("slip")
    settled = [_settled(family, as_of) for family in chosen]
    for found, trait in zip((each for each in settled if each), SHOWN, strict=False):
        found.traits.add(trait)
    for family in chosen[:1]:
        family.children[0].traits.add("alert")


def _brothers_and_sisters(family: Family, as_of: date) -> None:
    """Two who came on one day and live together, and the others elsewhere."""
    found = family.of(Kind.LOOKED_AFTER)
    if len(found) < 3:
        return
    one, other = found[-2:]
    one.care_start = other.care_start = max(day for day in (one.care_start, other.care_start) if day)
    for child in found[-2:]:
        child.traits.add("together")
    for child in found[:-2]:
        child.traits.add("apart")


def _settled(family: Family, as_of: date) -> Child | None:
    """The one longest in care, if that is long enough for a second review; one who lives alone rather."""
    found = [
        child
        for child in family.of(Kind.LOOKED_AFTER)
        if not child.unaccompanied and "far" not in child.traits and _days(child, as_of) > 420
    ]
    return max(found, key=lambda child: ("together" not in child.traits, _days(child, as_of)), default=None)


def _days(child: Child, as_of: date) -> int:
    return (as_of - (child.care_start or as_of)).days
