"""Opening a restricted record in an emergency, and its review by the restriction's owner."""

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from kith.access.audit import Event, viewed
from kith.access.roles import Permission
from kith.people.models import Person
from kith.reach.actions.emergency import open_in_emergency, review_emergency, until
from kith.reach.doing import require
from kith.reach.models import EmergencyAccess
from kith.reach.overseeing import to_review
from kith.reach.seeing import NotFound
from kith.store.dated import holds_on
from kith.web.forms.restrictions import EmergencyForm, EmergencyReviewForm
from kith.web.jinja import long_date, moment
from kith.web.request import Request
from kith.web.restriction_words import emergency, name_of
from kith.web.saving import save
from kith.web.saving_apart import ask_apart
from kith.web.search import KEPT


def open_record(request: Request) -> HttpResponse:
    require(request.worker, Permission.EMERGENCY_OPEN)
    now = timezone.now()
    form = EmergencyForm(request.POST or None, initial={"words": request.session.get(KEPT, "")})
    if request.method == "POST":
        viewed(Event.SEARCHED)  # also where nothing opens
    saved = save(
        request, form, lambda: open_in_emergency(**form.cleaned_data, at=now, by=request.worker),
        said=f"The record is open to you until the end of {last_day(now)}. Its owner has been told.", to=page_of,
    )  # fmt: skip
    return saved or ask_apart(
        request, form, template="restrictions/emergency.html", title="Emergency access", back=reverse("search"),
        button="Open the record", open_now=open_now(request), last_day=last_day(now),
    )  # fmt: skip


def last_day(now) -> str:
    """ "today", or "tomorrow" for what is opened in the evening."""
    return "today" if (until(now) - timezone.localdate(now)).days == 1 else "tomorrow"


def page_of(person: int) -> str:
    """The child's overview; for somebody with no record of their own, their page."""
    opened = Person.objects.filter(pk=person, record_opened_on__isnull=False).exists()
    return reverse("child" if opened else "person", args=[person])


def open_now(request: Request) -> list[dict]:
    """What this worker holds open, to find it again."""
    rows = EmergencyAccess.objects.filter(holds_on(request.as_of), worker=request.worker)
    rows = rows.select_related("person").prefetch_related("person__names").order_by("-opened_at", "-pk")
    return [
        {
            "name": row.person.name,
            "href": reverse("child" if row.person.record_opened_on else "person", args=[row.person_id]),
            "note": f"Opened {moment(row.opened_at)}",
        }
        for row in rows
    ]


def waiting(row: EmergencyAccess, request: Request) -> dict:
    """An emergency access that its owner has still to review, with whose record it was."""
    return emergency(row, request.worker, request.as_of) | {"name": name_of(row.person), "said": row.reason}


def review(request: Request, access: int) -> HttpResponse:
    require(request.worker, Permission.RESTRICT)
    row = to_review(request.worker).filter(pk=access).first()
    if row is None:
        raise NotFound("There is no such emergency access, or it is reviewed.")
    viewed(Event.PERSON_VIEWED, child=row.person_id)
    form = EmergencyReviewForm(request.POST or None)
    saved = save(
        request, form,
        lambda: review_emergency(access=row, **form.cleaned_data, at=timezone.now(), by=request.worker),
        said="The review is recorded", to=reverse("restrictions"), row=row,
    )  # fmt: skip
    told = waiting(row, request)
    return saved or ask_apart(
        request, form, template="restrictions/emergency_review.html", row=row, person=row.person, told=told,
        title="Review emergency access", back=reverse("restrictions"), button="Save the review",
        due=long_date(told["due_on"]),
    )  # fmt: skip


urls = [
    path("emergency/", open_record, name="emergency"),
    path("emergency/<int:access>/review/", review, name="emergency-review"),
]
