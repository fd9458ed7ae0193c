"""Alerts, and what is withheld from named people."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kith.casework.actions.alerts import add_alert, end_alert
from kith.casework.actions.withholding import end_withholding, withhold
from kith.people.models import Address, Residence
from kith.reach.doing import NotPermitted
from kith.reach.withheld import What, hidden, hidden_addresses
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, at_work
from kith.workforce.factories import is_also

pytestmark = pytest.mark.django_db
SINCE = date(2026, 1, 1)


def withheld(standing, *what, **details):
    usual = {
        "child": standing.child,
        "withheld_from": standing.parent,
        "reason": "Violence",
        "start_on": SINCE,
    }
    return withhold(what=what, by=standing.worker, **(usual | details))


def test_an_alert_is_added_and_ended_with_a_reason(standing):
    with at_work(standing.worker):
        alert = add_alert(
            child=standing.child, kind="allergy", text="Nuts", start_on=SINCE, by=standing.worker
        )
        end_alert(alert=alert, end_on=DAY, reason="Tested again", by=standing.worker)
    assert audited(standing.child) == [("added", "Alert"), ("ended", "Alert")]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_outsiders_may_not_add_an_alert_or_withhold(standing, who):
    with refused(standing, who) as by:
        add_alert(child=standing.child, kind="risk", text="Dog", start_on=SINCE, by=by)
    with refused(standing, who) as by:
        withhold(
            child=standing.child,
            what=["address"],
            withheld_from=standing.parent,
            reason="x",
            start_on=SINCE,
            by=by,
        )


def test_what_is_withheld_is_hidden_from_that_person_only(standing):
    with at_work(standing.worker):
        withheld(standing, "address", "telephone")
        assert hidden(standing.child.pk) == frozenset()
    is_also(standing.colleague, standing.parent)
    with at_work(standing.colleague):
        assert hidden(standing.child.pk) == {What.ADDRESS, What.TELEPHONE}


def test_a_print_for_the_person_hides_it_too(standing):
    place = Address.objects.create(lines="7 Millrace Lane")
    Residence.objects.create(person=standing.child, address=place, start_on=SINCE)
    with at_work(standing.worker) as work:
        withheld(standing, "address")
        work.prepared_for = standing.parent.pk
        assert hidden_addresses() == {place.pk}


def test_the_same_is_not_withheld_twice(standing):
    with at_work(standing.worker):
        withheld(standing, "address")
        with pytest.raises(ValidationError, match="already withheld from Sam Example"):
            withheld(standing, "address", start_on=DAY)


def test_nothing_of_a_childs_own_is_withheld_from_the_child(standing):
    with at_work(standing.worker), pytest.raises(ValidationError, match="the child’s own"):
        withheld(standing, "address", withheld_from=standing.child)


def test_nobody_decides_about_what_is_withheld_from_themselves(standing):
    with at_work(standing.worker):
        (row,) = withheld(standing, "address")
    is_also(standing.worker, standing.parent)
    with at_work(standing.worker), pytest.raises(NotPermitted, match="somebody else has to decide"):
        end_withholding(withholding=row, end_on=DAY, reason="Safe now", by=standing.worker)
    with at_work(standing.manager):
        end_withholding(withholding=row, end_on=DAY, reason="Safe now", by=standing.manager)
    assert audited(standing.child)[-1] == ("ended", "Withholding")
