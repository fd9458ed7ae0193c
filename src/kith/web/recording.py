"""Time spent recording, for the whole service: what the forms cost, not what anybody does with their day."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from kith.access.roles import Permission
from kith.casework.recording import FEWEST, time_taken
from kith.reach.seeing import must_hold
from kith.web.request import Request


def recording(request: Request) -> HttpResponse:
    must_hold(Permission.SERVICE_SEE)
    since = a_year_before(request.as_of)
    rows = time_taken(since, first_of_next_month(request.as_of))
    return render(
        request,
        "team/recording.html",
        {"title": "Time spent recording", "rows": rows, "since": since, "fewest": FEWEST},
    )


def a_year_before(day: date) -> date:
    """The first of the same month a year ago."""
    return date(day.year - 1, day.month, 1)


def first_of_next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


urls = [path("service/recording/", recording, name="recording")]
