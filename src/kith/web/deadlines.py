"""One child's deadlines: late, due, and what came of those that are past."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from kith.access.roles import Permission
from kith.deadlines.models import LatenessReason
from kith.deadlines.queries import deadlines_of, reasons_for_lateness
from kith.lib.days import day_of
from kith.lib.timescale import Moment
from kith.reach.doing import may
from kith.reach.seeing import get_child
from kith.statutory.clocks.deadline import Deadline, Fact, State
from kith.web.due_rows import met_words
from kith.web.jinja import days_late, long_date, moment
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.sources import fact_link

Reasons = dict[tuple[str, date], LatenessReason]

OPEN = ((State.LATE, "Late"), (State.DUE, "Due"))
PAST = ((State.MET_LATE, "Met late"), (State.ENDED, "Ended without being met"), (State.MET, "Met in time"))
COLOURS = {State.LATE: "red", State.MET_LATE: "orange", State.MET: "green", State.ENDED: "grey"}
MOST, SOON = 25, 8


def deadlines(request: Request, child: int) -> HttpResponse:
    person = get_child(request.worker, child, Permission.RECORD_SEE)
    past, whole = request.GET.get("show") == "past", request.GET.get("whole") == "1"
    found, now = deadlines_of(child, request.as_of), timezone.now()
    reasons = reasons_for_lateness(child)
    explains = may(request.worker, Permission.LATENESS_EXPLAIN, person)
    groups = [
        group(
            words, [each for each in found if each.state(now) is state], state, now, reasons, explains, whole
        )
        for state, words in (PAST if past else OPEN)
    ]
    context = {
        "groups": [each for each in groups if each["count"]],
        "views": views(past, sum(each.is_open(now) for each in found), len(found)),
        "past": past,
        "whole": whole,
    }
    return render(request, "deadlines/deadlines.html", record_frame(person, "deadlines", **context))


def views(past: bool, still_open: int, every: int) -> list[dict]:
    return [
        {"text": f"Late and due ({still_open})", "href": "?", "active": not past},
        {"text": f"Past ({every - still_open})", "href": "?show=past", "active": past},
    ]


def group(
    words: str,
    found: list[Deadline],
    state: State,
    now: Moment,
    reasons: Reasons,
    explains: bool,
    whole: bool,
) -> dict:
    """One heading with its deadlines: the soonest first while open, the latest first once past."""
    ordered = sorted(
        found, key=lambda each: (each.due_on, each.key, each.started_on), reverse=state in dict(PAST)
    )
    shown = ordered if whole or state in dict(OPEN) else ordered[:MOST]
    items = [item(each, state, now, reasons.get((each.key, each.started_on)), explains) for each in shown]
    return {"title": words, "count": len(found), "items": items, "more": len(found) - len(shown)}


def item(
    deadline: Deadline, state: State, now: Moment, reason: LatenessReason | None, explains: bool
) -> dict:
    """Everything a deadline can say for itself."""
    late = state is State.LATE or deadline.was_late(now)
    return {
        "anchor": f"{deadline.key}-{deadline.started_on.isoformat()}",
        "title": deadline.timescale.title,
        "late": state is State.LATE,
        "status": status(deadline, state, now),
        "colour": colour(deadline, state, now),
        "due": day_or_moment(deadline.due),
        "from": event(deadline.child, deadline.started_by),
        "shortened": event(deadline.child, deadline.shortened_by),
        "met": event(deadline.child, deadline.met_by if deadline.is_met(now) else None),
        "ended": event(deadline.child, deadline.ended_by if deadline.is_ended(now) else None),
        "satisfied": deadline.timescale.stops,
        "who": deadline.timescale.who,
        "why": deadline.why,
        "rule": rule(deadline),
        "reason": reason,
        "explain": explain(deadline) if late and explains and reason is None else "",
    }


def colour(deadline: Deadline, state: State, now: Moment) -> str:
    """Due is quiet until a week before, and louder where a clock that runs out gives warning."""
    if state is not State.DUE:
        return COLOURS[state]
    if deadline.warns(now):
        return "orange"
    return "yellow" if (deadline.due_on - day_of(now)).days < SOON else "grey"


def rule(deadline: Deadline) -> dict:
    timescale = deadline.timescale
    return {
        "href": reverse("rule", args=[timescale.key]),
        "words": str(deadline.limit.due),
        "source": deadline.limit.source,
        "unverified": deadline.limit.verified == "no",
        "partly": deadline.limit.verified == "partly",
        "local": timescale.local,
    }


def status(deadline: Deadline, state: State, now: Moment) -> str:
    """How it stands, in words: "3 working days late", "due in 5 days", "Met 3 weeks early"."""
    overrun = deadline.late_by(now)
    if state is State.LATE:
        return f"{overrun} late"
    if state is State.DUE:
        return days_late(-(deadline.due_on - day_of(now)).days).capitalize()
    if state is State.ENDED:
        return f"Ended {overrun} late" if overrun else "Ended"
    return met_words(overrun, deadline.early_by(now))


def event(child: int, fact: Fact | None) -> dict | None:
    """What happened, when, and where it is written."""
    if fact is None:
        return None
    return {"words": fact.label, "on": day_or_moment(fact.on), "href": fact_link(child, fact.table, fact.id)}


def day_or_moment(on: Moment) -> str:
    return moment(on) if hasattr(on, "hour") else long_date(on)


def explain(deadline: Deadline) -> str:
    return reverse("lateness", args=[deadline.child, deadline.key, deadline.started_on.isoformat()])


urls = [path("children/<int:child>/deadlines/", deadlines, name="deadlines")]
