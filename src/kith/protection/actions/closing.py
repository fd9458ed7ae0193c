"""Closing an episode of need: not while the child is protected, or while it is decided whether a court is asked."""

from datetime import date

from django.core.exceptions import ValidationError

from kith.access.roles import Permission
from kith.assessment.actions.plans import close_need
from kith.assessment.models import Closure
from kith.frontdoor.models import Referral
from kith.protection.before_court import under_way
from kith.protection.models import Enquiry
from kith.protection.queries import plan_on
from kith.reach.doing import require
from kith.workforce.models import Worker

PLAN_STANDS = (
    "A protection plan stands on that day. It ends at a review conference: ask the chair, then close."
)
ENQUIRY = "A section 47 enquiry is under way. Record its outcome under Protection, then close."
BEFORE_COURT = "Pre-proceedings are under way. The head of service records how they end, under “Before court and in court”."


def close_episode(*, referral: Referral, closed_on: date, reason: str, text: str, by: Worker) -> Closure:
    """End an episode of need, once nothing protects the child any more and nothing is being decided."""
    require(by, Permission.NEED_CLOSE, referral.child_id)
    child = referral.child
    if plan_on(child, closed_on):
        raise ValidationError(PLAN_STANDS)
    if Enquiry.objects.under_way().filter(child=child).exists():
        raise ValidationError(ENQUIRY)
    if under_way(child):
        raise ValidationError(BEFORE_COURT)
    return close_need(referral=referral, closed_on=closed_on, reason=reason, text=text, by=by)
