"""Forms for times missing, the return, and the return interview."""

from django import forms

from kith.casework.models import MissingPeriod
from kith.web.forms.fields import DateField, TimeField
from kith.web.forms.record import RecordForm, moment_of

ANSWERS = [
    ("held", "The child was interviewed"),
    ("accepted", "The child accepted, and it has still to be held"),
    ("declined", "The child declined"),
    ("waiting", "Offered, no answer yet"),
]


class MissingForm(RecordForm):
    """From when a child is missing, or away."""

    past = ("started_on",)
    called = {"kind": "whether the child is missing or away"}

    kind = forms.ChoiceField(
        label="Missing, or away?", choices=MissingPeriod.Kind.choices, widget=forms.RadioSelect
    )
    started_on = DateField(
        label="Day they went missing", called="the day they went missing", help_text="For example, 16 11 2026"
    )
    started_time = TimeField(
        label="Time they went missing", called="the time they went missing", help_text="For example, 2:30pm"
    )

    @property
    def details(self) -> dict:
        given = self.cleaned_data
        return {"kind": given["kind"], "started_at": moment_of(given["started_on"], given["started_time"])}


class ReturnForm(RecordForm):
    """When the child came back."""

    past = ("ended_on",)

    ended_on = DateField(
        label="Day they came back", called="the day they came back", help_text="For example, 16 11 2026"
    )
    ended_time = TimeField(
        label="Time they came back", called="the time they came back", help_text="For example, 2:30pm"
    )

    @property
    def ended_at(self):
        return moment_of(self.cleaned_data["ended_on"], self.cleaned_data["ended_time"])


class InterviewForm(RecordForm):
    """The return interview: offered, and accepted, held or declined."""

    past = ("offered_on", "answered_on")
    mark_optional = False
    called = {"answer": "what came of it", "said": "what the child said"}

    offered_on = DateField(
        label="Day it was offered", called="the day it was offered", help_text="For example, 16 11 2026"
    )
    offered_time = TimeField(
        label="Time it was offered", called="the time it was offered", help_text="For example, 2:30pm"
    )
    answer = forms.ChoiceField(label="What came of it?", choices=ANSWERS, widget=forms.RadioSelect)
    answered_on = DateField(
        label="Day it was held, accepted or declined",
        help_text="Leave empty if there is no answer yet",
        called="the day it was held, accepted or declined",
        required=False,
    )
    answered_time = TimeField(
        label="Time it was held, accepted or declined",
        called="the time it was held, accepted or declined",
        required=False,
    )
    said = forms.CharField(
        label="What the child said, in their own words",
        help_text="Write down what they said, not what it may mean. Leave empty if they said nothing.",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean(self) -> dict:
        given = super().clean() or {}
        for name in ("answered_on", "answered_time"):
            if (
                given.get("answer") in ("held", "accepted", "declined")
                and not given.get(name)
                and name not in self.errors
            ):
                self.add_error(name, self.fields[name].error_messages["required"])
        return given

    @property
    def details(self) -> dict:
        given = self.cleaned_data
        waiting = given["answer"] == "waiting"
        answered = None if waiting else moment_of(given["answered_on"], given["answered_time"])
        came_of_it = {
            f"{each}_at": answered if given["answer"] == each else None
            for each in ("held", "accepted", "declined")
        }
        offered = moment_of(given["offered_on"], given["offered_time"])
        return {"offered_at": offered, "said": given["said"], **came_of_it}
