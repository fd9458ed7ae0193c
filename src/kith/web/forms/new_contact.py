"""The form of a new contact, with a form for each of its children."""

import datetime
from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kith.frontdoor.models import Contact
from kith.people.models import Person
from kith.statutory.cin import codes
from kith.web.forms.fields import DateField, TimeField
from kith.web.forms.people import SEX
from kith.web.forms.record import RecordForm, chosen_or_none, in_force, moment_of, offer

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


class TakingForm(RecordForm):
    """What is asked of every contact as it is taken, on the telephone or from the public page."""

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


class ContactForm(TakingForm):
    """What somebody tells the front door, on one page: a worker is on the telephone while it is filled in."""

    past = ("received_on",)
    called = TakingForm.called | {"worries": "what worries them", "means": "how it came"}
    field_order = (
        "received_on", "received_time", "means", "source", "source_name", "source_organisation", "source_reached", "worries",
        "working", "family_view",
    )  # fmt: skip

    received_on = DateField(label="Day received", called="the day it was received", help_text=LIKE)
    received_time = TimeField(label="Time received", called="the time it was received", help_text=TIME_LIKE)
    means = forms.ChoiceField(label="How it came", choices=Contact.Means.choices, initial="telephone")
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

    @property
    def details(self) -> dict:
        """What the action is told."""
        given = dict(self.cleaned_data)
        return given | {"received_at": moment_of(given.pop("received_on"), given.pop("received_time"))}


def now() -> dict:
    """The day and the time it is, as a form opens."""
    at = timezone.localtime()
    return {"day": at.date(), "time": at.time()}
