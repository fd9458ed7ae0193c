"""What everybody in a genogram is to one child: as recorded, or as their place in the family tells."""

from collections.abc import Iterable
from dataclasses import dataclass

from kith.childfile.genogram import Genogram
from kith.childfile.people_on_a_day import CARE, COUPLE
from kith.childfile.unions import Tie


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of relationship to the child; `inverse`: the child is that to them. `through`: whose relative they are,
    such as the mother for her own mother; `tie`: that they are, or were, that person's partner instead."""

    kind: str
    inverse: bool = False
    through: int | None = None
    tie: Tie | None = None


class _Kin:
    def __init__(self, family: Genogram, child: int) -> None:
        self.family, self.child = family, child
        self.parents: dict[int, set[int]] = {}
        for union in family.unions:
            for each in union.children:
                self.parents.setdefault(each, set()).update(union.partners)

    def above(self, key: int) -> list[int]:
        return sorted(self.parents.get(key, ()))

    def below(self, key: int) -> list[int]:
        return sorted(child for child, both in self.parents.items() if key in both)

    def beside(self, key: int) -> dict[int, str]:
        """Brothers and sisters, whole or half."""
        own = self.parents.get(key, set())
        return {
            other: "sibling" if both == own and len(own) > 1 else "half_sibling"
            for other, both in sorted(self.parents.items())
            if other != key and own & both
        }


def roles(family: Genogram, child: int) -> dict[int, list[Role]]:
    """For each person the roles they have, nearest first; none for whoever is only a relative's relative."""
    kin = _Kin(family, child)
    found: dict[int, list[Role]] = {}
    for key, role in [*_by_birth(kin), *_recorded(family, child), *_partners(kin)]:
        mine = found.setdefault(key, [])
        if key != child and not any(_same(role, each) for each in mine):
            mine.append(role)
    return found


def _same(role: Role, other: Role) -> bool:
    """A partner of the mother who is the father anyway is not said twice, nor the same kind of relative."""
    if role.tie or other.tie:
        return role.kind not in CARE
    return (role.kind, role.inverse) == (other.kind, other.inverse)


def _by_birth(kin: _Kin) -> Iterable[tuple[int, Role]]:
    child = kin.child
    siblings = kin.beside(child)
    for parent in kin.above(child):
        yield parent, Role("parent")
        for grandparent in kin.above(parent):
            yield grandparent, Role("grandparent", through=parent)
        for other in kin.beside(parent):
            yield other, Role("aunt_uncle", through=parent)
            for cousin in kin.below(other):
                yield cousin, Role("cousin", through=other)
    for sibling, kind in siblings.items():
        yield sibling, Role(kind)
        for young in kin.below(sibling):
            yield young, Role("aunt_uncle", inverse=True, through=sibling)
    for own in kin.below(child):
        yield own, Role("parent", inverse=True)


def _recorded(family: Genogram, child: int) -> Iterable[tuple[int, Role]]:
    for each in family.bonds:
        if each.kind in COUPLE and not each.holds_on(family.on):
            continue
        if each.other == child:
            yield each.person, Role(each.kind)
        elif each.person == child:
            yield each.other, Role(each.kind, inverse=True)


def _partners(kin: _Kin) -> Iterable[tuple[int, Role]]:
    """Partners of parents, and former ones."""
    for parent in kin.above(kin.child):
        for union in kin.family.unions:
            if parent in union.partners and len(union.partners) > 1:
                other = next(each for each in union.partners if each != parent)
                if other > 0 and kin.child not in union.children:
                    yield other, Role("partner", through=parent, tie=union.tie)


def has_side(family: Genogram, key: int) -> bool:
    """Whether a line of birth, a couple or care joins somebody to the rest of the drawing."""
    lines = [(*each.partners, *each.children) for each in family.unions]
    lines += [(*each.carers, *each.children) for each in family.care]
    return any(key in some and len(some) > 1 for some in lines)
