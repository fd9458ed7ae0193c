"""Forms for becoming looked after, and for ceasing to be."""

from typing import cast

from django import forms

from kith.statutory import codes
from kith.web.forms.fields import DateField
from kith.web.forms.homes import HomeFields, PostcodeField
from kith.web.forms.placements import LASTING, PlacementColumns
from kith.web.forms.record import RecordForm, chosen_or_none, in_force, offer


class CareStartForm(PlacementColumns, HomeFields):
    """The period of care, the legal status, the first placement, the need and the home the child came from."""

    called = (
        PlacementColumns.called
        | HomeFields.CALLED
        | {"legal_status": "the legal status", "need": "the child’s main need"}
    )

    legal_status = forms.ChoiceField(label="Legal status")
    need = forms.ChoiceField(label="Main need")
    home_postcode = PostcodeField(
        label="Postcode of the child’s home", required=False,
        help_text="Where the child lived before. Distances are measured from it. Leave empty if it is not known.",
    )  # fmt: skip
    field_order = (
        "start_on",
        "legal_status",
        "need",
        "home_postcode",
        *HomeFields.HOME,
        "place",
        "provider_type",
    )

    def __init__(self, *args, as_of, home, **options):
        super().__init__(*args, as_of=as_of, **options)
        self.settle(home)
        for name in ("same_carer", *LASTING):
            del self.fields[name]
        self.fields["start_on"].label = "Day the child became looked after"
        cast(DateField, self.fields["start_on"]).called = "the day the child became looked after"
        offer(
            self,
            "place",
            chosen_or_none(
                in_force(codes.PLACE, as_of, without=codes.TEMPORARY), "Choose the kind of placement"
            ),
        )
        offer(
            self,
            "legal_status",
            chosen_or_none(in_force(codes.LS, as_of, without=codes.SHORT_BREAKS), "Choose the legal status"),
        )
        offer(self, "need", chosen_or_none(in_force(codes.CIN, as_of), "Choose the main need"))

    @property
    def details(self) -> dict:
        names = (
            "start_on",
            "legal_status",
            "need",
            "home_postcode",
            "place",
            "provider_type",
            "emergency",
            "regulation_24",
        )
        return {name: self.cleaned_data[name] for name in names}


class CareEndForm(RecordForm):
    """The end of a period of care."""

    past = ("end_on",)
    called = {"reason": "why it ended"}

    end_on = DateField(
        label="Day the child ceased to be looked after", called="the day the child ceased to be looked after",
        help_text="For example, 16 11 2026",
    )  # fmt: skip
    reason = forms.ChoiceField(label="Why did it end?")

    def __init__(self, *args, as_of, **options):
        super().__init__(*args, as_of=as_of, **options)
        offer(
            self,
            "reason",
            chosen_or_none(in_force(codes.REC, as_of, without=[codes.ANOTHER_EPISODE]), "Choose why"),
        )
