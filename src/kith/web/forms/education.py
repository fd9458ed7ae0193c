"""Forms for education."""

from django import forms

from kith.casework.models import EducationPlan
from kith.web.forms.fields import DateField
from kith.web.forms.record import RecordForm, chosen_or_none

EXAMPLE = "For example, 16 11 2026"


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
        help_text="For example, Year 9",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )


class EducationPlanForm(RecordForm):
    """A personal education plan, begun or reviewed."""

    past = ("held_on",)
    called = {"text": "what was agreed", "term": "the school term"}

    held_on = DateField(
        label="Day of the plan or its review", called="the day of the plan or its review", help_text=EXAMPLE
    )
    term = forms.ChoiceField(
        label="School term it is for",
        required=False,
        choices=chosen_or_none(EducationPlan.Term.choices, "Not known"),
    )
    text = forms.CharField(
        label="What was agreed", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )


def _sessions(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=1000,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )  # fmt: skip


class AttendanceForm(RecordForm):
    """Sessions at school, in a month or a term."""

    past = ("start_on", "last_on")
    called = {"possible": "the sessions possible", "attended": "the sessions attended"}

    start_on = DateField(label="First day", called="the first day", help_text="Of the month, or of the term")
    last_on = DateField(label="Last day", called="the last day")
    possible = _sessions("Sessions possible")
    attended = _sessions("Sessions attended")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["possible"].help_text = "Half-days, as the school counts them: two in a school day"

    def clean(self) -> dict:
        given = super().clean() or {}
        possible, attended = given.get("possible"), given.get("attended")
        if possible is not None and attended is not None and attended > possible:
            self.add_error("attended", "The sessions attended cannot be more than those possible")
        if possible == 0:
            self.add_error("possible", "Enter how many sessions there were: 1 or more")
        return given
