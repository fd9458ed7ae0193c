"""Looking again: every child with no further action twice in twelve months."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from kith.access.audit import Event, viewed
from kith.access.roles import Permission
from kith.frontdoor.actions.decisions import step_back
from kith.frontdoor.queries import Twice, to_look_at_again
from kith.people.models import Person
from kith.reach.doing import require
from kith.reach.seeing import NotFound
from kith.web.contact_words import homes_of
from kith.web.forms.contacts import StepBackForm
from kith.web.jinja import long_date
from kith.web.person_words import line
from kith.web.request import Request
from kith.web.saving import save
from kith.web.saving_apart import ask_apart

A_PAGE = 25


def listed(request: Request) -> HttpResponse:
    require(request.worker, Permission.CONTACT_DECIDE)
    page = Paginator(to_look_at_again(request.worker), A_PAGE).get_page(request.GET.get("page"))
    named = {each.pk: each for each in Person.objects.with_names().filter(pk__in=[one.child for one in page])}
    homes = homes_of(request, list(named))
    for one in page:
        viewed(Event.CARD_VIEWED, child=one.child)
    return render(request, "contacts/step_back.html", {
        "title": "Look again", "page": page, "lines": [in_words(one, named[one.child], request, homes[one.child]) for one in page],
    })  # fmt: skip


def in_words(one: Twice, child: Person, request: Request, home: str = "") -> dict:
    """A child with each time nothing further was done; whoever made the last decision does not look themselves."""
    own = one.decisions[0].by_id == request.worker.pk
    return line(child, request.as_of, href=home) | {
        "times": one.times,
        "decisions": [
            {
                "text": f"{long_date(row.decided_at)}, {row.by.name}", "reason": row.reason, "offered": row.offered,
                "href": reverse("contact", args=[row.contact_id]),
            }
            for row in one.decisions
        ],
        "look": "" if own else reverse("step-back-look", args=[child.pk]),
    }  # fmt: skip


def look(request: Request, whom: int) -> HttpResponse:
    require(request.worker, Permission.CONTACT_DECIDE)
    one = next((each for each in to_look_at_again(request.worker) if each.child == whom), None)
    if one is None or one.decisions[0].by_id == request.worker.pk:
        raise NotFound("This child is not on your list, or the last decision was yours.")
    viewed(Event.CARD_VIEWED, child=whom)
    person = Person.objects.with_names().get(pk=whom)
    form = StepBackForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form,
        lambda: step_back(child=person, **form.cleaned_data, at=timezone.now(), by=request.worker),
        said="It is recorded that you looked again", to=reverse("step-back"),
    )  # fmt: skip
    return saved or ask_apart(
        request, form, template="contacts/look.html", title="Look again", person=person, back=reverse("step-back"),
        button="Save", one=in_words(one, person, request),
    )  # fmt: skip


urls = [
    path("contacts/look-again/", listed, name="step-back"),
    path("contacts/look-again/<int:whom>/", look, name="step-back-look"),
]
