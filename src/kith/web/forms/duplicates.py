"""Forms about likely duplicates."""

from django import forms

from kith.web.forms.plain import Form
from kith.web.forms.record import RecordForm, chosen_or_none, offer


class NarrowForm(Form):
    """Which pairs to show."""

    mark_optional = False

    team = forms.ChoiceField(label="Team", required=False)
    children = forms.BooleanField(label="Only where a child has a record", required=False)

    def __init__(self, *args, teams, **options):
        super().__init__(*args, **options)
        offer(self, "team", chosen_or_none([(str(each.pk), each.name) for each in teams], "All teams"))


class NotTheSameForm(RecordForm):
    """Why two records are of two people."""

    called = {"reason": "how you know that they are two people"}

    reason = forms.CharField(
        label="How do you know that they are two people?", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example, both were at the conference, or they are twins",
    )  # fmt: skip
