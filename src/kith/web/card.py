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


def card(request: Request, child: int) -> HttpResponse:
    whose = get_card(request.worker, child)
    glance = summaries([child], request.as_of)[child]
    workers = [
        {
            "part": each.get_part_display(), "name": each.worker.name, "team": each.team.name if each.team else "",
            "telephone": each.worker.telephone,
        }
        for each in glance.allocations
    ]  # fmt: skip
    return render(
        request,
        "people/card.html",
        {
            "title": whose.name,
            "person": whose,
            "born": birth(whose, request.as_of),
            "opened": long_date(whose.record_opened_on),
            "workers": workers,
            "open_at": reverse("child" if terms_with(Permission.RECORD_SEE) else "homes", args=[child]),
            "own": visible_to(request.worker, Permission.CARD_SEE).filter(pk=child).exists(),
        },
    )


urls = [path("children/<int:child>/card/", card, name="card")]
