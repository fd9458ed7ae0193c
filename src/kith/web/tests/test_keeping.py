"""The details of a child say how long the record is kept, why, and by which law."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.care.factories import in_care
from kith.care.models import PeriodOfCare
from kith.childfile.keeping import life_of
from kith.keeping.factories import a_hold, a_schedule

pytestmark = pytest.mark.django_db


def details(client, standing) -> str:
    client.force_login(standing.worker.user)
    return client.get(reverse("details", args=[standing.child.pk])).content.decode()


def test_a_child_never_looked_after_is_kept_as_the_council_decides(client, standing):
    told = details(client, standing)
    assert "No date. Never looked after: no law names a time, and the council has set no schedule" in told
    assert "(local)" in told


def test_the_councils_own_schedule_is_shown_as_local(client, standing):
    a_schedule(standing.head)
    told = details(client, standing)
    assert f"At least until 6 May {standing.child.born_on.year + 25}. Never looked after" in told
    assert "25 years after birth, by the council’s own schedule (local: Retention schedule 2020" in told


def test_a_legal_hold_is_told_without_its_reason(client, standing):
    a_hold(standing.child, standing.head, reason="A claim against the council")
    told = details(client, standing)
    assert "Since 5 January 2026: nothing of this record may be destroyed." in told
    assert "A claim" not in told


def test_a_child_who_was_looked_after_is_kept_by_law(client, standing):
    in_care(standing.child)
    told = details(client, standing)
    assert f"At least until {standing.child.born_on.day} " in told
    assert f"{standing.child.born_on.year + 75}. Looked after" in told
    assert "Regulations 2010, reg 50)" in told


def test_what_decides_is_what_was_known_on_the_day(standing):
    today = timezone.localdate()
    in_care(standing.child, start_on=today - timedelta(days=400))
    PeriodOfCare.objects.filter(child=standing.child).update(end_on=today, end_reason="E11")
    before, now = (life_of(standing.child, day) for day in (today - timedelta(days=1), today))
    assert (before.in_care, before.adopted_on) == (True, None)
    assert (now.in_care, now.last_in_care, now.adopted_on) == (False, today, today)
    assert not life_of(standing.child, today - timedelta(days=401)).in_care
