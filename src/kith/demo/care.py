"""Being looked after: how a time in care went, for one child or for brothers and sisters who stayed together."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from kith.demo import figures
from kith.demo.book import Book, between
from kith.demo.cast import Child, Family, Kind
from kith.demo.chance import about, choose, pick
from kith.demo.homes import Homes, Place
from kith.demo.legal import legal_path

# What the last home was, by age, of a hundred. "parents" needs an order; "adoption" needs a placement order.
LAST_PLACE: tuple[tuple[float, dict[str, float]], ...] = (
    (1, {"foster": 78, "parents": 12, "other": 10}),
    (5, {"foster": 80, "parents": 17, "other": 3}),
    (10, {"foster": 81, "parents": 14, "home": 3, "other": 2}),
    (16, {"foster": 63, "home": 25, "parents": 9, "residential": 2.5, "other": 3.2, "school": 0.3}),
    (99, {"foster": 44, "home": 28, "supported": 19, "parents": 8, "residential": 2.5, "other": 2.5}),
)
LAST_PLACE_ALONE = {"foster": 24, "supported": 73, "home": 3}
# What the day page is to show of these children needs a home they have been in for some months.
SETTLED = frozenset({"late review", "visit due", "late visit"})
OTHER = {"other": ("R2", "hospital"), "residential": ("R1", "residential"), "school": ("S1", "school")}


@dataclass
class Stay:
    """One placement."""

    place: str
    home: Place
    start: date
    end: date | None
    reason: str = ""
    same_carer: bool = False
    emergency: bool = False
    regulation_24: bool = False
    until_18_from: date | None = None
    long_term_agreed_on: date | None = None
    temporary: bool = False
    ids: dict[int, int] = field(default_factory=dict)  # child -> number of the placement


@dataclass
class Story:
    """A time in care: for whom, what the law said, where they lived."""

    children: list[Child]
    start: date
    end: date | None
    end_code: str
    statuses: list[tuple[str, date, date | None]]
    stays: list[Stay] = field(default_factory=list)
    earlier: tuple[date, date, str] | None = None
    often: tuple[date, int] | None = None  # from when the plan asks for visits sooner, and days between them

    @property
    def homes(self) -> list[Stay]:
        """Where they lived, temporary stays left out."""
        return [stay for stay in self.stays if not stay.temporary]

    @property
    def traits(self) -> set[str]:
        return {trait for child in self.children for trait in child.traits}

    def status_on(self, day: date) -> str:
        return next((code for code, start, _ in reversed(self.statuses) if start <= day), self.statuses[0][0])

    def stay_on(self, day: date) -> Stay | None:
        return next((stay for stay in reversed(self.homes) if stay.start <= day), None)


def stories(book: Book, homes: Homes, family: Family) -> list[Story]:
    """How each child of a family, or some together, came to be looked after and went on."""
    random = book.stream("care", family.number)
    return [_story(book, random, homes, family, unit) for unit in _units(random, family)]


def _units(random: Random, family: Family) -> list[list[Child]]:
    """Brothers and sisters who came on one day mostly stay together, unless they are far apart in age."""
    units: list[list[Child]] = []
    for child in family.of(Kind.LOOKED_AFTER, Kind.LEFT_CARE):
        for unit in units:
            if _stay_together(random, unit[0], child):
                unit.append(child)
                break
        else:
            units.append([child])
    return units


def _stay_together(random: Random, one: Child, other: Child) -> bool:
    if "together" in one.traits & other.traits:
        return True
    return not one.traits & {"apart", "together"} and _same_way(one, other) and random.random() < 0.75


def _same_way(one: Child, other: Child) -> bool:
    when = (one.care_start, one.care_end, one.end_reason) == (
        other.care_start,
        other.care_end,
        other.end_reason,
    )
    oldest, youngest = (
        one.age_on(other.care_start or one.born_on),
        other.age_on(other.care_start or other.born_on),
    )
    return when and oldest < 11 and oldest - youngest < 7


def _story(book: Book, random: Random, homes: Homes, family: Family, unit: list[Child]) -> Story:
    child = unit[0]
    assert child.care_start is not None
    end = child.care_end
    statuses = legal_path(random, child, end or book.as_of)
    story = Story(unit, child.care_start, end, "", _dated(statuses, end))
    story.stays = _stays(book, random, homes, family, story)
    story.end_code = _end_code(random, child, story.stays[-1])
    story.earlier = _earlier(random, child)
    if end is None and (book.as_of - story.start).days > 100 and random.random() < 0.06:
        story.often = (
            between(random, story.start, book.as_of - timedelta(days=30)),
            pick(random, (14, 21, 28)),
        )
    if random.random() < 0.12:
        _temporary(book, random, homes, story)
    return story


def _dated(path: list[tuple[str, date]], end: date | None) -> list[tuple[str, date, date | None]]:
    ends = [*(start for _, start in path[1:]), end]
    return [(code, start, until) for (code, start), until in zip(path, ends, strict=True)]


def _stays(book: Book, random: Random, homes: Homes, family: Family, story: Story) -> list[Stay]:
    """One home after another, the last as the figures have it."""
    child, end = story.children[0], story.end or book.as_of
    kind = _last_kind(random, child, story, end)
    starts = _starts(random, child, story, end, kind)
    kinds = [_kind_before(random, child, start) for start in starts[:-1]] + [kind]
    found: list[Stay] = []
    kin: dict[str, Place] = {}
    for place, (start, each) in enumerate(zip(starts, kinds, strict=True)):
        until = starts[place + 1] if place + 1 < len(starts) else story.end
        home = _home(random, homes, family, story, each, start, until, kin)
        found += _rows(random, child, story, each, home, start, until, book.as_of)
        if until and until != story.end:
            found[-1].reason = _why(random)
    found[0].emergency = child.opened_on == story.start or story.statuses[0][0] in ("L1", "L2")
    for stay in found[1:]:
        stay.emergency = not stay.same_carer and random.random() < 0.12
    return found


def _last_kind(random: Random, child: Child, story: Story, end: date) -> str:
    code, reason = story.statuses[-1][0], child.end_reason
    if story.traits & (SETTLED | {"far"}):
        return "home" if "far" in story.traits and child.age_on(end) > 11 else "foster"
    if reason == "adopted" or (
        code == "E1" and child.kind is Kind.LOOKED_AFTER and _ready(story, end) and random.random() < 0.6
    ):
        return "adoption"
    if reason == "guardianship":
        return "kin" if random.random() < 0.75 else "foster"
    if reason == "E17":
        return "kin" if random.random() < 0.25 else "foster"
    if reason in ("E5", "E6"):
        return choose(random, {"supported": 65, "home": 15, "foster": 20})
    if child.unaccompanied:
        return choose(random, LAST_PLACE_ALONE) if child.age_on(end) > 16.1 else "foster"
    weights = next(weights for below, weights in LAST_PLACE if max(child.age_on(end), 0) < below)
    found = choose(random, weights)
    if found == "parents" and (code in ("V2", "J1", "L2", "E1") or not family_home(story)):
        found = "foster"
    if found == "supported" and child.age_on(end) < 16.1:
        found = "home"
    if len(story.children) > 1 and found not in ("foster", "parents"):
        found = "foster"
    return "kin" if found == "foster" and random.random() < 0.3 else found


def family_home(story: Story) -> bool:
    return not story.children[0].unaccompanied


def _ready(story: Story, end: date) -> bool:
    """A month or more has gone by since the placement order."""
    return (end - story.statuses[-1][1]).days > 30


def _starts(random: Random, child: Child, story: Story, end: date, last: str) -> list[date]:
    """The days on which homes began."""
    found, days = [story.start], (end - story.start).days
    at = 0
    unsettled = random.random() < (0.2 if child.age_on(end) > 9 and len(story.children) == 1 else 0.02)
    if random.random() < 0.4:
        at = about(random, 4, 110)
        found.append(story.start + timedelta(days=at))
    while at < days:
        at += max(int(random.expovariate(1 / (130 if unsettled else 1_500))), 9)
        found.append(story.start + timedelta(days=at))
    latest = 150 if story.traits & SETTLED else 2
    found = [day for day in found if (end - day).days > latest or day == story.start]
    first = _not_before(random, child, story, last, end)
    if first and found[-1] < first:
        found.append(first)
    return found


def _not_before(random: Random, child: Child, story: Story, last: str, end: date) -> date | None:
    """Supported accommodation is from sixteen; adopters come after the placement order; parents after an order."""
    if last == "supported":
        sixteen = child.born_on + timedelta(days=5_845)
        return max(
            min(between(random, sixteen, sixteen + timedelta(days=200)), end - timedelta(days=1)),
            sixteen,
            story.start,
        )
    if last == "adoption":
        since = story.statuses[-1][1] + timedelta(days=about(random, 20, 240))
        return max(min(since, end - timedelta(days=3)), story.start + timedelta(days=1))
    if last == "parents":
        since = next((start for code, start, _ in story.statuses if code in ("C1", "C2")), story.start)
        return max(min(since + timedelta(days=about(random, 0, 60)), end - timedelta(days=1)), since)
    return None


def _kind_before(random: Random, child: Child, start: date) -> str:
    age = child.age_on(start)
    if age > 10 and random.random() < 0.2:
        return "home"
    return "kin" if random.random() < 0.12 and not child.unaccompanied else "foster"


def _why(random: Random) -> str:
    weights = {code: many for code, many in figures.PLACE_CHANGE.items() if code not in ("PLACE", "CUSTOD")}
    return choose(random, weights)


def _home(
    random: Random, homes: Homes, family: Family, story: Story, kind: str, start: date, until: date | None,
    kin: dict[str, Place],
) -> Place:  # fmt: skip
    if kind == "kin" and family.kin and family.kin[0][1] != "step_parent":
        if "kin" not in kin:
            kin["kin"] = homes.of_kin(family.kin[0][0], f"The {family.name} family (relatives)", random)
        return kin["kin"]
    if kind == "parents":
        if "parents" not in kin:
            kin["parents"] = homes.of_parent(
                family.address, family.lines, family.postcode, f"{family.name} family home"
            )
        return kin["parents"]
    far = True if "far" in story.traits and until is None else None
    wanted = {"kin": "foster", "other": "hospital"}.get(kind, kind)
    return homes.find(random, wanted, start, until, len(story.children), far=far)


def _rows(
    random: Random, child: Child, story: Story, kind: str, home: Place, start: date, until: date | None, as_of: date
) -> list[Stay]:  # fmt: skip
    """One stay, or two with the same carer where its status changed on the way."""
    end = until or as_of
    days = (end - start).days
    whole = Stay(_code(random, kind, home, child, start), home, start, until)
    if kind not in ("foster", "kin"):
        return [whole]
    by_kin = kind == "kin" and bool(home.carers) and home.beds == 9
    settled, usual = ("U1", "U3") if by_kin else ("U4", "U6")
    whole.place = usual
    if by_kin and days > 130 and random.random() < 0.6:
        at = start + timedelta(days=about(random, 80, 110))
        return [replace(whole, end=at, regulation_24=True, reason="PLACE", ids={}),
                replace(whole, start=at, same_carer=True, place=settled if days > 700 else usual,
                        until_18_from=at if days > 700 else None)]  # fmt: skip
    if by_kin and until is None and days <= 100 and random.random() < 0.6:
        return [replace(whole, regulation_24=True, ids={})]
    if days > 480 and random.random() < 0.6:
        at = start + timedelta(days=about(random, 200, 400))
        agreed = (
            at + timedelta(days=300)
            if child.age_on(at) > 11 and random.random() < 0.15 and days > 800
            else None
        )
        return [replace(whole, end=at, reason="PLACE", ids={}),
                replace(whole, start=at, same_carer=True, place=settled, until_18_from=at, long_term_agreed_on=agreed)]  # fmt: skip
    return [whole]


def _code(random: Random, kind: str, home: Place, child: Child, start: date) -> str:
    if kind == "home":
        return "K1" if child.age_on(start) > 13 and random.random() < 0.01 else "K2"
    if kind == "other":
        return "R2"
    simple = {"supported": "K3", "parents": "P1", "adoption": "A6", "residential": "R1", "school": "S1"}
    return simple.get(kind, "U6")


def _end_code(random: Random, child: Child, last: Stay) -> str:
    reason = child.end_reason
    if reason == "adopted":
        return "E11" if random.random() < 0.35 else "E12"
    if reason == "guardianship":
        kin = last.place in ("U1", "U3")
        return "E45" if kin else choose(random, {"E46": 55, "E47": 35, "E48": 10})
    return reason


def _earlier(random: Random, child: Child) -> tuple[date, date, str] | None:
    """Some of those known for long had been in care before, and gone home."""
    assert child.opened_on and child.care_start
    before = (child.care_start - max(child.opened_on, child.born_on)).days
    if before < 300 or random.random() > 0.15:
        return None
    start = max(child.opened_on, child.born_on) + timedelta(days=about(random, 1, 40))
    end = start + timedelta(days=about(random, 20, before - 180))
    return start, end, "E4A" if random.random() < 0.75 else "E4B"


def _temporary(book: Book, random: Random, homes: Homes, story: Story) -> None:
    """A few days in hospital or while the carers are away, inside the placement."""
    stay = pick(random, story.homes)
    last = (stay.end or book.as_of) - timedelta(days=12)
    first = stay.start + timedelta(days=10)
    if last <= first or stay.place in ("A6", "R2"):
        return
    start = between(random, first, last)
    ill = random.random() < 0.4
    home = homes.find(
        random,
        "hospital" if ill else "foster",
        start,
        start + timedelta(days=9),
        len(story.children),
        far=False,
    )
    end = start + timedelta(days=about(random, 2, 8))
    story.stays.append(Stay("T1" if ill else "T3", home, start, end, temporary=True))
