"""How long records are kept: those past their time, disposals that wait, legal holds, what was disposed of, the schedule."""

from collections.abc import Iterable

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from kith.access.audit import Event, viewed
from kith.access.roles import Permission
from kith.keeping import queries
from kith.keeping.actions.requests import remove_requests, set_request_schedule
from kith.keeping.actions.schedule import set_schedule
from kith.keeping.forbidding import forbidden
from kith.keeping.models import Schedule, Stub
from kith.people.models import Person
from kith.reach.doing import may, require
from kith.reach.seeing import must_hold
from kith.reach.wall import hidden_people
from kith.web.forms.keeping import FindRecordForm, RemoveForm, RequestScheduleForm, ScheduleForm
from kith.web.jinja import moment
from kith.web.request import Request
from kith.web.restriction_words import late_words
from kith.web.saving import save
from kith.web.saving_apart import ask_apart
from kith.workforce.models import Worker

A_PAGE = 50
VIEWS = (
    ("keeping", "Past their time"),
    ("keeping-proposed", "Proposed"),
    ("holds", "Legal holds"),
    ("keeping-disposed", "Disposed of"),
    ("schedule", "Schedule"),
)


def past_their_time(request: Request) -> HttpResponse:
    """The records that need no longer be kept, the longest ago first, each with what forbids that it goes."""
    must_hold(Permission.KEEPING_SEE)
    form = FindRecordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        found = _by_number(form.cleaned_data["number"])
        if found:
            return redirect("keeping-of", child=found)
        form.add_error("number", "No record that you may see has this number. Look at it again")
    page = Paginator(queries.passed(request.as_of), A_PAGE).get_page(request.GET.get("page"))
    rows = _passed_rows(page, request)
    return render(
        request, "keeping/passed.html", frame("keeping", "Keeping records", page, rows=rows, form=form) | {
            "schedule": queries.schedule_on(request.as_of),
        },
    )  # fmt: skip


def _by_number(number: str) -> int | None:
    """The one record with this number: Kith's own, or the authority's."""
    either = Q(authority_id=number)
    if number.isdecimal() and len(number) < 19:
        either |= Q(pk=int(number))
    found = Person.objects.children().exclude(pk__in=hidden_people()).filter(either)
    numbers = list(found.values_list("pk", flat=True)[:2])
    return numbers[0] if len(numbers) == 1 else None


def _passed_rows(page: Page, request: Request) -> list[dict]:
    people = queries.named(each.child for each in page)
    forbidding = forbidden(people, request.as_of)
    seen(people)
    return [
        {
            "name": people[each.child].name,
            "number": each.child,
            "href": reverse("keeping-of", args=[each.child]),
            "until": each.kept.until,
            "why": each.kept.why,
            "local": each.kept.local,
            "forbids": forbidding[each.child],
        }
        for each in page
    ]


def seen(children: Iterable[int]) -> None:
    """Whose names a list showed goes in the audit."""
    for child in children:
        viewed(Event.CARD_VIEWED, child=child)


def frame(here: str, title: str, page: Page | None, **context: object) -> dict:
    views = [{"text": words, "href": reverse(name), "active": name == here} for name, words in VIEWS]
    return {"title": title, "views": views, "page": page} | context


def proposed(request: Request) -> HttpResponse:
    page = _page(queries.proposals(), request)
    seen(row.child_id for row in page)
    rows = [
        {
            "row": row,
            "name": row.child.name,
            "when": moment(row.proposed_at),
            "mine": row.proposed_by == request.worker,
        }
        for row in page
    ]
    return render(
        request, "keeping/proposed.html", frame("keeping-proposed", "Disposals proposed", page, rows=rows)
    )


def _page(rows: QuerySet, request: Request) -> Page:
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))


def holds(request: Request) -> HttpResponse:
    """The review that is due first stands on top, so those past review come first."""
    page = _page(queries.holds_in_force(request.as_of), request)
    seen(row.child_id for row in page)
    rows = [
        {"row": row, "name": row.child.name, "status": late_words(row.review_on, request.as_of)}
        for row in page
    ]
    return render(request, "keeping/holds.html", frame("holds", "Legal holds", page, rows=rows))


def disposed(request: Request) -> HttpResponse:
    must_hold(Permission.KEEPING_SEE)
    page = _page(Stub.objects.order_by("-decided_at", "-pk"), request)
    names = _workers({number for row in page for number in (row.proposed_by, row.decided_by)})
    rows = [
        {
            "row": row,
            "proposed": f"{names.get(row.proposed_by, 'Worker')} ({row.proposed_by}), {moment(row.proposed_at)}",
            "decided": f"{names.get(row.decided_by, 'Worker')} ({row.decided_by}), {moment(row.decided_at)}",
        }
        for row in page
    ]
    return render(request, "keeping/disposed.html", frame("keeping-disposed", "Disposed of", page, rows=rows))


def _workers(numbers: Iterable[int]) -> dict[int, str]:
    return dict(Worker.objects.filter(pk__in=numbers).values_list("pk", "name"))


def schedule(request: Request) -> HttpResponse:
    """What holds today, what held before, and what is set for later."""
    must_hold(Permission.KEEPING_SEE)
    page = _page(Schedule.objects.select_related("set_by").order_by("-start_on", "-pk"), request)
    now = next((row for row in page if row.holds_on(request.as_of)), None)
    context = frame("schedule", "The council’s own schedule", page, now=now, as_of=request.as_of)
    context |= {
        "requests": queries.request_schedule_on(request.as_of), "past": queries.requests_past(request.as_of),
        "may_remove": may(request.worker, Permission.DISPOSAL_PROPOSE),
    }  # fmt: skip
    return render(
        request, "keeping/schedule.html",
        context | {"others": [row for row in page if row != now], "may_set": may(request.worker, Permission.SCHEDULE_SET)},
    )  # fmt: skip


def schedule_set(request: Request) -> HttpResponse:
    require(request.worker, Permission.SCHEDULE_SET)
    form = ScheduleForm(request.POST or None, as_of=request.as_of, initial={"start_on": request.as_of})
    saved = save(
        request, form, lambda: set_schedule(**form.cleaned_data, by=request.worker),
        said="The schedule is set", to=reverse("schedule"),
    )  # fmt: skip
    return saved or ask_apart(
        request, form, title="Set the council’s own schedule", back=reverse("schedule"), button="Set the schedule",
        intro="For records that no law names a time for: children who were never looked after. It is always shown as the "
        "council’s own, never as law.",
    )  # fmt: skip


def requests_set(request: Request) -> HttpResponse:
    require(request.worker, Permission.SCHEDULE_SET)
    form = RequestScheduleForm(request.POST or None, as_of=request.as_of, initial={"start_on": request.as_of})
    saved = save(
        request, form, lambda: set_request_schedule(**form.cleaned_data, by=request.worker),
        said="The schedule is set", to=reverse("schedule"),
    )  # fmt: skip
    return saved or ask_apart(
        request, form, title="Set how long requests set aside are kept", back=reverse("schedule"), button="Set the schedule",
        intro="What families or a flood sent on the public page, and the front door set aside with a reason. No law names a time: it "
        "is always shown as the council’s own.",
    )  # fmt: skip


def requests_remove(request: Request) -> HttpResponse:
    require(request.worker, Permission.DISPOSAL_PROPOSE)
    form = RemoveForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request,
        form,
        lambda: remove_requests(by=request.worker),
        said="They are removed",
        to=reverse("schedule"),
    )
    past = queries.requests_past(request.as_of)
    return saved or ask_apart(
        request, form, title="Remove requests set aside", back=reverse("schedule"), button="Remove them",
        intro=f"{past} {'is' if past == 1 else 'are'} past the council’s own time. Nothing of their words stays. That it was done, by whom and how many stays in the audit.",
    )  # fmt: skip


urls = [
    path("keeping/", past_their_time, name="keeping"),
    path("keeping/proposed/", proposed, name="keeping-proposed"),
    path("keeping/holds/", holds, name="holds"),
    path("keeping/disposed/", disposed, name="keeping-disposed"),
    path("keeping/schedule/", schedule, name="schedule"),
    path("keeping/schedule/set/", schedule_set, name="schedule-set"),
    path("keeping/schedule/requests/", requests_set, name="request-schedule-set"),
    path("keeping/schedule/requests/remove/", requests_remove, name="requests-remove"),
]
