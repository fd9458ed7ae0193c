"""Which children a family's help is for, on its page: one more, and one for whom it is no more."""

from django.http import HttpResponse
from django.urls import path

from kith.familyhelp.actions.children import add_child, take_child_out
from kith.familyhelp.models import FamilyHelp
from kith.familyhelp.seeing import LEAD, require_helping
from kith.people.models import Person
from kith.reach.seeing import visible_to
from kith.web.family_help import going_on, saved_in
from kith.web.family_help_held import back_to, done_with, held
from kith.web.forms.family_help import JoinForm, LeaveForm
from kith.web.request import Request

NOBODY = (
    "Nobody else of the family can be added by you. Add them to the family under Family first. Who leads the help must "
    "hold them: ask your manager to allocate them, or to add them here."
)


def join(request: Request, child: int, family_help: int) -> HttpResponse:
    whose, found = going_on(request, child, family_help)
    require_helping(request.worker, found, whose)
    those = who_may_join(request, found)
    form = JoinForm(
        request.POST or None, as_of=request.as_of, children=those, initial={"start_on": request.as_of}
    )
    return saved_in(
        request, whose, found, form,
        lambda: add_child(family_help=found, child=whose, **form.details(), by=request.worker),
        said="The help is for them, too", title="Add a child to the family’s help",
        intro="" if those else NOBODY,
    )  # fmt: skip


def who_may_join(request: Request, found: FamilyHelp) -> list[Person]:
    """The children of the family today whom the worker may help, and who are not helped yet."""
    family = found.family.memberships.on(request.as_of).values("person")
    now = found.about.on(request.as_of).values("child")
    rows = visible_to(request.worker, LEAD).filter(pk__in=family).exclude(pk__in=now)
    return list(rows.with_names().order_by("born_on", "pk"))


def leave(request: Request, child: int, family_help: int) -> HttpResponse:
    whose, found = going_on(request, child, family_help)
    form = LeaveForm(
        request.POST or None, as_of=request.as_of, held=held(found, [whose]), lead=found.lead,
        initial={"end_on": request.as_of, "lets_go": done_with([whose], request.as_of)},
    )  # fmt: skip
    return saved_in(
        request, whose, found, form,
        lambda: take_child_out(family_help=found, child=whose, **form.details(), by=request.worker),
        said=f"The help is not for {whose.name} any more", title=f"The help is not for {whose.name} any more",
        intro="It goes on for the others. What is written stays on the record.", to=lambda: back_to(request, whose),
    )  # fmt: skip


urls = [
    path("children/<int:child>/family-help/<int:family_help>/children/new/", join, name="family-help-join"),
    path("children/<int:child>/family-help/<int:family_help>/out/", leave, name="family-help-out"),
]
