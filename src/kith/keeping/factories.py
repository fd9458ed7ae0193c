"""Records past their time, for tests."""

from datetime import date

from kith.keeping.models import Hold, Schedule
from kith.people.factories import a_child
from kith.people.models import Person
from kith.workforce.models import Worker

LONG_AGO = date(1990, 1, 8)
BORN = date(1988, 5, 6)


def a_schedule(by: Worker, years: int = 25, counted_from: str = "birth") -> Schedule:
    return Schedule.objects.create(
        years=years, counted_from=counted_from, source="Retention schedule 2020, agreed by the cabinet",
        start_on=date(2020, 1, 1), set_by=by,
    )  # fmt: skip


def an_old_record(given: str = "Quentin", family: str = "Zebedee", **details: object) -> Person:
    """A record of somebody grown up long ago, never looked after, that nobody holds."""
    usual = {"born_on": BORN, "record_opened_on": LONG_AGO, "authority_id": f"OLD-{given}"}
    return a_child(given, family, **(usual | details))


def a_hold(child: Person, by: Worker, **details: object) -> Hold:
    usual = {"reason": "A claim", "start_on": date(2026, 1, 5), "review_on": date(2026, 12, 1)}
    return Hold.objects.create(child=child, placed_by=by, **(usual | details))
