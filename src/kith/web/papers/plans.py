"""The plans that a family is given: child protection plan, child in need plan, the family's own plan."""

from collections.abc import Iterable
from datetime import date

from kith.assessment.models import NeedPlan, NeedPlanReview
from kith.casework.planned import ToBeDone
from kith.deadlines.queries import open_deadlines
from kith.familyhelp.models import FamilyHelp, Statement
from kith.familyhelp.queries import FamilyPlan, Scored, goals_of, plan_of
from kith.familyhelp.seeing import help_on
from kith.people.models import Person
from kith.protection.models import ProtectionPlan
from kith.protection.queries import conferences_of, core_groups_of
from kith.sharing.passages import passage
from kith.statutory.clocks.protection import FIRST_CORE_GROUP, FIRST_REVIEW, LATER_CORE_GROUP, LATER_REVIEW
from kith.web.family_help_words import basis_words, changed, said
from kith.web.jinja import long_date
from kith.web.papers.contents import Contents, Recorded, is_of, one

CONFERENCES = {FIRST_REVIEW.key: "next_conference", LATER_REVIEW.key: "next_conference"}
CORE_GROUPS = {FIRST_CORE_GROUP.key: "next_core_group", LATER_CORE_GROUP.key: "next_core_group"}


def protection_plan(child: Person, plan: ProtectionPlan, as_of: date) -> Contents:
    """The plan as the last conference left it, with what the last core group agreed."""
    made = Contents(child, plan.start_on)
    made.say("what", "plan_since", first=made.first, on=plan.start_on)
    made.say("what", "category", category=plan.get_latest_category_display().lower())
    if plan.over_on and plan.over_on <= as_of:
        made.say("what", "plan_over", on=plan.over_on)
    else:
        made.say("who", "visits", first=made.first, days=plan.visit_every)
        _when_next(made, as_of)
    _from_the_conference(made, plan)
    for held in core_groups_of(child).filter(held_on__gte=plan.start_on)[:1]:
        made.write("changed", held, "text")
    _familys_goals(made, as_of)
    return made


def _from_the_conference(made: Contents, plan: ProtectionPlan) -> None:
    """Why there is a plan, and what was agreed: as the last conference of this plan says."""
    rows = conferences_of(made.child).filter(conference__held_on__gte=plan.start_on)
    during = rows.filter(conference__held_on__lte=plan.end_on) if plan.end_on else rows
    for row in during[:1]:
        made.write("why", row, "reason")
        made.write("agreed", row.conference, "text")


def _due(fact: str, due_on: date, as_of: date) -> str:
    """What is late is said to be."""
    return fact.replace("next_", "late_") if due_on < as_of else fact


def _when_next(made: Contents, as_of: date) -> None:
    rows = open_deadlines([made.child.pk]).filter(timescale__in=[*CONFERENCES, *CORE_GROUPS])
    for row in rows.order_by("due_on", "pk"):
        made.say("next", _due((CONFERENCES | CORE_GROUPS)[row.timescale], row.due_on, as_of), by=row.due_on)


def need_plan(child: Person, plan: NeedPlan, as_of: date) -> Contents:
    made = Contents(child, plan.start_on)
    made.say("what", "need_plan_since", first=made.first, on=plan.start_on)
    made.write("purpose", plan, "purpose")
    made.add("do", *to_do(plan.actions.all()))
    reviews = sorted(plan.reviews.all(), key=lambda each: (each.held_on, each.pk))
    if reviews:
        made.write("changed", reviews[-1], "text")
    if plan.end_on and plan.end_on <= as_of:
        made.say("what", "need_plan_over", on=plan.end_on)
        made.write("changed", plan, "ended_because")
    elif by := _reviewed_by(plan, reviews):
        made.say("next", _due("next_review", by, as_of), by=by)
    _familys_goals(made, as_of)
    return made


def _reviewed_by(plan: NeedPlan, reviews: list[NeedPlanReview]) -> date | None:
    return reviews[-1].next_on if reviews else plan.review_on


def family_plan(child: Person, found: FamilyHelp, as_of: date) -> Contents:
    made, plan = Contents(child, found.start_on), plan_of(found)
    made.say("what", "help_since", on=found.start_on)
    _basis(made, found, as_of)
    made.write("wants", found, "wants")
    made.add("goals", *goals(child, plan.goals))
    for kind, _, rows in said(plan, found.end_on or as_of):
        made.add(kind, *(_said(each, child) for each in rows))
    made.add("do", *to_do(plan.actions))
    for network in plan.network[:1]:
        made.write("network", network, "text")
    made.add("who", *_team(plan))
    for review in plan.reviews[:1]:
        if review.next_on and not found.end_on:
            made.say("next", _due("next_review", review.next_on, as_of), by=review.next_on)
    return made


def _basis(made: Contents, found: FamilyHelp, as_of: date) -> None:
    if found.end_on:
        made.say("what", "help_over", on=found.end_on)
        made.write("changed", found, "changed")
        return
    rows = [each for each in (basis_words(row, as_of) for row in found.bases.all()) if each.may_end]
    for each in rows:
        if each.row.kind == "consent":
            made.say("what", "consent")
        else:
            made.say("what", "law")
        made.write("what", each.row, "to_what")
    if not rows:
        made.say("what", "no_basis")


def _said(row: Statement, child: Person) -> Recorded:
    return one(row, "text", after=f" ({row.who})", childs=is_of(row.who, child))


def _team(plan: FamilyPlan) -> list[Recorded]:
    """Who helps, without where they work: that may tell a school or where somebody lives."""
    rows = [each for each in plan.team if not each.end_on]
    return [Recorded(passage=passage(each, "name", f"{each.name}, {each.role}")) for each in rows]


def goals(child: Person, scored: Iterable[Scored]) -> list[Recorded]:
    return [_goal(child, each) for each in scored if not each.goal.end_on]


def _goal(child: Person, scored: Scored) -> Recorded:
    goal = scored.goal
    return one(
        goal,
        "words",
        before="“",
        after=f"” ({goal.of_whom}). {changed(scored)}.",
        childs=is_of(goal.of_whom, child),
    )


def to_do(rows: Iterable[ToBeDone]) -> list[Recorded]:
    return [_action(each) for each in sorted(rows, key=lambda each: (each.by_on, each.pk))]


def _action(row: ToBeDone) -> Recorded:
    done = f" Done {long_date(row.done_on)}." if row.done_on else ""
    words = f"{row.what.rstrip('.')}. {row.who}"
    return Recorded(
        passage=passage(row, "what", words),
        after=f", by {long_date(row.by_on)}.{done}",
        closed=bool(row.done_on),
    )


def _familys_goals(made: Contents, as_of: date) -> None:
    """The goals of the family's own plan: nobody begins again where another plan stands."""
    found = help_on(made.child, as_of)
    if found:
        made.add("goals", *goals(made.child, goals_of(found)))
