"""Assessments of a child and the family: the list with the plans, one, starting, and a manager's looks."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.assessment.actions.assessments import (
    authorise_assessment,
    missing_from,
    record_checkpoint,
    start_assessment,
)
from kith.assessment.models import Assessment
from kith.assessment.queries import (
    being_written,
    closures_of,
    open_referrals,
    plan_on,
    plans_of,
    referrals_of,
)
from kith.assessment.seeing import (
    assessments_of,
    get_assessment,
    may_look,
    may_write,
    parts_seen,
    require_looking,
)
from kith.casework.queries import siblings_within
from kith.deadlines.models import DeadlineRow
from kith.people.models import Person
from kith.reach.doing import get_child_to, may
from kith.reach.seeing import get_child
from kith.statutory.clocks.assessment import ASSESSMENT
from kith.web.assessment_words import leads_of, part_words
from kith.web.child import gathered
from kith.web.contribution_words import contributed_to
from kith.web.family_help_words import goes_on
from kith.web.forms.assessments import AuthoriseForm, CheckpointForm, StartForm
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.saving import ask, save

SEE, WRITE, LOOK = Permission.FAMILY_SEE, Permission.ASSESSMENT_WRITE, Permission.ASSESSMENT_AUTHORISE


def assessments(request: Request, child: int) -> HttpResponse:
    whose = get_child(request.worker, child, SEE)
    rows = list(assessments_of(whose))
    frame = record_frame(
        whose, "assessments", title="Assessments and plans", assessments=rows, referrals=list(open_referrals(whose)),
        plans=list(plans_of(whose)), closures=list(closures_of(whose)), standing=plan_on(whose, request.as_of),
        may_start=may(request.worker, WRITE, whose) and being_written(whose) is None,
        helped=goes_on(request.worker, whose, request.as_of),
        may_plan=may(request.worker, Permission.NEED_PLAN_CHANGE, whose),
        may_close=may(request.worker, Permission.NEED_CLOSE, whose), every_referral=list(referrals_of(whose)),
        may_correct=may(request.worker, Permission.CONTACT_DECIDE, whose),
    )  # fmt: skip
    return render(request, "assessment/list.html", frame)


def assessment(request: Request, child: int, assessment: int) -> HttpResponse:
    whose = get_child(request.worker, child, SEE)
    found = get_assessment(whose, assessment)
    parts = [part_words(each, may_write(request.worker, found, each.child_id)) for each in parts_seen(request.worker, found)]  # fmt: skip
    frame = record_frame(
        whose, "assessments", title="Assessment", assessment=found, parts=parts,
        others=len(found.about.all()) - len(parts), due=due_on(whose, found),
        checkpoints=list(found.checkpoints.select_related("by").order_by("looked_on", "pk")),
        told=list(found.told.select_related("by").order_by("told_on", "pk")),
        contributed=contributed_to(request, whose, found),
        may_write=may_write(request.worker, found, whose.pk), may_look=may_look(request.worker, found),
        helped=goes_on(request.worker, whose, request.as_of),
        may_tell=bool(found.authorised_on) and may(request.worker, WRITE, whose),
    )  # fmt: skip
    return render(
        request, "assessment/assessment.html", frame | {"held": gathered(request, whose, frame["summary"])}
    )


def due_on(child: Person, found: Assessment) -> date | None:
    """By when the child's assessment is to be authorised, while it is not."""
    own = [each for each in found.about.all() if each.child_id == child.pk]
    clocks = [f"assessments:{each.pk}" for each in own] + [f"referrals:{each.referral_id}" for each in own]
    rows = DeadlineRow.objects.filter(child=child, timescale=ASSESSMENT.key, started_by__in=clocks)
    standing = rows.filter(met_on__isnull=True, ended_on__isnull=True).order_by("due_on")
    return standing.values_list("due_on", flat=True).first()


def new(request: Request, child: int) -> HttpResponse:
    whose, back = get_child_to(WRITE, request.worker, child, SEE), reverse("assessments", args=[child])
    leads = leads_of(whose, request.worker, request.as_of)
    form = StartForm(
        request.POST or None, as_of=request.as_of, siblings=siblings_within(request.worker, WRITE, whose), leads=leads,
        initial={"started_on": request.as_of, "lead": leads[0].pk},
    )  # fmt: skip
    saved = save(
        request, form, lambda: start_assessment(**form.details(whose), by=request.worker),
        said="The assessment is started", to=lambda made: address(whose, made),
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Start an assessment", back=back, button="Start the assessment"
    )


def checkpoint(request: Request, child: int, assessment: int) -> HttpResponse:
    whose, found = to_look_at(request, child, assessment)
    form = CheckpointForm(request.POST or None, as_of=request.as_of, initial={"looked_on": request.as_of})
    saved = save(
        request, form, lambda: record_checkpoint(assessment=found, **form.cleaned_data, by=request.worker),
        said="Your look at the assessment is recorded", to=address(whose, found),
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Look at the assessment", back=address(whose, found), button="Save"
    )


def authorise(request: Request, child: int, assessment: int) -> HttpResponse:
    whose, found = to_look_at(request, child, assessment)
    form = AuthoriseForm(request.POST or None, as_of=request.as_of, initial={"authorised_on": request.as_of})
    saved = save(
        request, form, lambda: authorise_assessment(assessment=found, **form.cleaned_data, by=request.worker),
        said="The assessment is authorised", to=address(whose, found), row=found,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Authorise the assessment", back=address(whose, found),
        button="Authorise the assessment", template="assessment/authorise.html", row=found,
        missing=missing_from(found), parts=[part_words(each, False) for each in found.about.all()], assessment=found,
    )  # fmt: skip


def to_look_at(request: Request, child: int, assessment: int) -> tuple[Person, Assessment]:
    whose = get_child_to(LOOK, request.worker, child, SEE)
    found = get_assessment(whose, assessment)
    require_looking(request.worker, found)
    return whose, found


def address(child: Person, found: Assessment) -> str:
    return reverse("assessment", args=[child.pk, found.pk])


urls = [
    path("children/<int:child>/assessments/", assessments, name="assessments"),
    path("children/<int:child>/assessments/new/", new, name="assessment-new"),
    path("children/<int:child>/assessments/<int:assessment>/", assessment, name="assessment"),
    path("children/<int:child>/assessments/<int:assessment>/look/", checkpoint, name="assessment-look"),
    path("children/<int:child>/assessments/<int:assessment>/authorise/", authorise, name="assessment-authorise"),
]  # fmt: skip
