"""A manager's oversight: never of their own work, never edited."""

import pytest
from django.db import DatabaseError, transaction

from kith.casework.actions.oversight import may_oversee, record_oversight
from kith.casework.models import Oversight
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, MOMENT, at_work
from kith.workforce.factories import allocated
from kith.workforce.models import Cover

pytestmark = pytest.mark.django_db


def an_oversight(standing, by):
    said = {"about_on": DAY, "text": "Read the record.", "decision": "Go on.", "at": MOMENT}
    return record_oversight(child=standing.child, by=by, **said)


def test_the_manager_records_it(standing):
    with at_work(standing.manager):
        assert an_oversight(standing, standing.manager).manager == standing.manager
    assert audited(standing.child) == [("added", "Oversight")]


@pytest.mark.parametrize("who", [*OUTSIDERS, "worker"])
def test_nobody_else_does(standing, who):
    with refused(standing, who) as worker:
        an_oversight(standing, worker)


def test_a_manager_who_holds_the_child_does_not_oversee_their_own_work(standing):
    allocated(standing.child, standing.manager, standing.team)
    with refused(standing, "manager") as manager:
        assert not may_oversee(manager, standing.child)
        an_oversight(standing, manager)


def test_nor_one_who_covers_for_the_childs_worker(standing):
    Cover.objects.create(absent=standing.worker, covering=standing.manager, start_on=DAY)
    with refused(standing, "manager") as manager:
        an_oversight(standing, manager)


def test_the_database_lets_nobody_edit_it(standing):
    with at_work(standing.manager):
        an_oversight(standing, standing.manager)
    with pytest.raises(DatabaseError), transaction.atomic():
        Oversight.objects.update(text="Something else")


def test_the_head_of_service_records_it_anywhere(standing):
    with at_work(standing.head):
        assert an_oversight(standing, standing.head)
