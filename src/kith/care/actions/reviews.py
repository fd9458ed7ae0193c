"""Reviews of a looked-after child's case. They are the reviewing officer's record: line management cannot overwrite it."""

from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.care.actions.succession import in_words, looked_after_on, not_to_come
from kith.care.models import Review
from kith.lib.days import age_on
from kith.people.models import Person
from kith.reach.doing import NotPermitted, require
from kith.workforce.models import Worker

UNDER_FOUR = "PN0"


def record_review(*, child: Person, held_on: date, participation: str, text: str, by: Worker) -> Review:
    """Record a review that was held: how the child took part, and what was decided."""
    require(by, Permission.REVIEW_RECORD, child)
    _can_have_been(child, held_on, participation)
    if Review.objects.filter(child=child, held_on=held_on).exists():
        raise ValidationError({"held_on": f"A review on {in_words(held_on)} is already recorded"})
    review = Review.objects.create(
        child=child, held_on=held_on, participation=participation, text=text, chaired_by=by
    )
    record(Event.ADDED, review, on=held_on)
    return review


def correct_review(
    *, review: Review, held_on: date, participation: str, text: str, reason: str, by: Worker
) -> Review:
    """Put right what was wrong in a review one chaired, saying why; what stood before is kept."""
    require(by, Permission.REVIEW_RECORD, review.child)
    if review.chaired_by_id not in (by.pk, None):
        raise NotPermitted("A review is corrected by the reviewing officer who chaired it.")
    _can_have_been(review.child, held_on, participation)
    review.held_on, review.participation, review.text = held_on, participation, text
    review.save()
    record(Event.CHANGED, review, on=held_on, reason=reason)
    return review


def _can_have_been(child: Person, held_on: date, participation: str) -> None:
    not_to_come(held_on, "held_on")
    try:
        looked_after_on(child, held_on)
    except ValidationError as refused:
        raise ValidationError({"held_on": refused.messages}) from None
    if child.born_on and (participation == UNDER_FOUR) is not (age_on(child.born_on, held_on) < 4):
        age = age_on(child.born_on, held_on)
        raise ValidationError(
            {
                "participation": f"The child was {age} on that day. “Under four at the review” is for those under four, and only for them."
            }
        )
