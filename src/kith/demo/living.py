"""Where children in care lived: one home after another, the last ones so that today's totals are the published ones."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from kith.demo import figures
from kith.demo.book import Book
from kith.demo.cast import Child, Family
from kith.demo.chance import about, choose
from kith.demo.homes import PROVIDED_BY, ZONES, ZONES_ALONE, ZONES_NOW, Homes, Place
from kith.demo.moving import starts
from kith.demo.story import SETTLED, Stay, Story

KIN = figures.KINSHIP_SHARE * figures.LOOKED_AFTER_STOCK.value
# What the home is now. "kin" is a relative or friend; "parents" needs an order; "adoption" needs a placement order.
NOW = figures.STOCK_PLACE | {"foster": figures.STOCK_PLACE["foster"] - KIN, "kin": KIN}
NOW_ALONE = {"foster": 24, "supported": 73, "home": 3}
# What the last home was, by age, of a hundred of those who have left.
LAST: tuple[tuple[float, dict[str, float]], ...] = (
    (1, {"foster": 78, "parents": 12, "other": 10}),
    (5, {"foster": 80, "parents": 17, "other": 3}),
    (10, {"foster": 81, "parents": 14, "home": 3, "other": 2}),
    (16, {"foster": 63, "home": 25, "parents": 9, "residential": 2.5, "other": 3.2, "school": 0.3}),
    (99, {"foster": 44, "home": 28, "supported": 19, "parents": 8, "residential": 2.5, "other": 2.5}),
)


def stays_of(book: Book, random: Random, homes: Homes, family: Family, story: Story) -> list[Stay]:
    """One home after another, the last as the figures have it."""
    child, end = story.children[0], story.end or book.as_of
    kind = (
        _kind_now(book, random, family, story, end)
        if story.goes_on
        else _last_kind(random, child, story, end)
    )
    days = starts(book, random, story, end, kind)
    kinds = [_kind_before(random, child, day) for day in days[:-1]] + [kind]
    zone = _zone(book, random, story, _home_of(family, kind)) if story.goes_on else ""
    found: list[Stay] = []
    lived: dict[str, Place] = {}
    for place, (start, each) in enumerate(zip(days, kinds, strict=True)):
        until = days[place + 1] if place + 1 < len(days) else story.end
        of_last = zone if _home_of(family, each) == _home_of(family, kind) == "kin" or until is None else ""
        home = _home(book, random, homes, family, story, each, start, until, lived, of_last)
        found += _rows(random, child, each, home, start, until, book.as_of)
        if until and until != story.end:
            found[-1].reason = _why(random)
    found[0].emergency = child.opened_on == story.start or story.statuses[0][0] in ("L1", "L2")
    for stay in found[1:]:
        stay.emergency = not stay.same_carer and random.random() < 0.12
    return found


def _kind_now(book: Book, random: Random, family: Family, story: Story, end: date) -> str:
    """The home of today: those who came alone have shares of their own, which count among all."""
    child, many, among = story.children[0], len(story.children), _possible(family, story, end)
    if child.unaccompanied:
        may = NOW_ALONE if child.age_on(end) > 16.1 else {"foster": 1}
        among = {book.turn("home alone", random, NOW_ALONE, many, may)}
    return book.turn("home now", random, NOW, many, among)


def _possible(family: Family, story: Story, end: date) -> set[str]:
    child, code = story.children[0], story.statuses[-1][0]
    age, single = child.age_on(end), len(story.children) == 1
    if "far" in story.traits and not story.traits & SETTLED:
        return {"home" if age > 11 and single else "foster"}
    found = {"foster"} | ({"kin"} if _has_kin(family) and "far" not in story.traits else set())
    if story.traits & SETTLED:
        return found
    allowed = {
        "other": single and (end - story.start).days > 5, "home": single and age > 9,
        "supported": single and age > 16.1, "parents": code in ("C1", "C2") and bool(family.address),
        "adoption": code == "E1" and (end - story.statuses[-1][1]).days > 20,
        "residential": single and age > 8, "school": single and age > 7,
    }  # fmt: skip
    return found | {kind for kind, may in allowed.items() if may}


def _has_kin(family: Family) -> bool:
    return bool(family.kin) and family.kin[0][1] != "step_parent"


def _last_kind(random: Random, child: Child, story: Story, end: date) -> str:
    """The last home of one who has left."""
    code, reason = story.statuses[-1][0], child.end_reason
    if reason == "adopted":
        return "adoption"
    if reason == "guardianship":
        return "kin" if random.random() < 0.75 else "foster"
    if reason == "E17":
        return "kin" if random.random() < 0.25 else "foster"
    if reason in ("E5", "E6"):
        return choose(random, {"supported": 65, "home": 15, "foster": 20})
    if child.unaccompanied:
        return choose(random, NOW_ALONE) if child.age_on(end) > 16.1 else "foster"
    weights = next(weights for below, weights in LAST if max(child.age_on(end), 0) < below)
    found = choose(random, weights)
    if found == "parents" and code not in ("C1", "C2"):
        found = "foster"
    if found == "supported" and child.age_on(end) < 16.1:
        found = "home"
    if len(story.children) > 1 and found not in ("foster", "parents"):
        found = "foster"
    return "kin" if found == "foster" and random.random() < 0.3 else found


def _kind_before(random: Random, child: Child, start: date) -> str:
    age = child.age_on(start)
    if age > 10 and random.random() < 0.2:
        return "home"
    return "kin" if random.random() < 0.12 and not child.unaccompanied else "foster"


def _why(random: Random) -> str:
    weights = {code: many for code, many in figures.PLACE_CHANGE.items() if code not in ("PLACE", "CUSTOD")}
    return choose(random, weights)


def _home_of(family: Family, kind: str) -> str:
    """Where no relative is known somebody else fosters; "other" is a hospital."""
    if kind == "kin" and not _has_kin(family):
        return "foster"
    return "hospital" if kind == "other" else kind


def _home(
    book: Book, random: Random, homes: Homes, family: Family, story: Story, kind: str, start: date,
    until: date | None, lived: dict[str, Place], zone: str,
) -> Place:  # fmt: skip
    """A home of the kind; one of a parent or relative is the same each time."""
    kind, many = _home_of(family, kind), len(story.children)
    if kind == "parents" and kind not in lived:
        name = f"{family.name} family home"
        lived[kind] = homes.of_parent(family.mother, family.address, family.lines, family.postcode, name)
    if kind == "kin" and kind not in lived:
        name = f"The {family.name} family (relatives)"
        lived[kind] = homes.of_kin(family.kin[0][0], name, random, zone)
    if kind in lived:
        return lived[kind]
    provider = (
        book.turn("provider", random, PROVIDED_BY[kind], many) if story.goes_on and until is None else ""
    )
    return homes.find(random, kind, start, until, many, zone=zone, provider=provider)


def _zone(book: Book, random: Random, story: Story, kind: str) -> str:
    if story.children[0].unaccompanied:
        return book.turn("zone alone", random, ZONES_ALONE)
    lean = ZONES[kind]
    among = {"far"} if "far" in story.traits else lean
    return book.turn(
        "zone",
        random,
        ZONES_NOW,
        len(story.children),
        among,
        {zone: each / 30 for zone, each in lean.items()},
    )


def _rows(
    random: Random, child: Child, kind: str, home: Place, start: date, until: date | None, as_of: date
) -> list[Stay]:  # fmt: skip
    """One stay, or two with the same carer where its status changed on the way."""
    end = until or as_of
    days = (end - start).days
    whole = Stay(_code(random, kind, child, start), home, start, until)
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


def _code(random: Random, kind: str, child: Child, start: date) -> str:
    if kind == "home":
        return "K1" if child.age_on(start) > 13 and random.random() < 0.01 else "K2"
    if kind == "other":
        return "R2"
    simple = {"supported": "K3", "parents": "P1", "adoption": "A6", "residential": "R1", "school": "S1"}
    return simple.get(kind, "U6")
