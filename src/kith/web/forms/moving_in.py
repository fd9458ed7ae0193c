"""Forms of a child who moved here with another authority's protection plan."""

from django import forms

from kith.protection.models import TransferIn
from kith.web.forms.fields import DateField
from kith.web.forms.record import RecordForm

EXAMPLE = "For example, 16 11 2026"


class MovedInForm(RecordForm):
    """What the other authority told, and the day from which the conference is due."""

    past = ("plan_since", "notified_on", "accepted_on")
    called = {
        "authority": "the authority whose plan it is", "starts": "which day starts the clock",
        "starts_because": "why this day starts the clock",
    }  # fmt: skip

    authority = forms.CharField(label="Which authority’s plan is it?", max_length=150)
    plan_since = DateField(
        label="Since when is there a plan there?", called="the day the plan began", required=False, help_text=EXAMPLE
    )  # fmt: skip
    notified_on = DateField(
        label="When did the written notification come?", called="the day the notification came", help_text=EXAMPLE
    )  # fmt: skip
    accepted_on = DateField(
        label="When did we accept the child’s case?", called="the day we accepted it", required=False,
        help_text="Leave it empty where it is not accepted yet",
    )  # fmt: skip
    starts = forms.ChoiceField(
        label="Which day starts the clock?", choices=TransferIn.Starts.choices, widget=forms.RadioSelect,
        help_text="Local procedures differ: the conference is due 15 working days from the day you choose",
    )  # fmt: skip
    starts_because = forms.CharField(
        label="Why this day?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, our own procedures count from it",
    )  # fmt: skip
    told = forms.CharField(
        label="What did they tell?", max_length=50_000, required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="What the plan is about, who works with the family there, and what worries them now",
    )  # fmt: skip


class NotNeededForm(RecordForm):
    """No conference is needed after all."""

    past = ("ended_on",)
    called = {"because": "why no conference is needed"}

    ended_on = DateField(
        label="Since when is that known?", called="the day since which that is known", help_text=EXAMPLE
    )
    because = forms.CharField(
        label="Why is no conference needed?", max_length=10_000, widget=forms.Textarea(attrs={"rows": 4})
    )
