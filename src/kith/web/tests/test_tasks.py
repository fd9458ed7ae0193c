"""Jobs do their work as pages do."""

from datetime import date

from kith.care.models import PeriodOfCare
from kith.deadlines.models import DeadlineRow
from kith.web.tasks import rebuild_deadlines


def test_the_nightly_job_rebuilds_everybodys_deadlines(standing):
    PeriodOfCare.objects.create(child=standing.child, start_on=date(2026, 11, 2))
    rebuild_deadlines(timestamp=0)
    assert DeadlineRow.objects.filter(child=standing.child, timescale="care.first_review").exists()
