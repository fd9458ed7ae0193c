"""What stood before a correction, for many rows at once."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.access.audit import Event, record
from kith.care.models import LegalStatus
from kith.childfile.corrections import corrections
from kith.testing.standing import at_work, days_ago


def statuses(child, number=1):
    return [
        LegalStatus.objects.create(
            child=child, code="C1", start_on=days_ago(90 + day), end_on=days_ago(89 + day)
        )
        for day in range(number)
    ]


def corrected(rows, by):
    with at_work(by):
        for row in rows:
            row.code = "C2"
            row.save()


def test_a_correction_says_who_and_what_stood_before(standing):
    [row] = statuses(standing.child)
    corrected([row], standing.worker)
    [found] = corrections([row])[row.pk]
    assert (found.by, found.before) == ("Wyn Worker", (("Legal status", "Interim care order"),))


def test_the_reason_given_stands_beside_what_stood_before(standing):
    [row] = statuses(standing.child)
    with at_work(standing.worker):
        row.code = "C2"
        row.save()
        record(Event.CHANGED, row, reason="The order was made that day")
    assert corrections([row])[row.pk][0].reason == "The order was made that day"
    assert corrections([row], leave_out=("start_on",))[row.pk][0].reason == ""


def test_filling_in_an_end_is_no_correction(standing):
    row = LegalStatus.objects.create(child=standing.child, code="C1", start_on=days_ago(90))
    row.end_on = days_ago(2)
    row.save()
    assert corrections([row]) == {}


def test_a_date_put_right_is_a_correction(standing):
    [row] = statuses(standing.child)
    row.start_on = days_ago(95)
    row.save()
    assert corrections([row])[row.pk][0].before == (("Starts on", "18 August 2026"),)


def test_a_field_left_out_is_not_told(standing):
    [row] = statuses(standing.child)
    corrected([row], standing.worker)
    assert corrections([row], leave_out=("code",)) == {}


def test_many_rows_take_no_more_queries_than_one(standing):
    rows = statuses(standing.child, 20)
    corrected(rows, standing.worker)
    with CaptureQueriesContext(connection) as one:
        corrections(rows[:1])
    with CaptureQueriesContext(connection) as many:
        assert len(corrections(rows)) == 20
    assert len(many) == len(one)
