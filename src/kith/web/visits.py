"""Visits: the list, one visit, and writing one up for all the children it concerned."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from kith.access.roles import Permission
from kith.casework.actions.visits import correct_visit, write_visit
from kith.casework.models import Visit
from kith.casework.queries import siblings_within, visits_of
from kith.childfile.corrections import corrections
from kith.childfile.entry import about
from kith.lib.words import plural
from kith.people.models import Person
from kith.reach.doing import get_child_to, may
from kith.reach.seeing import NotFound, get_child
from kith.reach.withheld import What
from kith.web.forms.visits import CorrectVisitForm, ForChildForm, VisitForm
from kith.web.notes import about as about_names
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.saving import ask, save
from kith.web.withheld_words import warnings

WRITE = Permission.VISIT_WRITE
LONG_AGO = 60  # days after which a mistyped year or month is likelier than a visit written up so late


def visits(request: Request, child: int) -> HttpResponse:
    whose = get_child(request.worker, child, Permission.NARRATIVE_SEE)
    page = Paginator(visits_of(whose), 20).get_page(request.GET.get("page"))
    secret = tells_where(whose.pk)
    rows = [(visit, _of(visit, whose), _where(visit, secret)) for visit in page]
    frame = record_frame(
        whose, "visits", title="Visits", page=page, rows=rows, may_write=may(request.worker, WRITE, whose)
    )
    return render(request, "casework/visits.html", frame)


def visit(request: Request, child: int, visit: int) -> HttpResponse:
    whose = get_child(request.worker, child, Permission.NARRATIVE_SEE)
    found = _find(whose, visit)
    others = about_names(whose, [each.child for each in found.about.all() if each.child_id != whose.pk])
    secret = tells_where(whose.pk)
    frame = record_frame(
        whose, "visits", title=found.get_kind_display(), visit=found, about=_of(found, whose), others=others,
        where=_where(found, secret),
        corrections=corrections([found], leave_out=("place",) if secret else ()).get(found.pk, []),
        may_correct=found.worker_id == request.worker.pk and may(request.worker, WRITE, whose) and not secret,
    )  # fmt: skip
    return render(request, "casework/visit.html", frame)


def new(request: Request, child: int) -> HttpResponse:
    whose = get_child_to(WRITE, request.worker, child, Permission.NARRATIVE_SEE)
    form = VisitForm(request.POST or None, as_of=request.as_of)
    children = _forms_for(request, whose)
    if all(each.is_valid() for each in children) and _said_of_each(children):
        about = [each.said for each in children if each.is_about]
        saved = save(
            request, form,
            lambda: write_visit(about=about, **form.cleaned_data, at=timezone.now(), by=request.worker),
            said="The visit is saved", to=lambda made: reverse("visit", args=[child, made.pk]),
        )  # fmt: skip
        if saved:
            _mention_a_date_long_ago(request, form)
            return saved
    return ask(
        request, whose, form, template="casework/visit_form.html", title="Write up a visit", children=children,
        withheld_warnings=warnings(each.child for each in children),
        forms=[form, *children], back=reverse("visits", args=[child]), button="Save the visit",
    )  # fmt: skip


def correct(request: Request, child: int, visit: int) -> HttpResponse:
    whose = get_child_to(WRITE, request.worker, child, Permission.NARRATIVE_SEE)
    found = _find(whose, visit)
    if found.worker_id != request.worker.pk:
        raise NotFound("A visit is corrected by the worker who wrote it.")
    there = reverse("visit", args=[child, visit])
    if tells_where(child):
        raise NotFound("Where this visit was is withheld from you, so somebody else has to correct it.")
    stands = {name: getattr(found, name) for name in ("visited_on", "kind", "place", "text")}
    form = CorrectVisitForm(request.POST or None, as_of=request.as_of, initial=stands)
    saved = save(
        request, form, lambda: correct_visit(visit=found, **form.cleaned_data, by=request.worker),
        said="The visit is corrected", to=there, row=found,
    )  # fmt: skip
    return saved or ask(
        request,
        whose,
        form,
        title="Correct the visit",
        withheld_warnings=warnings([whose]),
        back=there,
        button="Save the correction",
        row=found,
    )


def _find(child: Person, visit: int) -> Visit:
    found = visits_of(child).filter(pk=visit).first()
    if found is None:
        raise NotFound("There is no such visit on this record.")
    return found


def _forms_for(request: Request, child: Person) -> list[ForChildForm]:
    everyone = [child, *siblings_within(request.worker, WRITE, child)]
    return [
        ForChildForm(
            request.POST or None, prefix=f"child-{each.pk}", child=each, may_be_left_out=each != child
        )
        for each in everyone
    ]


def _said_of_each(children: list[ForChildForm]) -> bool:
    """A visit about several children says of each what it means for them, or the younger one is lost in the elder's story."""
    about = [each for each in children if each.is_about]
    silent = [each for each in about if len(about) > 1 and not each.cleaned_data["impact"]]
    for each in silent:
        each.add_error("impact", f"Enter what the visit means for {each.first}")
    return not silent


def tells_where(child: int) -> bool:
    """Whether the place of a visit could tell this reader an address or a school that is withheld from them."""
    return bool(about(child).hidden & {What.ADDRESS, What.SCHOOL})


def _where(visit: Visit, secret: bool) -> str:
    return "Withheld" if secret and visit.place else visit.place


def _of(visit: Visit, child: Person):
    return next(each for each in visit.about.all() if each.child_id == child.pk)


def _mention_a_date_long_ago(request: Request, form: VisitForm) -> None:
    days = (request.as_of - form.cleaned_data["visited_on"]).days
    if days > LONG_AGO:
        ago = f"The date you gave is {plural(days, 'day')} ago."
        messages.warning(request, f"{ago} If it is wrong, correct the visit.")


urls = [
    path("children/<int:child>/visits/", visits, name="visits"),
    path("children/<int:child>/visits/new/", new, name="visit-new"),
    path("children/<int:child>/visits/<int:visit>/", visit, name="visit"),
    path("children/<int:child>/visits/<int:visit>/correct/", correct, name="visit-correct"),
]
