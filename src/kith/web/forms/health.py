"""Forms for health."""

from django import forms

from kith.casework.models import HealthAssessment
from kith.statutory import codes
from kith.web.forms.fields import DateField
from kith.web.forms.record import RecordForm, chosen_or_none

EXAMPLE = "For example, 16 11 2026"


class AssessmentForm(RecordForm):
    """A health assessment."""

    past = ("assessed_on",)
    called = {"kind": "the kind of assessment"}

    kind = forms.ChoiceField(
        label="Kind of assessment", choices=HealthAssessment.Kind.choices, widget=forms.RadioSelect
    )
    assessed_on = DateField(
        label="Day of the assessment", called="the day of the assessment", help_text=EXAMPLE
    )
    summary = forms.CharField(
        label="Summary", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6})
    )


class DentalForm(RecordForm):
    """A dental check."""

    past = ("checked_on",)
    checked_on = DateField(
        label="Day the teeth were checked", called="the day the teeth were checked", help_text=EXAMPLE
    )


class ImmunisationForm(RecordForm):
    """Whether immunisations were up to date on a day."""

    past = ("checked_on",)
    called = {
        "up_to_date": "whether the immunisations are up to date",
        "outstanding": "what is still to be given",
    }

    checked_on = DateField(
        label="Day this was found out", called="the day this was found out", help_text=EXAMPLE
    )
    up_to_date = forms.TypedChoiceField(
        label="Are the child’s immunisations up to date?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
    )
    outstanding = forms.CharField(label="If not, what is still to be given?", required=False, max_length=300)


class QuestionnaireForm(RecordForm):
    """A Strengths and Difficulties Questionnaire."""

    past = ("completed_on",)
    called = {"score": "Total score"}

    completed_on = DateField(
        label="Day it was completed", called="the day it was completed", help_text=EXAMPLE
    )
    score = forms.IntegerField(
        label="Total score",
        required=False,
        help_text="Between 0 and 40. Leave empty if there is none.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
    )
    reason = forms.ChoiceField(
        label="If there is no score, why?", required=False,
        choices=chosen_or_none(codes.SDQ_REASON.choices, "There is a score"),
    )  # fmt: skip
