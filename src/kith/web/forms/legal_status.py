"""Forms for a change of legal status, a correction, and orders of courts."""

from django import forms

from kith.care.models import LegalStatus, Order
from kith.statutory import codes
from kith.web.forms.fields import DateField
from kith.web.forms.record import Correction, RecordForm, chosen_or_none, in_force, offer


class LegalStatusForm(RecordForm):
    """The new status, from a day."""

    past = ("start_on",)
    called = {"code": "the legal status"}

    start_on = DateField(
        label="First day of the new status",
        called="the first day of the new status",
        help_text="For example, 16 11 2026",
    )
    code = forms.ChoiceField(label="Legal status", widget=forms.RadioSelect)

    def __init__(self, *args, as_of, **options):
        super().__init__(*args, as_of=as_of, **options)
        offer(self, "code", in_force(codes.LS, as_of))


class CorrectLegalStatusForm(LegalStatusForm, Correction):
    """Put right what was wrong in a legal status."""

    end_on = DateField(label="Day it ended", called="the day it ended")
    field_order = ("start_on", "end_on", "code", "reason")

    def __init__(self, *args, as_of, status: LegalStatus, **options):
        stands = {"start_on": status.start_on, "end_on": status.end_on, "code": status.code}
        super().__init__(*args, as_of=as_of, initial=stands, **options)
        self.fields["start_on"].label = "First day"
        if status.end_on is None:
            del self.fields["end_on"]


class OrderForm(RecordForm):
    """An order of a court, which may stand beside others."""

    past = ("start_on",)
    called = {"kind": "the kind of order"}

    kind = forms.ChoiceField(
        label="Kind of order", choices=chosen_or_none(Order.Kind.choices, "Choose the kind of order")
    )
    court = forms.CharField(label="Court", max_length=100, required=False)
    start_on = DateField(
        label="Day the order was made",
        called="the day the order was made",
        help_text="For example, 16 11 2026",
    )
    end_on = DateField(
        label="Day it ends",
        called="the day it ends",
        required=False,
        help_text="Leave empty if it has no end yet",
    )


class EndOrderForm(RecordForm):
    """The end of an order."""

    past = ("end_on",)
    end_on = DateField(
        label="Day the order ended", called="the day the order ended", help_text="For example, 16 11 2026"
    )
