"""Forms for a placement: a new one, its end, a correction."""

from django import forms

from kith.care.models import Placement
from kith.statutory import codes
from kith.web.forms.fields import DateField
from kith.web.forms.homes import HomeFields
from kith.web.forms.record import Correction, RecordForm, chosen_or_none, in_force, offer

LASTING = ("until_18_from", "long_term_agreed_on")
COLUMNS = ("place", "provider_type", "same_carer", "emergency", "regulation_24", *LASTING)


class PlacementColumns(RecordForm):
    """What is said of every placement."""

    past = ("start_on", *LASTING)
    called = {"place": "the kind of placement", "provider_type": "who provides the placement"}

    start_on = DateField(
        label="First day", called="the first day of the placement", help_text="For example, 16 11 2026"
    )
    place = forms.ChoiceField(label="Kind of placement")
    provider_type = forms.ChoiceField(label="Who provides it?", required=False)
    same_carer = forms.BooleanField(
        label="The carer is the same as before", required=False,
        help_text="When the family moved house, or only the kind of placement changed",
    )  # fmt: skip
    emergency = forms.BooleanField(label="It was made in an emergency", required=False)
    regulation_24 = forms.BooleanField(
        label="It is with a relative or friend under temporary approval (regulation 24)", required=False
    )

    until_18_from = DateField(
        label="Meant to last until 18, decided on", called="the day it was decided", required=False,
        help_text="Leave empty if it is not meant to",
    )  # fmt: skip
    long_term_agreed_on = DateField(
        label="The child agreed to fewer visits in a long-term foster placement on", called="the day the child agreed",
        required=False, help_text="Leave empty if not",
    )  # fmt: skip

    def __init__(self, *args, as_of, **options):
        super().__init__(*args, as_of=as_of, **options)
        offer(self, "place", chosen_or_none(in_force(codes.PLACE, as_of), "Choose the kind of placement"))
        offer(
            self,
            "provider_type",
            chosen_or_none(in_force(codes.PLACE_PROVIDER, as_of), "Choose who provides it"),
        )

    @property
    def details(self) -> dict:
        """What the action is told: the columns of the placement."""
        return {name: self.cleaned_data[name] for name in COLUMNS}


class PlacementForm(PlacementColumns, HomeFields):
    """A new placement, and why the one before changes."""

    called = (
        PlacementColumns.called | HomeFields.CALLED | {"end_reason": "why the placement before is changing"}
    )

    end_reason = forms.ChoiceField(label="Why is the placement before changing?", required=False)
    field_order = ("start_on", *HomeFields.HOME, "place", "provider_type", "end_reason")

    def __init__(self, *args, as_of, home, before: Placement | None, **options):
        super().__init__(*args, as_of=as_of, **options)
        self.settle(home)
        offer(self, "end_reason", chosen_or_none(in_force(codes.REASON_PLACE_CHANGE, as_of), "Choose why"))
        self.fields["end_reason"].help_text = "Leave this for a temporary stay: the placement goes on"
        if before is None:
            del self.fields["end_reason"]


class EndPlacementForm(RecordForm):
    """The end of a placement when no other begins."""

    past = ("end_on",)
    called = {"reason": "why it ended"}

    end_on = DateField(
        label="Day it ended", called="the day it ended",
        help_text="The first day the child no longer lived there, like 16 11 2026",
    )  # fmt: skip
    reason = forms.ChoiceField(label="Why did it end?")

    def __init__(self, *args, as_of, placement: Placement, **options):
        super().__init__(*args, as_of=as_of, **options)
        offer(self, "reason", chosen_or_none(in_force(codes.REASON_PLACE_CHANGE, as_of), "Choose why"))
        if placement.temporary:
            del self.fields["reason"]


class CorrectPlacementForm(PlacementColumns, HomeFields, Correction):
    """Put right what was wrong in a placement."""

    end_on = DateField(label="Day it ended", called="the day it ended")
    end_reason = forms.ChoiceField(label="Why did it change?", required=False)
    called = PlacementColumns.called | HomeFields.CALLED
    field_order = ("start_on", "end_on", *HomeFields.HOME, "place", "provider_type")

    def __init__(self, *args, as_of, placement: Placement, home, **options):
        stands = {name: getattr(placement, name) for name in ("start_on", "end_on", "end_reason", *COLUMNS)}
        super().__init__(*args, as_of=as_of, initial=stands, **options)
        self.settle(home)
        offer(self, "place", _with(in_force(codes.PLACE, as_of), codes.PLACE, placement.place))
        offer(self, "end_reason", chosen_or_none(in_force(codes.REASON_PLACE_CHANGE, as_of), "Not recorded"))
        if placement.end_on is None:
            del self.fields["end_on"], self.fields["end_reason"]

    @property
    def corrected(self) -> dict:
        given = self.cleaned_data
        ended = {"end_reason": given["end_reason"]} if "end_reason" in given else {}
        dates = {"start_on": given["start_on"], "end_on": given.get("end_on")}
        moved = {"home": self.home} if self.chosen else {}
        return self.details | ended | dates | moved | {"reason": given["reason"]}


def _with(choices: list, codes_of: codes.CodeSet, code: str) -> list:
    """A code that is no longer in force stays as it was recorded."""
    return choices if any(code == each for each, _ in choices) else [*choices, (code, codes_of.means(code))]
