"""Being looked after: how a time in care went, for one child or for brothers and sisters who stayed together."""

from datetime import date, timedelta
from random import Random

from kith.demo.book import Book, between
from kith.demo.cast import Child, Family, Kind
from kith.demo.chance import about, choose, pick
from kith.demo.homes import INSIDE, Homes
from kith.demo.legal import aim, legal_path
from kith.demo.living import stays_of
from kith.demo.story import Stay, Story


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
    until = end or book.as_of
    statuses = legal_path(random, child, until, aim(book, random, unit, until))
    story = Story(unit, child.care_start, end, "", _dated(statuses, end))
    story.stays = stays_of(book, random, homes, family, story)
    story.end_code = _end_code(random, child, story.stays[-1])
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


def _end_code(random: Random, child: Child, last: Stay) -> str:
    reason = child.end_reason
    if reason == "adopted":
        return "E11" if random.random() < 0.35 else "E12"
    if reason == "guardianship":
        kin = last.place in ("U1", "U3")
        return "E45" if kin else choose(random, {"E46": 55, "E47": 35, "E48": 10})
    return reason


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
        zone=INSIDE,
    )
    end = start + timedelta(days=about(random, 2, 8))
    story.stays.append(Stay("T1" if ill else "T3", home, start, end, temporary=True))
