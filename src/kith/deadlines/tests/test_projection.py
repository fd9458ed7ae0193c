"""The projection equals fresh computation, and follows every change in the same transaction."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.access.audit import Event, record
from kith.care.models import PeriodOfCare, Placement, Review
from kith.childfile.gather import gather
from kith.deadlines.models import MET_LATE, DeadlineRow
from kith.deadlines.projection import as_row, rebuild_all
from kith.deadlines.queries import next_due, open_deadlines
from kith.people.factories import a_child
from kith.statutory.clocks import deadlines
from kith.testing.standing import DAY, at_work

COLUMNS = ("child_id", "timescale", "started_on", "due_on", "due_at", "met_on", "ended_on", "started_by")


def looked_after(child, start_on=date(2026, 11, 2)):
    PeriodOfCare.objects.create(child=child, start_on=start_on)
    Placement.objects.create(child=child, place="U6", provider_type="PR1", start_on=start_on)


def as_stored(row):
    return tuple(getattr(row, column) for column in COLUMNS)


def test_the_projection_equals_fresh_computation(standing):
    looked_after(standing.child)
    rebuild_all(as_of=DAY)
    fresh = {as_stored(as_row(each)) for each in deadlines(gather(), DAY)}
    assert fresh and {as_stored(row) for row in DeadlineRow.objects.all()} == fresh


def test_a_row_says_as_the_deadline_does_by_how_much_it_was_met(standing):
    looked_after(standing.child, date(2026, 3, 2))
    for day in (date(2026, 3, 9), date(2026, 3, 20), date(2026, 8, 28), date(2026, 11, 10)):
        Review.objects.create(child=standing.child, held_on=day, participation="PN1")
    rebuild_all(as_of=DAY)
    rows = {(row.timescale, row.started_on): row for row in DeadlineRow.objects.filter(met_on__isnull=False)}
    met = [each for each in deadlines(gather(), DAY) if each.is_met(DAY)]
    assert len(rows) == len(met) > 2
    for each in met:
        row = rows[each.key, each.started_on]
        assert (row.met_late_by, row.met_early_by) == (each.late_by(DAY), each.early_by(DAY))
        assert (row.started_words, row.met_words) == (each.started_by.label, each.met_by.label)


def test_the_database_counts_as_late_what_was_met_late(standing):
    looked_after(standing.child, date(2026, 3, 2))
    for day in (date(2026, 3, 20), date(2026, 8, 28)):
        Review.objects.create(child=standing.child, held_on=day, participation="PN1")
    rebuild_all(as_of=DAY)
    late = {row.pk for row in DeadlineRow.objects.all() if row.met_late_by}
    assert late and {row.pk for row in DeadlineRow.objects.filter(MET_LATE)} == late


def test_it_follows_a_change_in_the_same_work(standing):
    looked_after(standing.child)
    with at_work(standing.worker):
        record(Event.ADDED, Review.objects.create(child=standing.child, held_on=DAY, participation="PN1"))
    assert DeadlineRow.objects.get(timescale="care.first_review").met_on == DAY


def test_what_is_met_is_not_open(standing):
    looked_after(standing.child)
    with at_work(standing.worker):
        record(Event.ADDED, Review.objects.create(child=standing.child, held_on=DAY, participation="PN1"))
    assert not open_deadlines([standing.child.pk]).filter(timescale="care.first_review").exists()
    assert next_due([standing.child.pk])[standing.child.pk].due_on >= date(2026, 11, 2)


def test_several_children_are_gathered_in_as_many_queries_as_one(standing):
    others = [a_child(f"Child{number}") for number in range(5)]
    for each in (standing.child, *others):
        looked_after(each)
    with CaptureQueriesContext(connection) as of_one:
        gather([standing.child.pk])
    with CaptureQueriesContext(connection) as of_several:
        gather([each.pk for each in others])
    assert len(of_several) == len(of_one) > 1
