"""What else is recorded of a child in care, and of care leavers: a form for each, all seen on Homes and needs."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.care.actions.adoption import give_up_adoption_plan, plan_adoption, record_adoption
from kith.care.actions.other import (
    record_deprivation_of_liberty,
    record_parenthood,
    record_previous_permanence,
    record_short_break,
    record_unaccompanied,
)
from kith.care.actions.periods import record_home_postcode, record_need
from kith.casework.actions.visits import plan_visits
from kith.leavingcare.actions import record_contact
from kith.people.models import Person
from kith.reach.doing import may
from kith.reach.seeing import get_child
from kith.web.entries import Entry, addresses
from kith.web.forms import other_care as forms
from kith.web.record import record_frame
from kith.web.request import Request

CARE, LEGAL, STEP = (
    Permission.PERIOD_OF_CARE_CHANGE,
    Permission.LEGAL_STATUS_CHANGE,
    Permission.CARE_STEP_RECORD,
)


ENTRIES = {
    "need-new": Entry(forms.NeedForm, record_need, CARE, "Record the main need", "The main need is recorded"),
    "home-postcode-new": Entry(
        forms.HomePostcodeForm, record_home_postcode, CARE, "Record the postcode of the child’s home", "The postcode is recorded"
    ),
    "liberty-new": Entry(
        forms.LibertyForm, record_deprivation_of_liberty, LEGAL, "Record a deprivation of liberty",
        "The deprivation of liberty is recorded",
    ),
    "adoption-plan-new": Entry(
        forms.AdoptionPlanForm, plan_adoption, STEP, "Record a plan for adoption", "The plan for adoption is recorded"
    ),
    "adoption-plan-end": Entry(
        forms.GiveUpPlanForm, give_up_adoption_plan, STEP, "Record that the plan for adoption was given up",
        "The end of the plan is recorded",
    ),
    "adoption-new": Entry(
        forms.AdoptionForm, record_adoption, STEP, "Record an adoption", "The adoption is recorded"
    ),
    "short-break-new": Entry(
        forms.ShortBreakForm, record_short_break, Permission.PLACEMENT_CHANGE, "Record a short break", "The short break is recorded"
    ),
    "visit-frequency-new": Entry(
        forms.VisitFrequencyForm, plan_visits, STEP, "Plan visits more often", "The plan for visits is recorded"
    ),
    "unaccompanied-new": Entry(
        forms.UnaccompaniedForm, record_unaccompanied, STEP, "Record that the child came alone to seek asylum",
        "It is recorded that the child came alone to seek asylum",
    ),
    "parenthood-new": Entry(
        forms.ParenthoodForm, record_parenthood, STEP, "Record whether she is a mother", "It is recorded"
    ),
    "previous-permanence-new": Entry(
        forms.PreviousPermanenceForm, record_previous_permanence, STEP, "Record an earlier permanent arrangement",
        "The earlier arrangement is recorded",
    ),
    "contact-new": Entry(
        forms.ContactForm, record_contact, Permission.VISIT_WRITE, "Record being in touch with a care leaver",
        "The contact is recorded",
    ),
}  # fmt: skip

# Forms that count in hours have a page of their own (`secure`).
LISTED = {name: (kind.title, kind.permission) for name, kind in ENTRIES.items()} | {
    "secure-new": ("Record a time in secure accommodation", LEGAL)
}
GROUPS = {
    "Needs and home": ("need-new", "home-postcode-new"),
    "Stays, visits and liberty": ("short-break-new", "visit-frequency-new", "liberty-new", "secure-new"),
    "Adoption and permanence": ("adoption-plan-new", "adoption-plan-end", "adoption-new", "previous-permanence-new"),
    "About the child": ("unaccompanied-new", "parenthood-new"),
    "After care": ("contact-new",),
}  # fmt: skip


def index(request: Request, child: int) -> HttpResponse:
    """The forms this worker may use: too rare to stand as links on the page of homes and needs."""
    whose = get_child(request.worker, child, Permission.HOMES_SEE)
    groups = [
        {"heading": heading, "links": links(request, whose, names)} for heading, names in GROUPS.items()
    ]
    shown = [group for group in groups if group["links"]]
    frame = record_frame(whose, "homes", title="Record something else about care", groups=shown)
    return render(request, "care/other.html", frame)


def links(request: Request, child: Person, names: tuple[str, ...]) -> list[dict]:
    return [
        {"text": LISTED[name][0], "href": reverse(name, args=[child.pk])}
        for name in names
        if may(request.worker, LISTED[name][1], child)
    ]


urls = [
    path("children/<int:child>/care/other/", index, name="care-other"),
    *addresses(ENTRIES, see=Permission.HOMES_SEE, back="homes"),
]
