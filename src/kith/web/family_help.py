"""The family's help on a child's record: the one plan, starting it, what it rests on, the lead, closing it, and on paper."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone

from kith.access.roles import Permission
from kith.casework.queries import siblings_within
from kith.familyhelp.actions.help import (
    close_family_help,
    give_lead,
    record_basis,
    start_family_help,
    withdraw,
)
from kith.familyhelp.models import FamilyHelp
from kith.familyhelp.seeing import LEAD, get_help, help_on, helps_of, may_go_on, may_help, require_going_on
from kith.people.models import Family, Person
from kith.reach.doing import get_child_to, may
from kith.reach.seeing import NotFound, get_child
from kith.web.assessment_words import leads_of
from kith.web.family_help_held import back_to, done_with, everybody, held, helped_now
from kith.web.family_help_words import basis_words, beside, in_the_plan
from kith.web.forms.family_help import BasisForm, CloseForm, LeadForm, StartForm, WithdrawForm
from kith.web.forms.record import RecordForm
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.saving import ask, save
from kith.web.withheld_words import PRINTED, warnings
from kith.workforce.models import Worker
from kith.workforce.queries import all_workers

SEE = Permission.FAMILY_SEE


def family_help(request: Request, child: int) -> HttpResponse:
    """The help that goes on, or the last there was."""
    whose = get_child(request.worker, child, SEE)
    rows = list(helps_of(whose))
    found = next((each for each in rows if is_helped(each, whose)), rows[0] if rows else None)
    return _shown(request, whose, found, rows)


def family_help_of(request: Request, child: int, family_help: int) -> HttpResponse:
    whose = get_child(request.worker, child, SEE)
    return _shown(request, whose, get_help(whose, family_help), list(helps_of(whose)))


def _shown(request: Request, whose: Person, found: FamilyHelp | None, rows: list[FamilyHelp]) -> HttpResponse:
    frame = record_frame(
        whose, "family-help", title="Family help", found=found, others=[each for each in rows if each != found],
        may_start=may(request.worker, LEAD, whose) and not any(is_helped(each, whose) for each in rows),
    )  # fmt: skip
    if found:
        frame |= shown_of(request, whose, found)
    return render(request, "familyhelp/help.html", frame)


def is_helped(found: FamilyHelp, whose: Person) -> bool:
    """Whether this help goes on, and the child is one of those it is for."""
    return not found.end_on and any(
        each.child_id == whose.pk for each in found.about.all() if not each.end_on
    )


def shown_of(request: Request, whose: Person, found: FamilyHelp) -> dict:
    """What the page says of one piece of help, on screen and on paper."""
    bases = [basis_words(each, request.as_of) for each in found.bases.all()]
    return {
        "bases": bases, "in_force": any(each.may_end for each in bases), "beside": beside(whose, request.as_of),
        "own_parts": [each for each in found.about.all() if each.child_id == whose.pk],
        "may_take_out": len(helped_now(found)) > 1,
        "may_go_on": may_go_on(request.worker, found, whose), "may_write": may_help(request.worker, found, whose),
        **in_the_plan(found, request.as_of),
    }  # fmt: skip


def family_help_print(request: Request, child: int, family_help: int) -> HttpResponse:
    """The family's plan in plain English, for the family: nothing of what workers think of it elsewhere."""
    whose = get_child(request.worker, child, SEE)
    found = get_help(whose, family_help)
    frame = record_frame(
        whose, "family-help", title="Our family’s plan", found=found, printed_at=timezone.now()
    )
    warned = warnings(everybody(found), PRINTED)
    return render(
        request,
        "familyhelp/print.html",
        frame | shown_of(request, whose, found) | {"withheld_warnings": warned},
    )


def new(request: Request, child: int) -> HttpResponse:
    whose, back = get_child_to(LEAD, request.worker, child, SEE), reverse("family-help", args=[child])
    if help_on(whose, request.as_of):
        return redirect(back)
    families, leads = families_today(whose, request), who_may_lead(request, whose)
    form = StartForm(
        request.POST or None, as_of=request.as_of, families=families, leads=leads,
        children=[whose, *siblings_within(request.worker, LEAD, whose)],
        initial={"start_on": request.as_of, "children": [whose.pk], "family": families[0].pk if families else "",
                 "lead": request.worker.pk},
    )  # fmt: skip
    saved = save(
        request, form, lambda: start_family_help(**form.details(), by=request.worker),
        said="Family help is started", to=back,
    )  # fmt: skip
    intro = (
        ""
        if families
        else "This child is in no family yet: add one under Family first, so that one plan serves all of them."
    )
    return saved or ask(
        request, whose, form, title="Start family help", back=back, button="Start family help", intro=intro,
        withheld_warnings=warnings([whose]),
    )  # fmt: skip


def families_today(whose: Person, request: Request) -> list[Family]:
    rows = whose.family_memberships.on(request.as_of).select_related("family").order_by("-start_on", "pk")
    return [each.family for each in rows if not each.family.end_on]


def who_may_lead(request: Request, whose: Person) -> list[Worker]:
    """Anybody, for a manager, who allocates in the same moment; for others those who hold the child, and themselves."""
    if may(request.worker, Permission.ALLOCATE, whose):
        return list(all_workers(request.as_of))
    return leads_of(whose, request.worker, request.as_of)


def consent(request: Request, child: int, family_help: int) -> HttpResponse:
    whose, found = going_on(request, child, family_help)
    form = BasisForm(request.POST or None, as_of=request.as_of, initial={"start_on": request.as_of})
    return saved_in(
        request, whose, found, form,
        lambda: record_basis(
            family_help=found, child=whose, start_on=form.cleaned_data["start_on"], basis=form.rests_on(), by=request.worker
        ),
        said="It is recorded, and the work goes on", title="Record consent",
    )  # fmt: skip


def withdrawn(request: Request, child: int, family_help: int, basis: int) -> HttpResponse:
    whose, found = going_on(request, child, family_help)
    row = found.bases.filter(pk=basis, withdrawn_on__isnull=True).first()
    if row is None:
        raise NotFound("There is no such consent that could be withdrawn.")
    form = WithdrawForm(request.POST or None, as_of=request.as_of, initial={"withdrawn_on": request.as_of})
    return saved_in(
        request, whose, found, form, lambda: withdraw(basis=row, child=whose, **form.cleaned_data, by=request.worker),
        said="It is withdrawn. What is written stays", title="Consent is withdrawn", button="Record that it is withdrawn",
        intro=f"{row.who} gave it. Where nobody else’s is in force, nothing more is recorded until there is consent again.",
    )  # fmt: skip


def lead(request: Request, child: int, family_help: int) -> HttpResponse:
    whose, found = going_on(request, child, family_help)
    form = LeadForm(
        request.POST or None, as_of=request.as_of, leads=who_may_lead(request, whose), lead=found.lead,
        held=held(found, helped_now(found)), initial={"from_on": request.as_of},
    )  # fmt: skip
    return saved_in(
        request, whose, found, form,
        lambda: give_lead(family_help=found, child=whose, **form.details(), by=request.worker),
        said="The family has another lead practitioner", title="Change the lead practitioner",
        intro="The plan, the people and the story stay.", to=lambda: back_to(request, whose),
    )  # fmt: skip


def close(request: Request, child: int, family_help: int) -> HttpResponse:
    whose, found = going_on(request, child, family_help)
    children = helped_now(found)
    form = CloseForm(
        request.POST or None, as_of=request.as_of, held=held(found, children), lead=found.lead,
        initial={"end_on": request.as_of, "lets_go": done_with(children, request.as_of)},
    )  # fmt: skip
    return saved_in(
        request, whose, found, form,
        lambda: close_family_help(family_help=found, child=whose, **form.details(), by=request.worker),
        said="Family help is closed", title="Close family help", button="Close family help",
        to=lambda: back_to(request, whose), template="familyhelp/close.html", goals=in_the_plan(found, request.as_of)["goals"],
    )  # fmt: skip


def going_on(request: Request, child: int, family_help: int) -> tuple[Person, FamilyHelp]:
    """The child and help that has not ended, for who leads it."""
    whose = get_child_to(LEAD, request.worker, child, SEE)
    found = get_help(whose, family_help)
    require_going_on(request.worker, found, whose)
    return whose, found


def saved_in(
    request: Request, whose: Person, found: FamilyHelp, form: RecordForm, act: Callable, *,
    said: str, title: str, button: str = "Save", intro: str = "", at: str = "", to: Callable[[], str] | None = None,
    **context: Any,
) -> HttpResponse:  # fmt: skip
    """Every form of a family's help: saved and led back to its place on the page, or asked."""
    back = reverse("family-help", args=[whose.pk])
    led_to = (lambda _: to()) if to else f"{back}#{at}" if at else back
    saved = save(request, form, act, said=said, to=led_to)
    warned = warnings(everybody(found))
    return saved or ask(
        request,
        whose,
        form,
        back=back,
        title=title,
        button=button,
        intro=intro,
        withheld_warnings=warned,
        **context,
    )


urls = [
    path("children/<int:child>/family-help/", family_help, name="family-help"),
    path("children/<int:child>/family-help/new/", new, name="family-help-new"),
    path("children/<int:child>/family-help/<int:family_help>/", family_help_of, name="family-help-of"),
    path("children/<int:child>/family-help/<int:family_help>/print/", family_help_print, name="family-help-print"),
    path("children/<int:child>/family-help/<int:family_help>/consent/", consent, name="consent-new"),
    path("children/<int:child>/family-help/<int:family_help>/consent/<int:basis>/withdrawn/", withdrawn, name="consent-withdraw"),
    path("children/<int:child>/family-help/<int:family_help>/lead/", lead, name="family-help-lead"),
    path("children/<int:child>/family-help/<int:family_help>/close/", close, name="family-help-close"),
]  # fmt: skip
