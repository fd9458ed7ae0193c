"""A child moves here with another authority's plan: the clock from the day chosen, until the conference or a reason why none."""

import pytest
from django.core.exceptions import ValidationError

from kith.access.roles import Role
from kith.childfile.gather import gather
from kith.protection.actions.conferences import ForChild, hold_conference
from kith.protection.actions.moving_in import no_conference_needed, record_transfer_in
from kith.protection.factories import a_plan
from kith.protection.models import TransferIn
from kith.protection.queries import waiting_transfers
from kith.statutory.clocks.compute import deadlines
from kith.statutory.clocks.protection import TRANSFER_CONFERENCE
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, at_work, days_ago
from kith.workforce.factories import a_worker, allocated

TOLD = {
    "authority": "Elsewhere",
    "notified_on": days_ago(4),
    "starts": "notified",
    "starts_because": "Ours do",
}


def moved(standing, **told):
    with at_work(standing.worker):
        return record_transfer_in(child=standing.child, by=standing.worker, **TOLD | told)


def due(standing):
    found = deadlines(gather([standing.child.pk]), as_of=DAY)
    return [each for each in found if each.timescale is TRANSFER_CONFERENCE]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_others_do_not_record_it(standing, who):
    with refused(standing, who) as worker:
        record_transfer_in(child=standing.child, by=worker, **TOLD)


def test_the_conference_is_due_from_the_notification(standing):
    moved(standing)
    [found] = due(standing)
    assert (found.started_by.on, found.timescale.local) == (days_ago(4), True)
    assert found.due_on.isoformat() == "2026-12-03"
    assert audited(standing.child) == [("added", "TransferIn")]


def test_or_from_the_day_it_was_accepted_where_somebody_chose_that(standing):
    moved(standing, starts="accepted", accepted_on=DAY)
    assert due(standing)[0].started_by.on == DAY


def test_a_clock_that_starts_with_acceptance_needs_its_day(standing):
    with pytest.raises(ValidationError, match="the clock starts then"):
        moved(standing, starts="accepted")


def test_the_conference_meets_it_and_starts_a_plan_here(standing):
    moved(standing)
    chair = a_worker("Cass Chair", Role.REVIEWING_OFFICER)
    allocated(standing.child, chair, part="reviewing_officer")
    with at_work(chair):
        about = [ForChild(child=standing.child, decision="plan", category="NEG", reason="x")]
        hold_conference(about=about, kind="transfer", held_on=DAY, text="x", by=chair)
        assert not waiting_transfers(standing.child).exists()
    assert due(standing)[0].met_by.on == DAY


def test_where_none_is_needed_it_is_said_why_and_nothing_is_due(standing):
    made = moved(standing)
    with at_work(standing.worker):
        no_conference_needed(transfer=made, ended_on=DAY, because="Moved back", by=standing.worker)
    assert TransferIn.objects.get().ended_because == "Moved back"
    assert due(standing)[0].ended_by.on == DAY


def test_it_is_recorded_once_and_not_beside_a_plan_of_ours(standing):
    moved(standing)
    with pytest.raises(ValidationError, match="waiting"):
        moved(standing)
    TransferIn.objects.all().delete()
    a_plan(standing.child, days_ago(20))
    with pytest.raises(ValidationError, match="has a protection plan here"):
        moved(standing)
