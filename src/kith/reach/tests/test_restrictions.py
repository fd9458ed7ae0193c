"""Restricting a record, and who sees it then."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kith.access.models import AuditEntry
from kith.access.roles import Permission, Role
from kith.people.factories import a_person
from kith.reach.actions.restrictions import (
    allow,
    end_restriction,
    give_to_another,
    hand_over,
    hide,
    restrict,
    restrict_together,
    review_restriction,
    stop_allowing,
)
from kith.reach.doing import NotPermitted
from kith.reach.models import Notice, Restriction
from kith.reach.overseeing import in_force
from kith.reach.search import is_restricted, search
from kith.reach.seeing import NotFound, get_card, get_child, get_person, is_a_child, visible_to
from kith.store.history import before
from kith.testing.standing import DAY, MOMENT, at_work
from kith.workforce.factories import a_worker, allocated
from kith.workforce.models import Worker

SEE = Permission.RECORD_SEE
REVIEW = date(2027, 2, 1)


def restricted(standing, *allowed, by=None, **changed):
    by = by or standing.manager
    details = {"person": standing.child, "kind": "relocated", "reason": "Safety", "review_on": REVIEW}
    with at_work(by):
        return restrict(**details | changed, allowed=allowed, by=by)


def test_its_owner_and_those_allowed_still_see_the_record(standing):
    restricted(standing, standing.worker)
    for who in (standing.manager, standing.worker):
        with at_work(who):
            assert get_child(who, standing.child.pk, SEE) == standing.child


def test_nobody_else_finds_anything_of_it(standing):
    restricted(standing)
    for who in (standing.worker, standing.colleague, standing.head, standing.other):
        for door in (get_card, get_person, lambda by, child: get_child(by, child, SEE)):
            with pytest.raises(NotFound), at_work(who):
                door(who, standing.child.pk)
        with at_work(who):
            assert standing.child not in visible_to(who, SEE)
            assert standing.child not in search(who, "Robin Example")


def test_a_search_for_the_whole_name_says_that_somebody_is_restricted(standing):
    restricted(standing)
    with at_work(standing.head):
        assert [is_restricted(words) for words in ("robin example", "Robin Exampel", "robin", "Example")] == [
            True, True, False, False,
        ]  # fmt: skip
    with at_work(standing.manager):
        assert not is_restricted("robin example")


def test_the_first_wall_stands_without_the_second(owned, standing):
    """As the owner of the tables the database hides nothing; the application still does."""
    restricted(standing)
    for door in (get_card, get_person, lambda by, child: get_child(by, child, SEE)):
        with pytest.raises(NotFound), at_work(standing.head):
            door(standing.head, standing.child.pk)
    with at_work(standing.head):
        assert standing.child not in visible_to(standing.head, SEE)
        assert standing.child not in search(standing.head, "Robin Example")
        assert standing.child not in search(standing.head, "06/05/2014")


def test_the_reviewing_officer_is_always_let_in(standing):
    officer = a_worker("Ira Officer", Role.REVIEWING_OFFICER)
    allocated(standing.child, officer, part="reviewing_officer")
    made = restricted(standing)
    with at_work(officer):
        assert get_child(officer, standing.child.pk, SEE)
    with at_work(standing.manager), pytest.raises(ValidationError, match="reviewing officer"):
        stop_allowing(allowed=made.allowed.get(worker=officer), by=standing.manager)


def test_only_a_manager_restricts(standing):
    with pytest.raises(NotPermitted):
        restricted(standing, by=standing.worker)


def test_a_relative_can_be_restricted_too(standing):
    restricted(standing, standing.worker, person=standing.parent)
    with pytest.raises(NotFound), at_work(standing.head):
        get_person(standing.head, standing.parent.pk)
    with at_work(standing.worker):
        assert get_person(standing.worker, standing.parent.pk)


def test_somebody_who_is_around_none_of_ones_children_cannot_be_restricted(standing):
    with pytest.raises(NotPermitted):
        restricted(standing, person=a_person("Passer", "By"))


@pytest.mark.parametrize("wrong", [DAY, date(2028, 1, 1)])
def test_it_is_reviewed_within_a_year(standing, wrong):
    with pytest.raises(ValidationError, match="within 12 months"):
        restricted(standing, review_on=wrong)


def test_adoption_is_not_sealed_in_passing(standing):
    with pytest.raises(ValidationError, match="their own page"):
        restricted(standing, kind="adoption")


def test_the_list_changes(standing):
    made = restricted(standing)
    with at_work(standing.manager):
        row = allow(restriction=made, worker=standing.worker, by=standing.manager)
    with at_work(standing.worker):
        assert get_child(standing.worker, standing.child.pk, SEE)
    with at_work(standing.manager):
        stop_allowing(allowed=row, by=standing.manager)
    with pytest.raises(NotFound), at_work(standing.worker):
        get_child(standing.worker, standing.child.pk, SEE)


def test_only_the_owner_changes_it(standing):
    manager = a_worker("Una Other", Role.TEAM_MANAGER, standing.team)
    made = restricted(standing, manager)
    with at_work(manager), pytest.raises(NotPermitted, match="Mo Manager"):
        end_restriction(restriction=made, reason="Over", by=manager)


def test_it_is_reviewed_handed_over_and_ended(standing):
    manager = a_worker("Una Other", Role.TEAM_MANAGER, standing.team)
    made = restricted(standing)
    with at_work(standing.manager):
        review_restriction(
            restriction=made, review_on=date(2027, 5, 1), reason="Still at risk", by=standing.manager
        )
        hand_over(restriction=made, owner=manager, at=MOMENT, by=standing.manager)
    with pytest.raises(NotFound), at_work(standing.manager):
        get_child(standing.manager, standing.child.pk, SEE)
    with at_work(manager):
        told = Notice.objects.get(worker=manager)
        assert (told.kind, told.person, told.about) == ("owner", standing.child, standing.manager)
        assert {each.owner_id for each in before(made)} == {standing.manager.pk}
        end_restriction(restriction=Restriction.objects.get(), reason="Moved back", by=manager)
    with at_work(standing.manager):
        assert get_child(standing.manager, standing.child.pk, SEE)


def test_it_can_be_handed_over_only_to_somebody_who_may_restrict(standing):
    made = restricted(standing)
    with at_work(standing.manager), pytest.raises(ValidationError, match="no role"):
        hand_over(restriction=made, owner=standing.worker, at=MOMENT, by=standing.manager)


def test_relatives_are_restricted_together_with_the_child(standing):
    with at_work(standing.manager):
        restrict_together(
            person=standing.child, others=[standing.parent], kind="relocated", reason="Safety", review_on=REVIEW,
            allowed=[standing.worker], by=standing.manager,
        )  # fmt: skip
        rows = Restriction.objects.order_by("pk")
        assert [each.person for each in rows] == [standing.child, standing.parent]
        assert [each.allowed.get().worker for each in rows] == [standing.worker] * 2


def test_an_owner_who_has_left_is_found_and_the_restriction_given_on(standing):
    owner = a_worker("Lena Leaver", Role.TEAM_MANAGER, standing.team)
    made = restricted(standing, by=owner)
    Worker.objects.filter(pk=owner.pk).update(end_on=DAY)
    with at_work(standing.head):
        (found,) = in_force()
        assert (found.restriction, found.owner, found.owner_left) == (made.pk, "Lena Leaver", True)
        give_to_another(restriction=made.pk, owner=standing.manager, at=MOMENT, by=standing.head)
    with at_work(standing.manager):
        assert Notice.objects.get(worker=standing.manager, kind="owner").about == standing.head
        assert get_child(standing.manager, standing.child.pk, SEE)
        entry = AuditEntry.objects.get(model="reach.Restriction", event="changed")
        assert (entry.worker, entry.child, entry.row) == (standing.head.pk, standing.child.pk, made.pk)


def test_giving_a_restriction_on_tells_nothing_of_whose_it_is(standing):
    made = restricted(standing)
    with at_work(standing.head):
        give_to_another(
            restriction=made.pk, owner=a_worker("Una Other", Role.TEAM_MANAGER), at=MOMENT, by=standing.head
        )
    with at_work(standing.head):
        assert not AuditEntry.objects.filter(model="reach.Restriction").exists()
        assert not is_a_child(standing.child.pk)


def test_nobody_gives_a_restriction_to_themselves(standing):
    made = restricted(standing)
    with at_work(standing.head), pytest.raises(ValidationError, match="yourself"):
        give_to_another(restriction=made.pk, owner=standing.head, at=MOMENT, by=standing.head)
    with at_work(standing.worker), pytest.raises(NotPermitted):
        give_to_another(restriction=made.pk, owner=standing.head, at=MOMENT, by=standing.worker)


def test_what_is_sealed_is_in_no_list_and_is_given_to_nobody(standing):
    adoption = a_worker("Ada Adoption", Role.ADOPTION)
    details = {"kind": "adopted", "reason": "Order made", "review_on": REVIEW, "allowed": []}
    with at_work(adoption):
        made = hide(person=standing.child, **details, owner=adoption)
    with at_work(standing.head):
        assert in_force() == []
        with pytest.raises(ValidationError, match="has ended"):
            give_to_another(restriction=made.pk, owner=standing.manager, at=MOMENT, by=standing.head)


def test_all_of_it_is_in_the_audit(standing):
    made = restricted(standing, standing.worker)
    with at_work(standing.manager):
        end_restriction(restriction=made, reason="Moved back", by=standing.manager)
        entries = AuditEntry.objects.filter(model="reach.Restriction").order_by("pk")
        assert [(each.event, each.child, each.reason) for each in entries] == [
            ("restricted", standing.child.pk, "Safety")
        ]
    with at_work(standing.manager):
        assert AuditEntry.objects.filter(
            model="reach.Restriction", event="ended", reason="Moved back"
        ).exists()


def test_its_deadlines_are_kept_while_it_is_restricted(standing):
    """The clock is the service's: hidden from a worker, it runs on."""
    from kith.care.models import PeriodOfCare
    from kith.deadlines.models import DeadlineRow
    from kith.deadlines.projection import rebuild_all
    from kith.work import work

    PeriodOfCare.objects.create(child=standing.child, start_on=DAY)
    restricted(standing)
    with work(None, DAY, via="test", everyone=True):
        rebuild_all(as_of=DAY)
        assert DeadlineRow.objects.filter(child=standing.child).exists()
    with at_work(standing.worker):
        assert not DeadlineRow.objects.filter(child=standing.child).exists()
