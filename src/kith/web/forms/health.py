"""Forms for health and education."""

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


class QuestionnaireForm(RecordForm):
    """A Strengths and Difficulties Questionnaire."""

    past = ("completed_on",)
    called = {"score": "Total score"}

    completed_on = DateField(
        label="Day it was completed", called="the day it was completed", help_text=EXAMPLE
    )
    score = forms.IntegerField(
        label="Total score", required=False, help_text="Between 0 and 40. Leave empty if there is none."
    )
    reason = forms.ChoiceField(
        label="If there is no score, why?", required=False,
        choices=chosen_or_none(codes.SDQ_REASON.choices, "There is a score"),
    )  # fmt: skip


class SchoolForm(RecordForm):
    """The school a child attends from a day on."""

    past = ("start_on",)
    called = {"school": "the school"}

    start_on = DateField(
        label="First day at the school", called="the first day at the school", help_text=EXAMPLE
    )
    school = forms.CharField(label="School or setting", max_length=150)
    urn = forms.CharField(
        label="School’s number (URN)",
        max_length=6,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    year_group = forms.CharField(
        label="Year group",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )


class EducationPlanForm(RecordForm):
    """A personal education plan, begun or reviewed."""

    past = ("held_on",)
    called = {"text": "what was agreed"}

    held_on = DateField(
        label="Day of the plan or its review", called="the day of the plan or its review", help_text=EXAMPLE
    )
    text = forms.CharField(
        label="What was agreed", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )
