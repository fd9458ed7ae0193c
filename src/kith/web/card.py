"""The short card: who a child is and who to speak to, for anyone who may open the record at once or with a reason."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.childfile.summary import summaries
from kith.reach.seeing import get_card, terms_with, visible_to
from kith.web.jinja import long_date
from kith.web.person_words import birth
from kith.web.request import Request
from kith.web.restriction_words import in_banner
from kith.workforce.models import Allocation


def card(request: Request, child: int) -> HttpResponse:
    whose = get_card(request.worker, child)
    glance = summaries([child], request.as_of)[child]
    workers = [as_words(each) for each in glance.allocations]
    return render(
        request,
        "people/card.html",
        {
            "title": whose.name,
            "person": whose,
            "restricted": in_banner(child),
            "born": birth(whose, request.as_of),
            "opened": long_date(whose.record_opened_on),
            "workers": workers,
            "open_at": reverse("child" if terms_with(Permission.RECORD_SEE) else "homes", args=[child]),
            "own": visible_to(request.worker, Permission.CARD_SEE).filter(pk=child).exists(),
        },
    )


def as_words(row: Allocation) -> dict:
    """Who holds the child, or the team until somebody does."""
    team = row.team.name if row.team else ""
    if row.worker is None:
        return {"name": team, "part": "nobody allocated yet", "team": "", "telephone": ""}
    return {
        "name": row.worker.name, "part": row.get_part_display().lower(), "team": team, "telephone": row.worker.telephone
    }  # fmt: skip


urls = [path("children/<int:child>/card/", card, name="card")]
