"""Forms for what else is recorded of a child in care, and of care leavers."""

from django import forms

from kith.statutory import codes
from kith.statutory.ssda903.years import collection_year
from kith.web.forms.fields import DateField
from kith.web.forms.homes import PostcodeField
from kith.web.forms.record import RecordForm, chosen_or_none, in_force, offer

EXAMPLE = "For example, 16 11 2026"
YES_NO = [("yes", "Yes"), ("no", "No")]


class NeedForm(RecordForm):
    """The child's main need, from a day."""

    past = ("start_on",)
    called = {"code": "the main need"}

    code = forms.ChoiceField(label="Main need", widget=forms.RadioSelect)
    start_on = DateField(label="From which day?", called="the day it starts", help_text=EXAMPLE)

    def __init__(self, *args, as_of, **options):
        super().__init__(*args, as_of=as_of, **options)
        offer(self, "code", in_force(codes.CIN, as_of))


class HomePostcodeForm(RecordForm):
    """Where the child's home is, from a day."""

    past = ("start_on",)
    called = {"postcode": "the postcode of the child’s home"}

    postcode = PostcodeField(label="Postcode of the child’s home")
    start_on = DateField(label="From which day?", called="the day it starts", help_text=EXAMPLE)


class LibertyForm(RecordForm):
    """A time in which a court allows a child's liberty to be taken."""

    past = ("start_on",)
    start_on = DateField(label="First day", called="the first day", help_text=EXAMPLE)
    end_on = DateField(label="Last day allowed", called="the last day allowed", required=False)


class AdoptionPlanForm(RecordForm):
    """The decision that a child should be placed for adoption."""

    past = ("decided_on",)
    decided_on = DateField(label="Day of the decision", called="the day of the decision", help_text=EXAMPLE)


class GiveUpPlanForm(RecordForm):
    """The plan for adoption was given up."""

    past = ("ceased_on",)
    called = {"reason": "why"}

    ceased_on = DateField(
        label="Day the plan was given up", called="the day the plan was given up", help_text=EXAMPLE
    )
    reason = forms.ChoiceField(
        label="Why?", choices=codes.REASON_PLACED_CEASED.choices, widget=forms.RadioSelect
    )


class AdoptionForm(RecordForm):
    """An adoption, as the return asks for it."""

    past = ("best_interest_on", "matched_on")
    called = {
        "by_foster_carer": "whether the former foster carer adopted the child",
        "adopters": "how many adopters there are",
        "adopters_sex": "the sex of the adopters",
        "adopters_status": "how the adopters live together",
    }

    best_interest_on = DateField(
        label="Day it was decided that adoption is best for the child",
        called="the day of the decision",
        help_text=EXAMPLE,
    )
    matched_on = DateField(label="Day the child was matched with the adopters", called="the day of the match")
    by_foster_carer = forms.TypedChoiceField(
        label="Was the child adopted by their former foster carer?",
        choices=YES_NO,
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
    )
    adopters = forms.ChoiceField(
        label="How many adopters?",
        choices=codes.NB_ADOPTR.choices,
        widget=forms.RadioSelect,
        help_text="This and what follows is for the return. No page shows it, but to those let in to a sealed record.",
    )
    adopters_sex = forms.ChoiceField(
        label="Sex of the adopters", choices=codes.SEX_ADOPTR.choices, widget=forms.RadioSelect
    )
    adopters_status = forms.ChoiceField(
        label="How the adopters live together", choices=codes.LS_ADOPTR.choices, widget=forms.RadioSelect
    )


class ShortBreakForm(RecordForm):
    """One stay in a series of short breaks."""

    past = ("start_on",)
    start_on = DateField(label="First day of the stay", called="the first day of the stay", help_text=EXAMPLE)
    end_on = DateField(label="Day the child went home", called="the day the child went home")


class VisitFrequencyForm(RecordForm):
    """A plan that asks for visits more often than the law does."""

    past = ("start_on",)
    called = {"days": "how many days at most between visits", "reason": "why"}

    days = forms.IntegerField(
        label="Days between visits, at most", min_value=1, max_value=180,
        help_text="The rules in law still hold: a plan may ask for visits sooner, never later.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )  # fmt: skip
    start_on = DateField(label="From which day?", called="the day it starts", help_text=EXAMPLE)
    reason = forms.CharField(label="Why?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class UnaccompaniedForm(RecordForm):
    """A child who came alone from abroad to seek asylum. Nothing is chosen beforehand: an empty form says nothing."""

    called = {"end": "whether it is known when the status ends"}

    end = forms.ChoiceField(
        label="Is it known when the status ends?",
        choices=[("known", "Yes, on this day"), ("unknown", "Not yet")],
        widget=forms.RadioSelect,
    )
    ended_on = DateField(
        label="Day the status ends", called="the day the status ends", required=False,
        help_text="Usually the 18th birthday, or the day leave to remain is granted. Leave empty if it is not known yet.",
    )  # fmt: skip

    def clean(self) -> dict:
        given = super().clean() or {}
        end, day = given.pop("end", None), given.get("ended_on")
        if end == "known" and not day and "ended_on" not in self.errors:
            self.add_error("ended_on", self.fields["ended_on"].error_messages["required"])
        if end == "unknown" and day:
            self.add_error("ended_on", "Leave the day empty, or say that it is known")
        return given


class ParenthoodForm(RecordForm):
    """Whether the child is a mother."""

    past = ("first_child_born_on",)
    called = {"mother": "whether she is a mother"}

    mother = forms.TypedChoiceField(
        label="Is she a mother?", choices=YES_NO, widget=forms.RadioSelect, coerce=lambda said: said == "yes"
    )
    first_child_born_on = DateField(
        label="When was her first child born?", called="the day her first child was born", required=False
    )


class PreviousPermanenceForm(RecordForm):
    """What permanence the child had before."""

    called = {"kind": "what it was", "on": "the date"}

    kind = forms.ChoiceField(label="What was it?", choices=codes.PREV_PERM.choices, widget=forms.RadioSelect)
    authority = forms.CharField(
        label="Authority that looked after the child then", max_length=3, required=False, help_text="The authority’s three-figure number",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3"}),
    )  # fmt: skip
    on = forms.RegexField(
        r"^(\d\d|zz)/(\d\d|zz)/(\d{4}|zzzz)$", label="Date", required=False,
        help_text="For example, 03/06/2019. Put zz where the day or month is not known: zz/06/2019",
        error_messages={"invalid": "Enter the date like 03/06/2019, with zz for what is not known"},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )  # fmt: skip


class ContactForm(RecordForm):
    """Whether we were in touch with a care leaver around a birthday."""

    called = {"in_touch": "whether you were in touch", "collection_year": "the year"}

    collection_year = forms.ChoiceField(label="Year of the return")
    in_touch = forms.ChoiceField(
        label="Were you in touch?",
        choices=codes.IN_TOUCH.choices,
        widget=forms.RadioSelect,
    )
    activity = forms.ChoiceField(
        label="What do they do?", required=False, choices=chosen_or_none(codes.ACTIV.choices, "Not known")
    )
    accommodation = forms.ChoiceField(
        label="Where do they live?", required=False, choices=chosen_or_none(codes.ACCOM.choices, "Not known")
    )

    def __init__(self, *args, as_of, **options):
        super().__init__(*args, as_of=as_of, **options)
        years = [collection_year(as_of), collection_year(as_of.replace(year=as_of.year - 1, day=1))]
        offer(self, "collection_year", [(year, year) for year in years])
