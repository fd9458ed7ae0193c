"""A change of legal status, a correction, and orders of courts beside each other."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.care.actions.legal_status import change_legal_status, correct_legal_status, end_order, record_order
from kith.care.factories import BEGAN, in_care
from kith.care.models import LegalStatus, Order
from kith.store.history import before
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, at_work

pytestmark = pytest.mark.django_db
CHANGED = date(2026, 6, 1)


def a_change(standing, **details):
    usual = {"child": standing.child, "code": "C1", "start_on": CHANGED, "by": standing.worker}
    return change_legal_status(**(usual | details))


def statuses():
    return list(LegalStatus.objects.order_by("start_on").values_list("code", "start_on", "end_on"))


def test_the_new_status_ends_the_one_before(standing):
    in_care(standing.child)
    with at_work(standing.worker):
        a_change(standing)
    assert statuses() == [("V2", BEGAN, CHANGED), ("C1", CHANGED, None)]
    assert audited(standing.child) == [("ended", "LegalStatus"), ("added", "LegalStatus")]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_changes_it(standing, who):
    in_care(standing.child)
    with refused(standing, who) as worker:
        a_change(standing, by=worker)


@pytest.mark.parametrize("day", [BEGAN - timedelta(days=1), DAY + timedelta(days=1)])
def test_a_day_outside_care_or_to_come_is_refused(standing, day):
    in_care(standing.child)
    with at_work(standing.worker), pytest.raises(ValidationError):
        a_change(standing, start_on=day)


def test_a_correction_keeps_what_stood_before_and_moves_the_neighbour(standing):
    in_care(standing.child)
    with at_work(standing.worker):
        status = a_change(standing)
        correct_legal_status(status=status, code="C2", start_on=CHANGED - timedelta(days=3), end_on=None,
                             reason="The order was read again", by=standing.worker)  # fmt: skip
    assert statuses() == [("V2", BEGAN, date(2026, 5, 29)), ("C2", date(2026, 5, 29), None)]
    assert [each.code for each in before(status)] == ["C1"]


def test_orders_stand_beside_each_other(standing):
    with at_work(standing.worker):
        for kind in (Order.Kind.CARE, Order.Kind.PLACEMENT):
            record_order(child=standing.child, kind=kind, court="Leeds", start_on=CHANGED, by=standing.worker)
        end_order(order=Order.objects.get(kind="care"), end_on=DAY, by=standing.worker)
    assert Order.objects.on(CHANGED).count() == 2
    assert Order.objects.on(DAY).count() == 1


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_records_an_order(standing, who):
    with refused(standing, who) as worker:
        record_order(child=standing.child, kind="care", court="", start_on=CHANGED, by=worker)
