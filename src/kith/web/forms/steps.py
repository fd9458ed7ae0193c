"""The form for a step of care planning."""

from django import forms

from kith.care.models import Placement
from kith.statutory.clocks.steps import DATED_FINDINGS, PLACEMENT_STEPS, STEP_KINDS
from kith.web.forms.fields import DateField, in_words
from kith.web.forms.record import RecordForm, chosen_or_none, offer


class StepForm(RecordForm):
    """What was done, or found, on a day."""

    past = ("done_on",)
    called = {"kind": "the step", "placement": "the placement"}

    kind = forms.ChoiceField(label="Step", choices=chosen_or_none(list(STEP_KINDS), "Choose the step"))
    done_on = DateField(
        label="Day it was done or found",
        called="the day it was done or found",
        help_text="For example, 16 11 2026",
    )
    placement = forms.ChoiceField(
        label="Which placement is it about?", required=False,
        help_text="Needed for steps about one placement: its plan, who was told of it, approvals and findings",
    )  # fmt: skip
    expected_on = DateField(
        label="Day it is to end, or the review is asked for by", called="the day it is to end", required=False,
        help_text="Needed for what brings a review forward: an ending, a visit, or the reviewing officer’s request",
    )  # fmt: skip
    note = forms.CharField(
        label="Note", required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, as_of, placements: list[Placement], **options):
        super().__init__(*args, as_of=as_of, **options)
        self.placements = {str(each.pk): each for each in placements}
        choices = [
            (key, f"{each.get_place_display()}, since {in_words(each.start_on)}")
            for key, each in self.placements.items()
        ]
        offer(self, "placement", chosen_or_none(choices, "None"))

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("kind") in PLACEMENT_STEPS and not given.get("placement"):
            self.add_error("placement", "Select the placement this step is about")
        dated = given.get("kind") in DATED_FINDINGS
        if dated and not given.get("expected_on") and "expected_on" not in self.errors:
            self.add_error("expected_on", "Enter the day it is to end, or the day the review is asked for by")
        return given

    @property
    def details(self) -> dict:
        return self.cleaned_data | {"placement": self.placements.get(self.cleaned_data["placement"])}
