"""The details of a child say how long the record is kept, why, and by which law."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.care.factories import in_care
from kith.care.models import PeriodOfCare
from kith.childfile.keeping import life_of

pytestmark = pytest.mark.django_db


def details(client, standing) -> str:
    client.force_login(standing.worker.user)
    return client.get(reverse("details", args=[standing.child.pk])).content.decode()


def test_a_child_never_looked_after_is_kept_as_the_council_decides(client, standing):
    told = details(client, standing)
    assert "No date known. Never looked after" in told
    assert "(local)" in told


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
