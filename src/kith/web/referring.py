"""Services for one family: found in the directory, asked, started, sessions attended and missed, ended."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from kith.familyhelp.actions.referring import end_service, record_session, refer_to_service, start_service
from kith.familyhelp.models import FamilyHelp, ServiceReferral
from kith.people.models import Person
from kith.reach.seeing import NotFound
from kith.web.directory import get_service, searched
from kith.web.family_help import saved_in
from kith.web.family_plan import HELP, helping
from kith.web.forms.directory import AskForm, BeginForm, ServiceEndForm, SessionForm
from kith.web.record import record_frame
from kith.web.request import Request

AT = "services"


def find(request: Request, child: int, family_help: int) -> HttpResponse:
    """The directory, from the family's plan: each service can be asked from here."""
    whose, found = helping(request, child, family_help)
    frame = record_frame(whose, "family-help", title="Find a service for the family", found=found)
    return render(request, "familyhelp/find_service.html", frame | searched(request))


def ask_service(request: Request, child: int, family_help: int, service: int) -> HttpResponse:
    whose, found = helping(request, child, family_help)
    wanted = get_service(service)
    form = AskForm(
        request.POST or None, as_of=request.as_of, initial={"referred_on": request.as_of, "for_whom": whose.name}
    )  # fmt: skip
    return saved_in(
        request, whose, found, form,
        lambda: refer_to_service(family_help=found, child=whose, service=wanted, **form.cleaned_data, by=request.worker),
        said="The service is asked: the family waits", title=f"Ask {wanted.name}", button="Ask the service", at=AT,
    )  # fmt: skip


def start(request: Request, child: int, family_help: int, asked_service: int) -> HttpResponse:
    whose, found, row = _asked(request, child, family_help, asked_service)
    form = BeginForm(request.POST or None, as_of=request.as_of, initial={"started_on": request.as_of})
    return saved_in(
        request, whose, found, form,
        lambda: start_service(referral=row, child=whose, **form.cleaned_data, by=request.worker),
        said="The service has started", title=f"{row.service.name} has started", at=AT,
    )  # fmt: skip


def session(request: Request, child: int, family_help: int, asked_service: int) -> HttpResponse:
    whose, found, row = _asked(request, child, family_help, asked_service)
    form = SessionForm(request.POST or None, as_of=request.as_of, initial={"held_on": request.as_of})
    return saved_in(
        request, whose, found, form,
        lambda: record_session(referral=row, child=whose, **form.cleaned_data, by=request.worker),
        said="The session is recorded", title=f"A session of {row.service.name}", at=AT,
        intro="Recorded again for the same day, it is put right.",
    )  # fmt: skip


def end(request: Request, child: int, family_help: int, asked_service: int) -> HttpResponse:
    whose, found, row = _asked(request, child, family_help, asked_service)
    form = ServiceEndForm(request.POST or None, as_of=request.as_of, initial={"ended_on": request.as_of})
    return saved_in(
        request, whose, found, form,
        lambda: end_service(referral=row, child=whose, **form.cleaned_data, by=request.worker),
        said="It has ended", title=f"{row.service.name} has ended", at=AT,
    )  # fmt: skip


def _asked(
    request: Request, child: int, family_help: int, number: int
) -> tuple[Person, FamilyHelp, ServiceReferral]:
    whose, found = helping(request, child, family_help)
    rows = ServiceReferral.objects.filter(help=found, ended_on__isnull=True).select_related("service", "help")
    row = rows.filter(pk=number).first()
    if row is None:
        raise NotFound("There is no such service that this family waits for or goes to.")
    return whose, found, row


urls = [
    path(f"{HELP}services/", find, name="family-services"),
    path(f"{HELP}services/<int:service>/ask/", ask_service, name="service-ask"),
    path(f"{HELP}asked/<int:asked_service>/start/", start, name="service-start"),
    path(f"{HELP}asked/<int:asked_service>/session/", session, name="service-session"),
    path(f"{HELP}asked/<int:asked_service>/end/", end, name="service-end"),
]
