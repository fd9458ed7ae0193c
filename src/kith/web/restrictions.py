"""The restrictions somebody answers for; and all there are, without whose or why, so that none is left without an owner."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from kith.access.audit import Event, viewed
from kith.access.roles import Permission
from kith.care.sealed import left_behind
from kith.reach.actions.restrictions import give_to_another, possible_owners
from kith.reach.doing import require
from kith.reach.overseeing import InForce, in_force, owned, to_review
from kith.reach.seeing import NotFound, terms_with
from kith.web.emergency import waiting
from kith.web.forms.restrictions import OwnerForm
from kith.web.jinja import long_date
from kith.web.request import Request
from kith.web.restriction_words import in_list, late_words
from kith.web.saving import save
from kith.web.saving_apart import ask_apart

A_PAGE = 50


def mine(request: Request) -> HttpResponse:
    """The worker's own, the late reviews on top, below the emergency access they have to review."""
    if not terms_with(Permission.RESTRICT) and not terms_with(Permission.SEALED_SEE):
        raise NotFound("There is no such page, or you may not see it.")
    rows = Paginator(owned(request.worker), A_PAGE).get_page(request.GET.get("page"))
    emergencies = list(to_review(request.worker))
    for person in {*(row.person_id for row in rows), *(row.person_id for row in emergencies)}:
        viewed(Event.CARD_VIEWED, child=person)
    return render(
        request, "restrictions/mine.html",
        {
            "title": "Restrictions", "page": rows, "views": views(request, "restrictions"),
            "rows": [in_list(row, request.as_of) for row in rows],
            "emergencies": [waiting(row, request) for row in emergencies],
            "left": left_behind(),
        },
    )  # fmt: skip


def everybodys(request: Request) -> HttpResponse:
    """All that are not sealed: kind, owner, since when, review by."""
    page = Paginator(in_force(), A_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "restrictions/all.html",
        {
            "title": "All restrictions", "page": page, "views": views(request, "restrictions-all"),
            "rows": [{"row": each, "status": late_words(each.review_on, request.as_of)} for each in page],
        },
    )  # fmt: skip


def views(request: Request, here: str) -> list[dict]:
    """The two lists, for whoever may see both."""
    if not terms_with(Permission.RESTRICTIONS_OVERSEE):
        return []
    both = (("restrictions", "Mine"), ("restrictions-all", "All restrictions"))
    return [{"text": words, "href": reverse(page), "active": page == here} for page, words in both]


def give(request: Request, restriction: int) -> HttpResponse:
    require(request.worker, Permission.RESTRICTIONS_OVERSEE)
    found = _find(restriction)
    others = possible_owners(Permission.RESTRICT, request.as_of).exclude(pk=request.worker.pk)
    form = OwnerForm(request.POST or None, as_of=request.as_of, workers=others)
    saved = save(
        request, form,
        lambda: give_to_another(
            restriction=restriction, owner=form.cleaned_data["owner"], at=timezone.now(), by=request.worker
        ),
        said="The restriction has another owner", to=reverse("restrictions-all"),
    )  # fmt: skip
    return saved or ask_apart(
        request, form, title="Give to another owner", back=reverse("restrictions-all"), button="Give it on",
        intro=f"{found.kind}, owned by {found.owner} since {long_date(found.start_on)}. The new owner sees the "
        f"record, decides who else may, and reviews the restriction by {long_date(found.review_on)}.",
    )  # fmt: skip


def _find(number: int) -> InForce:
    found = next((each for each in in_force() if each.restriction == number), None)
    if found is None:
        raise NotFound("There is no such restriction, or it has ended.")
    return found


urls = [
    path("restrictions/", mine, name="restrictions"),
    path("restrictions/all/", everybodys, name="restrictions-all"),
    path("restrictions/<int:restriction>/give/", give, name="restriction-give"),
]
