"""Undoing a merge: two records again, and whose is what was written since."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from kith.access.models import AuditEntry
from kith.care.models import Placement, Review
from kith.casework.actions.merging import Decided, merge
from kith.casework.actions.unmerging import undo_merge
from kith.casework.drafts import Draft, DraftCopy
from kith.casework.merges import Merge, merged_into
from kith.casework.merging.overlaps import overlaps
from kith.casework.merging.since import corrected_since, key_of, written_since
from kith.casework.merging.words import in_words
from kith.casework.models import Note, NoteChild, Oversight
from kith.deadlines.models import DeadlineRow
from kith.people.factories import a_child
from kith.people.models import Person, PersonName, Relationship
from kith.reach.actions.restrictions import hide
from kith.reach.models import Allowed, Restriction
from kith.reach.seeing import NotFound
from kith.testing.standing import DAY, MOMENT, at_work, days_ago
from kith.workforce.factories import allocated
from kith.workforce.models import Allocation


def a_twin(standing, name: str = "Robyn") -> Person:
    twin = a_child(name, nhs_number="9434765919")
    allocated(twin, standing.worker, standing.team, start_on=days_ago(10))
    return twin


@pytest.fixture
def twin(standing):
    return a_twin(standing)


def merged(standing, other: Person, kept: Person | None = None) -> Merge:
    kept = kept or standing.child
    stands = {each.key: each.one.pk for each in overlaps(kept.pk, other.pk)}
    with at_work(standing.manager):
        return merge(
            kept=kept,
            merged=other,
            decided=Decided(stands=stands),
            reason="One",
            at=MOMENT,
            by=standing.manager,
        )


def undone(standing, made: Merge, by=None, go_back=(), **whose) -> None:
    """`whose` by the table; what is not said is whoever's record stayed."""
    by = by or standing.manager
    with at_work(by):
        said = {
            key_of(row): whose.get(type(row).__name__, Person(pk=made.kept_id)).pk
            for row in written_since(made)
        }
        undo_merge(merge=made, whose=said, go_back=go_back, reason="Two", at=MOMENT, by=by)


def test_both_are_as_they_were(standing, twin):
    held = Allocation.objects.get(child=twin)
    undone(standing, merged(standing, twin))
    twin.refresh_from_db()
    assert twin.nhs_number == "9434765919"
    assert twin.name == "Robyn Example"
    assert PersonName.objects.get(person=twin).kind == "legal"
    assert Allocation.objects.get(child=twin) == held
    assert merged_into(twin.pk) is None


def test_what_was_written_since_goes_to_whom_it_is_about(standing, twin):
    made = merged(standing, twin)
    first = Review.objects.create(child=standing.child, held_on=days_ago(3), participation="PN1")
    second = Placement.objects.create(child=standing.child, place="U6", start_on=days_ago(3))
    undone(standing, made, Review=twin)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.child == twin
    assert second.child == standing.child


def test_nothing_is_undone_until_it_is_said_whose_everything_is(standing, twin):
    made = merged(standing, twin)
    Review.objects.create(child=standing.child, held_on=days_ago(3), participation="PN1")
    with at_work(standing.manager), pytest.raises(ValidationError, match="just now"):
        undo_merge(merge=made, whose={}, go_back=[], reason="Two", at=MOMENT, by=standing.manager)
    assert merged_into(twin.pk) == standing.child.pk


def test_what_was_written_since_is_known_by_its_first_words(standing, twin):
    """Not by a number; and what its writer has not finished is not read out."""
    made = merged(standing, twin)
    for text, done in (("Telephoned the school", MOMENT), ("Half a thought", None)):
        note = Note.objects.create(
            happened_at=MOMENT, written_at=MOMENT, author=standing.worker, text=text, finalised_at=done
        )
        NoteChild.objects.create(note=note, child=standing.child)
    with at_work(standing.manager):
        said = " ".join(in_words(row, {standing.child.pk, twin.pk}) for row in written_since(made))
    assert "Case note, of 16 November 2026, 10:30, by Wyn Worker, beginning “Telephoned the school”" in said
    assert "not finished" in said and "Half a thought" not in said and "object" not in said


def test_nobody_is_asked_whose_a_finished_draft_is_and_a_version_goes_with_its_draft(standing, twin):
    made = merged(standing, twin)
    told = {"author": standing.worker, "saved_by": standing.worker, "saved_at": MOMENT, "begun_at": MOMENT}
    Draft.objects.create(child=standing.child, form="visit-new", token=uuid4(), finished_at=MOMENT, **told)
    draft = Draft.objects.create(child=standing.child, form="note-new", token=uuid4(), **told)
    copy = DraftCopy.objects.create(
        draft=draft, child=standing.child, values={}, token=uuid4(), saved_at=MOMENT, saved_by=standing.worker
    )
    assert written_since(made) == [draft]
    undone(standing, made, Draft=twin)
    copy.refresh_from_db()
    assert copy.child == twin


def test_a_row_only_added_to_that_was_written_since_can_be_the_others(standing, twin):
    made = merged(standing, twin)
    row = Oversight.objects.create(
        child=standing.child, manager=standing.manager, written_at=MOMENT, about_on=DAY, text="Seen"
    )
    undone(standing, made, Oversight=twin)
    row.refresh_from_db()
    assert row.child == twin


@pytest.mark.parametrize("back", [True, False])
def test_a_correction_since_is_shown_and_stays_unless_it_is_taken_back(standing, twin, back):
    placement = Placement.objects.create(child=twin, place="U6", start_on=days_ago(90))
    made = merged(standing, twin)
    with at_work(standing.manager):
        placement.refresh_from_db()
        placement.place = "U1"
        placement.save()
        (found,) = corrected_since(made)
        assert (found.before, found.now) == ("U6", "U1")
    undone(standing, made, go_back=[found.key] if back else [])
    placement.refresh_from_db()
    assert placement.child == twin
    assert placement.place == ("U6" if back else "U1")


def test_a_detail_corrected_since_stays_with_the_record_that_stayed(standing, twin):
    made = merged(standing, twin)
    Person.objects.filter(pk=standing.child.pk).update(nhs_number="9876543210")
    (found,) = corrected_since(made)
    assert (found.before, found.now) == ("", "9876543210")
    undone(standing, made)
    standing.child.refresh_from_db()
    twin.refresh_from_db()
    assert standing.child.nhs_number == "9876543210"
    assert twin.nhs_number == "9434765919"


def test_what_would_overlap_is_said_and_nothing_is_undone(standing, twin):
    for child in (standing.child, twin):
        Placement.objects.create(child=child, place="U6", start_on=days_ago(90 if child == twin else 80))
    made = merged(standing, twin)
    Placement.objects.all().update(end_on=days_ago(30))
    Placement.objects.create(child=standing.child, place="U1", start_on=days_ago(20))
    with pytest.raises(ValidationError, match="hold a placement twice"):
        undone(standing, made, Placement=twin)
    assert merged_into(twin.pk) == standing.child.pk


def test_the_later_merge_is_undone_first(standing, twin):
    first = merged(standing, twin)
    second = merged(standing, a_twin(standing, "Rob"))
    with pytest.raises(ValidationError, match="Undo the later merge first"):
        undone(standing, first)
    undone(standing, second)
    undone(standing, first)
    assert not Merge.objects.standing().exists()


def test_of_a_chain_the_last_is_undone_first(standing, twin):
    third = a_twin(standing, "Rob")
    first = merged(standing, twin)
    second = merged(standing, standing.child, kept=third)
    assert merged_into(twin.pk) == third.pk
    with pytest.raises(ValidationError, match="Undo the later merge first"):
        undone(standing, first)
    undone(standing, second)
    undone(standing, first)
    assert Allocation.objects.filter(child=twin).exists()


@pytest.mark.parametrize("stays", [0, 1])
def test_what_gave_way_in_a_merge_of_relatives_comes_back_first(standing, twin, stays):
    """Undone in the other order, one sister's brother would come back as the other's."""
    brothers = [a_twin(standing, "Ash"), a_twin(standing, "Ashe")]
    of = dict(zip((twin, standing.child), brothers, strict=True))
    for child, brother in of.items():
        Relationship.objects.create(person=child, other=brother, kind="sibling", start_on=days_ago(900))
    first = merged(standing, twin)
    second = merged(standing, brothers[1 - stays], kept=brothers[stays])
    with pytest.raises(ValidationError, match="gave way there"):
        undone(standing, first)
    undone(standing, second)
    undone(standing, first)
    found = Relationship.objects.filter(kind="sibling").values_list("person", "other")
    assert set(found) == {(child.pk, brother.pk) for child, brother in of.items()}


def test_a_merge_is_undone_once(standing, twin):
    made = merged(standing, twin)
    undone(standing, made)
    with pytest.raises(ValidationError, match="undone already"):
        undone(standing, made)


def test_a_restriction_placed_since_protects_both(standing, twin):
    made = merged(standing, twin)
    with at_work(standing.manager):
        hide(
            person=standing.child, kind="police", reason="x", review_on=date_of_review(), allowed=[],
            owner=standing.manager,
        )  # fmt: skip
    undone(standing, made)
    with at_work(standing.manager):
        assert {each.person_id for each in Restriction.objects.all()} == {standing.child.pk, twin.pk}
    with at_work(standing.head):
        assert not Person.objects.filter(pk=twin.pk).exists()


@pytest.mark.parametrize("kinds", [("relocated", "police"), ("police", "police")])
def test_restrictions_are_as_they_were(standing, twin, kinds):
    """Of one kind and one owner the list is made shorter by the merge, and is whole again."""
    with at_work(standing.manager):
        for person, kind, allowed in (
            (standing.child, kinds[0], [standing.head, standing.worker]),
            (twin, kinds[1], [standing.head]),
        ):
            hide(
                person=person, kind=kind, reason="x", review_on=date_of_review(), allowed=allowed,
                owner=standing.manager,
            )  # fmt: skip
        before = [list(table.objects.order_by("pk").values()) for table in (Restriction, Allowed)]
    made = merged(standing, twin)
    with at_work(standing.worker):
        assert not Person.objects.filter(pk=standing.child.pk).exists()
    undone(standing, made)
    with at_work(standing.manager):
        assert [list(table.objects.order_by("pk").values()) for table in (Restriction, Allowed)] == before


def date_of_review():
    return DAY + timedelta(30)


@pytest.mark.parametrize("who", ["worker", "colleague", "other", "stranger"])
def test_only_a_manager_undoes(standing, twin, who):
    made = merged(standing, twin)
    with pytest.raises(NotFound):
        undone(standing, made, getattr(standing, who))


def test_the_audit_tells_of_both(standing, twin):
    undone(standing, merged(standing, twin))
    entries = AuditEntry.objects.filter(event="undone, two records again")
    assert set(entries.values_list("child", flat=True)) == {standing.child.pk, twin.pk}


def test_both_have_deadlines_of_their_own_again(standing, twin):
    from kith.care.models import PeriodOfCare

    PeriodOfCare.objects.create(child=twin, start_on=days_ago(50))
    undone(standing, merged(standing, twin))
    assert DeadlineRow.objects.filter(child=twin).exists()


def test_what_the_undoer_does_not_see_goes_back_with_its_correction(standing, twin):
    brother = a_child("Ash", "Example")
    row = Relationship.objects.create(person=twin, other=brother, kind="sibling", start_on=days_ago(900))
    made = merged(standing, twin)
    with at_work(standing.head):
        Relationship.objects.filter(pk=row.pk).update(kind="half_sibling")
        hide(
            person=brother, kind="relocated", reason="Threats", review_on=DAY + timedelta(30), allowed=(),
            owner=standing.head,
        )  # fmt: skip
    undone(standing, made)
    row.refresh_from_db()
    assert (row.kind, {row.person_id, row.other_id}) == ("half_sibling", {twin.pk, brother.pk})
