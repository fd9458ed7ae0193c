"""Forms about a contact: words added, partners, who was told, the decision, looking again; and narrowing the queue."""

import datetime
from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError

from kith.frontdoor.models import Contact, Decision, PartnerCheck, StepBack, Telling
from kith.people.models import Person
from kith.statutory.cin import codes
from kith.web.forms.fields import DateField, TimeField
from kith.web.forms.new_contact import LIKE, TIME_LIKE, words
from kith.web.forms.plain import Form
from kith.web.forms.record import RecordForm, chosen_or_none, in_force, moment_of, names_of, offer


class AdditionForm(RecordForm):
    """Words added to a contact."""

    called = {"text": "what you want to add"}

    text = words(
        "What do you want to add?",
        8,
        help_text="The contact stays as it was taken. Your name and the time stand beside.",
    )


class CheckForm(RecordForm):
    """A partner is asked."""

    past = ("asked_on",)
    called = {"agency": "which agency was asked"}

    agency = forms.ChoiceField(
        label="Which agency?", choices=PartnerCheck.Agency.choices, widget=forms.RadioSelect
    )
    who = forms.CharField(label="Who was asked there", max_length=150, required=False)
    asked = words("What were they asked?", required=False)
    asked_on = DateField(label="Day asked", called="the day they were asked", help_text=LIKE)
    asked_time = TimeField(label="Time asked", called="the time they were asked", help_text=TIME_LIKE)

    @property
    def details(self) -> dict:
        given = dict(self.cleaned_data)
        return given | {"asked_at": moment_of(given.pop("asked_on"), given.pop("asked_time"))}


class AnswerForm(RecordForm):
    """What a partner said."""

    past = ("answered_on",)
    called = {"answer": "what they said"}

    answer = words("What did they say?", 8)
    intelligence = forms.BooleanField(
        label="This is police intelligence", required=False,
        help_text="Only those who screen and decide contacts can read it. It is not in the chronology, nor on paper.",
    )  # fmt: skip
    answered_on = DateField(label="Day answered", called="the day they answered", help_text=LIKE)
    answered_time = TimeField(label="Time answered", called="the time they answered", help_text=TIME_LIKE)

    @property
    def details(self) -> dict:
        given = dict(self.cleaned_data)
        return given | {"answered_at": moment_of(given.pop("answered_on"), given.pop("answered_time"))}


class TellForm(RecordForm):
    """Who was told what, and when; or why they will not be."""

    past = ("told_on",)
    called = {"whom": "who was told", "what": "what they were told"}

    whom = forms.ChoiceField(label="Who?", choices=Telling.Whom.choices, widget=forms.RadioSelect)
    what = forms.ChoiceField(label="What?", choices=Telling.What.choices, widget=forms.RadioSelect)
    told_on = DateField(label="Day they were told", required=False, help_text=LIKE)
    told_time = TimeField(label="Time they were told", required=False, help_text=TIME_LIKE)
    not_told = forms.CharField(
        label="If they will not be told: why?", required=False, max_length=300,
        help_text="For example, it would not be safe for the child. Leave the day and time empty.",
    )  # fmt: skip

    def clean(self):
        given = super().clean() or {}
        if bool(given.get("told_on")) != bool(given.get("told_time")) and not self.errors:
            name = "told_time" if given.get("told_on") else "told_on"
            raise ValidationError({name: "Enter both the day and the time they were told"})
        return given

    @property
    def details(self) -> dict:
        given = dict(self.cleaned_data)
        day, time = given.pop("told_on"), given.pop("told_time")
        return given | {"told_at": moment_of(day, time) if day and time else None}


class DecisionForm(RecordForm):
    """What a manager decides, for which of the children, and what of a referral."""

    past = ("referred_on",)
    called = {"children": "the children for whom you decide", "outcome": "what is done", "reason": "why"}

    children = forms.MultipleChoiceField(label="For which children?", widget=forms.CheckboxSelectMultiple)
    outcome = forms.ChoiceField(
        label="What is done?", choices=Decision.Outcome.choices, widget=forms.RadioSelect
    )
    reason = words("Why?", 6, help_text="What you know, what you weighed, and what is not known")
    offered = words(
        "What was offered instead?", required=False, help_text="Needed where nothing further is done. If nothing was offered, say why."
    )  # fmt: skip
    referred_on = DateField(
        label="Day the referral was received", called="the day the referral was received", required=False,
        help_text="For family help, an assessment or a strategy discussion: the assessment’s 45 working days run from it.",
    )  # fmt: skip
    primary_need = forms.ChoiceField(label="Main need", required=False, help_text="For a referral")

    def __init__(self, *args, as_of: datetime.date, children: Sequence[Person], **options):
        super().__init__(*args, as_of=as_of, **options)
        self.people = {str(each.pk): each for each in children}
        offer(self, "children", names_of(children))
        offer(self, "primary_need", chosen_or_none(in_force(codes.PRIMARY_NEED, as_of), "Not known yet"))

    def clean(self):
        given = super().clean() or {}
        if (
            given.get("outcome") in Decision.REFERS
            and not given.get("referred_on")
            and "referred_on" not in self.errors
        ):
            self.add_error("referred_on", "Enter the day the referral was received")
        if given.get("outcome") == Decision.Outcome.NOTHING and not given.get("offered"):
            self.add_error("offered", "Enter what was offered, or why nothing was")
        return given

    @property
    def details(self) -> dict:
        given = dict(self.cleaned_data)
        return given | {"children": [self.people[each] for each in given["children"]]}


class StepBackForm(RecordForm):
    """A manager looks again."""

    called = {"text": "what you saw and why", "outcome": "what is done"}

    text = words("What did you see, and why do you decide so?", 8)
    outcome = forms.ChoiceField(
        label="What is done?", choices=StepBack.Outcome.choices, widget=forms.RadioSelect
    )


class Narrow(Form):
    """Which contacts of the queue to show."""

    mark_optional = False

    show = forms.CharField(required=False, widget=forms.HiddenInput)
    priority = forms.TypedChoiceField(
        label="Priority", required=False, coerce=int, choices=[("", "All"), *Contact.Priority.choices], empty_value=None
    )  # fmt: skip
    outside = forms.BooleanField(label="Risk outside the home", required=False)
    unborn = forms.BooleanField(label="A child not yet born", required=False)
    again = forms.BooleanField(label="Another contact in the 12 months before", required=False)
