"""What else SSDA903 asks of a child in care: short breaks, liberty, asylum, parenthood, earlier permanence."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.care.actions.homes import NewHome, the_home
from kith.care.actions.succession import in_words, not_to_come
from kith.care.models import DeprivationOfLiberty, Parenthood, PreviousPermanence, ShortBreak, Unaccompanied
from kith.people.models import Person
from kith.providers.models import Home
from kith.reach.doing import require
from kith.workforce.models import Worker


def record_short_break(
    *, child: Person, start_on: date, end_on: date, by: Worker, home: Home | NewHome | None = None
) -> ShortBreak:
    """Record one stay in a series of short breaks."""
    require(by, Permission.PLACEMENT_CHANGE, child)
    _free(ShortBreak, child, start_on, end_on, "A short break")
    stay = ShortBreak.objects.create(
        child=child, start_on=start_on, end_on=end_on, home=the_home(home, child, by)
    )
    record(Event.ADDED, stay, on=start_on)
    return stay


def record_deprivation_of_liberty(
    *, child: Person, start_on: date, end_on: date | None, by: Worker
) -> DeprivationOfLiberty:
    """Record a time in which a court allows the child's liberty to be taken. The end may be to come."""
    require(by, Permission.LEGAL_STATUS_CHANGE, child)
    _free(DeprivationOfLiberty, child, start_on, end_on, "A deprivation of liberty")
    time = DeprivationOfLiberty.objects.create(child=child, start_on=start_on, end_on=end_on)
    record(Event.ADDED, time, on=start_on)
    return time


def record_unaccompanied(*, child: Person, ended_on: date | None, by: Worker) -> Unaccompanied:
    """Record that the child came alone to seek asylum, and when that status ends."""
    require(by, Permission.CARE_STEP_RECORD, child)
    row, made = Unaccompanied.objects.update_or_create(child=child, defaults={"ended_on": ended_on})
    record(Event.ADDED if made else Event.CHANGED, row)
    return row


def record_parenthood(
    *, child: Person, mother: bool, first_child_born_on: date | None, by: Worker
) -> Parenthood:
    """Record whether the child is a mother, and when her first child was born."""
    require(by, Permission.CARE_STEP_RECORD, child)
    if first_child_born_on is not None:
        not_to_come(first_child_born_on, "first_child_born_on")
    if mother is not (first_child_born_on is not None):
        raise ValidationError(
            {"first_child_born_on": "Give the birth of her first child if she is a mother, and only then"}
        )
    said = {"mother": mother, "first_child_born_on": first_child_born_on}
    row, made = Parenthood.objects.update_or_create(child=child, defaults=said)
    record(Event.ADDED if made else Event.CHANGED, row)
    return row


def record_previous_permanence(
    *, child: Person, kind: str, authority: str, on: str, by: Worker
) -> PreviousPermanence:
    """Record what permanence the child had before. Parts of the date may be unknown: "zz/06/2019"."""
    require(by, Permission.CARE_STEP_RECORD, child)
    said = {"kind": kind, "authority": authority, "date": on}
    row, made = PreviousPermanence.objects.update_or_create(child=child, defaults=said)
    record(Event.ADDED if made else Event.CHANGED, row)
    return row


def _free(
    model: type[ShortBreak] | type[DeprivationOfLiberty],
    child: Person,
    start_on: date,
    end_on: date | None,
    what: str,
) -> None:
    """Refuse a period that ends before it starts, is to come, or overlaps another of its kind."""
    not_to_come(start_on)
    if end_on is not None and end_on < start_on:
        raise ValidationError(
            {"end_on": f"The end must be the same as or after the start, {in_words(start_on)}"}
        )
    lasting = Q(end_on__isnull=True) | Q(end_on__gt=start_on)
    before_the_end = Q(start_on__lt=end_on) if end_on else Q()
    other = model.objects.filter(lasting & before_the_end, child=child).order_by("start_on", "pk").first()
    if other is not None:
        raise ValidationError({"start_on": f"{what} from {in_words(other.start_on)} overlaps this one"})
