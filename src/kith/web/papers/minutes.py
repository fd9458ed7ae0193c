"""The minutes that a family is given: conferences, core groups, reviews. What agencies said at a strategy discussion is not theirs."""

from datetime import date

from kith.assessment.models import NeedPlanReview
from kith.familyhelp.models import PlanReview
from kith.people.models import Person
from kith.protection.models import Conference, ConferenceChild, CoreGroup
from kith.sharing.passages import passage
from kith.web.papers.contents import Contents, Recorded, one

KINDS = {
    Conference.Kind.INITIAL: "the first, an initial conference",
    Conference.Kind.REVIEW: "a review conference",
    Conference.Kind.TRANSFER: "a transfer-in conference, after a move from another council",
}


def conference(child: Person, row: ConferenceChild, as_of: date) -> Contents:
    """What was said to everybody, and what was decided for this child alone."""
    held = row.conference
    made = Contents(child, held.held_on)
    made.say("what", "conference_held", on=held.held_on, kind=KINDS[Conference.Kind(held.kind)])
    if held.chaired_by:
        made.say("what", "chaired", name=held.chaired_by.name)
    made.say("what", f"conference.{row.decision}", first=made.first)
    if row.category:
        made.say("what", "category", category=row.get_category_display().lower())
    made.write("why", row, "reason")
    made.write("agreed", held, "text")
    made.write("disagreed", row, "dissent")
    made.write("present", held, "present")
    came = [each for each in held.attendance.all() if each.came == each.Came.CAME]
    made.add(
        "present",
        *(Recorded(passage=passage(each, "name")) for each in sorted(came, key=lambda each: each.pk)),
    )
    return made


def core_group(child: Person, held: CoreGroup, as_of: date) -> Contents:
    made = Contents(child, held.held_on)
    made.say("what", "core_group_held", on=held.held_on)
    made.write("changed", held, "text")
    made.write("present", held, "present")
    return made


def review(child: Person, row: NeedPlanReview | PlanReview, as_of: date) -> Contents:
    """Of a child in need plan, or of the family's own."""
    made = Contents(child, row.held_on)
    made.say("what", "review_held", on=row.held_on)
    made.write("changed", row, "text")
    made.add("present", one(row, "who"))
    if row.next_on:
        made.say("next", "next_review", by=row.next_on)
    return made
