"""The list of likely duplicates: made by a job that sees nobody hidden, and kept from what a worker decided."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.access.roles import Role
from kith.casework import linking
from kith.casework.actions import duplicates as act
from kith.casework.duplicates import LikelyDuplicate, NotTheSame
from kith.casework.linkable import linkable_people
from kith.casework.merges import Merge
from kith.people.factories import a_child, a_parent_of
from kith.people.models import Address, PersonName, Residence
from kith.reach.models import Restriction
from kith.reach.seeing import NotFound
from kith.testing.standing import DAY, MOMENT, at_work, days_ago
from kith.work import work
from kith.workforce.factories import a_worker, allocated


@pytest.fixture
def twice(standing):
    """A child of the team's, and the same child once more."""
    child = a_child("Robyn", "Example")
    allocated(child, standing.worker, standing.team)
    return child


def job():
    return work(None, DAY, via="job")


def restrict(person, owner, kind):
    Restriction.objects.create(
        person=person,
        kind=kind,
        owner=owner,
        reason="Safety",
        review_on=DAY + timedelta(90),
        start_on=days_ago(9),
    )


def linked(monkeypatch, *pairs):
    """What linking finds, for a test of what becomes of it."""
    import polars as pl

    rows = [(one.pk, other.pk, 0.97, ["given.sound", "born.same"]) for one, other in pairs]
    found = pl.DataFrame(rows, schema=["one", "other", "likelihood", "reasons"], orient="row")
    monkeypatch.setattr(linking, "link", lambda people: found)


def decide(standing, twice, by=None):
    by = by or standing.manager
    with at_work(by):
        return act.decide_not_the_same(person=twice, other=standing.child, reason="Twins", at=MOMENT, by=by)


def test_people_are_read_with_all_their_names_homes_and_relatives(standing):
    a_parent_of(standing.child, "Una")
    PersonName.objects.create(
        person=standing.child, kind="also_known_as", given="Bobbie", start_on=days_ago(9)
    )
    home = Address.objects.create(lines="1 Long Lane", postcode="LS1 4AP")
    Residence.objects.create(person=standing.child, address=home, start_on=days_ago(900), end_on=days_ago(9))
    with job():
        read = {each["unique_id"]: each for each in linkable_people().to_dicts()}
    child = read[standing.child.pk]
    assert (child["given"], child["family"], set(child["givens"])) == (
        "robin",
        "example",
        {"robin", "bobbie"},
    )
    assert child["postcodes"] == ["LS1 4AP"]
    assert standing.parent.pk in child["relatives"]


@pytest.mark.parametrize("kind", ["relocated", "adoption", "adopted"])
def test_nobody_restricted_or_sealed_is_read(standing, twice, kind):
    restrict(twice, a_worker("Ada Adoption", Role.ADOPTION), kind)
    with job():
        assert twice.pk not in linkable_people()["unique_id"]


def test_a_record_merged_into_another_is_not_read(standing, twice):
    Merge.objects.create(
        kept=standing.child, merged=twice, by=standing.manager, at=MOMENT, reason="x", work="0" * 32
    )
    with job():
        assert twice.pk not in linkable_people()["unique_id"]


def test_the_list_is_made_whole_each_time(standing, twice, monkeypatch):
    linked(monkeypatch, (standing.child, twice))
    for _ in range(2):
        with job():
            assert act.list_duplicates(as_of=DAY) == 1
    assert LikelyDuplicate.objects.get().reasons == ["given.sound", "born.same"]
    linked(monkeypatch, (standing.child, standing.parent))
    with job():
        act.list_duplicates(as_of=DAY)
    assert LikelyDuplicate.objects.get().other == standing.parent


def test_what_is_listed_of_somebody_restricted_since_is_forgotten_too(standing, twice, monkeypatch):
    linked(monkeypatch, (standing.child, twice))
    with job():
        act.list_duplicates(as_of=DAY)
    restrict(twice, standing.manager, "relocated")
    linked(monkeypatch, (standing.child, standing.parent))
    with job():
        act.list_duplicates(as_of=DAY)
    with at_work(standing.manager):
        assert [row.other for row in LikelyDuplicate.objects.all()] == [standing.parent]


def test_a_pair_that_is_two_people_stays_away_from_the_list(standing, twice, monkeypatch):
    linked(monkeypatch, (standing.child, twice))
    with job():
        act.list_duplicates(as_of=DAY)
    made = decide(standing, twice)
    assert (made.one, made.other, made.by) == (standing.child, twice, standing.manager)
    with at_work(standing.manager):
        assert not LikelyDuplicate.objects.standing().exists()
    with job():
        assert act.list_duplicates(as_of=DAY) == 0


def test_it_is_decided_once_and_only_by_who_may_merge_both(standing, twice):
    for who in (standing.worker, standing.stranger):
        with pytest.raises(NotFound):
            decide(standing, twice, who)
    decide(standing, twice)
    with pytest.raises(ValidationError, match="decided already"):
        decide(standing, twice)
    assert NotTheSame.objects.count() == 1
