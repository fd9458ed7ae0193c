"""Whose child everyone is: recorded parents, those a full brother or sister tells, and those nobody has recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kith.childfile.people_on_a_day import Bond, Someone

UNSAID = {"M": "F", "F": "M"}  # the sex of the parent who is missing beside one


@dataclass
class Parentage:
    """The parents of each by birth, at most two; `more`: a third who is recorded as one; `unknown`: those who stand
    for a parent nobody has recorded, numbered downwards from -1, and their sex."""

    of: dict[int, tuple[int, ...]] = field(default_factory=dict)
    more: dict[int, int] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)


def parentage(people: Mapping[int, Someone], bonds: Sequence[Bond], marked: Sequence[int]) -> Parentage:
    found = _recorded(people, bonds)
    _told_by_brothers_and_sisters(found, people, bonds)
    adopted = {each.other for each in bonds if each.kind == "adoptive_parent"}
    asked = _asked_for(found, bonds, marked) - {key for key in adopted if key not in found.of}
    _unknown(found, people, bonds, sorted(asked, key=lambda key: people[key].order))
    return found


def _recorded(people: Mapping[int, Someone], bonds: Sequence[Bond]) -> Parentage:
    """A parent who would be their own forebear is not taken for one."""
    found = Parentage()
    rows = [each for each in bonds if each.kind == "parent"]
    for each in sorted(rows, key=lambda each: (each.start_on, people[each.person].order, each.other)):
        own = found.of.get(each.other, ())
        if each.person in own or _descends(found, each.person, each.other):
            continue
        if len(own) < 2 and not _same_sex_early(people, rows, own, each):
            found.of[each.other] = (*own, each.person)
        else:
            found.more.setdefault(each.other, each.person)
    return found


def _same_sex_early(
    people: Mapping[int, Someone], rows: Sequence[Bond], own: Sequence[int], bond: Bond
) -> bool:
    """A second father waits where a mother is recorded too."""
    sexes = {people[each.person].sex for each in rows if each.other == bond.other}
    return bool(own) and {"M", "F"} <= sexes and people[own[0]].sex == people[bond.person].sex


def _descends(found: Parentage, one: int, other: int) -> bool:
    """Whether `one` is `other` or descends from them."""
    if one == other:
        return True
    above = [*found.of.get(one, ()), *([found.more[one]] if one in found.more else [])]
    return any(_descends(found, each, other) for each in above)


def _told_by_brothers_and_sisters(
    found: Parentage, people: Mapping[int, Someone], bonds: Sequence[Bond]
) -> None:
    """Full brothers and sisters have the same parents, unless what is recorded says otherwise."""
    pairs = [(each.person, each.other) for each in bonds if each.kind == "sibling"]
    for _ in range(len(pairs)):
        before = dict(found.of)
        for pair in pairs:
            _share(found, people, pair)
        if found.of == before:
            return


def _share(found: Parentage, people: Mapping[int, Someone], pair: tuple[int, int]) -> None:
    one, other = (found.of.get(key, ()) for key in pair)
    both = tuple(sorted({*one, *other}, key=lambda key: people[key].order))
    told = set(both) in (set(one), set(other)) or {people[key].sex for key in both} == {"M", "F"}
    if not both or len(both) > 2 or not told:
        return
    if any(_descends(found, parent, child) for parent in both for child in pair):
        return
    for child in pair:
        found.of[child] = both


def _asked_for(found: Parentage, bonds: Sequence[Bond], marked: Sequence[int]) -> set[int]:
    """The marked, and their brothers and sisters, whole or half: whose parents are asked for."""
    near = set(marked)
    for each in bonds:
        if each.kind == "sibling" and {each.person, each.other} & set(marked):
            near |= {each.person, each.other}
    parents = {parent for key in marked for parent in found.of.get(key, ())}
    return near | {child for child, both in found.of.items() if parents & set(both)}


def _unknown(
    found: Parentage, people: Mapping[int, Someone], bonds: Sequence[Bond], asked: Iterable[int]
) -> None:
    """Brothers and sisters share the parent who is not recorded, half-brothers and half-sisters do not."""
    half = {frozenset((each.person, each.other)) for each in bonds if each.kind == "half_sibling"}
    full = {frozenset((each.person, each.other)) for each in bonds if each.kind == "sibling"}
    groups: list[tuple[tuple[int, ...], list[int]]] = []
    for child in asked:
        known = found.of.get(child, ())
        if len(known) > 1:
            continue
        same = (
            some for parents, some in groups if parents == known and _may_join(child, some, known, half, full)
        )
        group = next(same, None)
        if group is None:
            groups.append((known, [child]))
        else:
            group.append(child)
    for known, children in groups:
        missing = [UNSAID.get(people[key].sex, "U") for key in known] or ["M", "F"]
        fresh = tuple(_stand_in(found, sex) for sex in missing)
        found.of |= dict.fromkeys(children, (*known, *fresh))


def _may_join(
    child: int, others: Sequence[int], known: Sequence[int], half: set[frozenset], full: set[frozenset]
) -> bool:
    pairs = [frozenset((child, other)) for other in others]
    return not any(pair in half for pair in pairs) and bool(known or any(pair in full for pair in pairs))


def _stand_in(found: Parentage, sex: str) -> int:
    key = -1 - len(found.unknown)
    found.unknown[key] = sex
    return key
