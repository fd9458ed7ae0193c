"""The legal statuses of a time in care, from how it began to what it came to."""

from datetime import date, timedelta
from random import Random

from kith.demo import figures
from kith.demo.book import Book
from kith.demo.cast import Child, Kind
from kith.demo.chance import about, choose


def legal_path(random: Random, child: Child, end: date, aim: str) -> list[tuple[str, date]]:
    """The legal statuses on the way to the one that was aimed at, as far as there was time."""
    start = child.care_start
    assert start is not None
    days = (end - start).days
    if aim in ("V2", "J1", "L2"):
        return [(aim, start)]
    if child.end_reason == "adopted":
        return _to_adoption(start, days)
    path = _first_steps(random, start, days if aim in ("C2", "E1") else days // 2)
    interim, left = path[-1][1], (end - path[-1][1]).days
    if aim in ("C2", "E1") and left > 2:
        order = interim + timedelta(days=min(about(random, 150, 320), left * about(random, 55, 85) // 100))
        path.append(("C2", order))
        placement = order + timedelta(days=min(about(random, 1, 120), (end - order).days * 2 // 3))
        if aim == "E1" and order < placement:
            path.append(("E1", placement))
    return path


def _to_adoption(start: date, days: int) -> list[tuple[str, date]]:
    """However short the time, both orders were made before the adopters came."""
    order, placement = timedelta(days=max(days * 4 // 10, 1)), timedelta(days=max(days // 2, 2))
    return [("C1", start), ("C2", start + order), ("E1", start + placement)]


def aim(book: Book, random: Random, unit: list[Child], end: date) -> str:
    """What the legal status came to: of those looked after now as published, as far as age and time allow."""
    child = unit[0]
    if child.unaccompanied and child.kind is Kind.LEFT_CARE:
        return "V2"
    if child.kind is Kind.LEFT_CARE:
        return _aim_of_leaver(random, child.end_reason)
    return book.turn("legal status now", random, figures.STOCK_LEGAL, len(unit), _possible(unit, end))


def _possible(unit: list[Child], end: date) -> set[str]:
    """An order takes its months; a placement order is for the young; remand for one child alone."""
    child = unit[0]
    assert child.care_start is not None
    days, age = (end - child.care_start).days, child.age_on(end)
    if child.unaccompanied:
        return {"V2"}
    allowed = {"V2": True, "C1": days < 560, "C2": days > 170, "E1": 200 < days < 2_000 and age < 8,
               "J1": age > 12 and len(unit) == 1 and days < 200, "L2": days < 8}  # fmt: skip
    return {code for code, may in allowed.items() if may}


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
    first = choose(random, {"C1": 43, "L1": 17, "L2": 1.5, "V2": 38.5})
    wait = {
        "C1": 0,
        "L1": about(random, 1, 3),
        "L2": about(random, 3, 8),
        "V2": about(random, 5, max(min(160, days - 1), 5)),
    }[first]
    if not wait or wait >= days:
        return [("C1", start)]
    return [(first, start), ("C1", start + timedelta(days=wait))]
