"""Jobs do their work as pages do."""

from datetime import date, timedelta
from uuid import uuid4

from django.contrib.sessions.models import Session
from django.utils import timezone

from kith.care.models import PeriodOfCare
from kith.deadlines.models import DeadlineRow
from kith.web.models import FormSent
from kith.web.tasks import clear_sessions, forget_forms, rebuild_deadlines


def test_the_nightly_job_rebuilds_everybodys_deadlines(standing):
    PeriodOfCare.objects.create(child=standing.child, start_on=date(2026, 11, 2))
    rebuild_deadlines(timestamp=0)
    assert DeadlineRow.objects.filter(child=standing.child, timescale="care.first_review").exists()


def test_sessions_whose_time_is_over_are_cleared_away(standing, client):
    client.force_login(standing.worker.user)
    Session.objects.create(session_key="over", session_data="", expire_date="2026-01-01T00:00Z")
    clear_sessions(timestamp=0)
    assert [each.session_key for each in Session.objects.all()] == [client.session.session_key]


def test_what_is_known_of_forms_sent_goes_after_a_day(standing):
    now = timezone.now()
    for hours in (1, 23, 25, 400):
        sent_at = now - timedelta(hours=hours)
        FormSent.objects.create(user=standing.worker.user, token=uuid4(), sent_at=sent_at)
    forget_forms(timestamp=0)
    assert FormSent.objects.count() == 2
    assert FormSent.objects.filter(sent_at__lt=now - timedelta(days=1)).count() == 0
