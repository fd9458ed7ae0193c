"""Before court and in it: the section of the record, and the forms of what happens there."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.casework.queries import siblings_within
from kith.people.models import Person
from kith.protection.actions import court as in_court
from kith.protection.actions import group_decision
from kith.protection.actions import pre_proceedings as act
from kith.protection.before_court import hearings_of, offers_to, pre_proceedings_of, responsible_on
from kith.protection.models import CourtHearing, PreProceedings
from kith.reach.doing import get_child_to
from kith.reach.seeing import NotFound, get_child
from kith.web.child import due_of_topic
from kith.web.court_words import may_do, told
from kith.web.forms import court as forms
from kith.web.forms.record import RecordForm
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.saving import ask, save
from kith.web.withheld_words import warnings

DECIDE, RECORD, SEE = Permission.PRE_PROCEEDINGS_DECIDE, Permission.COURT_RECORD, Permission.FAMILY_SEE


def section(request: Request, child: int) -> HttpResponse:
    whose = get_child(request.worker, child, SEE)
    frame = record_frame(
        whose, "court", title="Before court and in court", due=due_of_topic(child, "court", request.as_of)
    )
    found = told(whose)
    return render(
        request, "court/section.html", frame | found | {"may": may_do(whose, request.worker, found)}
    )


def begin(request: Request, child: int) -> HttpResponse:
    whose = get_child_to(DECIDE, request.worker, child, SEE)
    children = [(each, each.name) for each in [whose, *siblings_within(request.worker, DECIDE, whose)]]
    form = forms.BeginForm(
        request.POST or None, as_of=request.as_of, children=children, initial={"children": [str(child)]}
    )
    return _saved(
        request, whose, form, lambda: act.begin_pre_proceedings(**form.cleaned_data, by=request.worker),
        said="It is recorded that pre-proceedings begin", title="Begin pre-proceedings", button="Begin",
    )  # fmt: skip


def _step_of(form_of: type[RecordForm], do: Callable, *, to: Permission, title: str, said: str) -> Callable:
    """A page of one step in pre-proceedings: its form, and the one action that it calls."""

    def page(request: Request, child: int, pre_proceedings: int) -> HttpResponse:
        whose, found = _found(request, child, pre_proceedings, to)
        form = form_of(request.POST or None, as_of=request.as_of)
        return _saved(
            request, whose, form,
            lambda: do(pre_proceedings=found, **form.cleaned_data, by=request.worker),
            said=said, title=title, row=found,
        )  # fmt: skip

    return page


letter = _step_of(
    forms.LetterForm, act.send_letter, to=RECORD, title="Letter before proceedings", said="The letter is recorded"
)  # fmt: skip
first_meeting = _step_of(
    forms.FirstMeetingForm, act.hold_first_meeting, to=RECORD, title="First pre-proceedings meeting",
    said="The meeting is recorded",
)  # fmt: skip
review = _step_of(
    forms.ReviewMeetingForm, act.hold_review_meeting, to=RECORD, title="Review meeting in pre-proceedings",
    said="The meeting is recorded",
)  # fmt: skip
step = _step_of(
    forms.StepForm, act.decide_step, to=DECIDE, title="Decide how pre-proceedings end",
    said="It is recorded how they end",
)  # fmt: skip
care_letter = _step_of(
    forms.CareLetterForm, act.send_care_letter, to=RECORD, title="Letter beginning care proceedings",
    said="The letter is recorded",
)  # fmt: skip
no_offer = _step_of(
    forms.NoOfferForm, group_decision.decide_not_to_offer, to=DECIDE,
    title="Do not offer family group decision-making", said="It is recorded why it is not offered",
)  # fmt: skip


def offer(request: Request, child: int, pre_proceedings: int) -> HttpResponse:
    whose, found = _found(request, child, pre_proceedings, RECORD)
    holders = [(each, each.name) for each in responsible_on(whose, request.as_of)]
    form = forms.OfferForm(request.POST or None, as_of=request.as_of, holders=holders)
    intro = (
        ""
        if holders
        else "Nobody is recorded with parental responsibility. Record it under Family first, then come back."
    )
    return _saved(
        request, whose, form,
        lambda: group_decision.offer_group_decision(pre_proceedings=found, **form.cleaned_data, by=request.worker),
        said="The offer is recorded", title="Family group decision-making was offered", intro=intro,
    )  # fmt: skip


def answer(request: Request, child: int, offered: int) -> HttpResponse:
    whose = get_child_to(RECORD, request.worker, child, SEE)
    found = offers_to(whose).filter(pk=offered).first()
    if found is None:
        raise NotFound("There is no such offer on this record.")
    form = forms.AnswerOfferForm(request.POST or None, as_of=request.as_of)
    return _saved(
        request, whose, form,
        lambda: group_decision.answer_offer(offered=found, **form.cleaned_data, by=request.worker),
        said="The answer is recorded", title=f"What {found.person.name} said", row=found,
    )  # fmt: skip


def family_meeting(request: Request, child: int, pre_proceedings: int) -> HttpResponse:
    whose, row = _found(request, child, pre_proceedings, RECORD)
    found = getattr(row, "group_decision", None)
    if found is None:
        raise NotFound("Family group decision-making was not offered here.")
    form = forms.FamilyMeetingForm(
        request.POST or None, as_of=request.as_of, initial={"held_on": found.held_on}
    )
    return _saved(
        request, whose, form,
        lambda: group_decision.hold_family_meeting(offer=found, **form.cleaned_data, by=request.worker),
        said="The family’s meeting is recorded", title="The family met", row=found,
    )  # fmt: skip


def application(request: Request, child: int) -> HttpResponse:
    whose = get_child_to(RECORD, request.worker, child, SEE)
    form = forms.ApplicationForm(request.POST or None, as_of=request.as_of)
    return _saved(
        request, whose, form,
        lambda: act.apply_to_court(child=whose, **form.cleaned_data, by=request.worker),
        said="The application is recorded", title="Application to the court",
    )  # fmt: skip


def hearing_new(request: Request, child: int) -> HttpResponse:
    whose = get_child_to(RECORD, request.worker, child, SEE)
    form = forms.HearingForm(request.POST or None, as_of=request.as_of)
    return _saved(
        request, whose, form,
        lambda: in_court.list_hearing(child=whose, **form.cleaned_data, by=request.worker),
        said="The day in court is recorded", title="Add a day in court",
    )  # fmt: skip


def hearing(request: Request, child: int, hearing: int) -> HttpResponse:
    whose = get_child_to(RECORD, request.worker, child, SEE)
    found: CourtHearing | None = hearings_of(whose).filter(pk=hearing).first()
    if found is None:
        raise NotFound("There is no such day in court on this record.")
    stands = {
        name: getattr(found, name) for name in ("held_on", "ordered", "extended_to", "proceedings_ended")
    }
    form = forms.OrderedForm(request.POST or None, as_of=request.as_of, initial=stands)
    return _saved(
        request, whose, form,
        lambda: in_court.record_ordered(hearing=found, **form.cleaned_data, by=request.worker),
        said="What was ordered is recorded", title=found.get_kind_display(), row=found,
    )  # fmt: skip


def _found(request: Request, child: int, number: int, to: Permission) -> tuple[Person, PreProceedings]:
    whose = get_child_to(to, request.worker, child, SEE)
    found = pre_proceedings_of(whose).filter(pk=number).first()
    if found is None:
        raise NotFound("There are no such pre-proceedings on this record.")
    return whose, found


def _saved(
    request: Request, whose: Person, form: RecordForm, do: Callable, *, said: str, title: str, button: str = "Save",
    intro: str = "", row=None,
) -> HttpResponse:  # fmt: skip
    back = reverse("court", args=[whose.pk])
    saved = save(request, form, do, said=said, to=back, row=row)
    return saved or ask(
        request, whose, form, back=back, title=title, button=button, intro=intro, row=row,
        withheld_warnings=warnings([whose]),
    )  # fmt: skip


ONE = "children/<int:child>/pre-proceedings/<int:pre_proceedings>"
urls = [
    path("children/<int:child>/court/", section, name="court"),
    path("children/<int:child>/pre-proceedings/new/", begin, name="pre-proceedings-new"),
    path(f"{ONE}/letter/", letter, name="pre-proceedings-letter"),
    path(f"{ONE}/first-meeting/", first_meeting, name="pre-proceedings-first-meeting"),
    path(f"{ONE}/review/", review, name="pre-proceedings-review"),
    path(f"{ONE}/step/", step, name="pre-proceedings-step"),
    path(f"{ONE}/care-letter/", care_letter, name="pre-proceedings-care-letter"),
    path(f"{ONE}/offer/", offer, name="group-decision-offer"),
    path(f"{ONE}/no-offer/", no_offer, name="group-decision-no-offer"),
    path(f"{ONE}/family-meeting/", family_meeting, name="group-decision-meeting"),
    path("children/<int:child>/offers/<int:offered>/answer/", answer, name="group-decision-answer"),
    path("children/<int:child>/court/application/", application, name="court-application"),
    path("children/<int:child>/court/hearings/new/", hearing_new, name="hearing-new"),
    path("children/<int:child>/court/hearings/<int:hearing>/", hearing, name="hearing"),
]
