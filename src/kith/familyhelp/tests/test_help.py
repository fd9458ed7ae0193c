"""Family help: started on consent, stopped gently when it is withdrawn, and closed with what has changed."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kith.access.roles import Role
from kith.familyhelp.actions.help import (
    RestsOn,
    close_family_help,
    give_lead,
    record_basis,
    start_family_help,
    withdraw,
)
from kith.familyhelp.actions.plan import set_goal
from kith.familyhelp.factories import a_consent, family_help
from kith.familyhelp.models import Basis, FamilyHelp
from kith.familyhelp.queries import came_from
from kith.familyhelp.seeing import help_on, helps_of, may_go_on, may_help, rests_on
from kith.frontdoor.factories import a_contact, a_front_door_manager, a_front_door_worker
from kith.frontdoor.models import Decision
from kith.people.factories import a_child, a_family
from kith.people.models import Family
from kith.reach.doing import NotPermitted
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, MOMENT, at_work, days_ago
from kith.workforce.factories import a_worker, allocated
from kith.workforce.models import Allocation

CONSENT = RestsOn(kind="consent", who="Sam Example, mother", to_what="Family help")


def started(standing, by=None, **details):
    usual = {
        "family": Family.objects.get(), "children": [standing.child], "start_on": DAY, "lead": standing.worker,
        "wants": "Quiet evenings", "basis": CONSENT,
    }  # fmt: skip
    with at_work(by or standing.worker):
        return start_family_help(**usual | details, by=by or standing.worker)


def test_it_starts_with_consent_and_is_in_the_childs_audit(standing):
    made = started(standing)
    assert Basis.objects.get().who == "Sam Example, mother"
    assert audited(standing.child) == [("added", "FamilyHelp"), ("added", "Basis")]
    with at_work(standing.worker):
        assert help_on(standing.child, DAY) == made
        assert rests_on(made, DAY)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_others_do_not_start_it(standing, who):
    with refused(standing, who) as worker:
        start_family_help(
            family=Family.objects.get(), children=[standing.child], start_on=DAY, lead=worker, wants="x", basis=CONSENT, by=worker
        )  # fmt: skip


def test_a_manager_who_starts_it_gives_the_children_to_the_lead_from_the_day_of_consent(standing):
    lead = a_worker("Lia Lead", Role.FAMILY_HELP, standing.team, organisation="Weir Lane School")
    started(standing, by=standing.manager, lead=lead, start_on=days_ago(2))
    held = Allocation.objects.get(worker=lead)
    assert (held.child, held.start_on, held.part) == (standing.child, days_ago(2), "lead")


def test_nobody_else_gives_children_to_a_lead(standing):
    with pytest.raises(ValidationError, match="does not hold Robin Example yet"):
        started(standing, lead=standing.colleague)


def test_it_is_for_children_of_the_family(standing):
    other = a_child("Other")
    allocated(other, standing.worker, standing.team)
    with pytest.raises(ValidationError, match="is not in Example family"):
        started(standing, children=[other])


def test_a_family_has_one_at_a_time(standing):
    started(standing)
    with pytest.raises(IntegrityError), transaction.atomic():
        started(standing)


def test_it_says_from_which_decision_it_came(standing):
    contact = a_contact(standing.child, by=a_front_door_worker())
    decided = Decision.objects.create(
        contact=contact, child=standing.child, outcome="early_help", reason="x", decided_at=MOMENT, by=a_front_door_manager()
    )  # fmt: skip
    assert started(standing).about.get().decision == decided
    Decision.objects.create(
        contact=contact,
        child=standing.child,
        outcome="nothing",
        reason="x",
        decided_at=MOMENT,
        by=standing.manager,
    )
    with at_work(standing.worker):
        assert came_from(standing.child) is None


def test_withdrawn_consent_stops_what_is_written_and_nothing_else(standing):
    made = family_help(standing.child, lead=standing.worker)
    with at_work(standing.worker):
        withdraw(
            basis=made.bases.get(),
            child=standing.child,
            withdrawn_on=DAY,
            because="Enough",
            by=standing.worker,
        )
        assert not may_help(standing.worker, made, standing.child)
        assert may_go_on(standing.worker, made, standing.child)
        assert list(helps_of(standing.child)) == [made]
    with at_work(standing.worker), pytest.raises(NotPermitted, match="consent"):
        set_goal(
            family_help=made,
            child=standing.child,
            start_on=DAY,
            of_whom="Robin",
            words="Sleep",
            by=standing.worker,
        )


def test_it_goes_on_once_somebody_consents_again(standing):
    made = family_help(standing.child, lead=standing.worker, consent=False)
    a_consent(made, withdrawn_on=days_ago(5), withdrawn_because="Enough")
    with at_work(standing.worker):
        record_basis(family_help=made, child=standing.child, start_on=DAY, basis=CONSENT, by=standing.worker)
        assert may_help(standing.worker, made, standing.child)


def test_one_parents_consent_holds_when_the_other_withdraws(standing):
    made = family_help(standing.child, lead=standing.worker)
    a_consent(made, who="Father", withdrawn_on=days_ago(5), withdrawn_because="Enough")
    with at_work(standing.worker):
        assert [each.who for each in rests_on(made, DAY)] == ["Sam Example, mother"]


def test_consent_that_was_given_until_a_day_runs_out_by_itself(standing):
    made = family_help(standing.child, lead=standing.worker, consent=False)
    a_consent(made, end_on=DAY)
    with at_work(standing.worker):
        assert rests_on(made, days_ago(1))
        assert not rests_on(made, DAY)


def test_the_database_asks_why_it_was_withdrawn(standing):
    made = family_help(standing.child, lead=standing.worker)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.bases.update(withdrawn_on=DAY)


def test_another_lead_goes_on_with_the_same_help(standing):
    made, lead = (
        family_help(standing.child, lead=standing.worker),
        a_worker("Lia Lead", Role.FAMILY_HELP, standing.team),
    )
    with at_work(standing.manager):
        give_lead(family_help=made, child=standing.child, lead=lead, from_on=DAY, by=standing.manager)
    assert FamilyHelp.objects.get().lead == lead
    assert Allocation.objects.filter(child=standing.child, worker=lead).exists()


def test_it_is_closed_with_what_has_changed_and_then_kept(standing):
    made = family_help(standing.child, lead=standing.worker)
    told = {
        "family_help": made,
        "child": standing.child,
        "end_on": DAY,
        "end_reason": "met",
        "changed": "They sleep",
    }
    with at_work(standing.worker):
        close_family_help(**told, by=standing.worker)
    assert FamilyHelp.objects.get().changed == "They sleep"
    with at_work(standing.worker), pytest.raises(NotPermitted, match="has ended"):
        close_family_help(**told, by=standing.worker)


def test_help_is_hidden_with_any_of_its_children(standing):
    from kith.reach.tests.test_wall import restricted

    sister = a_child("Sister")
    made = family_help(standing.child, sister, lead=standing.worker)
    restricted(sister, standing.manager)
    with at_work(standing.worker):
        assert list(helps_of(standing.child)) == []
    with at_work(standing.manager):
        assert list(helps_of(standing.child)) == [made]


def test_a_manager_of_one_family_does_not_reach_another(standing):
    elsewhere = a_child("Elsewhere")
    a_family(elsewhere, name="Other family")
    allocated(elsewhere, standing.other)
    made = family_help(elsewhere, lead=standing.other, family=Family.objects.get(name="Other family"))
    with at_work(standing.manager):
        assert not may_go_on(standing.manager, made, elsewhere)
        assert not may_go_on(standing.manager, made, standing.child)
