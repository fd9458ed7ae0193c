"""Forms for a visit: what is said once, and what is said of each child."""

from django import forms

from kith.casework.actions.visits import ForChild
from kith.casework.models import Visit
from kith.people.models import Person
from kith.web.forms.fields import DateField
from kith.web.forms.plain import Form
from kith.web.forms.record import Correction, RecordForm, offer

ALONE, WITH_OTHERS, NOT_SEEN, NOT_ABOUT = "alone", "with_others", "not_seen", "not_about"
HOW = [(ALONE, "Seen alone"), (WITH_OTHERS, "Seen, not alone"), (NOT_SEEN, "Not seen")]


class VisitForm(RecordForm):
    """What is said once for everyone the visit concerned."""

    past = ("visited_on",)
    called = {"place": "where the visit was", "text": "what happened", "kind": "the kind of visit"}

    visited_on = DateField(label="Visit date", called="the visit date", help_text="For example, 16 11 2026")
    kind = forms.ChoiceField(label="Kind of visit", choices=Visit.Kind.choices, widget=forms.RadioSelect)
    place = forms.CharField(label="Where was the visit?", max_length=150, required=False)
    text = forms.CharField(
        label="What happened", widget=forms.Textarea(attrs={"rows": 10}), max_length=50_000,
        help_text="Written once. It goes on the record of each child below who was part of the visit.",
    )  # fmt: skip


class ForChildForm(Form):
    """What the visit was for one child."""

    how = forms.ChoiceField(widget=forms.RadioSelect)
    not_seen_because = forms.CharField(label="Why not?", max_length=300, required=False)
    bedroom_seen = forms.BooleanField(label="I saw their bedroom", required=False)
    impact = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=5_000)

    def __init__(self, *args, child: Person, may_be_left_out: bool, **options):
        first = (child.current_name.given if child.current_name else "") or child.name
        super().__init__(*args, **options)
        self.child, self.first = child, first
        left_out = [(NOT_ABOUT, "Not part of this visit")] if may_be_left_out else []
        offer(self, "how", [*HOW, *left_out])
        self.fields["how"].label = f"Was {first} seen?"
        self.fields["how"].error_messages["required"] = f"Select whether {first} was seen"
        self.fields["impact"].label = f"What it means for {first}"
        self.fields["impact"].help_text = "Where the visit was about more than one child, say it of each"

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("how") == NOT_SEEN and not given.get("not_seen_because"):
            self.add_error("not_seen_because", f"Enter why {self.first} was not seen")
        return given

    @property
    def is_about(self) -> bool:
        return self.cleaned_data["how"] != NOT_ABOUT

    @property
    def said(self) -> ForChild:
        given = self.cleaned_data
        seen = given["how"] in (ALONE, WITH_OTHERS)
        return ForChild(
            child=self.child, seen=seen, seen_alone=given["how"] == ALONE,
            bedroom_seen=given["bedroom_seen"], impact=given["impact"],
            not_seen_because="" if seen else given["not_seen_because"],
        )  # fmt: skip


class CorrectVisitForm(VisitForm, Correction):
    """Put right what was said once for everyone."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["text"].help_text = "It stands on the record of every child the visit is about."
