"""Missing: the list, a report, the return, the return interview."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from kith.access.roles import Permission
from kith.casework.actions.missing import record_interview, record_return, report_missing
from kith.casework.models import MissingPeriod
from kith.childfile.corrections import corrections
from kith.deadlines.models import DeadlineRow
from kith.deadlines.queries import open_deadlines
from kith.people.models import Person
from kith.reach.doing import get_child_to, may
from kith.reach.seeing import NotFound, get_child
from kith.statutory.clocks.missing import RETURN_INTERVIEW
from kith.web.child import due_item
from kith.web.forms.missing import InterviewForm, MissingForm, ReturnForm
from kith.web.jinja import moment
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.saving import ask, save

RECORD = Permission.MISSING_RECORD


def missing(request: Request, child: int) -> HttpResponse:
    whose = get_child(request.worker, child, Permission.RECORD_SEE)
    rows = MissingPeriod.objects.filter(child=whose).order_by("-started_at", "-pk")
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    may_read = may(request.worker, Permission.NARRATIVE_SEE, whose)
    frame = record_frame(
        whose, "missing", title="Missing", page=page, interviews={row.pk: interview_words(row) for row in page},
        due=interviews_due(child, request.as_of), may_record=may(request.worker, RECORD, whose), may_read=may_read,
        corrections=corrections(list(page), leave_out=() if may_read else ("said",)),
    )  # fmt: skip
    return render(request, "casework/missing.html", frame)


def interview_words(row: MissingPeriod) -> list[str]:
    """What came of the return interview, a line for each step; nothing before the return."""
    if row.ended_at is None:
        return []
    steps = (
        ("offered", row.interview_offered_at), ("accepted", row.interview_accepted_at), ("held", row.interview_at),
        ("declined", row.interview_declined_at),
    )  # fmt: skip
    told = [f"Return interview {what} {moment(at)}." for what, at in steps if at]
    wanted = row.kind == MissingPeriod.Kind.MISSING
    return told or (["Return interview: not offered yet."] if wanted else [])


def interviews_due(child: int, as_of: date) -> dict[int, dict]:
    """The interviews still to be held, by the time missing they follow."""
    rows = open_deadlines([child]).filter(timescale=RETURN_INTERVIEW.key)
    return {int(row.started_by.partition(":")[2]): _hours(row, as_of) for row in rows}


def _hours(row: DeadlineRow, as_of: date) -> dict:
    return due_item(row, as_of) | {"from_event": f"72 hours from the return: {moment(row.due_at)}"}


def new(request: Request, child: int) -> HttpResponse:
    whose, back = _child(request, child)
    form = MissingForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form, lambda: report_missing(child=whose, **form.details, at=timezone.now(), by=request.worker),
        said="The child is recorded as missing or away", to=back,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Record that the child is missing", back=back, button="Save"
    )


def end(request: Request, child: int, missing: int) -> HttpResponse:
    whose, back = _child(request, child)
    found = _find(whose, missing)
    form = ReturnForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form,
        lambda: record_return(missing=found, ended_at=form.ended_at, at=timezone.now(), by=request.worker),
        said="The return is recorded", to=back, row=found,
    )  # fmt: skip
    return saved or ask(
        request,
        whose,
        form,
        title="Record the child’s return",
        back=back,
        button="Save the return",
        row=found,
    )


def interview(request: Request, child: int, missing: int) -> HttpResponse:
    whose, back = _child(request, child)
    found = _find(whose, missing)
    form = InterviewForm(request.POST or None, as_of=request.as_of, initial=_stands(found))
    saved = save(
        request, form,
        lambda: record_interview(missing=found, **form.details, at=timezone.now(), by=request.worker),
        said="The return interview is recorded", to=back, row=found,
    )  # fmt: skip
    return saved or ask(
        request,
        whose,
        form,
        title="Record the return interview",
        back=back,
        button="Save the interview",
        row=found,
    )


def _stands(missing: MissingPeriod) -> dict:
    """What is recorded of the interview already."""
    offered = missing.interview_offered_at and timezone.localtime(missing.interview_offered_at)
    return {"said": missing.said} | (
        {"offered_on": offered.date(), "offered_time": offered.time()} if offered else {}
    )


def _child(request: Request, child: int) -> tuple[Person, str]:
    whose = get_child_to(RECORD, request.worker, child, Permission.RECORD_SEE)
    return whose, reverse("missing", args=[child])


def _find(child: Person, missing: int) -> MissingPeriod:
    found = MissingPeriod.objects.filter(child=child, pk=missing).select_related("child").first()
    if found is None:
        raise NotFound("There is no such time missing on this record.")
    return found


urls = [
    path("children/<int:child>/missing/", missing, name="missing"),
    path("children/<int:child>/missing/new/", new, name="missing-new"),
    path("children/<int:child>/missing/<int:missing>/end/", end, name="missing-end"),
    path("children/<int:child>/missing/<int:missing>/interview/", interview, name="interview"),
]
