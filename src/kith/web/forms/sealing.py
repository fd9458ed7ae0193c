"""Forms of a sealed adoption record."""

from typing import cast

from django import forms

from kith.people.models import Person
from kith.statutory import codes
from kith.web.forms.fields import DateField
from kith.web.forms.homes import PostcodeField
from kith.web.forms.people import LIKE, NameFields
from kith.web.forms.record import RecordForm, chosen_or_none, in_force, names_of, offer
from kith.web.forms.restrictions import SeveralField
from kith.workforce.models import Worker


class OpenSealedForm(NameFields):
    """The name after adoption, and who else is let in."""

    allowed = SeveralField(
        label="Which other adoption workers may see it?", required=False,
        help_text="Let in at least one, so that somebody can act when you are away.",
    )  # fmt: skip

    def __init__(self, *args, workers: list[Worker], **options):
        super().__init__(*args, **options)
        cast(SeveralField, self.fields["allowed"]).among([(each, each.name) for each in workers])
        if not workers:
            del self.fields["allowed"]


class AdopterForm(NameFields):
    """Who adopts, and where they live."""

    past = ("since",)
    called = {"lives_at": "the address", "since": "since when they are matched"}

    lives_at = forms.CharField(
        label="Address", max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    postcode = PostcodeField(label="Postcode")
    telephone = forms.CharField(
        label="Telephone", max_length=30, required=False, widget=forms.TextInput(attrs={"class": "govuk-input--width-20"})
    )  # fmt: skip
    since = DateField(label="Matched with the child on", called="the day they were matched", help_text=LIKE)


class PlaceWithAdoptersForm(RecordForm):
    """From which day the child lives with the adopters, and how that is placed."""

    past = ("start_on",)
    called = {"adopter": "the adopter", "place": "the kind of placement"}

    adopter = forms.ChoiceField(
        label="With whom?", widget=forms.RadioSelect, help_text="One of two adopters will do."
    )
    start_on = DateField(label="First day", called="the first day of the placement", help_text=LIKE)
    place = forms.ChoiceField(label="Kind of placement", widget=forms.RadioSelect)
    provider_type = forms.ChoiceField(label="Who provides it?", required=False)
    end_reason = forms.ChoiceField(
        label="Why is the placement before changing?", required=False,
        help_text="Leave empty if this placement is already recorded without its home.",
    )  # fmt: skip

    def __init__(self, *args, as_of, adopters: list[Person], **options):
        super().__init__(*args, as_of=as_of, **options)
        self.found = {str(each.pk): each for each in adopters}
        offer(self, "adopter", names_of(adopters))
        kinds = [each for each in in_force(codes.PLACE, as_of) if each[0] in codes.PLACED_FOR_ADOPTION]
        offer(self, "place", kinds)
        providers = in_force(codes.PLACE_PROVIDER, as_of)
        offer(self, "provider_type", chosen_or_none(providers, "Choose who provides it"))
        offer(self, "end_reason", chosen_or_none(in_force(codes.REASON_PLACE_CHANGE, as_of), "Choose why"))

    def clean_adopter(self):
        return self.found[self.cleaned_data["adopter"]]
