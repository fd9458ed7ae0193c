"""How like England the borough is: its totals beside the published figures that shaped it, both per cent."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from kith.demo import figures, places
from kith.demo import tables as t

PLACE = {"K1": "home", "K2": "home", "K3": "supported", "P1": "parents", "A6": "adoption", "R1": "residential",
         "R2": "other", "S1": "school"}  # fmt: skip
REASON = {"E11": "adopted", "E12": "adopted"} | dict.fromkeys(("E45", "E46", "E47", "E48"), "guardianship")


class Likeness(NamedTuple):
    """One share, here and in England."""

    what: str
    here: float
    england: float


def likeness(rows: Mapping[type, list[Any]], as_of: date) -> list[Likeness]:
    """Every share the borough was shaped by, from its rows by table."""
    return [*_now(rows, as_of), _moved(rows, as_of), *_of_the_year(rows, as_of)]


def _now(rows: Mapping[type, list[Any]], as_of: date) -> Iterator[Likeness]:
    now = [row for row in rows[t.Placement] if holds(row, as_of) and not row.temporary]
    statuses = [row.code for row in rows[t.LegalStatus] if holds(row, as_of) and row.code != "V4"]
    person = {row.id: row for row in rows[t.Person]}
    far = {row.id for row in rows[t.Home] if row.postcode in places.FAR}
    known = figures.PLACED_FAR.value + figures.PLACED_NEAR.value
    yield from _shares("legal status", statuses, figures.STOCK_LEGAL)
    yield from _shares("placement", [PLACE.get(row.place, "foster") for row in now], figures.STOCK_PLACE)
    yield from _shares(
        "age", [_band(person[row.child_id], as_of, figures.STOCK_AGE) for row in now], figures.STOCK_AGE
    )
    yield from _shares("sex", [person[row.child_id].sex for row in now], figures.STOCK_SEX)
    yield from _shares(
        "provider", [row.provider_type for row in now if row.provider_type != "PR0"], figures.STOCK_PROVIDER
    )
    kin = [row.place in ("U1", "U3") for row in now]
    yield Likeness("with relatives or friends", _per_cent(sum(kin), len(now)), 100 * figures.KINSHIP_SHARE)
    yield Likeness(
        "over 20 miles away",
        _per_cent(sum(row.home_id in far for row in now), len(now)),
        _per_cent(figures.PLACED_FAR.value, known),
    )


def _moved(rows: Mapping[type, list[Any]], as_of: date) -> Likeness:
    """Three or more homes in the last year, of those looked after now; a change of status alone is no new home."""
    since = as_of - timedelta(days=365)
    stock = {row.child_id for row in rows[t.PeriodOfCare] if row.kind == "looked_after" and holds(row, as_of)}
    homes = Counter(
        row.child_id
        for row in rows[t.Placement]
        if not row.temporary and not row.same_carer and (row.end_on is None or row.end_on > since)
    )
    often = sum(homes[child] >= 3 for child in stock)
    england = _per_cent(figures.THREE_OR_MORE_PLACEMENTS.value, figures.LOOKED_AFTER_STOCK.value)
    return Likeness("three or more homes in the year", _per_cent(often, len(stock)), england)


def _of_the_year(rows: Mapping[type, list[Any]], as_of: date) -> Iterator[Likeness]:
    """Those who came into care or left it in the last year, and how many there were for each hundred looked after."""
    since = as_of - timedelta(days=365)
    periods = [row for row in rows[t.PeriodOfCare] if row.kind == "looked_after"]
    stock = sum(holds(row, as_of) for row in periods)
    came = [row for row in periods if row.start_on > since]
    left = [row for row in periods if row.end_on and row.end_on > since]
    person = {row.id: row for row in rows[t.Person]}
    ages = [_band(person[row.child_id], row.start_on, figures.STARTER_AGE) for row in came]
    first = {(row.child_id, row.start_on): row.code for row in rows[t.LegalStatus]}
    england = figures.LOOKED_AFTER_STOCK.value
    yield Likeness("started", _per_cent(len(came), stock), _per_cent(figures.STARTED.value, england))
    yield Likeness("ceased", _per_cent(len(left), stock), _per_cent(figures.CEASED.value, england))
    yield from _shares("age on starting", ages, figures.STARTER_AGE)
    yield from _shares(
        "first legal status", [first[row.child_id, row.start_on] for row in came], figures.STARTER_LEGAL
    )
    yield from _shares(
        "why care ended", [REASON.get(row.end_reason, row.end_reason) for row in left], figures.LEAVER_REASON
    )


def holds(row: Any, day: date) -> bool:
    return row.start_on <= day and (row.end_on is None or row.end_on > day)


def _band(person: Any, day: date, bands: Mapping[tuple[int, int], int]) -> tuple[int, int]:
    age = (day - person.born_on).days / 365.2425
    return next((band for band in bands if age < band[1]), list(bands)[-1])


def _shares(what: str, found: list[Any], published: Mapping[Any, int]) -> Iterator[Likeness]:
    counted, all_published = Counter(found), sum(published.values())
    for name, number in published.items():
        title = f"{name[0]} to {name[1] - 1}" if isinstance(name, tuple) else name
        yield Likeness(
            f"{what}: {title}", _per_cent(counted[name], len(found)), _per_cent(number, all_published)
        )


def _per_cent(part: float, whole: float) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
