"""What was asked on the public page, as the front door reads it."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from kith.frontdoor.asking import HelpRequest
from kith.lib.days import day_of
from kith.statutory.clocks.front_door import DECISION
from kith.web.asking_words import child_words, prose
from kith.web.jinja import days_late, long_date, moment

WHO = {"me": "a child or young person", "mine": "a parent or carer", "known": "somebody who knows the child"}


def lines(requests: Iterable[HelpRequest], as_of: date) -> list[dict]:
    return [
        {
            "names": "; ".join(child_words(child) for child in each.children),
            "href": reverse("help-request", args=[each.pk]),
            "who": f"Sent online by {WHO[each.whom]}, {moment(each.sent_at)}. Reference {each.reference}.",
            "left": left(each, as_of),
        }
        for each in requests
    ]


def left(request: HelpRequest, as_of: date) -> dict:
    """The clock of a contact runs from when it was sent, whoever has read it."""
    sent = day_of(request.sent_at)
    limit = DECISION.find_limit(sent)
    if request.aside or limit is None:
        return {"text": "Set aside" if request.aside else "Not taken yet", "late": False}
    due = day_of(limit.due.after(sent))
    late = limit.due.overrun(due, as_of) if as_of > due else ""
    return {
        "text": f"Decision {f'{late} late' if late else days_late((as_of - due).days)}, {long_date(due)}",
        "late": bool(late),
    }


def told_rows(request: HelpRequest) -> list[dict]:
    """Their own words, whole."""
    children = "\n".join(child_words(each) for each in request.children)
    said = [
        ("Who the help is for", request.get_whom_display()), ("The children", children), ("What worries them", request.worries),
        ("What is going well", request.working), ("What would help", request.would_help),
    ]  # fmt: skip
    return _rows(said)


def safe_rows(request: HelpRequest) -> list[dict]:
    """How to be in touch safely: what not to do first."""
    said = [
        ("Contact", "Please do not contact me" if request.no_contact else ""), ("Do not", "\n".join(request.to_avoid)),
        ("When it is safe", request.when), ("Name", request.name), ("Telephone", request.telephone), ("Email", request.email),
        ("Where to write to", request.address),
    ]  # fmt: skip
    return _rows(said)


def _rows(said: list[tuple[str, str]]) -> list[dict]:
    return [{"key": {"text": key}, "value": {"html": prose(value)}} for key, value in said if value]
