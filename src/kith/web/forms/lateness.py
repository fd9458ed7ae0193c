"""The form that says why a deadline was missed."""

from django import forms

from kith.web.forms.record import RecordForm


class LatenessForm(RecordForm):
    """Why, once and for all."""

    called = {"reason": "why it was late"}

    reason = forms.CharField(
        label="Why was it late?", max_length=5_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Recorded once, with your name. It is not edited afterwards.",
    )  # fmt: skip
