"""Adoption: the plan, its end, and what SSDA903 asks of an adoption. Who the adopters are is not in this record."""

from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.care.actions.succession import in_words, not_to_come
from kith.care.models import Adoption, AdoptionPlan
from kith.people.models import Person
from kith.reach.doing import require
from kith.workforce.models import Worker


def plan_adoption(*, child: Person, decided_on: date, by: Worker) -> AdoptionPlan:
    """Record the decision that the child should be placed for adoption."""
    require(by, Permission.CARE_STEP_RECORD, child)
    not_to_come(decided_on, "decided_on")
    if AdoptionPlan.objects.filter(child=child, ceased_on__isnull=True).exists():
        raise ValidationError("There is a plan for adoption already. Record its end before another begins.")
    plan = AdoptionPlan.objects.create(child=child, decided_on=decided_on)
    record(Event.ADDED, plan, on=decided_on)
    return plan


def give_up_adoption_plan(*, child: Person, ceased_on: date, reason: str, by: Worker) -> AdoptionPlan:
    """Record that the plan for adoption was given up, and why."""
    require(by, Permission.CARE_STEP_RECORD, child)
    not_to_come(ceased_on, "ceased_on")
    plan = AdoptionPlan.objects.filter(child=child, ceased_on__isnull=True).order_by("decided_on").last()
    if plan is None:
        raise ValidationError("There is no plan for adoption to give up. Look at Homes and needs.")
    if ceased_on < plan.decided_on:
        raise ValidationError(
            {"ceased_on": f"The day must be the same as or after {in_words(plan.decided_on)}"}
        )
    plan.ceased_on, plan.cease_reason = ceased_on, reason
    plan.save()
    record(Event.ENDED, plan, on=ceased_on)
    return plan


def record_adoption(*, child: Person, by: Worker, **columns: object) -> Adoption:
    """Record an adoption as the return asks for it; a second time corrects it. `columns` are those of Adoption."""
    require(by, Permission.CARE_STEP_RECORD, child)
    adoption, made = Adoption.objects.update_or_create(child=child, defaults=columns)
    record(Event.ADDED if made else Event.CHANGED, adoption)
    return adoption
