"""Jobs do their work as pages do."""

from datetime import date

from django.contrib.sessions.models import Session

from kith.care.models import PeriodOfCare
from kith.deadlines.models import DeadlineRow
from kith.web.tasks import clear_sessions, rebuild_deadlines


def test_the_nightly_job_rebuilds_everybodys_deadlines(standing):
    PeriodOfCare.objects.create(child=standing.child, start_on=date(2026, 11, 2))
    rebuild_deadlines(timestamp=0)
    assert DeadlineRow.objects.filter(child=standing.child, timescale="care.first_review").exists()


def test_sessions_whose_time_is_over_are_cleared_away(standing, client):
    client.force_login(standing.worker.user)
    Session.objects.create(session_key="over", session_data="", expire_date="2026-01-01T00:00Z")
    clear_sessions(timestamp=0)
    assert [each.session_key for each in Session.objects.all()] == [client.session.session_key]
