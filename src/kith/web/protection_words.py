"""A child's protection as the section of the record shows it, and what this worker may do there."""

from datetime import date

from kith.access.roles import Permission
from kith.childfile.corrections import corrections
from kith.childfile.entries_of_protection import decided, why_ended
from kith.people.models import Person
from kith.protection.models import Conference, ProtectionPlan
from kith.protection.queries import (
    conferences_of,
    core_groups_of,
    discussions_of,
    enquiries_of,
    escalations_of,
    plans_of,
    transfers_of,
)
from kith.reach.doing import may
from kith.web.jinja import long_date
from kith.workforce.models import Allocation, Worker

LEADS = (Allocation.Part.LEAD, Allocation.Part.PROTECTION_LEAD, Allocation.Part.REVIEWING_OFFICER)


def told(child: Person, worker: Worker, as_of: date) -> dict:
    """Everything of the child's protection, newest first, as ready values."""
    plans, conferences = list(plans_of(child)), list(conferences_of(child))
    now = next(
        (each for each in plans if each.start_on <= as_of and (each.over_on is None or each.over_on > as_of)),
        None,
    )
    return {
        "plan": now,
        "plan_rows": plan_rows(now, child, as_of) if now else [],
        "past_plans": [(each, why_ended(each)) for each in plans if each is not now],
        "conferences": [(row, decided(row)) for row in conferences],
        "corrections": corrections([row.conference for row in conferences]),
        "core_groups": (groups := list(core_groups_of(child))),
        "group_corrections": corrections(groups),
        "enquiries": (enquired := list(enquiries_of(child))),
        "enquiry_corrections": corrections(enquired),
        "discussions": list(discussions_of(child)),
        "escalations": list(escalations_of(child)),
        "transfers": list(transfers_of(child)),
        "mine": {row.conference_id for row in conferences if _mine(row.conference, worker)},
    }


def _mine(held: Conference, worker: Worker) -> bool:
    return held.chaired_by_id in (worker.pk, None)


def plan_rows(plan: ProtectionPlan, child: Person, as_of: date) -> list[dict]:
    """The plan in a few lines: since when, which category, who leads, how often visited."""
    category = plan.get_latest_category_display()
    if plan.latest_category != plan.initial_category:
        category = f"{category}; at first {plan.get_initial_category_display().lower()}"
    rows = {"Since": long_date(plan.start_on), "Category": category} | leads(child, as_of)
    rows["Visits"] = f"At least every {plan.visit_every} working days, as the conference said"
    return [{"key": {"text": key}, "value": {"text": value}} for key, value in rows.items()]


def leads(child: Person, as_of: date) -> dict[str, str]:
    """The two leads of the plan and the chair; said too where nobody holds the part."""
    held = Allocation.objects.on(as_of).filter(child=child, part__in=LEADS).select_related("worker", "team")
    found: dict[str, list[str]] = {Allocation.Part(part).label: [] for part in LEADS}
    for row in held.order_by("start_on", "pk"):
        found[row.get_part_display()].append(row.who)
    return {part: ", ".join(names) or "Nobody yet: see Workers" for part, names in found.items()}


def may_do(child: Person, worker: Worker, found: dict) -> dict[str, bool]:
    """What this worker may do now: only what makes sense is offered."""
    hold, record = (
        may(worker, Permission.CONFERENCE_HOLD, child),
        may(worker, Permission.PROTECTION_RECORD, child),
    )
    under_way = any(each.is_under_way for each in found["enquiries"])
    return {
        "strategy": may(worker, Permission.STRATEGY_HOLD, child),
        "record": record,
        "enquire": record and bool(found["discussions"]) and not under_way,
        "meet": record and found["plan"] is not None,
        "move_in": record
        and found["plan"] is None
        and not any(each.is_waiting for each in found["transfers"]),
        "hold": hold,
        "end": hold and found["plan"] is not None,
        "answer": may(worker, Permission.ESCALATION_ANSWER, child),
    }
