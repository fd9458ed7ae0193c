"""The decisions that a family is given: about a contact, on an assessment, and what a section 47 enquiry found.

Who contacted us is told to nobody, nor what other agencies said: they stand on none of these papers.
"""

from datetime import date

from kith.assessment.models import Assessment
from kith.frontdoor.models import Decision
from kith.lib.days import day_of
from kith.people.models import Person
from kith.protection.models import Enquiry
from kith.web.papers.contents import Contents


def contact_decision(child: Person, row: Decision, as_of: date) -> Contents:
    made = Contents(child, day_of(row.decided_at))
    made.say("what", "contacted", first=made.first, on=day_of(row.contact.received_at))
    made.say("what", f"contact.{row.outcome}", first=made.first, decided=made.on, name=row.by.name)
    made.write("why", row, "reason")
    made.write("offered", row, "offered")
    return made


def assessment_decision(child: Person, found: Assessment, as_of: date) -> Contents:
    """This child's part alone, with what the family says and what goes well."""
    made = Contents(child, found.authorised_on or as_of)
    made.say("what", "assessed", first=made.first, start=found.started_on, end=made.on)
    for part in found.about.all():
        if part.child_id == child.pk:
            if part.outcome:
                made.say("what", f"assessment.{part.outcome}", first=made.first)
            made.write("why", part, "outcome_reason")
            made.write("words", part, "words", private=True)
            made.write("needs", part, "needs")
            made.write("found", part, "analysis")
    made.write("well", found, "strengths")
    made.write("view", found, "family_view")
    return made


def enquiry_decision(child: Person, found: Enquiry, as_of: date) -> Contents:
    made = Contents(child, found.ended_on or as_of)
    made.say("what", "enquired", first=made.first, start=found.started_on)
    made.say("what", f"enquiry.{found.outcome}", first=made.first, end=made.on)
    made.write("found", found, "found")
    return made
