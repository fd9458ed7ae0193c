"""Writing up a visit, once for every child it concerned; and putting it right."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.casework.actions.visits import ForChild, correct_visit, write_visit
from kith.casework.models import Visit, VisitChild
from kith.people.factories import a_child
from kith.reach.doing import NotPermitted
from kith.store.history import before
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, MOMENT, at_work
from kith.workforce.factories import allocated

pytestmark = pytest.mark.django_db


def a_visit(standing, *others, **details):
    everyone = (standing.child, *others)
    about = [ForChild(child=each, seen=True, seen_alone=True, impact=f"Glad, {each.pk}") for each in everyone]
    usual = {"about": about, "visited_on": DAY, "at": MOMENT, "by": standing.worker}
    return write_visit(**(usual | {"place": "At home", "text": "We talked.", "kind": "care"} | details))


def test_the_childs_worker_writes_up_a_visit(standing):
    with at_work(standing.worker):
        visit = a_visit(standing)
    assert visit.worker == standing.worker
    assert audited(standing.child) == [("added", "Visit")]


def test_one_visit_stands_on_the_record_of_each_child(standing):
    sister = a_child("Kit")
    allocated(sister, standing.worker, standing.team)
    with at_work(standing.worker):
        visit = a_visit(standing, sister)
    assert {each.child for each in visit.about.all()} == {standing.child, sister}
    assert audited(sister) == audited(standing.child)


def test_each_child_has_what_it_means_for_them(standing):
    sister = a_child("Kit")
    allocated(sister, standing.worker, standing.team)
    with at_work(standing.worker):
        visit = a_visit(standing, sister)
    said = dict(visit.about.values_list("child", "impact"))
    assert said == {standing.child.pk: f"Glad, {standing.child.pk}", sister.pk: f"Glad, {sister.pk}"}


def test_a_visit_about_two_that_says_nothing_of_one_is_refused(standing):
    sister = a_child("Kit")
    allocated(sister, standing.worker, standing.team)
    about = [ForChild(child=standing.child, seen=True, impact="Glad"), ForChild(child=sister, seen=True)]
    with at_work(standing.worker), pytest.raises(ValidationError, match="what the visit means for Kit"):
        a_visit(standing, about=about)


def test_a_sister_beyond_reach_stops_the_whole_visit(standing):
    with at_work(standing.worker), pytest.raises(NotPermitted):
        a_visit(standing, a_child("Kit"))
    assert not VisitChild.objects.exists()


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_writes_one(standing, who):
    with refused(standing, who) as worker:
        a_visit(standing, by=worker)
    assert not Visit.objects.exists()


def test_a_visit_to_come_is_refused(standing):
    with at_work(standing.worker), pytest.raises(ValidationError, match="today or in the past"):
        a_visit(standing, visited_on=DAY + timedelta(days=1))


def test_a_child_not_seen_needs_a_reason(standing):
    with at_work(standing.worker), pytest.raises(ValidationError, match="why Robin Example was not seen"):
        a_visit(standing, about=[ForChild(child=standing.child, seen=False)])


def test_a_correction_keeps_what_stood_before(standing):
    with at_work(standing.worker):
        visit = a_visit(standing)
        correct_visit(visit=visit, visited_on=DAY - timedelta(days=1), place="School", text="We talked.",
                      kind="care", reason="Wrong day", by=standing.worker)  # fmt: skip
    assert [(each.visited_on, each.place) for each in before(visit)] == [(DAY, "At home")]
    assert audited(standing.child)[-1] == ("changed", "Visit")


def test_a_visit_is_not_corrected_by_another(standing):
    with at_work(standing.worker):
        visit = a_visit(standing)
    with at_work(standing.manager), pytest.raises(NotPermitted):
        correct_visit(
            visit=visit, visited_on=DAY, place="", text="", kind="care", reason="No", by=standing.manager
        )
