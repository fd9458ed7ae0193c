"""Building a return from the record: for whom, and what it tells of restricted and sealed records."""

from datetime import date

import pytest

from kith.access.roles import Role
from kith.care.tests.test_sealing import PLACED, adopted, adopting, sealed  # noqa: F401 (fixtures)
from kith.reach.doing import NotPermitted
from kith.returns.actions.building import build_ssda903
from kith.testing.standing import DAY, at_work
from kith.work import work
from kith.workforce.factories import a_worker

pytestmark = pytest.mark.django_db


def built(worker=None):
    analyst = worker or a_worker("Dana Data", Role.DATA)
    with work(analyst, DAY, via="test", everyone=True):
        return build_ssda903(year="2026-27", by=analyst)


def test_a_sealed_home_is_left_empty_and_the_new_identity_is_not_in_it(sealed):  # noqa: F811
    made = built()
    placed = made["Episodes"].filter(PLACE="A6").select("DECOM", "PL_POST", "URN").rows()
    assert placed == [(PLACED, None, None)]
    assert made["Header"].height == 1


def test_an_adopted_child_is_counted_under_the_first_name(sealed):  # noqa: F811
    adopted(sealed)
    made = built()
    assert made["Episodes"]["REC"].drop_nulls().to_list()[-1] in ("E11", "E12")
    assert made["PlacedAdoption"]["DATE_PLACED"].to_list() == [date(2026, 1, 5)]


def test_a_social_worker_may_not_build_one(standing):
    with at_work(standing.worker), pytest.raises(NotPermitted, match="may not build a return"):
        build_ssda903(year="2026-27", by=standing.worker)
