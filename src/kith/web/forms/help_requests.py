"""Forms about what was asked on the public page."""

from django import forms

from kith.web.forms.new_contact import TakingForm
from kith.web.forms.record import RecordForm


class TakeForm(TakingForm):
    """What the worker adds to what was sent: their words and the time they came stay as they are."""


class AsideForm(RecordForm):
    """Why a request is none."""

    called = {"reason": "why it is set aside"}

    reason = forms.CharField(
        label="Why is this set aside?", max_length=500,
        help_text="For example, it is the same request sent twice: give the other’s reference. Never because it is unclear: take it and ask.",
    )  # fmt: skip
