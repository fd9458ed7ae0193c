"""Disposal by two people: who may, what forbids it, and that the database asks for itself."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from kith.access.roles import Role
from kith.care.models import PeriodOfCare
from kith.casework.drafts import Draft
from kith.keeping.actions.disposal import carry_out_disposal, propose_disposal, withdraw_proposal
from kith.keeping.actions.holds import lift_hold
from kith.keeping.factories import a_hold, a_schedule, an_old_record
from kith.keeping.models import Proposal, Stub
from kith.keeping.queries import passed
from kith.people.factories import a_child
from kith.people.models import Alert, Person, Relationship
from kith.reach.doing import NotPermitted
from kith.reach.models import EmergencyAccess, Restriction
from kith.reach.seeing import NotFound
from kith.testing.standing import DAY, MOMENT, at_work
from kith.workforce.factories import a_worker, allocated


@pytest.fixture
def old(standing) -> SimpleNamespace:
    """A record past the council's own time, and two officers of information governance."""
    officer, second = (a_worker(name, Role.INFORMATION_GOVERNANCE) for name in ("Ida One", "Ira Two"))
    a_schedule(officer)
    return SimpleNamespace(child=an_old_record(), officer=officer, second=second, people=standing)


def proposed(old) -> Proposal:
    with at_work(old.officer):
        return propose_disposal(child=old.child, reason="Its time has passed", at=MOMENT, by=old.officer)


def carried_out(old, proposal: Proposal, by=None) -> Stub:
    by = by or old.second
    with at_work(by):
        return carry_out_disposal(proposal=proposal, at=MOMENT, by=by)


def why_not(old) -> str:
    with pytest.raises(ValidationError) as refused:
        proposed(old)
    return " ".join(refused.value.messages)


def test_two_people_dispose_of_a_record_and_a_stub_stays(old):
    number = old.child.pk
    stub = carried_out(old, proposed(old))
    assert not Person.objects.filter(pk=number).exists()
    assert (stub.number, stub.born_year, stub.opened_on) == (number, 1988, date(1990, 1, 8))
    assert (stub.proposed_by, stub.decided_by) == (old.officer.pk, old.second.pk)
    assert "by the council’s own schedule (local: Retention schedule 2020" in stub.basis


def test_the_head_of_service_may_be_the_second(old):
    assert carried_out(old, proposed(old), old.people.head).decided_by == old.people.head.pk


def test_whoever_proposed_it_may_not_carry_it_out(old):
    proposal = proposed(old)
    with pytest.raises(ValidationError, match="You proposed this disposal yourself"):
        carried_out(old, proposal, old.officer)
    assert Person.objects.filter(pk=old.child.pk).exists()


@pytest.mark.parametrize("name", ["worker", "manager", "stranger"])
def test_nobody_else_may_do_either(old, name):
    who = getattr(old.people, name)
    proposal = proposed(old)
    with at_work(who), pytest.raises(NotPermitted):
        propose_disposal(child=old.child, reason="x", at=MOMENT, by=who)
    with at_work(who), pytest.raises(NotPermitted):
        carry_out_disposal(proposal=proposal, at=MOMENT, by=who)
    with at_work(who), pytest.raises(NotFound):
        passed(DAY)


def test_the_head_of_service_proposes_nothing(old):
    with at_work(old.people.head), pytest.raises(NotPermitted):
        propose_disposal(child=old.child, reason="x", at=MOMENT, by=old.people.head)


def test_the_list_holds_what_has_passed_and_nothing_else(old):
    a_child("Young")
    held = an_old_record("Held")
    allocated(held, old.people.worker)
    with at_work(old.officer):
        assert [each.child for each in passed(DAY)] == [old.child.pk]
        assert passed(date(2013, 5, 5)) == []


def test_a_record_that_must_be_kept_is_not_proposed(old):
    PeriodOfCare.objects.create(child=old.child, start_on=date(2015, 1, 1), end_on=date(2016, 1, 1))
    assert "must still be kept" in why_not(old)


def test_a_legal_hold_forbids_it(old):
    hold = a_hold(old.child, old.officer)
    assert "A legal hold since 5 January 2026" in why_not(old)
    with at_work(old.officer):
        lift_hold(hold=hold, because="The claim was settled", by=old.officer)
    assert proposed(old)


def test_a_sisters_record_that_is_still_kept_forbids_it(old):
    sister = a_child("Sister")
    Relationship.objects.create(person=sister, other=old.child, kind="sibling", start_on=DAY)
    assert f"number {sister.pk}, is kept until 6 May 2039" in why_not(old)


def test_so_does_a_child_of_the_same_mother(old):
    mother, brother = a_child("Mother", record_opened_on=None), a_child("Brother")
    for child in (old.child, brother):
        Relationship.objects.create(person=mother, other=child, kind="parent", start_on=DAY)
    assert f"brother or sister, number {brother.pk}" in why_not(old)


def test_somebody_who_holds_the_child_forbids_it(old):
    allocated(old.child, old.people.worker)
    assert "not closed" in why_not(old)


def test_an_open_draft_forbids_it(old):
    a_draft(old)
    assert "a draft has not been sent" in why_not(old)


def a_draft(old) -> Draft:
    return Draft.objects.create(
        author=old.people.worker, child=old.child, form="note-new", token=uuid4(), begun_at=MOMENT,
        saved_at=MOMENT, saved_by=old.people.worker,
    )  # fmt: skip


def test_emergency_access_nobody_has_reviewed_forbids_it(old):
    EmergencyAccess.objects.create(
        person=old.child, worker=old.people.worker, opened_at=MOMENT, reason="Fire", start_on=DAY, end_on=DAY
    )
    assert "Emergency access" in why_not(old)


def restricted(person: Person, owner, kind: str = "relocated") -> None:
    with at_work(owner):
        Restriction.objects.create(
            person=person, kind=kind, owner=owner, reason="x", review_on=DAY + timedelta(9), start_on=DAY
        )


def test_a_restricted_record_is_not_there_for_information_governance(old):
    restricted(old.child, old.people.manager)
    with at_work(old.officer), pytest.raises(NotFound):
        propose_disposal(child=old.child, reason="x", at=MOMENT, by=old.officer)
    with at_work(old.officer):
        assert passed(DAY) == []


def test_a_restriction_over_a_brother_forbids_it_without_saying_whose(old):
    brother = an_old_record("Brother")
    Relationship.objects.create(person=brother, other=old.child, kind="sibling", start_on=DAY)
    restricted(brother, old.people.manager)
    assert (
        why_not(old)
        == "A restriction is in force over it, or over somebody close to the child: its owner ends it first."
    )


def test_a_sealed_sister_says_nothing(old):
    sister = an_old_record("Sister")
    Relationship.objects.create(person=sister, other=old.child, kind="sibling", start_on=DAY)
    restricted(sister, a_worker("Ada Adoption", Role.ADOPTION), "adopted")
    assert proposed(old)


@pytest.mark.parametrize("kind", ["added", "changed"])
def test_a_proposal_lapses_when_the_record_is_written_to(old, kind):
    alert = Alert.objects.create(child=old.child, kind="risk", text="Dog", start_on=DAY)
    proposal = proposed(old)
    if kind == "added":
        Alert.objects.create(child=old.child, kind="allergy", text="Nuts", start_on=DAY)
    else:
        Alert.objects.filter(pk=alert.pk).update(text="Two dogs")
    with pytest.raises(ValidationError, match="written to the record since"):
        carried_out(old, proposal)
    assert Alert.objects.filter(child=old.child).exists()


def test_what_came_to_forbid_it_since_forbids_it(old):
    brother = an_old_record("Brother")
    Relationship.objects.create(person=brother, other=old.child, kind="sibling", start_on=DAY)
    proposal = proposed(old)
    PeriodOfCare.objects.create(child=brother, start_on=date(2015, 1, 1), end_on=date(2016, 1, 1))
    with pytest.raises(ValidationError, match="The record of a brother or sister"):
        carried_out(old, proposal)


def test_a_proposal_withdrawn_stands_no_longer(old):
    proposal = proposed(old)
    with at_work(old.second):
        withdraw_proposal(proposal=proposal, because="A court asks for it", at=MOMENT, by=old.second)
    with pytest.raises(ValidationError, match="no longer stands"):
        carried_out(old, proposal)


def asked_of_the_database(by, proposal: Proposal) -> str:
    with (
        at_work(by),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError) as refused,
        transaction.atomic(),
    ):
        cursor.execute("SELECT kith_dispose(%s, %s)", [proposal.pk, MOMENT])
    return str(refused.value).splitlines()[0]


def test_the_database_itself_asks_for_two_people(old):
    proposal = proposed(old)
    for who in (old.officer, old.people.worker, old.people.stranger):
        assert asked_of_the_database(who, proposal) == "Disposal takes two people"
    old.second.end_on = DAY
    old.second.save()
    assert asked_of_the_database(old.second, proposal) == "Disposal takes two people"


def test_and_that_nothing_forbids_it(old):
    proposal = proposed(old)
    Alert.objects.create(child=old.child, kind="risk", text="Dog", start_on=DAY)
    assert asked_of_the_database(old.second, proposal) == "The record has been written to"
    Proposal.objects.update(stood=stood(old.child))
    draft = a_draft(old)
    Proposal.objects.update(stood=stood(old.child))
    assert asked_of_the_database(old.second, proposal) == "Something forbids disposal"
    draft.delete()
    a_hold(old.child, old.officer)
    Proposal.objects.update(stood=stood(old.child))
    assert asked_of_the_database(old.second, proposal) == "Something forbids disposal"


def stood(child: Person) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_record_stands(%s)", [child.pk])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT kith_erase({child})",
        "SELECT kith_goes_with({child})",
        "INSERT INTO keeping_disposing (work) VALUES (pg_current_xact_id()::text)",
        "UPDATE people_personnamebefore SET given = 'x'; DELETE FROM access_auditentry",
    ],
)
def test_the_application_cannot_erase_by_another_way(old, statement):
    proposed(old)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(child=old.child.pk))


def test_the_application_cannot_write_a_stub(old):
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Stub.objects.create(
            number=old.child.pk, opened_on=DAY, basis="x", proposed_by=1, proposed_at=MOMENT, decided_by=2,
            decided_at=MOMENT,
        )  # fmt: skip


def test_the_roles_that_dispose_are_those_the_database_knows():
    from pathlib import Path

    from kith import keeping
    from kith.access.roles import ROLES, Permission

    said = (Path(keeping.__file__).parent / "disposal.sql").read_text()
    for permission, call in (
        (Permission.DISPOSAL_DECIDE, "kith_holds_role(kith_worker(), ARRAY[{}])"),
        (Permission.DISPOSAL_PROPOSE, "kith_holds_role(asked.proposed_by_id, ARRAY[{}])"),
    ):
        roles = sorted(role for role, terms in ROLES.items() if permission in terms.permissions)
        assert call.format(", ".join(f"'{role}'" for role in sorted(roles, reverse=True))) in said
