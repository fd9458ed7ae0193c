"""Asking a partner to contribute; and the partner's own form."""

import datetime
from collections.abc import Sequence

from django import forms

from kith.people.models import Person
from kith.sharing.actions.asking import LONGEST
from kith.sharing.bases import BASES, CHOICES
from kith.sharing.models import Contribution
from kith.web.forms.fields import DateField
from kith.web.forms.plain import Form
from kith.web.forms.record import RecordForm, names_of, offer

SOURCES = {each.key: each.source for each in BASES}


class AskForm(RecordForm):
    """Who is asked what about whom, what they see, and on what basis."""

    called = {
        "children": "the children whom it is about", "to": "what they contribute to", "agency": "which agency",
        "partner": "who is asked", "question": "what you ask them", "basis": "the basis for sharing",
        "because": "why this basis holds here", "days": "how many days the link lasts",
    }  # fmt: skip

    children = forms.MultipleChoiceField(label="About which children?", widget=forms.CheckboxSelectMultiple)
    to = forms.ChoiceField(
        label="What will they contribute to?", choices=Contribution.To.choices, widget=forms.RadioSelect
    )
    meant_on = DateField(
        label="Which one?", called="the day of it", required=False,
        help_text="The day of the conference or discussion, or on which the enquiry or assessment began. Leave it empty where no day is set",
    )  # fmt: skip
    agency = forms.ChoiceField(label="Which agency?", choices=Contribution.Agency.choices)
    partner = forms.CharField(
        label="Who is asked there?",
        max_length=150,
        help_text="Name and post, for example Jo Marsh, health visitor",
    )
    question = forms.CharField(
        label="What do you ask them?", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="They read this. Say no more than they need: never an address, nor anything of somebody it is not about.",
    )  # fmt: skip
    shown = forms.MultipleChoiceField(
        label="What do they need, beside the first name, to know whom you mean?", choices=Contribution.Shown.choices,
        required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    basis = forms.ChoiceField(
        label="On what basis is this shared?", choices=CHOICES, widget=forms.RadioSelect
    )
    because = forms.CharField(
        label="Why does it hold here?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whether the family knows and agrees; if not, why it is shared all the same",
    )  # fmt: skip
    days = forms.IntegerField(
        label="How many days should the link last?", min_value=1, max_value=LONGEST, initial=7,
        error_messages=dict.fromkeys(("min_value", "max_value"), f"A link lasts between 1 and {LONGEST} days"),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
    )  # fmt: skip

    def __init__(self, *args, as_of: datetime.date, children: Sequence[Person], **options):
        super().__init__(*args, as_of=as_of, **options)
        self.people = {str(each.pk): each for each in children}
        offer(self, "children", names_of(children))

    @property
    def details(self) -> dict:
        given = dict(self.cleaned_data)
        return given | {"children": [self.people[each] for each in given["children"]]}


class CodeForm(Form):
    """The code given apart."""

    called = {"code": "the code"}

    code = forms.CharField(
        label="What is the code?", max_length=40,
        help_text="Whoever asked you gave you 8 letters and numbers, most likely by telephone",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class ContributeForm(Form):
    """What the partner writes."""

    called = {"text": "what you want to tell"}

    text = forms.CharField(
        label="What do you want to tell?", max_length=20_000, widget=forms.Textarea(attrs={"rows": 14}),
        help_text="What you know and have seen yourself, what is going well, and what worries you. Say what is fact and what is opinion.",
    )  # fmt: skip
