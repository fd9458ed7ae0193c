"""The form for a manager's oversight."""

from django import forms

from kith.web.forms.fields import DateField
from kith.web.forms.record import RecordForm


class OversightForm(RecordForm):
    """What a manager saw, and decided."""

    past = ("about_on",)
    called = {"text": "what you saw"}

    about_on = DateField(
        label="Day of the oversight", called="the day of the oversight", help_text="For example, 16 11 2026"
    )
    text = forms.CharField(
        label="What you saw in the record, and what you think of it",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    decision = forms.CharField(
        label="What is decided, and why",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
