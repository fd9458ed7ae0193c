"""Forms that put right the days the census tells: of an assessment, of plans, of a closure, and of pre-proceedings."""

from django import forms

from kith.assessment.models import NeedPlan
from kith.protection.actions.corrections import STEPS
from kith.protection.models import ProtectionPlan
from kith.statutory.cin import codes
from kith.web.forms.fields import DateField
from kith.web.forms.record import Correction, RecordForm, chosen_or_none, in_force, offer


def _day(label: str, called: str, *, required: bool = False) -> DateField:
    return DateField(label=label, called=called, required=required)


class CorrectAssessmentForm(RecordForm, Correction):
    """When an assessment began, and is looked at."""

    past = ("started_on",)

    started_on = _day("Day the assessment started", "the day the assessment started", required=True)
    review_on = _day("Day by which a manager looks at it", "the day by which a manager looks at it")


class CorrectNeedPlanForm(RecordForm, Correction):
    """When a child in need plan began and ended."""

    past = ("start_on", "end_on")

    start_on = _day("Day the plan started", "the day the plan started", required=True)
    end_on = _day("Day the plan ended", "the day the plan ended")
    end_reason = forms.ChoiceField(
        label="Why it ended",
        required=False,
        choices=chosen_or_none(NeedPlan.EndReason.choices, "It goes on, or not recorded"),
    )


class CorrectClosureForm(RecordForm, Correction):
    """When it was closed, and why."""

    past = ("closed_on",)
    called = {"because": "why it was closed"}

    closed_on = _day("Day it was closed", "the day it was closed", required=True)
    because = forms.ChoiceField(label="Why it was closed")

    def __init__(self, *args, as_of, **options):
        super().__init__(*args, as_of=as_of, **options)
        offer(self, "because", in_force(codes.REASON_FOR_CLOSURE, as_of))


class CorrectPlanForm(RecordForm, Correction):
    """The days and categories of a protection plan."""

    past = ("start_on", "end_on")
    called = {"initial_category": "the category when it began", "latest_category": "the category now"}

    start_on = _day("Day the plan started", "the day the plan started", required=True)
    end_on = _day("Day the plan ended", "the day the plan ended")
    end_reason = forms.ChoiceField(
        label="Why it ended",
        required=False,
        choices=chosen_or_none(ProtectionPlan.Ended.choices, "It goes on, or not recorded"),
    )
    initial_category = forms.ChoiceField(label="Category of abuse when it began")
    latest_category = forms.ChoiceField(label="Category of abuse now, or when it ended")
    earlier_elsewhere = forms.IntegerField(
        label="Earlier protection plans that are not on this record", min_value=0, max_value=99,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args, as_of, **options):
        super().__init__(*args, as_of=as_of, **options)
        for name in ("initial_category", "latest_category"):
            offer(self, name, in_force(codes.ABUSE, as_of))


class CorrectPreProceedingsForm(RecordForm, Correction):
    """The days of pre-proceedings."""

    past = ("decided_on", *STEPS)

    decided_on = _day("Day it was decided to begin", "the day it was decided to begin", required=True)
    letter_sent_on = _day("Day the letter before proceedings was sent", "the day the letter was sent")
    first_meeting_on = _day("Day of the first meeting", "the day of the first meeting")
    step_decided_on = _day("Day it was decided how they end", "the day it was decided how they end")
    application_on = _day("Day of the application to the court", "the day of the application")
    care_letter_on = _day(
        "Day the letter beginning care proceedings was sent", "the day that letter was sent"
    )
    outcome = forms.ChoiceField(label="Outcome, as the census codes it", required=False)

    def __init__(self, *args, as_of, **options):
        super().__init__(*args, as_of=as_of, **options)
        offer(self, "outcome", chosen_or_none(codes.OUTCOME.choices, "Not known"))
