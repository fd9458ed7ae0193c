"""What is left out for a reader holds for that reader and for those words; words that change are looked at afresh."""

import pytest

from kith.access.models import AuditEntry
from kith.people.factories import a_parent_of
from kith.protection.models import CoreGroup, CoreGroupChild
from kith.reach.doing import NotPermitted
from kith.sharing.actions.papers import Said, mark_passages
from kith.sharing.marks import PassageMark
from kith.sharing.passages import marks_for, paragraphs
from kith.testing.standing import DAY, MOMENT, at_work


@pytest.fixture
def minutes(standing):
    held = CoreGroup.objects.create(
        held_on=DAY, text="Robin likes school.\n\nDana was ill.", written_by=standing.worker
    )
    CoreGroupChild.objects.create(core_group=held, child=standing.child)
    standing.held = held
    return standing


def mark(people, *because: str, reader=None, by=None):
    said = [Said(each, why) for each, why in zip(paragraphs(people.held, "text"), because, strict=True)]
    by = by or people.worker
    with at_work(by):
        return mark_passages(child=people.child, reader=reader or people.parent, said=said, at=MOMENT, by=by)


def stands(people, reader=None) -> list[str | None]:
    found = paragraphs(people.held, "text")
    marks = marks_for(reader or people.parent, found)
    return [mark.because if (mark := marks.of(each)) else None for each in found]


def test_what_is_left_out_is_left_out_for_that_reader_alone(minutes):
    mark(minutes, "", "others")
    assert stands(minutes) == ["", "others"]
    assert stands(minutes, a_parent_of(minutes.child, "Second")) == [None, None]


def test_words_that_change_are_looked_at_afresh_and_the_others_stay(minutes):
    mark(minutes, "", "others")
    minutes.held.text = "Robin  likes school.\n\nDana was very ill."
    assert stands(minutes) == ["", None]
    found = paragraphs(minutes.held, "text")
    marks = marks_for(minutes.parent, found)
    assert [bool(marks.changed(each)) for each in found] == [False, True]
    assert marks.changed(found[1]).because == "others"


def test_a_later_mark_stands_in_the_place_of_an_earlier_and_the_same_is_not_said_twice(minutes):
    mark(minutes, "", "others")
    assert len(mark(minutes, "", "others")) == 0
    mark(minutes, "risk", "")
    assert stands(minutes) == ["risk", ""]
    assert PassageMark.objects.count() == 4


def test_both_are_in_the_audit_without_the_words(minutes):
    mark(minutes, "", "others")
    kept = AuditEntry.objects.filter(model="sharing.PassageMark").order_by("pk")
    assert [each.event for each in kept] == [
        "looked at, to be given to a family", "left out of what a family is given",
    ]  # fmt: skip
    assert {each.child for each in kept} == {minutes.child.pk}
    assert kept[1].reason == "It is about somebody else"


def test_only_whoever_works_with_the_family_says_what_is_left_out(minutes):
    with pytest.raises(NotPermitted):
        mark(minutes, "", "others", by=minutes.stranger)
    with pytest.raises(NotPermitted):
        mark(minutes, "", "others", by=minutes.other)
    assert not PassageMark.objects.exists()
