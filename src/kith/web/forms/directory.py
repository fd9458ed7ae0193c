"""Forms for the directory of services, and for a family that asks a service."""

from typing import Any

from django import forms

from kith.familyhelp.models import Service, ServiceReferral
from kith.familyhelp.queries import Wanted
from kith.web.forms.family_help import EXAMPLE, words
from kith.web.forms.fields import DateField
from kith.web.forms.plain import Form
from kith.web.forms.record import RecordForm, offer

OLDEST = 25


class SearchForm(Form):
    """What a family looks for."""

    mark_optional = False

    words = forms.CharField(label="Words", max_length=60, required=False)
    category = forms.ChoiceField(
        label="What kind", required=False, choices=[("", "All kinds"), *Service.Category.choices]
    )
    age = forms.IntegerField(label="For a child of which age", min_value=0, max_value=OLDEST, required=False)
    place = forms.CharField(
        label="Where", max_length=60, required=False, help_text="A place, or the first part of a postcode"
    )
    language = forms.ChoiceField(label="In which language", required=False)
    with_room = forms.BooleanField(label="Only where there is room now", required=False)

    def __init__(self, *args: Any, languages: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "language", [("", "Any language"), *((each, each) for each in languages)])

    def wanted(self) -> Wanted:
        if not self.is_bound or not self.is_valid():
            return Wanted()
        return Wanted(**self.cleaned_data)


class ServiceForm(RecordForm):
    """A line of the directory."""

    called = {"description": "what it offers", "category": "what kind it is", "status": "whether it is open"}

    name = forms.CharField(label="Name of the service", max_length=150)
    organisation = forms.CharField(label="Organisation", max_length=150)
    description = words("What does it offer?")
    category = forms.ChoiceField(
        label="What kind is it?", choices=Service.Category.choices, widget=forms.RadioSelect
    )
    minimum_age = forms.IntegerField(
        label="From which age", min_value=0, max_value=OLDEST, required=False, help_text="In years"
    )
    maximum_age = forms.IntegerField(
        label="To which age", min_value=0, max_value=OLDEST, required=False, help_text="In years"
    )
    place = forms.CharField(label="Where is it?", max_length=150, required=False)
    postcode_area = forms.CharField(
        label="First part of the postcode", max_length=4, required=False, help_text="For example, ES1"
    )
    languages = forms.CharField(
        label="Languages other than English",
        max_length=200,
        required=False,
        help_text="With commas between them",
    )
    capacity = forms.IntegerField(
        label="How many families at a time", min_value=0, max_value=10_000, required=False
    )
    contact = forms.CharField(label="How is it reached?", max_length=150, required=False)
    url = forms.URLField(label="Web address", required=False, assume_scheme="https")
    status = forms.ChoiceField(
        label="Is it open?", choices=Service.Status.choices, widget=forms.RadioSelect, initial=Service.Status.ACTIVE
    )  # fmt: skip

    def clean_languages(self) -> list[str]:
        return [each.strip() for each in self.cleaned_data["languages"].split(",") if each.strip()]

    def clean_postcode_area(self) -> str:
        return self.cleaned_data["postcode_area"].strip().upper()

    def clean(self) -> dict:
        given = super().clean() or {}
        first, last = given.get("minimum_age"), given.get("maximum_age")
        if first is not None and last is not None and last < first:
            self.add_error("maximum_age", "The last age must be the same as or above the first")
        return given


class AskForm(RecordForm):
    """The family asks a service."""

    past = ("referred_on",)
    called = {"for_whom": "whom it is for", "referred_on": "the day they asked"}

    for_whom = forms.CharField(
        label="Whom is it for?", max_length=150, help_text="For example, Dana and her father"
    )
    referred_on = DateField(
        label="On which day did they ask?", called="the day they asked", help_text=EXAMPLE
    )


class BeginForm(RecordForm):
    """The service has started."""

    past = ("started_on",)

    started_on = DateField(label="On which day did it start?", called="the day it started", help_text=EXAMPLE)


class SessionForm(RecordForm):
    """A session, attended or missed."""

    past = ("held_on",)
    called = {"attended": "whether they went", "held_on": "the day of the session"}

    held_on = DateField(label="Day of the session", called="the day of the session", help_text=EXAMPLE)
    attended = forms.TypedChoiceField(
        label="Did they go?", coerce=lambda each: each == "yes", choices=(("yes", "Yes"), ("no", "No")), widget=forms.RadioSelect,
        empty_value=None,
    )  # fmt: skip
    missed_because = words("If not, why?", rows=2, required=False)


class ServiceEndForm(RecordForm):
    """The service has ended for the family."""

    past = ("ended_on",)
    called = {"outcome": "how it ended", "ended_on": "the day it ended"}

    ended_on = DateField(label="On which day did it end?", called="the day it ended", help_text=EXAMPLE)
    outcome = forms.ChoiceField(
        label="How did it end?", choices=ServiceReferral.Outcome.choices, widget=forms.RadioSelect
    )
    outcome_text = words("What did it make better?", required=False)
