"""Forms of whoever chairs a conference."""

from django import forms

from kith.protection.actions.conferences import DECIDES, WITH_A_PLAN, ForChild
from kith.protection.models import Conference, ConferenceChild, ProtectionPlan
from kith.statutory.cin import codes
from kith.web.forms.fields import DateField
from kith.web.forms.protection import OfChildForm
from kith.web.forms.record import Correction, RecordForm, chosen_or_none, in_force, offer

Decision, Kind = ConferenceChild.Decision, Conference.Kind


class ConferenceForm(RecordForm):
    """What is said once for everyone the conference was about."""

    past = ("held_on",)
    called = {"kind": "the kind of conference", "text": "what was said and agreed"}

    kind = forms.ChoiceField(label="Kind of conference", widget=forms.RadioSelect)
    held_on = DateField(
        label="Day of the conference", called="the day of the conference", help_text="For example, 16 11 2026"
    )
    text = forms.CharField(
        label="What was said and agreed", max_length=50_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Who was asked, who came and who sent a report is recorded next, one by one",
    )  # fmt: skip

    def __init__(self, *args, has_a_plan: bool, **options):
        super().__init__(*args, **options)
        kinds = (Kind.REVIEW,) if has_a_plan else (Kind.INITIAL, Kind.TRANSFER)
        offer(self, "kind", [(each.value, each.label) for each in kinds])
        self.fields["kind"].initial = kinds[0].value


class CorrectConferenceForm(RecordForm, Correction):
    """Put right what was wrong in a conference."""

    past = ("held_on",)
    called = {"text": "what was said and agreed"}

    held_on = ConferenceForm.declared_fields["held_on"]
    present = forms.CharField(
        label="Who was there, as it was written in one text", max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 5}), help_text="Leave it empty where the list says who was asked",
    )  # fmt: skip
    text = ConferenceForm.declared_fields["text"]


class ConferenceChildForm(OfChildForm):
    """What a conference decided for one child."""

    category = forms.ChoiceField(label="Category of abuse", required=False)
    visit_every = forms.IntegerField(
        label="Working days between visits, at the most", min_value=1, max_value=60, required=False,
        help_text="Ten is local practice, not law",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )  # fmt: skip
    earlier_elsewhere = forms.IntegerField(
        label="Earlier protection plans that are not on this record", min_value=0, max_value=20, required=False,
        help_text="In another authority, or before this record began",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )  # fmt: skip
    end_reason = forms.ChoiceField(label="Why does the plan end?", required=False)
    reason = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000)
    dissent = forms.CharField(
        label="Who disagreed, and why",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=10_000,
    )

    def __init__(self, *args, as_of, plan: ProtectionPlan | None, **options):
        decided = DECIDES[Kind.REVIEW if plan else Kind.INITIAL]
        super().__init__(*args, decisions=[(each, Decision(each).label) for each in decided], **options)
        offer(self, "category", chosen_or_none(in_force(codes.ABUSE, as_of)))
        offer(self, "end_reason", chosen_or_none(ProtectionPlan.Ended.choices))
        self.ask_why()
        self.fields["category"].initial = plan.latest_category if plan else ""
        self.fields["visit_every"].initial = plan.visit_every if plan else 10
        del self.fields["earlier_elsewhere" if plan else "end_reason"]

    def with_a_plan(self) -> list:
        """The fields that are asked where there is a plan afterwards."""
        return [
            self[name] for name in ("category", "visit_every", "earlier_elsewhere") if name in self.fields
        ]

    def clean(self) -> dict:
        given = super().clean() or {}
        decision = given.get("decision")
        if decision in WITH_A_PLAN and not given.get("category"):
            self.add_error("category", f"Select the category of abuse for {self.first}")
        if decision == Decision.ENDS and not given.get("end_reason"):
            self.add_error("end_reason", f"Select why the plan of {self.first} ends")
        if self.lacks_a_reason(given):
            self.add_error("reason", f"Enter why this was decided for {self.first}")
        return given

    @property
    def said(self) -> ForChild:
        given = self.cleaned_data
        return ForChild(
            child=self.child, decision=given["decision"], category=given["category"], reason=given["reason"],
            dissent=given["dissent"], end_reason=given.get("end_reason", ""), visit_every=given["visit_every"] or 10,
            earlier_elsewhere=given.get("earlier_elsewhere") or 0,
        )  # fmt: skip


class EndPlanForm(RecordForm):
    """A plan ends without a conference of ours."""

    past = ("end_on",)
    called = {"end_reason": "why the plan ended"}

    end_on = DateField(
        label="Day the plan ended", called="the day the plan ended", help_text="For example, 16 11 2026"
    )
    end_reason = forms.ChoiceField(
        label="Why did it end?", widget=forms.RadioSelect,
        choices=[(each.value, each.label) for each in (ProtectionPlan.Ended.MOVED, ProtectionPlan.Ended.OTHER)],
    )  # fmt: skip


class EscalationForm(RecordForm):
    """What worries the chair, and by when management is to answer."""

    called = {"text": "what worries you and what you ask for"}

    text = forms.CharField(
        label="What worries you, and what do you ask for?",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    answer_by = DateField(
        label="Answer by", called="the day to answer by", help_text="For example, 16 11 2026"
    )


class AnswerForm(RecordForm):
    """What management answers."""

    called = {"answer": "the answer"}

    answer = forms.CharField(label="Your answer", max_length=10_000, widget=forms.Textarea(attrs={"rows": 8}))
