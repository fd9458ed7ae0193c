"""A child's protection: the section of the record, strategy discussions, section 47 enquiries and core groups."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from kith.access.roles import Permission
from kith.casework.queries import siblings_within
from kith.people.models import Person
from kith.protection.actions import core_groups, strategy
from kith.protection.models import Enquiry
from kith.protection.queries import enquiries_of, plan_on, plans_in_force
from kith.reach.doing import get_child_to
from kith.reach.seeing import NotFound, get_child
from kith.web.child import due_of_topic
from kith.web.contribution_words import TO_PROTECTION, contributed
from kith.web.family_help_words import goes_on
from kith.web.forms import protection as forms
from kith.web.protection_words import may_do, told
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.saving import ask, save
from kith.web.withheld_words import warnings

HOLD, RECORD, SEE = Permission.STRATEGY_HOLD, Permission.PROTECTION_RECORD, Permission.FAMILY_SEE


def section(request: Request, child: int) -> HttpResponse:
    whose = get_child(request.worker, child, SEE)
    frame = record_frame(
        whose, "protection", title="Protection", due=due_of_topic(child, "protection", request.as_of)
    )
    found = told(whose, request.worker, request.as_of)
    found["may"] = may_do(whose, request.worker, found)
    found["helped"] = goes_on(request.worker, whose, request.as_of)
    found["contributed"] = contributed(request, whose, TO_PROTECTION)
    return render(request, "protection/section.html", frame | found)


def strategy_new(request: Request, child: int) -> HttpResponse:
    whose = get_child_to(HOLD, request.worker, child, SEE)
    form = forms.StrategyForm(request.POST or None, as_of=request.as_of)
    children = [
        forms.StrategyChildForm(
            request.POST or None, prefix=f"child-{each.pk}", child=each, may_be_left_out=each != whose
        )
        for each in [whose, *siblings_within(request.worker, HOLD, whose)]
    ]
    if all(each.is_valid() for each in children):
        about = [each.said for each in children if each.is_about]
        saved = save(
            request, form,
            lambda: strategy.hold_strategy_discussion(about=about, **form.said, at=timezone.now(), by=request.worker),
            said="The strategy discussion is recorded", to=reverse("protection", args=[child]),
        )  # fmt: skip
        if saved:
            return saved
    return ask(
        request, whose, form, template="protection/strategy_form.html", title="Record a strategy discussion", children=children,
        forms=[form, *children], withheld_warnings=warnings(each.child for each in children),
        back=reverse("protection", args=[child]), button="Save the discussion",
    )  # fmt: skip


def enquiry_new(request: Request, child: int) -> HttpResponse:
    whose, back = _child(request, child)
    possible = strategy.may_start_a_clock(whose)
    form = forms.EnquiryForm(request.POST or None, as_of=request.as_of, discussions=possible)
    saved = save(
        request, form,
        lambda: strategy.start_enquiry(
            child=whose, started_on=form.cleaned_data["started_on"], **form.marked, by=request.worker
        ),
        said="The enquiry is recorded", to=back,
    )  # fmt: skip
    intro = (
        ""
        if possible
        else "No strategy discussion has decided on an enquiry yet. A manager records the discussion first."
    )
    return saved or ask(
        request,
        whose,
        form,
        title="Start a section 47 enquiry",
        back=back,
        button="Start the enquiry",
        intro=intro,
    )


def enquiry_clock(request: Request, child: int, enquiry: int) -> HttpResponse:
    whose, back = _child(request, child)
    found = _enquiry(whose, enquiry)
    possible = strategy.may_start_a_clock(whose, found)
    form = forms.ClockForm(
        request.POST or None, as_of=request.as_of, discussions=possible,
        initial={"clock": str(found.clock_id or ""), "clock_because": found.clock_because},
    )  # fmt: skip
    saved = save(
        request, form, lambda: strategy.mark_clock(enquiry=found, **form.marked, by=request.worker),
        said="The discussion that starts the clock is marked", to=back, row=found,
    )  # fmt: skip
    return saved or ask(
        request,
        whose,
        form,
        title="Mark what starts the clock",
        back=back,
        button="Mark this discussion",
        row=found,
    )


def enquiry_seen(request: Request, child: int, enquiry: int) -> HttpResponse:
    whose, back = _child(request, child)
    found = _enquiry(whose, enquiry)
    form = forms.SeenForm(request.POST or None, as_of=request.as_of, initial={"seen_on": found.seen_on})
    saved = save(
        request, form, lambda: strategy.record_seen(enquiry=found, **form.cleaned_data, by=request.worker),
        said="The day the child was seen is recorded", to=back, row=found,
    )  # fmt: skip
    intro = "Write the visit up under Visits as well: what the child said and showed belongs there."
    return saved or ask(
        request,
        whose,
        form,
        title="The child was seen",
        back=back,
        button="Save the day",
        row=found,
        intro=intro,
    )


def enquiry_end(request: Request, child: int, enquiry: int) -> HttpResponse:
    whose, back = _child(request, child)
    found = _enquiry(whose, enquiry)
    form = forms.OutcomeForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form, lambda: strategy.end_enquiry(enquiry=found, **form.cleaned_data, by=request.worker),
        said="The outcome is recorded", to=back, row=found,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Outcome of the enquiry", back=back, button="Save the outcome", row=found
    )


def core_group_new(request: Request, child: int) -> HttpResponse:
    whose, back = _child(request, child)
    form = forms.CoreGroupForm(
        request.POST or None,
        as_of=request.as_of,
        children=_with_a_plan(request, whose),
        initial={"children": [str(child)]},
    )
    saved = save(
        request, form, lambda: core_groups.hold_core_group(**form.cleaned_data, by=request.worker),
        said="The core group is recorded", to=back,
    )  # fmt: skip
    intro = (
        ""
        if plan_on(whose, request.as_of)
        else "This child has no protection plan today. Give a day on which there was one."
    )
    return saved or ask(
        request, whose, form, title="Record a core group", back=back, button="Save the core group", intro=intro,
        withheld_warnings=warnings([whose]),
    )  # fmt: skip


def _with_a_plan(request: Request, child: Person) -> list[tuple[Person, str]]:
    """The child, and the brothers and sisters who have a plan too."""
    others = siblings_within(request.worker, RECORD, child)
    plans = plans_in_force([each.pk for each in others], request.as_of)
    return [(each, each.name) for each in [child, *(each for each in others if each.pk in plans)]]


def _child(request: Request, child: int) -> tuple[Person, str]:
    return get_child_to(RECORD, request.worker, child, SEE), reverse("protection", args=[child])


def _enquiry(child: Person, enquiry: int) -> Enquiry:
    found = enquiries_of(child).filter(pk=enquiry).first()
    if found is None:
        raise NotFound("There is no such enquiry on this record.")
    found.child = child
    return found


urls = [
    path("children/<int:child>/protection/", section, name="protection"),
    path("children/<int:child>/strategy/new/", strategy_new, name="strategy-new"),
    path("children/<int:child>/enquiries/new/", enquiry_new, name="enquiry-new"),
    path("children/<int:child>/enquiries/<int:enquiry>/clock/", enquiry_clock, name="enquiry-clock"),
    path("children/<int:child>/enquiries/<int:enquiry>/seen/", enquiry_seen, name="enquiry-seen"),
    path("children/<int:child>/enquiries/<int:enquiry>/end/", enquiry_end, name="enquiry-end"),
    path("children/<int:child>/core-groups/new/", core_group_new, name="core-group-new"),
]
