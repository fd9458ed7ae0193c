"""Finding a home, or describing a new one."""

from django import forms
from django.core.exceptions import ValidationError

from kith.care.actions.homes import NewHome, in_full
from kith.providers.models import Home
from kith.web.forms.plain import Form


class PostcodeField(forms.CharField):
    """A postcode, in full, as it is written."""

    def __init__(self, **options):
        widget = forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"})
        super().__init__(max_length=10, widget=widget, **options)

    def clean(self, value):
        try:
            return in_full(super().clean(value))
        except ValidationError as refused:
            raise ValidationError(refused.messages) from None


class FindHomeForm(Form):
    """The home's name, postcode or number."""

    called = {"words": "a name, postcode or Ofsted number"}

    words = forms.CharField(
        label="Name, postcode or Ofsted number",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class HomeFields(forms.Form):
    """Mixed into a form that records a stay. Says the home: one that is recorded, a new one, or none."""

    home_name = forms.CharField(
        label="Name of the home or carers",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    provider = forms.CharField(
        label="Provider",
        max_length=150,
        required=False,
        help_text="The fostering service, company or charity",
    )
    urn = forms.CharField(
        label="Ofsted number",
        max_length=8,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    address = forms.CharField(
        label="Address", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    postcode = PostcodeField(label="Postcode of the home")

    CALLED = {"home_name": "the name of the home or carers", "postcode": "the postcode of the home"}
    HOME = ("home_name", "provider", "urn", "address", "postcode")

    def settle(self, home: "Home | str") -> None:
        """Keep the boxes of a new home only where the home is new."""
        self.chosen = home
        if home != "new":
            for name in self.HOME:
                del self.fields[name]

    @property
    def home(self) -> "Home | NewHome | None":
        if self.chosen == "new":
            given = self.cleaned_data
            return NewHome(name=given["home_name"], **{each: given[each] for each in self.HOME[1:]})
        return self.chosen if isinstance(self.chosen, Home) else None
