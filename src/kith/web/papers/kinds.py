"""Every kind of paper: what it is called, which rows of a child it is made of, and how."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from kith.access.roles import Permission
from kith.assessment.models import NeedPlanReview
from kith.assessment.queries import plans_of as need_plans_of
from kith.assessment.seeing import assessments_of
from kith.familyhelp.models import PlanReview
from kith.familyhelp.seeing import helps_of
from kith.frontdoor.queries import decisions_in_force
from kith.lib.days import day_of
from kith.people.models import Person
from kith.protection.queries import conferences_of, core_groups_of, enquiries_of, plans_of
from kith.reach.seeing import NotFound, sees
from kith.web.papers import decisions, minutes, plans
from kith.web.papers.contents import Contents
from kith.workforce.models import Worker


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper. `on`: the day of a row, by which papers are listed."""

    name: str
    rows: Callable[[Person], QuerySet]
    make: Callable[[Person, Any, date], Contents]
    on: Callable[[Any], date]
    see: Permission = Permission.FAMILY_SEE
    tells_who: bool = True  # whether it says who works with the family; minutes say who was there


KINDS: dict[str, PaperKind] = {
    "protection-plan": PaperKind("Child protection plan", plans_of, plans.protection_plan, lambda row: row.start_on),
    "need-plan": PaperKind("Child in need plan", need_plans_of, plans.need_plan, lambda row: row.start_on),
    "family-plan": PaperKind("Family’s plan", helps_of, plans.family_plan, lambda row: row.start_on),
    "contact-decision": PaperKind(
        "Decision about a contact",
        lambda child: decisions_in_force().filter(child=child).order_by("-decided_at", "-pk"),
        decisions.contact_decision, lambda row: day_of(row.decided_at), Permission.NARRATIVE_SEE,
    ),
    "assessment-decision": PaperKind(
        "Decision on an assessment", lambda child: assessments_of(child).filter(authorised_on__isnull=False),
        decisions.assessment_decision, lambda row: row.authorised_on,
    ),
    "enquiry-decision": PaperKind(
        "What a section 47 enquiry found", lambda child: enquiries_of(child).exclude(outcome=""),
        decisions.enquiry_decision, lambda row: row.ended_on,
    ),
    "conference": PaperKind(
        "Minutes of a conference", conferences_of, minutes.conference, lambda row: row.conference.held_on, tells_who=False
    ),
    "core-group": PaperKind("Minutes of a core group", core_groups_of, minutes.core_group, lambda row: row.held_on, tells_who=False),
    "need-review": PaperKind(
        "Minutes of a child in need review",
        lambda child: NeedPlanReview.objects.filter(child=child).order_by("-held_on", "-pk"),
        minutes.review, lambda row: row.held_on, tells_who=False,
    ),
    "family-review": PaperKind(
        "Minutes of a review of the family’s plan",
        lambda child: PlanReview.objects.filter(help__in=helps_of(child).values("pk")).order_by("-held_on", "-pk"),
        minutes.review, lambda row: row.held_on, tells_who=False,
    ),
}  # fmt: skip


def contents_of(kind: str, number: int, child: Person, worker: Worker, as_of: date) -> Contents:
    """What one paper holds; raises NotFound where there is no such row of the child's that this worker sees."""
    found = KINDS.get(kind)
    if found is None or not sees(worker, child.pk, found.see):
        raise NotFound("There is no such paper of this child.")
    row = found.rows(child).filter(pk=number).first()
    if row is None:
        raise NotFound("There is no such paper of this child.")
    return found.make(child, row, as_of)


@dataclass(frozen=True)
class Listed:
    """A paper that can be made, for the list."""

    kind: str
    name: str
    number: int
    on: date


def papers_of(child: Person, worker: Worker) -> list[Listed]:
    """Every paper that can be made of this child's record, the newest first."""
    found = [
        Listed(kind, each.name, row.pk, each.on(row))
        for kind, each in KINDS.items()
        if sees(worker, child.pk, each.see)
        for row in each.rows(child)
    ]
    return sorted(found, key=lambda each: (each.on, each.kind, each.number), reverse=True)
