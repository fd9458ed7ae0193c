"""Putting right an enquiry or a core group, and who was at a conference."""

from django.http import HttpResponse
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.people.models import Person
from kith.protection.actions import attendance, corrections
from kith.protection.models import Conference, ConferencePresent, CoreGroup, Enquiry
from kith.protection.queries import conferences_of, core_groups_of, enquiries_of
from kith.reach.doing import get_child_to
from kith.reach.seeing import NotFound
from kith.web.forms import protection_corrections as forms
from kith.web.request import Request
from kith.web.saving import ask, save
from kith.web.withheld_words import warnings

RECORD, HOLD, SEE = Permission.PROTECTION_RECORD, Permission.CONFERENCE_HOLD, Permission.FAMILY_SEE
OF_ENQUIRY = ("started_on", "seen_on", "outcome", "ended_on", "conference_asked_on", "found")


def enquiry(request: Request, child: int, enquiry: int) -> HttpResponse:
    whose = get_child_to(RECORD, request.worker, child, SEE)
    found: Enquiry | None = enquiries_of(whose).filter(pk=enquiry).first()
    if found is None:
        raise NotFound("There is no such enquiry on this record.")
    stands = {name: getattr(found, name) for name in OF_ENQUIRY}
    form = forms.CorrectEnquiryForm(request.POST or None, as_of=request.as_of, initial=stands)
    return _saved(
        request, whose, form, lambda: corrections.correct_enquiry(enquiry=found, **form.cleaned_data, by=request.worker),
        said="The enquiry is corrected", title="Correct the enquiry", row=found,
    )  # fmt: skip


def core_group(request: Request, child: int, core_group: int) -> HttpResponse:
    whose = get_child_to(RECORD, request.worker, child, SEE)
    found: CoreGroup | None = core_groups_of(whose).filter(pk=core_group).first()
    if found is None:
        raise NotFound("There is no such core group on this record.")
    stands = {name: getattr(found, name) for name in ("held_on", "present", "text")}
    form = forms.CorrectCoreGroupForm(request.POST or None, as_of=request.as_of, initial=stands)
    return _saved(
        request, whose, form,
        lambda: corrections.correct_core_group(core_group=found, **form.cleaned_data, by=request.worker),
        said="The core group is corrected", title="Correct the core group", row=found,
    )  # fmt: skip


def present_new(request: Request, child: int, conference: int) -> HttpResponse:
    whose, held = _chaired(request, child, conference)
    form = forms.PresentForm(request.POST or None, as_of=request.as_of)
    return _saved(
        request, whose, form,
        lambda: attendance.add_attendance(conference=held, child=whose, **form.cleaned_data, by=request.worker),
        said="They are on the list", title="Somebody who was asked to the conference", button="Add to the list",
    )  # fmt: skip


def present(request: Request, child: int, conference: int, present: int) -> HttpResponse:
    whose, held = _chaired(request, child, conference)
    found = ConferencePresent.objects.filter(conference=held, pk=present).select_related("conference").first()
    if found is None:
        raise NotFound("There is nobody so on the list of this conference.")
    stands = {name: getattr(found, name) for name in ("agency", "name", "came", "sent_report")}
    form = forms.PresentForm(request.POST or None, as_of=request.as_of, initial=stands)
    return _saved(
        request, whose, form,
        lambda: attendance.correct_attendance(row=found, child=whose, **form.cleaned_data, by=request.worker),
        said="The list is corrected", title="Correct who was at the conference", row=found,
    )  # fmt: skip


def _chaired(request: Request, child: int, conference: int) -> tuple[Person, Conference]:
    whose = get_child_to(HOLD, request.worker, child, SEE)
    row = conferences_of(whose).filter(conference=conference).first()
    if row is None or row.conference.chaired_by_id not in (request.worker.pk, None):
        raise NotFound("There is no such conference that you chaired.")
    return whose, row.conference


def _saved(
    request: Request,
    whose: Person,
    form,
    do,
    *,
    said: str,
    title: str,
    row=None,
    button="Save the correction",
):
    back = reverse("protection", args=[whose.pk])
    saved = save(request, form, do, said=said, to=back, row=row)
    return saved or ask(
        request,
        whose,
        form,
        title=title,
        back=back,
        button=button,
        row=row,
        withheld_warnings=warnings([whose]),
    )


HELD = "children/<int:child>/conferences/<int:conference>/present"
urls = [
    path("children/<int:child>/enquiries/<int:enquiry>/correct/", enquiry, name="enquiry-correct"),
    path("children/<int:child>/core-groups/<int:core_group>/correct/", core_group, name="core-group-correct"),
    path(f"{HELD}/new/", present_new, name="conference-present-new"),
    path(f"{HELD}/<int:present>/", present, name="conference-present"),
]
