"""A conference chair's own list: conferences due, the plans of their children, and escalations that wait."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.deadlines.queries import open_deadlines
from kith.people.models import Person
from kith.protection.models import Escalation
from kith.protection.queries import plans_in_force
from kith.reach.seeing import must_hold, visible_to
from kith.statutory.clocks import protection as clocks
from kith.web.due_rows import as_item
from kith.web.request import Request

HOLD = Permission.CONFERENCE_HOLD
DUE = (
    clocks.INITIAL_CONFERENCE.key,
    clocks.TRANSFER_CONFERENCE.key,
    clocks.FIRST_REVIEW.key,
    clocks.LATER_REVIEW.key,
)


def conferences(request: Request) -> HttpResponse:
    must_hold(HOLD)
    children = {each.pk: each for each in visible_to(request.worker, HOLD).with_names()}
    due = open_deadlines(children).filter(timescale__in=DUE)
    return render(request, "protection/chair.html", {
        "title": "Conferences", "due": [as_item(row, request.as_of, children[row.child_id]) for row in due],
        "plans": plans(request, children), "waiting": waiting(request, children),
    })  # fmt: skip


def plans(request: Request, children: dict[int, Person]) -> list[dict]:
    """The plans in force, the longest first."""
    found = plans_in_force(children, request.as_of).values()
    return [
        {"child": children[each.child_id], "href": reverse("protection", args=[each.child_id]), "plan": each}
        for each in sorted(found, key=lambda plan: (plan.start_on, plan.pk))
    ]


def waiting(request: Request, children: dict[int, Person]) -> list[dict]:
    """What was escalated and is not answered, the soonest asked for first."""
    rows = Escalation.objects.filter(child__in=children, answered_at__isnull=True).select_related("raised_by")
    return [
        {
            "child": children[each.child_id], "row": each, "late": each.answer_by < request.as_of,
            "href": f"{reverse('protection', args=[each.child_id])}#escalation-{each.pk}",
        }
        for each in rows.order_by("answer_by", "pk")
    ]  # fmt: skip


urls = [path("conferences/", conferences, name="conferences")]
