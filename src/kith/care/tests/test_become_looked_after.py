"""Becoming looked after, and ceasing to be."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.care.actions.periods import (
    become_looked_after,
    cease_to_be_looked_after,
    record_home_postcode,
    record_need,
)
from kith.care.factories import BEGAN, a_home, in_care
from kith.care.models import HomePostcode, LegalStatus, NeedCode, PeriodOfCare, Placement
from kith.deadlines.models import DeadlineRow
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, at_work

pytestmark = pytest.mark.django_db
SAID = {"legal_status": "V2", "place": "U6", "need": "N1", "home_postcode": "ls1 4ap", "provider_type": "PR1"}


def a_start(standing, **details):
    usual = {"child": standing.child, "start_on": BEGAN, "by": standing.worker, **SAID}
    return become_looked_after(**(usual | details))


def test_one_form_says_all_that_begins_on_the_day(standing):
    with at_work(standing.worker):
        period = a_start(standing, home=a_home())
    assert (period.start_on, period.end_on) == (BEGAN, None)
    assert LegalStatus.objects.get().code == "V2"
    assert Placement.objects.get().place == "U6"
    assert (NeedCode.objects.get().code, HomePostcode.objects.get().postcode) == ("N1", "LS1 4AP")
    assert len(audited(standing.child)) == 5


def test_the_clocks_start_in_the_same_moment(standing):
    with at_work(standing.worker):
        a_start(standing)
    assert DeadlineRow.objects.filter(child=standing.child, timescale__contains="review").exists()


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_records_it(standing, who):
    with refused(standing, who) as worker:
        a_start(standing, by=worker)
    assert not PeriodOfCare.objects.exists()


def test_a_child_is_not_looked_after_twice_at_once(standing):
    in_care(standing.child)
    with at_work(standing.worker), pytest.raises(ValidationError, match="already recorded"):
        a_start(standing, start_on=BEGAN + timedelta(days=9))


def test_supported_accommodation_is_refused_under_16_here_too(standing):
    with at_work(standing.worker), pytest.raises(ValidationError, match="under 16"):
        a_start(standing, place="K3")


def test_ceasing_ends_the_placement_and_the_status_too(standing):
    in_care(standing.child)
    with at_work(standing.worker):
        period = cease_to_be_looked_after(child=standing.child, end_on=DAY, reason="E4A", by=standing.worker)
    assert (period.end_on, period.end_reason) == (DAY, "E4A")
    assert Placement.objects.get().end_on == LegalStatus.objects.get().end_on == DAY


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_records_the_end(standing, who):
    in_care(standing.child)
    with refused(standing, who) as worker:
        cease_to_be_looked_after(child=standing.child, end_on=DAY, reason="E4A", by=worker)


def test_it_cannot_end_before_what_was_recorded_later(standing):
    placement = in_care(standing.child)
    placement.start_on = date(2026, 6, 1)
    placement.save()
    with at_work(standing.worker), pytest.raises(ValidationError) as refusal:
        cease_to_be_looked_after(
            child=standing.child, end_on=date(2026, 5, 1), reason="E4A", by=standing.worker
        )
    assert list(refusal.value.error_dict) == ["end_on"]


def test_need_and_postcode_change_over_time(standing):
    with at_work(standing.worker):
        a_start(standing)
        record_need(child=standing.child, code="N2", start_on=DAY, by=standing.worker)
        record_home_postcode(child=standing.child, postcode="LS2 8JT", start_on=DAY, by=standing.worker)
    assert [each.code for each in NeedCode.objects.order_by("start_on")] == ["N1", "N2"]
    assert HomePostcode.objects.count() == 2
