"""Conferences, the plans they start and end, and what the chair escalates. All of it is the chair's record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.people.models import Person
from kith.protection.models import Conference, ConferenceChild, Enquiry, Escalation, ProtectionPlan
from kith.protection.queries import plan_on, plans_in_force
from kith.reach.doing import NotPermitted, require
from kith.store.history import as_it_stands
from kith.workforce.models import Worker

Kind, Decision = Conference.Kind, ConferenceChild.Decision
HOLD = Permission.CONFERENCE_HOLD
# What a conference of each kind can decide.
DECIDES: dict[str, tuple[str, ...]] = {
    Kind.INITIAL: (Decision.PLAN, Decision.NO_PLAN),
    Kind.TRANSFER: (Decision.PLAN, Decision.NO_PLAN),
    Kind.REVIEW: (Decision.GOES_ON, Decision.ENDS),
}
WITH_A_PLAN = (Decision.PLAN, Decision.GOES_ON)


@dataclass(frozen=True, kw_only=True)
class ForChild:
    """What a conference decided for one child. `end_reason`: why the plan ends; `earlier_elsewhere`: plans not on record."""

    child: Person
    decision: str
    category: str = ""
    reason: str = ""
    dissent: str = ""
    end_reason: str = ""
    earlier_elsewhere: int = 0
    visit_every: int = 10


def hold_conference(
    *, about: Sequence[ForChild], kind: str, held_on: date, text: str, by: Worker, present: str = ""
) -> Conference:
    """Record a conference: a plan starts, goes on or ends for each child. Whoever chaired it records it."""
    require(by, HOLD)
    for each in about:
        require(by, HOLD, each.child)
    _make_sense(about, kind, held_on)
    held = Conference.objects.create(kind=kind, held_on=held_on, chaired_by=by, present=present, text=text)
    plans = plans_in_force([each.child.pk for each in about], held_on)
    for each in about:
        _decide(held, each, plans.get(each.child.pk))
    return held


def _make_sense(about: Sequence[ForChild], kind: str, held_on: date) -> None:
    if held_on > current().as_of:
        raise ValidationError({"held_on": "The day of the conference must be today or in the past"})
    if not about:
        raise ValidationError("Say for at least one child what was decided")
    for each in about:
        if each.decision not in DECIDES[kind]:
            raise ValidationError(f"Select for {each.child.name} what a conference of this kind decides")
        if each.decision in WITH_A_PLAN and not each.category:
            raise ValidationError(f"Select the category of abuse for {each.child.name}")
        if each.decision == Decision.ENDS and not each.end_reason:
            raise ValidationError(f"Select why the plan of {each.child.name} ends")


def _decide(held: Conference, said: ForChild, plan: ProtectionPlan | None) -> None:
    category = said.category if said.decision in WITH_A_PLAN else ""
    ConferenceChild.objects.create(
        conference=held, child=said.child, enquiry=_enquiry_behind(held, said.child), decision=said.decision,
        category=category, reason=said.reason, dissent=said.dissent,
    )  # fmt: skip
    record(Event.DECIDED, held, child=said.child.pk, on=held.held_on)
    if held.kind == Kind.REVIEW:
        _review(held, said, plan)
    elif said.decision == Decision.PLAN:
        _start(held, said)


def _enquiry_behind(held: Conference, child: Person) -> Enquiry | None:
    """The child's last enquiry before an initial conference, if no conference has followed it yet."""
    if held.kind != Kind.INITIAL:
        return None
    found = (
        Enquiry.objects.filter(child=child, started_on__lte=held.held_on)
        .order_by("-started_on", "-pk")
        .first()
    )
    return None if found is None or found.conferences.exists() else found


def _start(held: Conference, said: ForChild) -> None:
    if plan_on(said.child, held.held_on):
        raise ValidationError(f"{said.child.name} has a protection plan already. Hold a review conference.")
    made = ProtectionPlan.objects.create(
        child=said.child, conference=held, start_on=held.held_on, initial_category=said.category,
        latest_category=said.category, earlier_elsewhere=said.earlier_elsewhere, visit_every=said.visit_every,
    )  # fmt: skip
    record(Event.ADDED, made, on=made.start_on)


def _review(held: Conference, said: ForChild, plan: ProtectionPlan | None) -> None:
    if plan is None:
        raise ValidationError(
            f"{said.child.name} had no protection plan on that day. Leave them out, or hold an initial conference."
        )
    as_it_stands(plan)
    if said.decision == Decision.ENDS:
        plan.end_on, plan.end_reason = held.held_on, said.end_reason
    else:
        plan.latest_category, plan.visit_every = said.category, said.visit_every
    plan.save()
    record(Event.ENDED if plan.end_on else Event.CHANGED, plan, on=held.held_on)


def correct_conference(
    *, conference: Conference, held_on: date, present: str, text: str, reason: str, by: Worker
) -> None:
    """Put right what was wrong in a conference one chaired. A plan that it started or ended goes with its day."""
    for child in conference.about.values_list("child", flat=True):
        require(by, HOLD, child)
    if conference.chaired_by_id not in (by.pk, None):
        raise NotPermitted("A conference is corrected by whoever chaired it.")
    if held_on > current().as_of:
        raise ValidationError({"held_on": "The day of the conference must be today or in the past"})
    was = conference.held_on
    conference.held_on, conference.present, conference.text = held_on, present, text
    conference.save()
    _plans_go_with_it(conference, was)
    for child in conference.about.values_list("child", flat=True):
        record(Event.CHANGED, conference, child=child, on=held_on, reason=reason)


def _plans_go_with_it(conference: Conference, was: date) -> None:
    decided: Mapping[int, str] = dict(conference.about.values_list("child", "decision"))
    plans = ProtectionPlan.objects.filter(child__in=decided)
    for plan in plans:
        if decided[plan.child_id] == Decision.PLAN and plan.conference_id == conference.pk:
            plan.start_on = conference.held_on
        elif decided[plan.child_id] == Decision.ENDS and plan.end_on == was:
            plan.end_on = conference.held_on
        else:
            continue
        if plan.end_on and plan.end_on < plan.start_on:
            raise ValidationError(
                {"held_on": "A plan cannot end before it starts: look at the other conferences"}
            )
        plan.save()


def end_plan(*, plan: ProtectionPlan, end_on: date, end_reason: str, by: Worker) -> None:
    """End a plan without a conference of ours: another authority has taken it over, say."""
    require(by, HOLD, plan.child)
    as_it_stands(plan)
    if plan.end_on:
        raise NotPermitted("This plan has ended already.")
    if not plan.start_on <= end_on <= current().as_of:
        raise ValidationError({"end_on": "The plan ended between the day it started and today"})
    plan.end_on, plan.end_reason = end_on, end_reason
    plan.save()
    record(Event.ENDED, plan, on=end_on)


def escalate(*, child: Person, text: str, answer_by: date, at: datetime, by: Worker) -> Escalation:
    """The chair asks management for an answer about a child's plan, by a day."""
    require(by, HOLD, child)
    if answer_by < current().as_of:
        raise ValidationError({"answer_by": "The day to answer by must be today or to come"})
    made = Escalation.objects.create(child=child, raised_at=at, raised_by=by, text=text, answer_by=answer_by)
    record(Event.ADDED, made)
    return made


def answer_escalation(*, escalation: Escalation, answer: str, at: datetime, by: Worker) -> None:
    """Management answers. What the chair wrote stays as it is."""
    require(by, Permission.ESCALATION_ANSWER, escalation.child)
    as_it_stands(escalation)
    if escalation.answered_at:
        raise NotPermitted("This has been answered already.")
    if escalation.raised_by_id == by.pk:
        raise NotPermitted("You raised this yourself: a manager answers.")
    escalation.answer, escalation.answered_at, escalation.answered_by = answer, at, by
    escalation.save()
    record(Event.CHANGED, escalation)
