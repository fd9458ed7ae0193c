"""Forms about what was asked on the public page."""

import datetime
from collections.abc import Sequence

from django import forms

from kith.frontdoor.models import Contact
from kith.statutory.cin import codes
from kith.web.forms.new_contact import ChildForm
from kith.web.forms.record import RecordForm, chosen_or_none, in_force, offer


class TakeForm(RecordForm):
    """What the worker adds to what was sent: their words and the time they came stay as they are."""

    called = {"source": "who is telling us", "priority": "how soon it must be looked at"}

    source = forms.ChoiceField(label="Who is telling us?")
    in_danger = forms.BooleanField(
        label="A child is in danger now", required=False,
        help_text="Ring 999 if it cannot wait. Tell a manager now: do not leave it to the queue.",
    )  # fmt: skip
    outside_home = forms.BooleanField(
        label="There is a risk outside the home", required=False,
        help_text="For example exploitation, gangs, or harm by other young people",
    )  # fmt: skip
    priority = forms.TypedChoiceField(
        label="How soon must it be looked at?", choices=Contact.Priority.choices, coerce=int,
        initial=Contact.Priority.USUAL, widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )  # fmt: skip

    def __init__(self, *args, as_of: datetime.date, children: Sequence[ChildForm] = (), **options):
        super().__init__(*args, as_of=as_of, **options)
        self.children = children
        offer(self, "source", chosen_or_none(in_force(codes.REFERRAL_SOURCE, as_of)))

    def is_valid(self):
        return all([super().is_valid(), *(each.is_valid() for each in self.children)])


class AsideForm(RecordForm):
    """Why a request is none."""

    called = {"reason": "why it is set aside"}

    reason = forms.CharField(
        label="Why is this set aside?", max_length=500,
        help_text="For example, it is the same request sent twice: give the other’s reference. Never because it is unclear: take it and ask.",
    )  # fmt: skip
