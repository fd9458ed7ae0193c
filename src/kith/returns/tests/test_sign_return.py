"""Signing a return off: what must be said first, by whom, and that what was signed stays as it was."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from kith.access.models import AuditEntry, RoleHeld
from kith.access.roles import Role
from kith.reach.actions.restrictions import hide
from kith.reach.doing import NotPermitted
from kith.returns.actions.signing import take_signed
from kith.returns.frozen import NotAsSigned, fingerprint, frozen, tables_in
from kith.returns.models import BuiltReturn, ReturnCheck, ReturnIssue, SignedReturn
from kith.returns.signed_differences import compared
from kith.returns.signing import left_in, said_before
from kith.returns.tests.signing import EPISODES, HEADER, a_built_return, check, sign, tables
from kith.testing.standing import DAY, MOMENT, at_work, days_ago
from kith.workforce.factories import a_worker

pytestmark = pytest.mark.django_db
RULE = "501"
OF = ("ssda903", "2026-27")


@pytest.fixture
def head(db):
    return a_worker("Hester Head", Role.HEAD_OF_SERVICE)


def test_a_return_that_was_checked_is_signed_and_frozen(analyst, head):
    built = a_built_return(rules=(RULE,))
    check(built, analyst, rule_501="The court has not sent the order")
    signed = sign(built, head, "Sent on Friday")
    assert (signed.version, signed.earlier, signed.name, signed.words) == (
        1,
        None,
        "Hester Head",
        "Sent on Friday",
    )
    assert [(each["name"], each["saw"]) for each in signed.checks] == [("Dana Data", "Every total")]
    assert [(each["rule"], each["issues"], each["why"]) for each in signed.left] == [
        (RULE, 1, "The court has not sent the order")
    ]
    assert signed.fingerprint == fingerprint(signed.file)
    assert tables_in(signed)["Episodes"]["CHILD"].to_list() == ["A1"]


def test_it_is_not_signed_before_somebody_has_checked_it(head):
    with pytest.raises(ValidationError, match="Nobody has checked it"):
        sign(a_built_return(), head)


def test_it_is_not_signed_while_issues_are_left_without_a_reason(analyst, head):
    built = a_built_return(rules=(RULE, "502"))
    check(built, analyst, rule_501="Known")
    with pytest.raises(ValidationError, match="1 rule are left: 502"):
        sign(built, head)
    assert not SignedReturn.objects.exists()


def test_whoever_checked_it_does_not_sign_it(db):
    both = a_worker("Bo Both", Role.DATA)
    RoleHeld.objects.create(user=both.user, role=Role.HEAD_OF_SERVICE, start_on=DAY)
    built = a_built_return()
    check(built, both)
    with pytest.raises(ValidationError, match="You checked this return yourself"):
        sign(built, both)


def test_the_database_refuses_one_person_for_both(analyst, head):
    built = a_built_return()
    check(built, analyst)
    signed = sign(built, head)
    signed.pk, signed.version, signed.earlier_id, signed.prepared_by = None, 2, signed.pk, head
    with pytest.raises(IntegrityError, match="returns_signing_is_of_two_people"):
        signed.save(force_insert=True)


def test_a_return_that_is_not_built_is_neither_checked_nor_signed(analyst, head):
    waiting = BuiltReturn.objects.create(year="2026-27", asked_at=MOMENT)
    with pytest.raises(ValidationError, match="is not built"):
        check(waiting, analyst)
    with pytest.raises(ValidationError, match="is not built"):
        sign(waiting, head)


def test_an_analyst_may_not_sign_and_the_head_of_service_may_not_check(analyst, head, standing):
    built = a_built_return()
    for who, does in ((analyst, sign), (standing.manager, sign), (head, check), (standing.worker, check)):
        with pytest.raises(NotPermitted):
            does(built, who)


def test_signing_again_makes_a_version_that_names_the_earlier(analyst, head):
    built = a_built_return()
    check(built, analyst)
    first, second = sign(built, head), sign(built, head)
    assert (second.version, second.earlier) == (2, first)
    assert second.fingerprint == first.fingerprint


def test_what_was_signed_stays_whatever_is_built_later(analyst, head):
    built = a_built_return()
    check(built, analyst)
    before = bytes(sign(built, head).file)
    for _ in range(4):  # so many that the tables of the first are no longer kept
        a_built_return(EPISODES.replace("V2", "C2") + f"\n\n{HEADER}")
    assert bytes(SignedReturn.objects.get().file) == before
    assert tables_in(SignedReturn.objects.get())["Episodes"]["LS"].to_list() == ["V2"]


def test_a_build_whose_tables_are_gone_cannot_be_signed(analyst, head):
    built = a_built_return()
    check(built, analyst)
    for _ in range(3):
        a_built_return()
    with pytest.raises(ValidationError, match="no longer kept"):
        sign(built, head)


@pytest.mark.parametrize("statement", ["UPDATE {} SET name = 'Nobody'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_remove_what_was_signed(analyst, head, statement):
    built = a_built_return()
    check(built, analyst)
    sign(built, head)
    for model in (SignedReturn, ReturnCheck):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.raw(statement.format(model._meta.db_table) + " RETURNING *")[0]


def test_a_file_with_another_fingerprint_is_refused_by_the_database(analyst, head):
    built = a_built_return()
    check(built, analyst)
    signed = sign(built, head)
    signed.pk, signed.version, signed.earlier_id, signed.file = None, 2, signed.pk, b"Something else"
    with pytest.raises(IntegrityError, match="returns_fingerprint_is_the_files"):
        signed.save(force_insert=True)


def test_a_file_that_is_not_as_signed_is_not_given_out(head):
    spoilt = SignedReturn(
        collection="ssda903", year="2026-27", version=1, file=b"x", fingerprint=fingerprint(b"y")
    )
    with at_work(head), pytest.raises(NotAsSigned, match="its fingerprint differs"):
        take_signed(signed=spoilt, by=head)


def test_taking_the_file_is_in_the_audit(analyst, head):
    built = a_built_return()
    check(built, analyst)
    signed = sign(built, head)
    with at_work(analyst):
        assert take_signed(signed=signed, by=analyst) == signed.file
    said = AuditEntry.objects.get(event="signed-off return taken away as a file")
    assert (said.worker, said.row, said.reason) == (analyst.pk, signed.pk, "SSDA903 2026-27, version 1")
    assert AuditEntry.objects.get(event="return signed off").reason.endswith(signed.fingerprint)


def test_nobody_else_takes_the_file(analyst, head, standing):
    built = a_built_return()
    check(built, analyst)
    signed = sign(built, head)
    for who in (standing.manager, standing.worker, standing.stranger):
        with at_work(who), pytest.raises(NotPermitted):
            take_signed(signed=signed, by=who)


def test_the_same_tables_make_the_same_file():
    made = tables()
    turned = dict(reversed(made.items()))
    assert frozen(made, *OF) == frozen(turned, *OF)
    assert frozen(made, *OF) != frozen(tables(f"{HEADER}\n\n{EPISODES.replace('V2', 'C2')}"), *OF)


def test_the_last_word_on_a_rule_counts_and_is_offered_for_the_next_build(analyst):
    second = a_worker("Dee Data", Role.DATA)
    built = a_built_return(rules=(RULE,))
    check(built, analyst, rule_501="Known")
    check(built, second, rule_501="The order is late")
    assert [(each.why, each.by) for each in left_in(built)] == [("The order is late", "Dee Data")]
    later = a_built_return(rules=("502",))
    assert said_before(later) == {RULE: "The order is late"}
    assert said_before(built) == {}


def test_issues_of_a_restricted_child_count_too(analyst, standing):
    built = a_built_return(rules=(RULE,))
    child = ReturnIssue.objects.get().child
    with at_work(standing.manager):
        hide(
            person=child,
            kind="staff",
            reason="x",
            review_on=days_ago(-30),
            allowed=[],
            owner=standing.manager,
        )
    with at_work(analyst):
        assert not ReturnIssue.objects.exists()
        assert [(each.rule, each.issues) for each in left_in(built)] == [(RULE, 1)]


def test_a_signed_return_does_not_differ_from_the_build_it_was_signed_from(analyst, head):
    permanence = "PrevPerm\nCHILD  DOB         PREV_PERM  LA_PERM  DATE_PERM\nA1     03/05/2016  P1         .        zz/07/2019"
    built = a_built_return(f"{HEADER}\n\n{EPISODES}\n\n{permanence}")
    check(built, analyst)
    assert compared(sign(built, head)).found == []
