"""A genogram in words: what stands beside each symbol, and the list that says the same as the drawing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kith.childfile.genogram import Genogram
from kith.childfile.people_on_a_day import Life, Someone
from kith.childfile.roles_of_kin import Role, has_side, roles
from kith.childfile.unions import Care, Tie, Union
from kith.people.queries import word_for
from kith.web.jinja import age_in_words, long_date

LONG = 20  # letters of a line beside a symbol
PARENT = {"M": "father", "F": "mother"}
# In the list, after parents, brothers and sisters; last those who are a relative's relative.
FURTHER = {
    "step_parent": 1, "partner": 1, "step_sibling": 1, "aunt_uncle": 2, "cousin": 2, "foster_carer": 3,
    "kinship_carer": 3, "guardian": 3,
}  # fmt: skip
LAST = 4
SIDED = ("grandparent", "aunt_uncle", "cousin")
GENERATIONS = {
    -3: "Great-grandparents’ generation", -2: "Grandparents’ generation", -1: "Parents’ generation",
    0: "{child}’s generation", 1: "Children’s generation", 2: "Grandchildren’s generation",
}  # fmt: skip
COUPLES = {
    Tie.MARRIED: "Married to {other}", Tie.PARTNERS: "Partner of {other}", Tie.SEPARATED: "Separated from {other}",
    Tie.DIVORCED: "Divorced from {other}",
}  # fmt: skip
SPOUSE = {"M": "husband", "F": "wife"}


@dataclass(frozen=True)
class Entry:
    """A person of the list."""

    key: int
    name: str
    role: str
    said: tuple[str, ...]
    marked: bool


class Words:
    """The words of one genogram, as seen from one child."""

    def __init__(self, family: Genogram, child: int) -> None:
        self.family, self.child = family, child
        self.roles = roles(family, child)

    def name(self, key: int) -> str:
        return self.family.people[key].name

    # Beside the symbols

    def labels(self) -> dict[int, list[tuple[str, bool]]]:
        return {key: self._label(one) for key, one in self.family.people.items()}

    def _label(self, one: Someone) -> list[tuple[str, bool]]:
        if one.unknown:
            return [(PARENT.get(one.sex, "parent").capitalize(), False), ("not known", False)]
        lines = [(line, True) for part in (one.given, one.family) if part for line in wrapped(part)]
        lines += [(each, False) for each in (self._years(one),) if each]
        return lines + [(line, False) for line in wrapped(self.role(one.key))]

    def _years(self, one: Someone) -> str:
        born = f"{'about ' if one.estimated else ''}{one.born_on.year}" if one.born_on else ""
        match self.family.life(one.key):
            case Life.UNBORN:
                return f"due {one.expected_on:%b %Y}" if one.expected_on else "unborn"
            case Life.PREGNANCY_ENDED:
                return f"ended {one.ended_on:%b %Y}" if one.ended_on else ""
            case Life.DIED:
                died = one.died_on.year if one.died_on else ""
                return f"{born}–{died}" if born else f"died {died}"
        return f"born {born}" if born else ""

    def notes(self) -> dict[int, str]:
        """Years on the lines of couples, by the place of each union."""
        return {place: _years_of(each) for place, each in enumerate(self.family.unions) if each.since}

    # What they are

    def role(self, key: int) -> str:
        """ "grandmother, kinship carer"; for a relative's relative nothing."""
        said = [self._word(each, key) for each in self.roles.get(key, ())]
        return ", ".join(dict.fromkeys(each for each in said if each)) or self._carer(key)

    def _word(self, role: Role, key: int) -> str:
        if role.tie is not None:
            return self._partner(role.tie, self._parent(role.through), self.family.people[key].sex)
        return word_for(role.kind, self.family.people[key].sex, inverse=role.inverse)

    @staticmethod
    def _partner(tie: Tie, parent: str, sex: str) -> str:
        if tie is Tie.PARENTS:
            return ""
        married = tie in (Tie.MARRIED, Tie.DIVORCED)
        former = "former " if tie in (Tie.SEPARATED, Tie.DIVORCED) else ""
        return f"{parent}’s {former}{SPOUSE.get(sex, 'spouse') if married else 'partner'}"

    def _parent(self, key: int | None) -> str:
        return PARENT.get(self.family.people[key].sex, "parent") if key is not None else ""

    def _carer(self, key: int) -> str:
        for each in self.family.care:
            if key in each.carers:
                whose = in_words(self.family.people[child].given for child in each.children)
                return f"{word_for(each.kind, self.family.people[key].sex)} of {whose}"
        return ""

    # The list

    def generations(self) -> list[dict]:
        """Everyone who is known, by generation, the oldest first."""
        own = self.family.levels.get(self.child, 0)
        made = []
        for some in self.family.generations:
            known = sorted((each for each in some if not each.unknown), key=self._nearness)
            entries = [self._entry(each) for each in known]
            by = self.family.levels[some[0].key] - own
            heading = GENERATIONS.get(by, "Older generations" if by < 0 else "Younger generations")
            if entries:
                child = self.family.people[self.child].given
                made.append({"heading": heading.format(child=child), "people": entries})
        return made

    def _nearness(self, one: Someone) -> tuple:
        """Parents before aunts and uncles, brothers and sisters before cousins; then by birth."""
        found = [FURTHER.get(each.kind, 0) for each in self.roles.get(one.key, ())]
        own = one.key in self.family.marked
        return (0 if own else min(found, default=LAST), one.order)

    def _entry(self, one: Someone) -> Entry:
        said = (
            self._birth(one), self._parents(one), *self._couples(one), *self._care_of(one), self._home(one),
            self._side(one),
        )  # fmt: skip
        marked = one.key in self.family.marked
        return Entry(one.key, one.name, self.role(one.key), tuple(each for each in said if each), marked)

    def _birth(self, one: Someone) -> str:
        about = " (estimated)" if one.estimated else ""
        born = f"Born {long_date(one.born_on)}{about}" if one.born_on else ""
        match self.family.life(one.key):
            case Life.UNBORN:
                return f"Unborn, expected {long_date(one.expected_on)}" if one.expected_on else "Unborn"
            case Life.PREGNANCY_ENDED:
                return f"The pregnancy ended {long_date(one.ended_on)}"
            case Life.DIED:
                died = f"died {long_date(one.died_on)}"
                age = f", aged {age_in_words(one.born_on, one.died_on)}" if one.born_on else ""
                return f"{born}, {died}{age}" if born else died.capitalize()
        return (
            f"{born}, {age_in_words(one.born_on, self.family.on)}" if born else "Date of birth not recorded"
        )

    def _parents(self, one: Someone) -> str:
        found = [each.partners for each in self.family.unions if one.key in each.children]
        people = [self.family.people[key] for partners in found for key in partners]
        known = in_words(each.name for each in people if not each.unknown)
        missing = in_words(PARENT.get(each.sex, "other parent") for each in people if each.unknown)
        said = [f"child of {known}" if known else "", f"{missing} not known" if missing else ""]
        return _sentence(said)

    def _couples(self, one: Someone) -> Iterable[str]:
        for union in self.family.unions:
            if one.key in union.partners and union.tie in COUPLES:
                other = next(each for each in union.partners if each != one.key)
                words = COUPLES[union.tie].format(other=self.name(other))
                yield f"{words}{_since(union)}"

    def _care_of(self, one: Someone) -> Iterable[str]:
        for each in self.family.care:
            if one.key in each.children:
                yield f"{_carers(each)}: {in_words(self.name(key) for key in each.carers)}"

    def _home(self, one: Someone) -> str:
        """With whom they live, and since when together."""
        homes = [each for each in self.family.households if one.key in each]
        others = sorted({each for home in homes for each in home} - {one.key}, key=self._by_birth)
        own, since = self.family.since, dict[date, list[str]]()
        for key in others:
            since.setdefault(max(own[key], own[one.key]), []).append(self.name(key))
        said = [f"with {in_words(names)} since {long_date(day)}" for day, names in since.items()]
        return f"Lives {', '.join(said)}" if said else ""

    def _by_birth(self, key: int) -> tuple:
        return self.family.people[key].order

    def _side(self, one: Someone) -> str:
        if has_side(self.family, one.key) or one.key in self.family.marked:
            return ""
        if any(each.kind in SIDED and each.through is None for each in self.roles.get(one.key, ())):
            return "On whose side is not recorded"
        return ""


def _sentence(parts: Sequence[str]) -> str:
    said = "; ".join(each for each in parts if each)
    return said[:1].upper() + said[1:]


def _carers(care: Care) -> str:
    word = word_for(care.kind, "U")
    return (word if len(care.carers) == 1 else f"{word}s").capitalize()


def _years_of(union: Union) -> str:
    begun, ended = (f"{day.year}" if day else "" for day in (union.since, union.until))
    if union.tie in (Tie.SEPARATED, Tie.DIVORCED):
        return f"{begun}–{ended}"
    return f"{'m.' if union.tie is Tie.MARRIED else 'since'} {begun}"


def _since(union: Union) -> str:
    if union.until:
        return f" on {long_date(union.until)}, together from {long_date(union.since)}"
    return f" since {long_date(union.since)}" if union.since else ""


def wrapped(words: str, room: int = LONG) -> list[str]:
    """Words in lines that fit beside a symbol; a name is broken at spaces and hyphens only."""
    lines: list[str] = []
    for word in words.replace("-", "-\0").replace(" ", " \0").split("\0"):
        if lines and len((lines[-1] + word).rstrip()) <= room:
            lines[-1] += word
        elif word:
            lines.append(word)
    return [each.rstrip() for each in lines]


def in_words(some: Iterable[str]) -> str:
    """ "Ann, Ben and Cal"."""
    *first, last = [*some] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def day_in_words(on: date, today: date) -> str:
    return "today" if on == today else f"on {long_date(on)}"
