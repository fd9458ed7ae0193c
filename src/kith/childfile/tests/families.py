"""Families for tests of genograms: a few lines each, and any number of made-up ones."""

from datetime import date

from hypothesis import strategies as st

from kith.childfile.genogram import Genogram, genogram
from kith.childfile.people_on_a_day import Bond, Living, Someone

ON, LONG_AGO = date(2026, 11, 16), date(1950, 1, 1)
LATERAL = ("sibling", "half_sibling", "step_sibling", "cousin", "partner", "spouse")
DOWN = (
    "step_parent",
    "grandparent",
    "aunt_uncle",
    "foster_carer",
    "kinship_carer",
    "guardian",
    "adoptive_parent",
)


class Making:
    """People by first name, joined by what they are to each other."""

    def __init__(self) -> None:
        self.people: dict[str, Someone] = {}
        self.bonds: list[Bond] = []
        self.living: list[Living] = []

    def person(self, name: str, sex: str = "U", born: int | None = 2000, **more) -> str:
        key, born_on = len(self.people) + 1, date(born, 5, 6) if born else None
        self.people[name] = Someone(key=key, given=name, family="Example", sex=sex, born_on=born_on, **more)
        return name

    def bond(self, one: str, kind: str, other: str, start: date = LONG_AGO, end: date | None = None) -> None:
        self.bonds.append(Bond(self.key(one), self.key(other), kind, start, end))

    def parents(self, child: str, *parents: str) -> None:
        for each in parents:
            self.bond(each, "parent", child)

    def lives(self, place: int, *names: str) -> None:
        self.living += [Living(self.key(each), place, LONG_AGO) for each in names]

    def key(self, name: str) -> int:
        return self.people[name].key

    def on(self, day: date = ON, marked: str = "Robin") -> Genogram:
        return genogram(self.people.values(), self.bonds, self.living, [self.key(marked)], day)


def a_family() -> Making:
    """Robin with both parents, a half-sister by the mother, a grandmother and a cousin."""
    making = Making()
    for name, sex, born in (
        ("Gran", "F", 1950), ("Mum", "F", 1980), ("Aunt", "F", 1978), ("Dad", "M", 1979), ("Ex", "M", 1975),
        ("Robin", "U", 2014), ("Jay", "F", 2008), ("Kit", "M", 2010),
    ):  # fmt: skip
        making.person(name, sex, born)
    for child, parents in (
        ("Mum", ["Gran"]), ("Aunt", ["Gran"]), ("Robin", ["Mum", "Dad"]), ("Jay", ["Mum", "Ex"]), ("Kit", ["Aunt"]),
    ):  # fmt: skip
        making.parents(child, *parents)
    return making


def names(family: Genogram, keys) -> list[str]:
    return [family.people[key].given or "?" for key in keys]


@st.composite
def families(draw, most: int = 14):
    """People, bonds and homes, as odd as a record may hold: parents are older, all else is anything."""
    many = draw(st.integers(1, most))
    people = [
        Someone(
            key=key, given=f"P{key}", family="Example", sex=draw(st.sampled_from("MFU")),
            born_on=date(1940 + 4 * key, 1, 1), died_on=draw(st.sampled_from([None, None, date(2020, 1, 1)])),
        )
        for key in range(1, many + 1)
    ]  # fmt: skip
    pair = st.tuples(st.integers(1, many), st.integers(1, many)).filter(lambda two: two[0] < two[1])
    kinds = st.sampled_from(("parent",) * 6 + LATERAL + DOWN)
    days = st.sampled_from([LONG_AGO, date(2010, 1, 1), date(2030, 1, 1)])
    ends = st.sampled_from([None, None, None, date(2022, 1, 1)])
    made = draw(st.lists(st.tuples(pair, kinds, days, ends), max_size=2 * many)) if many > 1 else []
    bonds = [Bond(*two, kind, start, end) for two, kind, start, end in made if end is None or end > start]
    homes = draw(st.lists(st.tuples(st.integers(1, many), st.integers(1, 3)), max_size=many))
    living = [Living(person, place, LONG_AGO) for person, place in homes]
    return people, bonds, living, [draw(st.integers(1, many))]
