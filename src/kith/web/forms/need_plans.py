"""Forms for child in need plans, and for closing."""

from django import forms

from kith.assessment.models import NeedPlan
from kith.statutory.cin.codes import REASON_FOR_CLOSURE
from kith.web.forms.fields import DateField
from kith.web.forms.record import RecordForm, in_force, offer

EXAMPLE = "For example, 16 11 2026"


def _words(label: str, hint: str = "", rows: int = 6) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=20_000, widget=forms.Textarea(attrs={"rows": rows})
    )


class PlanForm(RecordForm):
    """A child in need plan starts."""

    past = ("start_on",)
    called = {"purpose": "what is to be better"}

    start_on = DateField(label="Day the plan starts", called="the day the plan starts", help_text=EXAMPLE)
    purpose = _words("What is to be better for the child?", "In words the family would use")
    review_on = DateField(
        label="Day of the first review", called="the day of the first review", required=False,
        help_text="Where the family and you agreed on one",
    )  # fmt: skip


class ActionForm(RecordForm):
    """What somebody does for the plan."""

    called = {"what": "what is to be done", "who": "who does it"}

    what = forms.CharField(label="What is to be done?", max_length=300)
    who = forms.CharField(label="Who does it?", max_length=150)
    by_on = DateField(label="By when?", called="the day by which it is done", help_text=EXAMPLE)


class ReviewForm(RecordForm):
    """The plan was reviewed."""

    past = ("held_on",)
    called = {"who": "who was there", "text": "what has changed"}

    held_on = DateField(label="Day of the review", called="the day of the review", help_text=EXAMPLE)
    who = forms.CharField(label="Who was there?", max_length=300, help_text="The child and the family first")
    text = _words("What has changed, and what was agreed?", rows=8)
    next_on = DateField(label="Day of the next review", called="the day of the next review", required=False)


class EndForm(RecordForm):
    """The plan ends."""

    past = ("end_on",)
    called = {"end_reason": "why it ends", "ended_because": "what has changed"}

    end_on = DateField(label="Day the plan ends", called="the day the plan ends", help_text=EXAMPLE)
    end_reason = forms.ChoiceField(
        label="Why does it end?", choices=NeedPlan.EndReason.choices, widget=forms.RadioSelect
    )
    ended_because = _words("What has changed for the child?")


class CloseForm(RecordForm):
    """What began with a referral is over."""

    past = ("closed_on",)
    called = {"reason": "why it is closed", "text": "what has changed"}

    closed_on = DateField(label="Day it is closed", called="the day it is closed", help_text=EXAMPLE)
    reason = forms.ChoiceField(label="Why is it closed?", widget=forms.RadioSelect)
    text = _words("What has changed, and who was told?")

    def __init__(self, *args, as_of, **options):
        super().__init__(*args, as_of=as_of, **options)
        offer(self, "reason", in_force(REASON_FOR_CLOSURE, as_of))
