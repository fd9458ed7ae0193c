"""Why a deadline was missed."""

from datetime import date

from django.http import HttpResponse
from django.urls import path, register_converter, reverse
from django.utils import timezone

from kith.access.roles import Permission
from kith.deadlines.actions import explain_lateness, late_deadline
from kith.deadlines.queries import reasons_for_lateness
from kith.people.models import Person
from kith.reach.doing import get_child_to
from kith.reach.seeing import NotFound
from kith.statutory.clocks.deadline import Deadline
from kith.web.forms.lateness import LatenessForm
from kith.web.jinja import long_date
from kith.web.request import Request
from kith.web.saving import ask, save


class DayConverter:
    """A day in an address: 2026-11-16."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


register_converter(DayConverter, "day")


def explain(request: Request, child: int, timescale: str, day: date) -> HttpResponse:
    whose, back = (
        get_child_to(Permission.LATENESS_EXPLAIN, request.worker, child, Permission.RECORD_SEE),
        reverse("deadlines", args=[child]),
    )
    missed = _missed(request, whose, timescale, day)
    form = LatenessForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form,
        lambda: explain_lateness(
            child=whose, timescale=timescale, started_on=day, reason=form.cleaned_data["reason"],
            as_of=request.as_of, at=timezone.now(), by=request.worker,
        ),
        said="The reason is recorded", to=back,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title=f"Why was this late? {missed.timescale.title}", back=back, button="Save the reason",
        intro=f"Due {long_date(missed.due_on)}. {missed.late_by(request.as_of)} late.",
    )  # fmt: skip


def _missed(request: Request, child: Person, timescale: str, day: date) -> Deadline:
    """The deadline, late and without a reason yet: a reason is given once, unless this is the same form sent again."""
    missed = late_deadline(child, timescale, day, request.as_of)
    explained = (timescale, day) in reasons_for_lateness(child.pk)
    if missed is None or (explained and request.method == "GET"):
        raise NotFound("Nothing late here wants a reason.")
    return missed


urls = [path("children/<int:child>/lateness/<str:timescale>/<day:day>/", explain, name="lateness")]
