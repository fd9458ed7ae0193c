"""The order of each generation, from left to right: the father's family, the child's, the mother's; then carers and
those whose side nobody recorded. Brothers and sisters stand by birth; a couple stands side by side."""

from collections.abc import Iterable

from kith.childfile.genogram import Genogram
from kith.childfile.unions import Union

Rows = dict[int, list[int]]


def in_order(family: Genogram) -> Rows:
    """Everyone once, by generation."""
    return _Order(family).rows()


class _Order:
    """Walks the family outwards from the marked children, noting each person as they are met."""

    def __init__(self, family: Genogram) -> None:
        self.family = family
        self.birth = {child: union for union in reversed(family.unions) for child in union.children}
        self.left: Rows = {row: [] for row in sorted(set(family.levels.values()))}
        self.middle: Rows = {row: [] for row in self.left}
        self.right: Rows = {row: [] for row in self.left}  # from the outside in
        self.done: Rows = {row: [] for row in self.left}
        self.met: set[int] = set()
        self.walked: set[tuple[int, ...]] = set()

    def rows(self) -> Rows:
        for child in self.family.marked:
            self._about(child)
        for care in self.family.care:
            self._beside(care.carers)
        self._beside(self._rest())
        return {row: some for row, some in self.done.items() if some}

    def _about(self, child: int) -> None:
        """The family of a marked child: both sides, then whatever is below."""
        union = self.birth.get(child)
        if child in self.met:
            return
        if union is None or union.partners in self.walked:
            self._down(child, self.middle)
        else:
            self._both_sides(union)
        self._settle()

    def _both_sides(self, union: Union) -> None:
        self.walked.add(union.partners)
        self._side(union.partners[0], self.left, turned=False)
        if len(union.partners) > 1:
            self._side(union.partners[1], self.right, turned=True)
        for child in union.children:
            self._down(child, self.middle)

    def _settle(self) -> None:
        for row in self.done:
            self.done[row] += self.left[row] + self.middle[row] + self.right[row][::-1]
            self.left[row], self.middle[row], self.right[row] = [], [], []

    def _side(self, person: int, to: Rows, *, turned: bool) -> None:
        """All that belongs to one side of a person, from the outside in, then the person."""
        if person in self.met:
            return
        self._parents(person, to, turned=turned)
        self._others(person, to, turned=turned)
        self._meet(person, to)

    def _outward(self, person: int, to: Rows, *, turned: bool) -> None:
        """As `_side`, without the person: who stands beside the other parent."""
        if person in self.met:
            return
        self.met.add(person)
        self._parents(person, to, turned=turned)
        self._others(person, to, turned=turned)
        self.met.discard(person)

    def _parents(self, person: int, to: Rows, *, turned: bool) -> None:
        """The parents of a person, with all beyond them, and the person's brothers and sisters."""
        union = self.birth.get(person)
        if union is None or union.partners in self.walked:
            return
        self.walked.add(union.partners)
        parents = self._turn(union.partners, turned)
        for parent in parents:
            self._outward(parent, to, turned=turned)
        for parent in parents:
            self._meet(parent, to)
        for child in self._turn(union.children, turned):
            if child != person:
                self._down(child, to, turned=turned)

    def _others(self, person: int, to: Rows, *, turned: bool) -> None:
        """The other partners of a person and the children with them, the latest nearest."""
        for union in self._turn(self._unions(person), turned):
            if union.partners in self.walked:
                continue
            self.walked.add(union.partners)
            for other in union.partners:
                if other != person:
                    self._side(other, to, turned=turned)
            for child in self._turn(union.children, turned):
                self._down(child, to, turned=turned)

    def _down(self, person: int, to: Rows, *, turned: bool = False) -> None:
        """A person with partners and children: the first partner left of a woman, the others right."""
        if person in self.met:
            return
        unions = [each for each in self._unions(person) if each.partners not in self.walked]
        self.walked |= {each.partners for each in unions}
        before = [each for each in unions[:1] if each.partners[-1] == person and len(each.partners) > 1]
        after = unions[len(before) :]
        if turned:
            before, after = after[::-1], before
        for union in before:
            self._partner_and_children(union, person, to, turned=turned)
        self._meet(person, to)
        for union in after:
            self._partner_and_children(union, person, to, turned=turned)

    def _partner_and_children(self, union: Union, person: int, to: Rows, *, turned: bool) -> None:
        for other in union.partners:
            if other != person and other not in self.met:
                self._meet(other, to)
                for more in self._turn(self._unions(other), turned):
                    if more.partners not in self.walked:
                        self.walked.add(more.partners)
                        self._partner_and_children(more, other, to, turned=turned)
        for child in self._turn(union.children, turned):
            self._down(child, to, turned=turned)

    def _beside(self, people: Iterable[int]) -> None:
        """Those whom no line of birth joins to the rest, to the right of it."""
        for person in people:
            union = self.birth.get(person)
            if person not in self.met and union and union.partners not in self.walked:
                self._both_sides(union)
            self._down(person, self.middle)
            self._settle()

    def _rest(self) -> list[int]:
        left = [each for row in self.family.generations for each in row if each.key not in self.met]
        return [each.key for each in left]

    def _meet(self, person: int, to: Rows) -> None:
        if person not in self.met:
            self.met.add(person)
            to[self.family.levels[person]].append(person)

    def _unions(self, person: int) -> list[Union]:
        return [each for each in self.family.unions if person in each.partners]

    @staticmethod
    def _turn(some, turned: bool):
        return list(reversed(some)) if turned else list(some)
