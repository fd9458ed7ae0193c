"""The form that puts right a referral."""

from django import forms

from kith.statutory.cin import codes
from kith.web.forms.fields import DateField
from kith.web.forms.record import Correction, RecordForm, chosen_or_none, in_force, offer


class CorrectReferralForm(RecordForm, Correction):
    """Its day, source and main need, and whether anything was done."""

    past = ("referred_on",)
    called = {"source": "who referred"}

    referred_on = DateField(label="Day the referral was received", called="the day the referral was received")
    source = forms.ChoiceField(label="Who referred?")
    primary_need = forms.ChoiceField(label="Main need", required=False)
    no_further_action = forms.BooleanField(label="Nothing further was done after it", required=False)

    def __init__(self, *args, as_of, **options):
        super().__init__(*args, as_of=as_of, **options)
        offer(self, "source", chosen_or_none(in_force(codes.REFERRAL_SOURCE, as_of), "Select who referred"))
        offer(self, "primary_need", chosen_or_none(in_force(codes.PRIMARY_NEED, as_of), "Not known yet"))
