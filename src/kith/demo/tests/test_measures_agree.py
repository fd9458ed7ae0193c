"""What the measures say of the demonstration is what the published totals count in it, from the rows of the database."""

import pytest
from django.apps import apps

from kith.demo.tables import MODELS
from kith.demo.tests.journeys import Journeys
from kith.demo.tests.test_made_in_a_database import DAY, kept_files, make
from kith.insight.assessments import IN_45_DAYS
from kith.insight.front_door import REFERRED_AGAIN
from kith.insight.measure import Scope
from kith.insight.plans import standing_protection
from kith.testing.standing import at_work
from kith.workforce.models import Worker

__all__ = ["kept_files"]


@pytest.mark.usefixtures("owned")
def test_the_measures_and_the_totals_count_the_same(kept_files):
    make(open_children=150)
    rows = {
        table: [table(*row) for row in apps.get_model(MODELS[table]).objects.values_list(*table._fields)]
        for table in Journeys.NEEDED
    }
    counted = Journeys(rows, DAY)
    with at_work(Worker.objects.get(user__username="head.of.service"), DAY):
        again, in_time = REFERRED_AGAIN.count(Scope(DAY)), IN_45_DAYS.count(Scope(DAY))
        assert standing_protection(DAY).count() == len(counted.standing)
    # a year of the measures begins with the same day of the month, and nobody sees whom a restriction hides from them
    assert (again.part, again.whole) == pytest.approx(counted.referred_again(), rel=0.02, abs=2)
    assert (in_time.part, in_time.whole) == pytest.approx(counted.took(0, 45), rel=0.02, abs=2)
