"""Forms about persons."""

from typing import cast

from django import forms
from django.core.exceptions import ValidationError

from kith.people.disability import DISABILITIES
from kith.people.identifiers import as_typed, valid_authority_id, valid_nhs_number, valid_upn
from kith.people.models import Person, PersonName
from kith.statutory import codes
from kith.web.forms.fields import DateField
from kith.web.forms.plain import Form
from kith.web.forms.record import RecordForm, chosen_or_none, offer

LIKE = "For example, 16 11 2026"
SEX = [("F", "Female"), ("M", "Male"), ("U", "Not known")]


class SearchForm(Form):
    """What is known of the person looked for."""

    mark_optional = False
    called = {"words": "what you know of them"}

    words = forms.CharField(
        label="What do you know of them?", max_length=100, min_length=2, strip=True,
        help_text="A name, or part of it: the spelling need not be right. With it, or alone: a date of birth, an age or a "
        "year, a postcode, or the name of a parent, brother or sister. For example, Kai Smith 2014 LS1, or Kai brother of "
        "Mia Smith. Or an NHS number, a pupil number or the authority’s own number.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"min_length": "Enter at least 2 characters"},
    )  # fmt: skip


class NumberField(forms.CharField):
    """A number as people write it, kept without its spaces and checked by its check digit.

    What is `kept` on the record already is not checked again: another system may have sent it wrong.
    """

    kept = ""

    def __init__(self, *, valid, typed=as_typed, **options):
        super().__init__(required=False, validators=[valid], **options)
        self.typed = typed

    def to_python(self, value):
        given = super().to_python(value)
        return self.kept if given == self.kept else self.typed(given)

    def run_validators(self, value):
        if value != self.kept:
            super().run_validators(value)


class NameFields(RecordForm):
    """First names and last name: at least one of them."""

    given = forms.CharField(label="First names", max_length=100, required=False)
    family = forms.CharField(label="Last name", max_length=100, required=False)

    def clean(self):
        given = super().clean() or {}
        if not given.get("given") and not given.get("family") and not self.errors:
            raise ValidationError({"given": "Enter a first name or a last name"})
        return given


class BirthFields(RecordForm):
    """When a person was born, or is expected; and how sure that is."""

    past: tuple[str, ...] = ("born_on",)
    called = {"birth_date_is": "how sure the date of birth is", "sex": "the sex"}

    born_on = DateField(label="Date of birth", required=False, help_text="For example, 6 5 2014")
    birth_date_is = forms.ChoiceField(
        label="How sure is the date of birth?", choices=Person.BirthDate.choices, widget=forms.RadioSelect,
        required=False, initial="known",
    )  # fmt: skip
    expected_on = DateField(
        label="Expected date of birth", required=False,
        help_text="For a child who is not yet born: leave the date of birth empty. Where there is no name yet, "
        "write “Baby” and the mother’s last name.",
    )  # fmt: skip
    sex = forms.ChoiceField(label="Sex", choices=SEX, widget=forms.RadioSelect, initial="U")

    def clean_birth_date_is(self):
        return self.cleaned_data["birth_date_is"] or Person.BirthDate.KNOWN


class AddPersonForm(NameFields, BirthFields):
    """A child not yet known, who needs a record."""

    nhs_number = NumberField(label="NHS number", valid=valid_nhs_number, max_length=20, help_text="10 digits")
    field_order = ("given", "family", "born_on", "birth_date_is", "expected_on", "sex", "nhs_number")


class ChangePersonForm(BirthFields):
    """What may be changed of a person at any time. A death is recorded on its own page, and put right here."""

    past: tuple[str, ...] = ("born_on", "died_on")

    died_on = DateField(
        label="Date of death", called="the date of death", required=False,
        help_text="Leave it empty only where the death was recorded in error",
    )  # fmt: skip
    gender = forms.CharField(label="Gender, in the person’s own words", max_length=60, required=False)
    ethnicity = forms.ChoiceField(label="Ethnicity", required=False)
    religion = forms.CharField(label="Religion", max_length=60, required=False)
    languages = forms.CharField(
        label="Languages",
        max_length=200,
        required=False,
        help_text="The first language first, with commas between",
    )
    interpreter = forms.CharField(
        label="Interpreter needed, in which language", max_length=60, required=False,
        help_text="Leave empty if none is needed",
    )  # fmt: skip
    disabilities = forms.MultipleChoiceField(
        label="Disability",
        choices=list(DISABILITIES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    communication_needs = forms.CharField(
        label="Communication needs", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    nhs_number = NumberField(label="NHS number", valid=valid_nhs_number, max_length=20, help_text="10 digits")
    upn = NumberField(
        label="Unique pupil number",
        valid=valid_upn,
        max_length=20,
        help_text="A letter, 11 digits, a digit or a letter",
    )
    former_upn = NumberField(
        label="Pupil number before",
        valid=valid_upn,
        max_length=20,
        help_text="If the child had another one in the years before",
    )
    upn_unknown = forms.ChoiceField(label="Why there is no pupil number", required=False)
    authority_id = NumberField(
        label="Authority’s own number", valid=valid_authority_id, typed=str.strip, max_length=36
    )

    def __init__(self, *args, person, **options):
        super().__init__(*args, initial=_of(person), **options)
        offer(self, "ethnicity", chosen_or_none(codes.ETHNIC.choices, "Not recorded"))
        offer(
            self,
            "upn_unknown",
            chosen_or_none(codes.UPN_UNKNOWN.choices, "There is one, or it is not recorded"),
        )
        for name in ("nhs_number", "upn", "former_upn", "authority_id"):
            cast(NumberField, self.fields[name]).kept = getattr(person, name)
        if person.born_on:
            del self.fields["expected_on"]
        if not person.died_on:
            del self.fields["died_on"]

    def clean_languages(self):
        return [each.strip() for each in self.cleaned_data["languages"].split(",") if each.strip()]

    def clean_disabilities(self):
        chosen = self.cleaned_data["disabilities"]
        if "NONE" in chosen and len(chosen) > 1:
            raise ValidationError("Select “No disability”, or the kinds of disability, not both")
        return chosen


def _of(person: Person) -> dict:
    """What stands in the form when it is opened."""
    names = [field.name for field in Person._meta.fields]
    return {name: getattr(person, name) for name in names} | {"languages": ", ".join(person.languages)}


class NameForm(NameFields):
    """A new name."""

    past = ("start_on",)
    called = {"kind": "the kind of name"}

    kind = forms.ChoiceField(
        label="What kind of name is it?", choices=PersonName.Kind.choices, widget=forms.RadioSelect
    )
    start_on = DateField(label="From which day?", called="the day from which it is used", help_text=LIKE)
    field_order = ("kind", "given", "family", "start_on")


class AddressForm(RecordForm):
    """Where somebody lives from a day on."""

    past = ("start_on",)
    called = {"lines": "the address"}

    lines = forms.CharField(
        label="Address",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Without the postcode",
    )
    postcode = forms.CharField(
        label="Postcode",
        max_length=8,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    start_on = DateField(label="Since when?", called="the day they came to live there", help_text=LIKE)
    also = forms.BooleanField(
        label="They also go on living where they lived before", required=False,
        help_text="For example, with each parent in turn",
    )  # fmt: skip


class TelephoneForm(RecordForm):
    """A telephone number."""

    past = ("start_on",)

    number = forms.RegexField(
        r"^[+]?[0-9 ()\-]{5,29}$", label="Telephone number", max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={"invalid": "Enter a telephone number, like 01632 960 001 or +44 808 157 0192"},
    )  # fmt: skip
    note = forms.CharField(label="Whose it is, and when to ring", max_length=100, required=False)
    start_on = DateField(label="Known since", called="the day from which it is known", help_text=LIKE)


class EmailForm(RecordForm):
    """An email address."""

    past = ("start_on",)

    address = forms.EmailField(label="Email address", max_length=254)
    start_on = DateField(label="Known since", called="the day from which it is known", help_text=LIKE)


class EndForm(RecordForm):
    """The day something ended."""

    past = ("end_on",)

    end_on = DateField(label="When did it end?", called="the day it ended", help_text=LIKE)


class BirthForm(RecordForm):
    """An unborn child is born."""

    past = ("born_on",)
    called = {"sex": "the sex"}

    born_on = DateField(label="Date of birth", help_text=LIKE)
    sex = forms.ChoiceField(label="Sex", choices=SEX, widget=forms.RadioSelect)
    given = forms.CharField(
        label="First names",
        max_length=100,
        required=False,
        help_text="Leave empty if the child has no name yet",
    )
    family = forms.CharField(label="Last name", max_length=100, required=False)


class TwinsForm(RecordForm):
    """A second baby is expected."""

    called = {"given": "what to call the second baby", "reason": "how it was learned"}

    given = forms.CharField(
        label="What to call the second baby", max_length=100, help_text="Until there is a name"
    )
    family = forms.CharField(label="Last name", max_length=100, required=False)
    reason = forms.CharField(
        label="How was it learned that there are two?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DayForm(RecordForm):
    """One day: of a death, or of the end of a pregnancy."""

    past = ("on",)

    on = DateField(label="When?", called="the date", help_text=LIKE)


class OpenRecordForm(RecordForm):
    """A child who was known as a relative only is given a record."""

    past = ("on",)

    on = DateField(label="From which day?", called="the day the record opens", help_text=LIKE)
