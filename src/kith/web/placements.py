"""Placements: a new one, its end, a correction."""

from django.http import HttpResponse
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.care.actions.placements import correct_placement, end_placement, of, start_placement
from kith.care.models import Placement
from kith.people.models import Person
from kith.reach.doing import get_child_to
from kith.reach.seeing import NotFound
from kith.reach.withheld import What, hidden
from kith.web.forms.placements import CorrectPlacementForm, EndPlacementForm, PlacementForm
from kith.web.homes_to_choose import ask_which_home, chosen_home
from kith.web.request import Request
from kith.web.saving import ask, save

CHANGE = Permission.PLACEMENT_CHANGE


def new(request: Request, child: int) -> HttpResponse:
    whose, back = _child(request, child), reverse("homes", args=[child])
    home = chosen_home(request)
    if home is None:
        return ask_which_home(request, whose, title="Find the home of the new placement", back=back)
    before = of(whose, temporary=False).filter(end_on__isnull=True).first()
    form = PlacementForm(request.POST or None, as_of=request.as_of, home=home, before=before)
    saved = save(
        request, form,
        lambda: start_placement(
            child=whose, start_on=form.cleaned_data["start_on"], home=form.home,
            end_reason=form.cleaned_data.get("end_reason", ""), by=request.worker, **form.details,
        ),
        said="The new placement is recorded", to=back,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, template="care/placement_form.html", title="Record a new placement",
        back=reverse("placement-new", args=[child]), cancel=back, button="Save the placement", home=home, before=before,
        find=reverse("placement-new", args=[child]),
    )  # fmt: skip


def end(request: Request, child: int, placement: int) -> HttpResponse:
    whose, back = _child(request, child), reverse("homes", args=[child])
    found = _find(whose, placement)
    form = EndPlacementForm(request.POST or None, as_of=request.as_of, placement=found)
    saved = save(
        request, form,
        lambda: end_placement(
            placement=found, end_on=form.cleaned_data["end_on"], reason=form.cleaned_data.get("reason", ""), by=request.worker
        ),
        said="The end is recorded", to=back, row=found,
    )  # fmt: skip
    what = "temporary stay" if found.temporary else "placement"
    return saved or ask(
        request, whose, form, title=f"End the {what}", back=back, button="Save the end date", row=found,
        intro="Use this when no new placement follows at once. A new placement ends the one before by itself.",
    )  # fmt: skip


def correct(request: Request, child: int, placement: int) -> HttpResponse:
    whose, back = _child(request, child), reverse("homes", args=[child])
    found = _find(whose, placement)
    if request.GET.get("home") == "find":
        return ask_which_home(request, whose, title="Find the right home", back=request.path)
    home = chosen_home(request)
    form = CorrectPlacementForm(request.POST or None, as_of=request.as_of, placement=found, home=home)
    saved = save(
        request, form, lambda: correct_placement(placement=found, **form.corrected, by=request.worker),
        said="The placement is corrected", to=back, row=found,
    )  # fmt: skip
    stands = "sealed" if found.home_is_sealed else found.home or "none"
    shown = home or ("withheld" if What.ADDRESS in hidden(whose.pk) else stands)
    return saved or ask(
        request, whose, form, template="care/placement_form.html", title="Correct the placement", back=back,
        button="Save the correction", row=found, home=shown, find=f"{request.path}?home=find",
        intro="Only to put right what was wrong. If the child has moved, record a new placement.",
    )  # fmt: skip


def _child(request: Request, child: int) -> Person:
    return get_child_to(CHANGE, request.worker, child, Permission.HOMES_SEE)


def _find(child: Person, placement: int) -> Placement:
    found = (
        Placement.objects.filter(child=child, pk=placement).select_related("child", "home__provider").first()
    )
    if found is None:
        raise NotFound("There is no such placement on this record.")
    return found


urls = [
    path("children/<int:child>/placements/new/", new, name="placement-new"),
    path("children/<int:child>/placements/<int:placement>/end/", end, name="placement-end"),
    path("children/<int:child>/placements/<int:placement>/correct/", correct, name="placement-correct"),
]
