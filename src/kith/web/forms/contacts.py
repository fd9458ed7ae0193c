"""Forms of the front door."""

import datetime
from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kith.frontdoor.models import Contact, Decision, PartnerCheck, StepBack, Telling
from kith.people.models import Person
from kith.statutory.cin import codes
from kith.web.forms.fields import DateField, TimeField
from kith.web.forms.people import SEX
from kith.web.forms.plain import Form
from kith.web.forms.record import RecordForm, chosen_or_none, in_force, moment_of, names_of, offer

NEW = "new"
LIKE = "For example, 16 11 2026"
TIME_LIKE = "For example, 2:30pm"


def words(label: str, rows: int = 3, **options) -> forms.CharField:
    """A box for words."""
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=20_000, **options
    )


class ChildForm(RecordForm):
    """One child of a contact: found on the record by what is typed, or added. An empty one is left out."""

    past = ("born_on",)
    mark_optional = False
    called = {"who": "whether the child is on the record"}

    given = forms.CharField(label="First names", max_length=100, required=False)
    family = forms.CharField(label="Last name", max_length=100, required=False)
    born_on = DateField(
        label="Date of birth", required=False, help_text="If you know it. For example, 6 5 2014"
    )
    expected_on = DateField(
        label="Expected date of birth", required=False,
        help_text="Only for a child not yet born. With no name yet, write “Baby” and the mother’s last name.",
    )  # fmt: skip
    sex = forms.ChoiceField(label="Sex", choices=SEX, required=False, initial="U")
    who = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, first: bool = False, **options):
        super().__init__(*args, **options)
        self.first = first
        self.alike: list[tuple[Person, list[str]]] = []
        self.restricted = False

    @property
    def is_empty(self) -> bool:
        return not any(self.cleaned_data.get(each) for each in ("given", "family", "born_on", "expected_on"))

    def clean(self):
        given = super().clean() or {}
        named = given.get("given") or given.get("family")
        begun = named or given.get("born_on") or given.get("expected_on")
        if not self.errors and not named and (self.first or begun):
            raise ValidationError({"given": "Enter a first name or a last name of the child"})
        return given

    @property
    def details(self) -> dict:
        """What is said of somebody new."""
        names = ("given", "family", "born_on", "expected_on")
        return {name: self.cleaned_data[name] for name in names} | {"sex": self.cleaned_data["sex"] or "U"}


class ContactForm(RecordForm):
    """What somebody tells the front door, on one page: a worker is on the telephone while it is filled in."""

    past = ("received_on",)
    called = {
        "source": "who is telling us", "worries": "what worries them", "means": "how it came",
        "priority": "how soon it must be looked at",
    }  # fmt: skip

    received_on = DateField(label="Day received", called="the day it was received", help_text=LIKE)
    received_time = TimeField(label="Time received", called="the time it was received", help_text=TIME_LIKE)
    means = forms.ChoiceField(label="How it came", choices=Contact.Means.choices, initial="telephone")
    source = forms.ChoiceField(label="Who is telling us?")
    source_name = forms.CharField(label="Their name", max_length=150, required=False)
    source_organisation = forms.CharField(label="Their organisation", max_length=150, required=False)
    source_reached = forms.CharField(
        label="How to reach them", max_length=150, required=False, help_text="A telephone number or email address, and when"
    )  # fmt: skip
    worries = words(
        "What worries them?",
        6,
        help_text="In their words where you can: what was seen and heard, when, by whom",
    )
    working = words("What is working well?", required=False)
    family_view = words(
        "What does the family know, and what do they want?", required=False,
        help_text="Whether they know of this contact and agree to it; what the child says",
    )  # fmt: skip
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

    @property
    def details(self) -> dict:
        """What the action is told."""
        given = dict(self.cleaned_data)
        return given | {"received_at": moment_of(given.pop("received_on"), given.pop("received_time"))}


def now() -> dict:
    """The day and the time it is, as a form opens."""
    at = timezone.localtime()
    return {"day": at.date(), "time": at.time()}


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
