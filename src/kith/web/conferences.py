"""What the chair records: conferences, the end of a plan, escalations; and what management answers."""

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from kith.access.roles import Permission
from kith.casework.queries import siblings_within
from kith.people.models import Person
from kith.protection.actions import conferences as act
from kith.protection.models import Conference
from kith.protection.queries import conferences_of, escalations_of, plans_in_force, plans_of
from kith.reach.doing import get_child_to
from kith.reach.seeing import NotFound
from kith.web.forms import conferences as forms
from kith.web.request import Request
from kith.web.saving import ask, save
from kith.web.withheld_words import warnings

HOLD, ANSWER, SEE = Permission.CONFERENCE_HOLD, Permission.ESCALATION_ANSWER, Permission.FAMILY_SEE


def new(request: Request, child: int) -> HttpResponse:
    whose, back = _child(request, child)
    children = _forms_for(request, whose)
    form = forms.ConferenceForm(
        request.POST or None, as_of=request.as_of, has_a_plan="end_reason" in children[0].fields
    )
    if all(each.is_valid() for each in children):
        about = [each.said for each in children if each.is_about]
        saved = save(
            request, form, lambda: act.hold_conference(about=about, **form.cleaned_data, by=request.worker),
            said="The conference is recorded", to=back,
        )  # fmt: skip
        if saved:
            return saved
    return ask(
        request, whose, form, template="protection/conference_form.html", title="Record a conference", children=children,
        forms=[form, *children], withheld_warnings=warnings(each.child for each in children), back=back,
        button="Save the conference",
    )  # fmt: skip


def _forms_for(request: Request, child: Person) -> list[forms.ConferenceChildForm]:
    """The child, and the brothers and sisters for whom a conference of the same kind makes sense."""
    everyone = [child, *siblings_within(request.worker, HOLD, child)]
    plans = plans_in_force([each.pk for each in everyone], request.as_of)
    alike = [each for each in everyone if (each.pk in plans) is (child.pk in plans)]
    return [
        forms.ConferenceChildForm(
            request.POST or None, prefix=f"child-{each.pk}", child=each, may_be_left_out=each != child,
            as_of=request.as_of, plan=plans.get(each.pk),
        )
        for each in alike
    ]  # fmt: skip


def correct(request: Request, child: int, conference: int) -> HttpResponse:
    whose, back = _child(request, child)
    found = _chaired(request, whose, conference)
    stands = {name: getattr(found, name) for name in ("held_on", "present", "text")}
    form = forms.CorrectConferenceForm(request.POST or None, as_of=request.as_of, initial=stands)
    saved = save(
        request, form, lambda: act.correct_conference(conference=found, **form.cleaned_data, by=request.worker),
        said="The conference is corrected", to=back, row=found,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Correct the conference", back=back, button="Save the correction", row=found,
        withheld_warnings=warnings([whose]),
    )  # fmt: skip


def _chaired(request: Request, child: Person, conference: int) -> Conference:
    row = conferences_of(child).filter(conference=conference).first()
    if row is None or row.conference.chaired_by_id not in (request.worker.pk, None):
        raise NotFound("There is no such conference that you chaired.")
    return row.conference


def plan_end(request: Request, child: int, protection_plan: int) -> HttpResponse:
    whose, back = _child(request, child)
    found = plans_of(whose).filter(pk=protection_plan).first()
    if found is None:
        raise NotFound("There is no such protection plan on this record.")
    form = forms.EndPlanForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form, lambda: act.end_plan(plan=found, **form.cleaned_data, by=request.worker),
        said="The protection plan has ended", to=back, row=found,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="End the plan without a conference", back=back, button="End the plan", row=found,
        intro="A plan ends at a review conference. Use this page where another authority has taken it over.",
    )  # fmt: skip


def escalation_new(request: Request, child: int) -> HttpResponse:
    whose, back = _child(request, child)
    form = forms.EscalationForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form,
        lambda: act.escalate(child=whose, **form.cleaned_data, at=timezone.now(), by=request.worker),
        said="Your escalation is recorded", to=back,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Escalate to management", back=back, button="Escalate",
        intro="It stays as you write it. A manager answers, and can change no word of it.",
    )  # fmt: skip


def escalation_answer(request: Request, child: int, escalation: int) -> HttpResponse:
    whose, back = get_child_to(ANSWER, request.worker, child, SEE), reverse("protection", args=[child])
    found = escalations_of(whose).filter(pk=escalation).first()
    if found is None:
        raise NotFound("There is no such escalation on this record.")
    form = forms.AnswerForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form,
        lambda: act.answer_escalation(escalation=found, **form.cleaned_data, at=timezone.now(), by=request.worker),
        said="Your answer is recorded", to=back, row=found,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Answer the conference chair", back=back, button="Save the answer", row=found,
        intro=found.text,
    )  # fmt: skip


def _child(request: Request, child: int) -> tuple[Person, str]:
    return get_child_to(HOLD, request.worker, child, SEE), reverse("protection", args=[child])


urls = [
    path("children/<int:child>/conferences/new/", new, name="conference-new"),
    path("children/<int:child>/conferences/<int:conference>/correct/", correct, name="conference-correct"),
    path(
        "children/<int:child>/protection-plans/<int:protection_plan>/end/",
        plan_end,
        name="protection-plan-end",
    ),
    path("children/<int:child>/escalations/new/", escalation_new, name="escalation-new"),
    path(
        "children/<int:child>/escalations/<int:escalation>/answer/",
        escalation_answer,
        name="escalation-answer",
    ),
]
