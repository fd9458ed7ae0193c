"""Deadlines of the projection, as lists of many children show them."""

from collections.abc import Mapping
from datetime import date

from django.urls import reverse

from kith.deadlines.models import DeadlineRow, LatenessReason
from kith.people.models import Person
from kith.web.jinja import long_date
from kith.web.sources import fact_link


def as_item(row: DeadlineRow, as_of: date, child: Person | None = None) -> dict:
    """A deadline as the due-item component shows it: what, by when, how late, from which event, under which rule."""
    named = {"child": child.name, "child_href": reverse("child", args=[child.pk])} if child else {}
    return (
        named
        | _rule(row)
        | {
            "title": row.rule.title,
            "href": f"{reverse('deadlines', args=[row.child_id])}#{row.timescale}-{row.started_on.isoformat()}",
            "due_on": row.due_on,
            "days": (as_of - row.due_on).days,
            "from_event": from_event(row),
        }
    )


def _rule(row: DeadlineRow) -> dict:
    limit = row.limit
    return {
        "rule": str(limit.due),
        "rule_href": reverse("rule", args=[row.timescale]),
        "source": f"{limit.source}{', sooner by the plan' if row.shortened else ''}",
        "local": row.rule.local,
        "unverified": limit.verified == "no",
        "partly": limit.verified == "partly",
    }


def from_event(row: DeadlineRow) -> str:
    """What started the clock, and when."""
    words = row.started_words or row.rule.starts
    return f"From: {words[:1].lower()}{words[1:]}, {long_date(row.started_on)}"


def met_item(row: DeadlineRow, as_of: date, child: Person | None = None) -> dict:
    """One that was met: by how much early or late, and by what."""
    late = row.met_late_by
    page = "?show=past"
    return as_item(row, as_of, child) | {
        "href": f"{reverse('deadlines', args=[row.child_id])}{page}#{row.timescale}-{row.started_on.isoformat()}",
        "met_on": row.met_on,
        "met": met_words(late, row.met_early_by),
        "met_late": bool(late),
        "met_by": row.met_words,
        "met_href": met_link(row),
    }


def met_link(row: DeadlineRow) -> str:
    """Where what met it is written."""
    table, _, number = row.met_by.partition(":")
    return fact_link(row.child_id, table, int(number)) if number else ""


def met_words(late: str, early: str) -> str:
    """By how much: "Met 2 days late", "Met 3 weeks early", "Met on the last day"."""
    if late:
        return f"Met {late} late"
    return f"Met {early} early" if early else "Met on the last day"


def why_late(
    row: DeadlineRow,
    reasons: Mapping[tuple[int, str, date], LatenessReason],
    *,
    explains: bool,
    reads: bool = True,
) -> dict:
    """The reason for lateness, the way to give it, or the words that none is given. Only who may read the record
    reads the reason."""
    reason = reasons.get((row.child_id, row.timescale, row.started_on))
    if reason is not None:
        told = f"{reason.reason} ({reason.by.name}, {long_date(reason.written_at)})"
        return {"reason": told if reads else "the reason is recorded"}
    if not explains:
        return {"unexplained": True}
    return {"explain": reverse("lateness", args=[row.child_id, row.timescale, row.started_on.isoformat()])}
