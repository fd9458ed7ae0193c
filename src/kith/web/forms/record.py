"""What the forms of a child's record have in common."""

import datetime
from collections.abc import Iterable
from typing import cast

from django import forms
from django.utils import timezone

from kith.people.models import Person
from kith.statutory.codes import Code, CodeSet
from kith.statutory.ssda903.years import collection_year
from kith.web.forms.fields import DateField
from kith.web.forms.plain import Form


class RecordForm(Form):
    """A form of a child's record. It learns what day it is from its view; `past` names dates that cannot be to come."""

    past: tuple[str, ...] = ()

    def __init__(self, *args, as_of: datetime.date, **options):
        super().__init__(*args, **options)
        if isinstance(self, Correction):
            self.fields["reason"] = self.fields.pop("reason")  # asked last
        for name in self.past:
            cast(DateField, self.fields[name]).today = as_of


def offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Let a field be chosen from these."""
    cast(forms.ChoiceField, form.fields[name]).choices = choices


def moment_of(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """A day and a time of day here, as a moment."""
    return datetime.datetime.combine(day, time, tzinfo=timezone.get_current_timezone())


def names_of(people: Iterable[Person]) -> list[tuple[str, str]]:
    """People as choices."""
    return [(str(each.pk), each.name) for each in people]


def in_force(codes: CodeSet, as_of: datetime.date, without: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The codes that may be recorded now, in words; with the code itself only where the words do not tell it."""
    left_out = set(without)
    valid = codes.in_force(collection_year(as_of))
    return [(each.code, code_in_words(each)) for each in valid if each.code not in left_out]


def code_in_words(code: Code) -> str:
    return code.means if code.sure else f"{code.means} ({code.code})"


def chosen_or_none(choices: list[tuple[str, str]], words: str = "Choose one") -> list[tuple[str, str]]:
    """The choices of a select, with an empty one first."""
    return [("", words), *choices]


class Correction(forms.Form):
    """Mixed into a form that puts right what was recorded: it asks why."""

    reason = forms.CharField(
        label="Why is this being corrected?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What stood before is kept, with your name and this reason.",
        error_messages={"required": "Enter why this is being corrected"},
    )  # fmt: skip
