"""What is under way for the children of a household, in words, for whoever screens a contact: that it is, and no more."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from kith.assessment.models import AssessmentChild, NeedPlan
from kith.familyhelp.models import FamilyHelpChild
from kith.protection.models import Enquiry
from kith.protection.queries import plans_in_force
from kith.store.dated import holds_on
from kith.web.jinja import long_date


def under_way(children: Collection[int], as_of: date) -> dict[int, list[str]]:
    """The weightiest first, in as many queries as one child has kinds of work."""
    found: dict[int, list[str]] = defaultdict(list)
    for child, plan in plans_in_force(children, as_of).items():
        found[child].append(f"Protection plan since {long_date(plan.start_on)}")
    for child in _of(Enquiry.objects.under_way(), children):
        found[child].append("Section 47 enquiry under way")
    for row in NeedPlan.objects.on(as_of).filter(child__in=children):
        found[row.child_id].append(f"Child in need plan since {long_date(row.start_on)}")
    for child in _of(AssessmentChild.objects.filter(assessment__authorised_on__isnull=True), children):
        found[child].append("Assessment under way")
    helped = FamilyHelpChild.objects.on(as_of).filter(holds_on(as_of, "help__"))
    for child in _of(helped, children):
        found[child].append("Family help goes on")
    return found


def _of(rows, children: Collection[int]) -> list[int]:
    return list(dict.fromkeys(rows.filter(child__in=children).order_by("pk").values_list("child", flat=True)))
