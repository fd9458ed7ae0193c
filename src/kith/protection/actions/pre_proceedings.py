"""Pre-proceedings: begun and ended by whoever the service says decides, and carried out by the child's worker."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.people.models import Person
from kith.protection.models import CourtHearing, PreProceedings, PreProceedingsMeeting
from kith.reach.doing import NotPermitted, require
from kith.store.history import as_it_stands
from kith.workforce.models import Worker

DECIDE, RECORD = Permission.PRE_PROCEEDINGS_DECIDE, Permission.COURT_RECORD
NOTHING_DECIDED = (
    "It has not been decided yet to go to court. Whoever decides on pre-proceedings records that first."
)


def begin_pre_proceedings(
    *, children: Sequence[Person], decided_on: date, reason: str, by: Worker
) -> list[PreProceedings]:
    """Decide to begin pre-proceedings, for one child or several: a row for each, which goes its own way."""
    require(by, DECIDE)
    for child in children:
        require(by, DECIDE, child)
    not_to_come(decided_on, "decided_on")
    if not children:
        raise ValidationError({"children": "Select the children for whom it was decided"})
    return [_begin(child, decided_on, reason, by) for child in children]


def _begin(child: Person, decided_on: date, reason: str, by: Worker) -> PreProceedings:
    if PreProceedings.objects.filter(child=child, step_decided_on__isnull=True).exists():
        raise ValidationError(f"Pre-proceedings of {child.name} are under way already. Record how they end.")
    made = PreProceedings.objects.create(child=child, decided_on=decided_on, decided_by=by, reason=reason)
    record(Event.DECIDED, made, on=decided_on)
    return made


def send_letter(*, pre_proceedings: PreProceedings, letter_sent_on: date, by: Worker) -> None:
    """The letter before proceedings was sent."""
    require(by, RECORD, pre_proceedings.child_id)
    _change(pre_proceedings, by, "letter_sent_on", letter_sent_on)


def hold_first_meeting(
    *, pre_proceedings: PreProceedings, first_meeting_on: date, text: str, by: Worker
) -> None:
    """The first meeting with the family in pre-proceedings, and what was agreed."""
    require(by, RECORD, pre_proceedings.child_id)
    _change(pre_proceedings, by, "first_meeting_on", first_meeting_on, first_meeting=text)


def hold_review_meeting(
    *, pre_proceedings: PreProceedings, held_on: date, text: str, by: Worker
) -> PreProceedingsMeeting:
    """A later meeting, at which what was agreed is looked at."""
    require(by, RECORD, pre_proceedings.child_id)
    since_it_began(pre_proceedings, held_on, "held_on")
    first = pre_proceedings.first_meeting_on
    if first is None or held_on < first:
        raise ValidationError(
            {"held_on": "A review meeting follows the first meeting. Record that one first."}
        )
    made = PreProceedingsMeeting.objects.create(
        child_id=pre_proceedings.child_id, pre_proceedings=pre_proceedings, held_on=held_on, text=text, by=by
    )
    record(Event.REVIEWED, made, on=held_on)
    return made


def decide_step(
    *, pre_proceedings: PreProceedings, step_decided_on: date, step: str, step_reason: str, by: Worker, outcome: str = ""
) -> None:  # fmt: skip
    """Decide to step up to court or down from it; `outcome` is the census's own code, where the council knows it."""
    require(by, DECIDE, pre_proceedings.child_id)
    as_it_stands(pre_proceedings)
    if pre_proceedings.step_decided_on:
        raise NotPermitted("How these pre-proceedings ended has been decided already.")
    since_it_began(pre_proceedings, step_decided_on, "step_decided_on")
    pre_proceedings.step_decided_on, pre_proceedings.step = step_decided_on, step
    pre_proceedings.step_reason, pre_proceedings.outcome = step_reason, outcome
    pre_proceedings.save()
    record(Event.ENDED, pre_proceedings, on=step_decided_on)


def apply_to_court(*, child: Person, application_on: date, by: Worker) -> PreProceedings | CourtHearing:
    """An application was made to the court. It stands with the pre-proceedings that led to it, where there were any."""
    require(by, RECORD, child)
    not_to_come(application_on, "application_on")
    led_to_it = PreProceedings.objects.filter(child=child).order_by("-decided_on", "-pk").first()
    if led_to_it is None or led_to_it.application_on:
        return _at_once(child, application_on)
    as_it_stands(led_to_it)
    _require_step_to_court(led_to_it, application_on)
    led_to_it.application_on = application_on
    led_to_it.save(update_fields=["application_on"])
    record(Event.CHANGED, led_to_it, on=application_on)
    return led_to_it


def _at_once(child: Person, on: date) -> CourtHearing:
    made = CourtHearing.objects.create(child=child, kind=CourtHearing.Kind.APPLICATION, held_on=on)
    record(Event.ADDED, made, on=on)
    return made


def _require_step_to_court(pre_proceedings: PreProceedings, day: date) -> None:
    if pre_proceedings.step_decided_on is None:
        raise ValidationError(NOTHING_DECIDED)
    if day < pre_proceedings.step_decided_on:
        raise ValidationError(
            {"application_on": "The application cannot come before the decision to go to court"}
        )


def send_care_letter(*, pre_proceedings: PreProceedings, care_letter_on: date, by: Worker) -> None:
    """The letter that says that care proceedings begin was sent to the parents."""
    require(by, RECORD, pre_proceedings.child_id)
    as_it_stands(pre_proceedings)
    applied = pre_proceedings.application_on
    if applied is None or care_letter_on < applied:
        raise ValidationError(
            {"care_letter_on": "The letter follows the application. Record the application first."}
        )
    _change(pre_proceedings, by, "care_letter_on", care_letter_on)


def _change(row: PreProceedings, by: Worker, field: str, day: date, **more: str) -> None:
    """Put a day on the row; one that stood there before is kept."""
    as_it_stands(row)
    since_it_began(row, day, field)
    for name, value in {field: day, **more}.items():
        setattr(row, name, value)
    row.save(update_fields=[field, *more])
    record(Event.CHANGED, row, on=day)


def since_it_began(row: PreProceedings, day: date, field: str) -> None:
    """Refuse a day that is to come, or that lies before it was decided."""
    not_to_come(day, field)
    if day < row.decided_on:
        raise ValidationError({field: "The day cannot be before it was decided to begin pre-proceedings"})


def not_to_come(day: date, field: str) -> None:
    if day > current().as_of:
        raise ValidationError({field: "The day must be today or in the past"})
