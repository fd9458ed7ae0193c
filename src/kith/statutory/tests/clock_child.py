"""A child for the tests of the clock: rows as dicts, days as text, everything else filled in."""

from datetime import date, datetime
from itertools import count

from kith.lib.days import LONDON
from kith.statutory.clocks import BY_KEY, State, deadlines
from kith.statutory.facts import SCHEMAS, Facts, table

BORN = "2014-06-01"
DEFAULTS = {
    "periods_of_care": {"kind": "looked_after"},
    "placements": {"place": "U6"},
    "visits": {"kind": "care", "seen": True},
    "missing": {"kind": "M"},
}


def a_child(
    born=BORN, child=1, died=None, recorded_from=None, returned_until=None, pregnancy_ended=None, **tables
) -> Facts:
    """The facts of one child. `cared_for="2025-01-06"` is a period of care and a placement from that day."""
    if start := tables.pop("cared_for", None):
        tables.setdefault("periods_of_care", [{"start_on": start}])
        tables.setdefault("placements", [{"start_on": start}])
    told = {
        "born_on": born,
        "died_on": died,
        "recorded_from": recorded_from,
        "returned_until": returned_until,
        "pregnancy_ended_on": pregnancy_ended,
    }
    people = [{"child": child} | {name: day(text) for name, text in told.items()}]
    numbers = count(child * 1000)
    return Facts(
        children=table("children", people),
        **{
            name: table(name, [_row(name, each, child, numbers) for each in rows])
            for name, rows in tables.items()
        },
    )


def on(*days):
    """Rows that have nothing but a day."""
    return [{"on": each} for each in days]


def day(text):
    return date.fromisoformat(text) if text else None


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def clock(facts, key, as_of="2026-11-22"):
    """The deadlines of one timescale, by the day they started."""
    assert key in BY_KEY
    found = [each for each in deadlines(facts, day(as_of)) if each.key == key]
    return sorted(found, key=lambda each: each.started_on)


def only(facts, key, as_of="2026-11-22"):
    """The one deadline of a timescale."""
    (found,) = clock(facts, key, as_of)
    return found


def keys(facts, as_of="2026-11-22", state=None):
    """The keys of what has begun, or of what is in one state."""
    found = deadlines(facts, day(as_of))
    return {each.key for each in found if state is None or each.state(day(as_of)) is State(state)}


def _row(name, row, child, numbers):
    whole = {"child": child, "id": next(numbers), **DEFAULTS.get(name, {}), **row}
    return {column: _value(column, value) for column, value in whole.items() if column in SCHEMAS[name]}


def _value(column, value):
    if not isinstance(value, str):
        return value
    if column.endswith("_at"):
        return moment(value)
    dated = column.endswith(("_on", "_by")) or column in ("on", "until_18_from", "extended_to")
    return day(value) if dated else value
