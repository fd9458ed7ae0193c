"""Merging two records that are one person's."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from kith.access.models import AuditEntry
from kith.access.roles import Role
from kith.care.models import AdoptionPlan, CarePlanningStep, Placement, Review
from kith.casework.actions.merging import Decided, merge
from kith.casework.merges import Merge, MergedRow, merged_into, numbers_of
from kith.casework.merging.overlaps import How, overlaps
from kith.casework.merging.references import rows_of
from kith.casework.models import Oversight
from kith.deadlines.models import DeadlineRow
from kith.people.factories import a_child, a_family, a_parent_of, a_person
from kith.people.models import Address, FamilyMember, Person, Relationship, Residence, Withholding
from kith.reach.actions.restrictions import hide
from kith.reach.seeing import NotFound
from kith.testing.standing import DAY, MOMENT, at_work, days_ago
from kith.workforce.factories import a_worker, allocated
from kith.workforce.models import KnownAs


@pytest.fixture
def twin(standing):
    """The standing child's second record, held by the same team."""
    twin = a_child("Robyn", nhs_number="9434765919", religion="Quaker")
    allocated(twin, standing.worker, standing.team, start_on=days_ago(10))
    return twin


def merged(standing, other: Person, by=None, **decided) -> Merge:
    by = by or standing.manager
    choices = Decided(**decided)
    return merge(kept=standing.child, merged=other, decided=choices, reason="One child", at=MOMENT, by=by)


def settled(standing, other: Person, by=None) -> Merge:
    """Merged, with what stands on the record that stays winning everywhere."""
    found = overlaps(standing.child.pk, other.pk)
    stands = {each.key: each.one.pk for each in found}
    return merged(standing, other, by, stands=stands, out=[each.key for each in found])


def test_everything_about_the_one_is_about_the_other(standing, twin):
    placement = Placement.objects.create(child=twin, place="U6", start_on=days_ago(90))
    with at_work(standing.manager):
        settled(standing, twin)
    assert Placement.objects.get(pk=placement.pk).child == standing.child
    assert rows_of(twin.pk) == {}


def test_the_other_is_a_bare_row(standing, twin):
    with at_work(standing.manager):
        settled(standing, twin)
    twin.refresh_from_db()
    assert twin.record_opened_on is None
    assert twin.born_on is None
    assert twin.nhs_number == ""
    assert not twin.names.exists()


def test_what_only_the_other_tells_is_taken(standing, twin):
    with at_work(standing.manager):
        settled(standing, twin)
    standing.child.refresh_from_db()
    assert standing.child.nhs_number == "9434765919"
    assert standing.child.religion == "Quaker"


def test_where_both_tell_something_the_choice_stands(standing, twin):
    Person.objects.filter(pk=twin.pk).update(born_on=date(2014, 6, 5), birth_date_is="estimated")
    found = overlaps(standing.child.pk, twin.pk)
    with at_work(standing.manager):
        merged(standing, twin, stands={each.key: each.one.pk for each in found}, columns={"born_on": twin.pk})
    standing.child.refresh_from_db()
    assert standing.child.born_on == date(2014, 6, 5)
    assert standing.child.birth_date_is == "estimated"


def test_the_other_names_are_names_also_known(standing, twin):
    with at_work(standing.manager):
        settled(standing, twin)
    standing.child.refresh_from_db()
    assert standing.child.name == "Robin Example"
    assert [each.whole for each in standing.child.other_names] == ["Robyn Example"]


def test_what_overlaps_is_named_and_nothing_changes(standing, twin):
    for child in (standing.child, twin):
        Placement.objects.create(child=child, place="U6", start_on=days_ago(90 if child == twin else 80))
    with at_work(standing.manager), pytest.raises(ValidationError, match="cannot both stand: Placement"):
        merged(standing, twin)
    assert not Merge.objects.exists()
    assert Placement.objects.filter(child=twin).count() == 1


def test_the_row_chosen_stands_with_what_hung_from_the_other(standing, twin):
    mine = Placement.objects.create(child=standing.child, place="U6", start_on=days_ago(90))
    theirs = Placement.objects.create(child=twin, place="U1", start_on=days_ago(80))
    step = CarePlanningStep.objects.create(
        child=standing.child, kind="placement_plan", done_on=DAY, placement=mine
    )
    stands = {each.key: each.other.pk for each in overlaps(standing.child.pk, twin.pk)}
    with at_work(standing.manager):
        merged(standing, twin, stands=stands)
    assert list(Placement.objects.filter(child=standing.child)) == [theirs]
    step.refresh_from_db()
    assert step.placement == theirs


def test_the_same_row_twice_becomes_one(standing, twin):
    lane = Address.objects.create(lines="1 Long Lane")
    for person in (standing.child, twin):
        Residence.objects.create(person=person, address=lane, start_on=days_ago(400))
    family = standing.child.families.get()
    FamilyMember.objects.create(family=family, person=twin, start_on=date(2020, 1, 1))
    with at_work(standing.manager):
        settled(standing, twin)
    assert Residence.objects.filter(person=standing.child).count() == 1
    assert FamilyMember.objects.filter(family=family, person=standing.child).count() == 1


def test_a_brother_recorded_from_both_sides_is_one_brother(standing, twin):
    brother = a_person("Bo")
    Relationship.objects.create(person=brother, other=standing.child, kind="sibling", start_on=days_ago(9))
    Relationship.objects.create(person=twin, other=brother, kind="sibling", start_on=days_ago(9))
    found = overlaps(standing.child.pk, twin.pk)
    assert [each.how for each in found if isinstance(each.one, Relationship)] == [How.CHOOSE]


def test_what_is_recorded_between_the_two_must_be_taken_out(standing, twin):
    Relationship.objects.create(person=standing.child, other=twin, kind="sibling", start_on=days_ago(9))
    with at_work(standing.manager), pytest.raises(ValidationError, match="between the two"):
        merged(standing, twin)
    with at_work(standing.manager):
        settled(standing, twin)
    assert not Relationship.objects.filter(kind="sibling").exists()


def test_a_draft_of_the_same_form_on_both_is_settled_by_its_writer(standing, twin):
    from kith.web.tests.world import written_about

    for child in (standing.child, twin):
        written_about(child, standing.worker)
    with at_work(standing.manager), pytest.raises(ValidationError, match="must be settled first: Draft"):
        settled(standing, twin)


def test_rows_that_are_only_added_to_follow_as_the_journal_says(standing, twin):
    row = Oversight.objects.create(
        child=twin, manager=standing.manager, written_at=MOMENT, about_on=DAY, text="Seen"
    )
    with at_work(standing.manager):
        settled(standing, twin)
    row.refresh_from_db()
    assert row.child == standing.child


def test_rows_that_are_only_added_to_move_nowhere_else(standing, twin):
    from kith.store.tests.test_nothing_is_lost import refused

    row = Oversight.objects.create(
        child=twin, manager=standing.manager, written_at=MOMENT, about_on=DAY, text="Seen"
    )
    other = a_child("Other")
    assert refused(f"UPDATE casework_oversight SET child_id = {other.pk} WHERE id = {row.pk}")
    with at_work(standing.manager):
        settled(standing, twin)
    assert refused(f"UPDATE casework_oversight SET child_id = {other.pk} WHERE id = {row.pk}")
    assert refused(f"UPDATE casework_oversight SET text = 'Not' WHERE id = {row.pk}")


def test_rows_this_worker_does_not_see_follow_too(standing, twin):
    hidden = a_parent_of(twin, "Hidden")
    owner = a_worker("Una Owner", Role.TEAM_MANAGER)
    restricted(hidden, owner)
    with at_work(standing.manager):
        assert not Relationship.objects.filter(person=hidden).exists()
        settled(standing, twin)
    with at_work(owner):
        assert Relationship.objects.get(person=hidden).other_id == standing.child.pk


def restricted(person: Person, owner, *allowed, kind: str = "relocated") -> None:
    with at_work(owner):
        hide(
            person=person,
            kind=kind,
            reason="Safety",
            review_on=DAY + timedelta(30),
            allowed=allowed,
            owner=owner,
        )


def hidden_from(worker, person: Person) -> bool:
    with at_work(worker):
        return not Person.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize("kinds", [("relocated", "police"), ("police", "police")])
@pytest.mark.parametrize("same_owner", [True, False])
def test_whoever_was_kept_from_either_is_kept_from_the_one_that_stays(standing, twin, kinds, same_owner):
    """The manager is let in to both; the head to one, the worker to the other."""
    owners = (standing.manager, standing.manager if same_owner else a_worker("Una Owner"))
    restricted(standing.child, owners[0], standing.head, standing.manager, kind=kinds[0])
    restricted(twin, owners[1], standing.worker, standing.manager, kind=kinds[1])
    with at_work(standing.manager):
        settled(standing, twin)
    assert not hidden_from(standing.manager, standing.child)
    assert hidden_from(standing.head, standing.child)
    assert hidden_from(standing.worker, standing.child)


def test_a_restriction_placed_later_hides_the_old_number_too(standing, twin):
    with at_work(standing.manager):
        made = settled(standing, twin)
    restricted(standing.child, standing.manager)
    with at_work(standing.head):
        assert not Merge.objects.filter(pk=made.pk).exists()
        assert not MergedRow.objects.exists()
    assert hidden_from(standing.head, twin)


def test_what_is_withheld_from_either_is_withheld(standing, twin):
    Withholding.objects.create(
        child=twin, what="address", withheld_from=standing.parent, reason="Safety", start_on=days_ago(9)
    )
    with at_work(standing.manager):
        settled(standing, twin)
    assert Withholding.objects.get().child == standing.child


def test_nobody_merges_from_whom_something_is_withheld(standing, twin):
    KnownAs.objects.create(worker=standing.manager, person=standing.parent)
    Withholding.objects.create(
        child=twin, what="school", withheld_from=standing.parent, reason="Safety", start_on=days_ago(9)
    )
    with at_work(standing.manager), pytest.raises(NotFound):
        settled(standing, twin)


def test_where_adoption_was_planned_nothing_is_merged(standing, twin):
    AdoptionPlan.objects.create(child=standing.child, decided_on=days_ago(90), ceased_on=days_ago(9))
    with at_work(standing.manager), pytest.raises(ValidationError, match="adoption is or was planned"):
        settled(standing, twin)


def test_the_database_tells_nobody_of_an_adoption_they_may_not_see(standing, twin):
    AdoptionPlan.objects.create(child=standing.child, decided_on=days_ago(90))
    restricted(standing.child, standing.manager)
    with at_work(standing.head), connection.cursor() as cursor:
        cursor.execute("SELECT kith_adoption_concerns(%s)", [[standing.child.pk]])
        assert cursor.fetchone() == (False,)


@pytest.mark.parametrize("who", ["worker", "colleague", "other", "stranger"])
def test_only_a_manager_of_both_may(standing, twin, who):
    with at_work(getattr(standing, who)), pytest.raises(NotFound):
        settled(standing, twin, getattr(standing, who))


def test_a_manager_may_not_where_one_of_the_two_is_another_teams(standing):
    elsewhere = a_child("Robyn")
    allocated(elsewhere, standing.other)
    with at_work(standing.manager), pytest.raises(NotFound):
        settled(standing, elsewhere)
    with at_work(standing.head):
        settled(standing, elsewhere, standing.head)


def test_a_record_is_not_merged_with_itself(standing):
    with at_work(standing.manager), pytest.raises(ValidationError, match="with itself"):
        merged(standing, standing.child)


def test_a_record_merged_in_another_tab_is_said_so(standing, twin):
    with at_work(standing.head):
        settled(standing, twin, standing.head)
    with at_work(standing.head), pytest.raises(NotFound):
        settled(standing, twin)
    with at_work(standing.manager), pytest.raises(ValidationError, match="Hari Head merged one of these"):
        Person.objects.filter(pk=twin.pk).update(record_opened_on=DAY)  # as the other tab read it
        allocated(twin, standing.worker, standing.team)
        settled(standing, twin)


def test_the_audit_keeps_the_number_it_was_written_with(standing, twin):
    with at_work(standing.manager):
        settled(standing, twin)
    entries = AuditEntry.objects.filter(event="brought two records together")
    assert set(entries.values_list("child", flat=True)) == {standing.child.pk, twin.pk}
    assert numbers_of(standing.child.pk) == {standing.child.pk, twin.pk}
    assert merged_into(twin.pk) == standing.child.pk


def test_deadlines_are_the_one_childs_from_then_on(standing, twin):
    Review.objects.create(child=twin, held_on=days_ago(30), participation="PN1")
    from kith.care.models import PeriodOfCare

    PeriodOfCare.objects.create(child=twin, start_on=days_ago(50))
    with at_work(standing.manager):
        settled(standing, twin)
    assert DeadlineRow.objects.filter(child=standing.child).exists()
    assert not DeadlineRow.objects.filter(child=twin).exists()


def test_what_was_being_written_meanwhile_follows(standing, twin):
    """The writer's page was open before the merge, and is saved after it."""
    from kith.access.audit import Event, record

    with at_work(standing.manager):
        settled(standing, twin)
    with at_work(standing.worker):
        review = Review.objects.create(child=twin, held_on=days_ago(3), participation="PN1")
        record(Event.ADDED, review)
    review.refresh_from_db()
    assert review.child == standing.child


def test_families_and_people_around_are_not_doubled(standing):
    """A parent known twice, once in each child's family."""
    again = a_parent_of(standing.child, "Sam")
    a_family(standing.child, again, name="Sam's")
    with at_work(standing.manager):
        found = overlaps(standing.parent.pk, again.pk)
        assert [each.how for each in found] == [How.SAME]
        merge(
            kept=standing.parent, merged=again, decided=Decided(), reason="One mother", at=MOMENT,
            by=standing.manager,
        )  # fmt: skip
    assert Relationship.objects.filter(other=standing.child).count() == 1
    assert standing.parent.families.count() == 2
