"""Forms that put right an enquiry or a core group, and of who was at a conference."""

from django import forms

from kith.protection.models import ConferencePresent, Enquiry
from kith.web.forms.fields import DateField
from kith.web.forms.protection import CoreGroupForm, EnquiryForm, OutcomeForm
from kith.web.forms.record import Correction, RecordForm, chosen_or_none


class CorrectEnquiryForm(RecordForm, Correction):
    """The days and words of an enquiry."""

    past = ("started_on", "seen_on", "ended_on", "conference_asked_on")

    started_on = EnquiryForm.declared_fields["started_on"]
    seen_on = DateField(label="Day the child was seen", called="the day the child was seen", required=False)
    outcome = forms.ChoiceField(
        label="Outcome", required=False, choices=chosen_or_none(Enquiry.Outcome.choices, "Under way")
    )
    ended_on = DateField(label="Day of the outcome", called="the day of the outcome", required=False)
    conference_asked_on = OutcomeForm.declared_fields["conference_asked_on"]
    found = forms.CharField(
        label="What was found, and why",
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class CorrectCoreGroupForm(RecordForm, Correction):
    """A core group."""

    past = ("held_on",)
    called = {"text": "what has changed and what happens next"}

    held_on = CoreGroupForm.declared_fields["held_on"]
    present = CoreGroupForm.declared_fields["present"]
    text = CoreGroupForm.declared_fields["text"]


class PresentForm(RecordForm):
    """Somebody who was asked to a conference."""

    called = {"agency": "for whom they were asked", "name": "who it is", "came": "whether they came"}

    agency = forms.ChoiceField(
        label="For whom were they asked?", choices=ConferencePresent.Agency.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label="Who", max_length=150, help_text="Name, and what they do or who they are to the child"
    )
    came = forms.ChoiceField(
        label="Did they come?", choices=ConferencePresent.Came.choices, widget=forms.RadioSelect
    )
    sent_report = forms.BooleanField(label="They sent a report", required=False)
