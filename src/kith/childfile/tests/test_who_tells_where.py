"""Whose name would tell where a child lives."""

import pytest

from kith.childfile.overview import around, tells_where
from kith.people.factories import a_person
from kith.people.models import Relationship
from kith.people.queries import relationships_of
from kith.reach.withheld import What
from kith.testing.standing import DAY, at_work, days_ago

CARING = ("foster_carer", "kinship_carer", "guardian", "adoptive_parent")


@pytest.mark.parametrize("kind", Relationship.Kind.values)
def test_a_carers_name_does_and_nobody_elses(standing, kind):
    who = a_person("Cara", "Carer")
    Relationship.objects.create(person=who, other=standing.child, kind=kind, start_on=days_ago(90))
    (kin,) = [each for each in relationships_of(standing.child, DAY) if each.who == who]
    with at_work(standing.worker):
        told = set(around(standing.child, frozenset({What.ADDRESS})))
    assert tells_where(kin) == (who not in told) == (kind in CARING)
