"""The legal statuses of a time in care, from how it began to what it came to."""

from datetime import date, timedelta
from random import Random

from kith.demo.cast import Child, Kind
from kith.demo.chance import about, choose


def legal_path(random: Random, child: Child, end: date) -> list[tuple[str, date]]:
    """The legal statuses on the way to the one that was aimed at, as far as there was time."""
    start = child.care_start
    assert start is not None
    days = (end - start).days
    aim = _aim(random, child, days, child.age_on(end))
    if aim in ("V2", "J1", "L2"):
        return [(aim, start)]
    if child.end_reason == "adopted":
        return _to_adoption(start, days)
    path = _first_steps(random, start, days)
    order = path[-1][1] + timedelta(days=about(random, 150, 320))
    if aim in ("C2", "E1") and order < end:
        path.append(("C2", order))
        placement = order + timedelta(days=about(random, 1, 120))
        if aim == "E1" and placement < end:
            path.append(("E1", placement))
    return path


def _to_adoption(start: date, days: int) -> list[tuple[str, date]]:
    """However short the time, both orders were made before the adopters came."""
    order, placement = timedelta(days=max(days * 4 // 10, 1)), timedelta(days=max(days // 2, 2))
    return [("C1", start), ("C2", start + order), ("E1", start + placement)]


def _aim(random: Random, child: Child, days: int, age: float) -> str:
    if child.unaccompanied:
        return "V2"
    if child.kind is Kind.LEFT_CARE:
        return _aim_of_leaver(random, child.end_reason)
    if days < 200:
        return choose(random, {"C1": 60, "V2": 38, "J1": 1.5, "L2": 0.2})
    if days < 420:
        return choose(random, {"C1": 32, "C2": 52, "V2": 13, "E1": 40 if age < 5 else 0})
    if age < 6 and days < 1_500:
        return choose(random, {"E1": 82, "C2": 12, "V2": 4, "C1": 2})
    return choose(random, {"C2": 94, "V2": 5, "C1": 1})


def _aim_of_leaver(random: Random, reason: str) -> str:
    if reason == "adopted":
        return "E1"
    if reason in ("guardianship", "E41"):
        return choose(random, {"C1": 60, "C2": 40})
    if reason in ("E17", "E5", "E6", "E7"):
        return choose(random, {"C2": 75, "V2": 25})
    if reason in ("E14", "E9"):
        return choose(random, {"J1": 80, "V2": 20})
    return choose(random, {"V2": 70, "C1": 22, "C2": 8})


def _first_steps(random: Random, start: date, days: int) -> list[tuple[str, date]]:
    """Into an interim order: at once, after police or emergency protection, or after an agreement."""
    first = choose(random, {"C1": 45, "L1": 20, "L2": 3, "V2": 32})
    wait = {"C1": 0, "L1": about(random, 1, 3), "L2": about(random, 3, 8), "V2": about(random, 14, 160)}[
        first
    ]
    if not wait or wait >= days:
        return [("C1", start)]
    return [(first, start), ("C1", start + timedelta(days=wait))]
