"""Pre-proceedings and days in court as the section of the record shows them, and what this worker may do there."""

from django.urls import reverse

from kith.access.roles import Permission
from kith.people.models import Person
from kith.protection.before_court import hearings_of, pre_proceedings_of
from kith.protection.models import GroupDecisionOffer, PreProceedings
from kith.reach.doing import may
from kith.web.jinja import long_date
from kith.workforce.models import Worker

NOT_YET = "Not yet"
NOT_IN_FORCE = (
    "An Act of 29 April 2026 makes this offer a duty from a day that regulations are to set. None were found, so it is not "
    "known whether it is in force."
)


def told(child: Person) -> dict:
    """Everything before court and in it, newest first, as ready values."""
    rows = list(pre_proceedings_of(child))
    return {
        "pre_proceedings": [(row, offer_of(row)) for row in rows],
        "under_way": next((row for row in rows if row.step_decided_on is None), None),
        "hearings": list(hearings_of(child)),
        "not_in_force": NOT_IN_FORCE,
    }


def offer_of(row: PreProceedings) -> GroupDecisionOffer | None:
    return getattr(row, "group_decision", None)


def may_do(child: Person, worker: Worker, found: dict) -> dict:
    """What this worker may do now, and the lines of each pre-proceedings with what can be recorded of them."""
    decide = may(worker, Permission.PRE_PROCEEDINGS_DECIDE, child)
    record = may(worker, Permission.COURT_RECORD, child)
    return {
        "begin": decide and found["under_way"] is None,
        "decide": decide,
        "record": record,
        "rows": {row.pk: rows_of(row, record=record, decide=decide) for row, _ in found["pre_proceedings"]},
    }


def rows_of(row: PreProceedings, *, record: bool, decide: bool) -> list[dict]:
    """The days of pre-proceedings in their order, each with its form while it is still to be recorded."""
    open_ = row.step_decided_on is None
    decided = f"{long_date(row.decided_on)}{f', by {row.decided_by}' if row.decided_by else ''}"
    ended = (
        f"{long_date(row.step_decided_on)}: {row.get_step_display() or 'not said'}" if not open_ else NOT_YET
    )
    lines = [
        _line("Decided", decided),
        _line("Letter before proceedings", _day(row.letter_sent_on), record and not row.letter_sent_on and open_ and _link(row, "pre-proceedings-letter")),
        _line("First meeting", _day(row.first_meeting_on), record and not row.first_meeting_on and open_ and _link(row, "pre-proceedings-first-meeting")),
        _line("How it ended", ended, decide and open_ and _link(row, "pre-proceedings-step")),
    ]  # fmt: skip
    if row.step == PreProceedings.Step.COURT or row.application_on:
        lines.append(_line("Application to the court", _day(row.application_on), record and not row.application_on and reverse("court-application", args=[row.child_id])))  # fmt: skip
        lines.append(_line("Letter beginning care proceedings", _day(row.care_letter_on), record and bool(row.application_on) and not row.care_letter_on and _link(row, "pre-proceedings-care-letter")))  # fmt: skip
    return lines


def _day(day) -> str:
    return long_date(day) if day else NOT_YET


def _link(row: PreProceedings, page: str) -> str:
    return reverse(page, args=[row.child_id, row.pk])


def _line(key: str, value: str, href: str | bool = "") -> dict:
    line: dict = {"key": {"text": key}, "value": {"text": value}}
    if href:
        line["actions"] = {"items": [{"href": href, "text": "Record", "visuallyHiddenText": key.lower()}]}
    return line
