"""The questions of the public page, one thing on each: short words, and nothing asked that is not needed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict

from kith.frontdoor.asking import HelpRequest
from kith.web.forms.plain import Form

LONG, MOST_CHILDREN = 4_000, 6


def words(label: str, rows: int = 6, most: int = LONG, **options) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


class WhoForm(Form):
    """For whom help is asked."""

    called = {"whom": "who the help is for"}

    whom = forms.ChoiceField(
        label="Who is the help for?", choices=HelpRequest.Whom.choices, widget=forms.RadioSelect
    )


class ChildForm(Form):
    """One child, as far as the asker knows. An empty one is left out."""

    mark_optional = False

    given = forms.CharField(label="First name", max_length=100, required=False)
    family = forms.CharField(label="Last name", max_length=100, required=False)
    age = forms.CharField(
        label="Age", max_length=30, required=False, widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        help_text="A guess is fine. If the baby is not born yet, say when it is due.",
    )  # fmt: skip

    @property
    def is_empty(self) -> bool:
        return not any(self.cleaned_data.values())


class ChildrenForm(Form):
    """Who the children are. The boxes of each child are a form of their own."""

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.rows = [ChildForm(data, prefix=f"child{place}") for place in range(count(data))]

    def clean(self):
        if all(each.is_valid() for each in self.rows) and all(each.is_empty for each in self.rows):
            raise ValidationError(
                "Enter the first name of at least one child. If you do not know it, write “not known”."
            )
        return super().clean()

    def is_valid(self):
        return all([super().is_valid(), *(each.is_valid() for each in self.rows)])

    @property
    def children(self) -> list[dict]:
        return [each.cleaned_data for each in self.rows if not each.is_empty]


def count(data: Mapping[str, Any] | None) -> int:
    """For how many children the page has boxes."""
    said = (data or {}).get("children", "")
    asked = int(said) if said.isascii() and said.isdecimal() and len(said) < 3 else 1
    return min(max(asked, 1), MOST_CHILDREN)


class WorriesForm(Form):
    called = {"worries": "what worries you"}

    worries = words(
        "What worries you?", 8, help_text="Tell us in your own words what has happened, when, and how it is now."
    )  # fmt: skip


class WellForm(Form):
    working = words(
        "What is going well?", required=False, help_text="For example people who help, things that work, what you enjoy"
    )  # fmt: skip


class HelpForm(Form):
    would_help = words(
        "What would help?", required=False, help_text="If you do not know yet, leave this empty. We will talk about it with you."
    )  # fmt: skip


class ReachForm(Form):
    """How to reach whoever asks; or that they do not want to be."""

    mark_optional = False

    name = forms.CharField(
        label="Your name", max_length=150, required=False, help_text="You do not have to tell us"
    )
    telephone = forms.CharField(
        label="Telephone number", max_length=30, required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "inputmode": "tel"}),
    )  # fmt: skip
    email = forms.CharField(
        label="Email address", max_length=150, required=False, widget=forms.TextInput(attrs={"inputmode": "email"}),
        help_text="Only one that nobody else reads",
    )  # fmt: skip
    address = words("Where we can write to you", 3, 300, required=False)
    no_contact = forms.BooleanField(label="Please do not contact me", required=False)

    def clean(self):
        given = super().clean() or {}
        ways = any(given.get(each) for each in ("telephone", "email", "address"))
        if not self.errors and ways == bool(given.get("no_contact")):
            if ways:
                raise ValidationError(
                    {"no_contact": "You gave a way to contact you and asked us not to. Keep one of the two"}
                )
            raise ValidationError({
                "telephone": "Enter one way to contact you, or tick “Please do not contact me”"
            })  # fmt: skip
        return given


class SafeForm(Form):
    """When and how it is safe to be in touch."""

    when = words(
        "When is it safe to contact you?", 3, 500, required=False, help_text="For example, weekdays between 10am and 2pm"
    )  # fmt: skip
    avoid = forms.MultipleChoiceField(
        label="What should we not do?", choices=HelpRequest.Avoid.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    avoid_more = words("Is there anything else we should not do?", 3, 500, required=False)


def shown(kind: type[Form], kept: dict[str, list[str]]) -> Form:
    """The form with what was answered before, without complaints of what is not finished."""
    if not kept:
        return kind()
    form = kind(MultiValueDict(kept))
    quiet(form)
    return form


def quiet(form: Any) -> None:
    for each in [form, *getattr(form, "rows", [])]:
        each._errors = ErrorDict()
