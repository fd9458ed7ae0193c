"""Forms of strategy discussions, section 47 enquiries and core groups."""

from typing import cast

from django import forms

from kith.people.models import Person
from kith.protection.actions.strategy import ForChild, Present
from kith.protection.models import Enquiry, StrategyChild, StrategyDiscussion, StrategyPresent
from kith.web.forms.fields import DateField, TimeField
from kith.web.forms.plain import Form
from kith.web.forms.record import RecordForm, moment_of, offer
from kith.web.forms.restrictions import SeveralField
from kith.web.jinja import moment

NOT_ABOUT = "not_about"
Agency = StrategyPresent.Agency


class StrategyForm(RecordForm):
    """When it was, who was there for which agency and what each knew, and what was agreed."""

    past = ("held_on",)
    called = {"text": "what was feared and agreed"}

    held_on = DateField(
        label="Day of the discussion", called="the day of the discussion", help_text="For example, 16 11 2026"
    )
    held_time = TimeField(label="Time it began", called="the time it began", help_text="For example, 2:30pm")
    text = forms.CharField(
        label="What was feared, and what was agreed",
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for agency, _words in Agency.choices:
            self.fields[f"{agency}_name"] = forms.CharField(
                label="Who was there?", max_length=150, required=False
            )
            self.fields[f"{agency}_knew"] = forms.CharField(
                label="What they knew",
                max_length=10_000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def agencies(self) -> list[tuple[str, list]]:
        """Each agency with its two fields, for the page."""
        return [(words, [self[f"{agency}_name"], self[f"{agency}_knew"]]) for agency, words in Agency.choices]

    def clean(self) -> dict:
        given = super().clean() or {}
        for agency in Agency.values:
            if given.get(f"{agency}_knew") and not given.get(f"{agency}_name"):
                self.add_error(f"{agency}_name", "Enter who was there and knew this")
        return given

    @property
    def said(self) -> dict:
        given = self.cleaned_data
        present = [
            Present(agency=agency, name=given[f"{agency}_name"], knew=given[f"{agency}_knew"])
            for agency in Agency.values
            if given[f"{agency}_name"]
        ]
        return {
            "held_at": moment_of(given["held_on"], given["held_time"]),
            "text": given["text"],
            "present": present,
        }


class OfChildForm(Form):
    """What was decided for one child of several."""

    decision = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(
        self, *args, child: Person, decisions: list[tuple[str, str]], may_be_left_out: bool, **options
    ):
        super().__init__(*args, **options)
        self.may_be_left_out = may_be_left_out
        self.child, self.first = child, (child.current_name.given if child.current_name else "") or child.name
        left_out = [(NOT_ABOUT, "Not about this child")] if may_be_left_out else []
        offer(self, "decision", [*decisions, *left_out])
        self.fields["decision"].label = f"What was decided for {self.first}?"
        self.fields["decision"].error_messages["required"] = f"Select what was decided for {self.first}"

    def ask_why(self) -> None:
        """Of the child whose record this is the reason is always asked; of brothers and sisters where it is about them."""
        self.fields["reason"].label = f"Why, for {self.first}"
        self.fields["reason"].required = not self.may_be_left_out
        self.fields["reason"].error_messages["required"] = f"Enter why this was decided for {self.first}"

    def lacks_a_reason(self, given: dict) -> bool:
        decided = given.get("decision") not in (None, NOT_ABOUT)
        return self.may_be_left_out and decided and not given.get("reason")

    @property
    def is_about(self) -> bool:
        return self.cleaned_data["decision"] != NOT_ABOUT


class StrategyChildForm(OfChildForm):
    """What a strategy discussion decided for one child, and why."""

    reason = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000)

    def __init__(self, *args, **options):
        super().__init__(*args, decisions=StrategyChild.Decision.choices, **options)
        self.ask_why()

    def clean(self) -> dict:
        given = super().clean() or {}
        if self.lacks_a_reason(given):
            self.add_error("reason", f"Enter why this was decided for {self.first}")
        return given

    @property
    def said(self) -> ForChild:
        given = self.cleaned_data
        return ForChild(child=self.child, decision=given["decision"], reason=given["reason"])


class ClockForm(RecordForm):
    """Which strategy discussion starts the clock, and why."""

    called = {
        "clock": "the discussion that starts the clock",
        "clock_because": "why this discussion starts the clock",
    }

    clock = forms.ChoiceField(
        label="Which strategy discussion starts the clock?", widget=forms.RadioSelect,
        help_text="The first conference is due 15 working days after it.",
    )  # fmt: skip
    clock_because = forms.CharField(
        label="Why does this discussion start the clock?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: at this one it was decided to enquire.",
    )  # fmt: skip

    def __init__(self, *args, discussions: list[StrategyDiscussion], **options):
        super().__init__(*args, **options)
        self.discussions = {str(each.pk): each for each in discussions}
        offer(
            self,
            "clock",
            [
                (pk, f"{moment(each.held_at)}, chaired by {each.chaired_by}")
                for pk, each in self.discussions.items()
            ],
        )

    @property
    def marked(self) -> dict:
        """What the form says of the clock; nothing where it did not have to ask."""
        if "clock" not in self.cleaned_data:
            return {}
        return {
            "clock": self.discussions[self.cleaned_data["clock"]],
            "clock_because": self.cleaned_data["clock_because"],
        }


class EnquiryForm(ClockForm):
    """From when there is an enquiry; which discussion starts the clock only where there were several."""

    past = ("started_on",)

    started_on = DateField(
        label="Day the enquiry started",
        called="the day the enquiry started",
        help_text="For example, 16 11 2026",
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.order_fields(["started_on"])
        if len(self.discussions) < 2:
            del self.fields["clock"], self.fields["clock_because"]


class SeenForm(RecordForm):
    """On which day the child was seen in an enquiry."""

    past = ("seen_on",)

    seen_on = DateField(
        label="Day the child was seen",
        called="the day the child was seen",
        help_text="For example, 16 11 2026",
    )


class OutcomeForm(RecordForm):
    """What an enquiry came to."""

    past = ("ended_on", "conference_asked_on")
    called = {"outcome": "the outcome", "found": "what was found"}

    outcome = forms.ChoiceField(label="Outcome", choices=Enquiry.Outcome.choices, widget=forms.RadioSelect)
    ended_on = DateField(
        label="Day of the outcome", called="the day of the outcome", help_text="For example, 16 11 2026"
    )
    conference_asked_on = DateField(
        label="Day the conference was asked for", called="the day the conference was asked for", required=False,
        help_text="Where a conference is needed and has been asked for",
    )  # fmt: skip
    found = forms.CharField(
        label="What was found, and why this outcome",
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class CoreGroupForm(RecordForm):
    """A core group, and the children it was about."""

    past = ("held_on",)
    called = {"text": "what has changed and what happens next", "children": "the children it was about"}

    held_on = DateField(
        label="Day of the core group", called="the day of the core group", help_text="For example, 16 11 2026"
    )
    children = SeveralField(label="Whose protection plan was it about?")
    present = forms.CharField(
        label="Who was there?", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The child and parents, and each agency by name",
    )  # fmt: skip
    text = forms.CharField(
        label="What has changed, and what happens next", max_length=50_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="For each child: what is safer, what is not, who does what and by when",
    )  # fmt: skip

    def __init__(self, *args, children: list[tuple[Person, str]], **options):
        super().__init__(*args, **options)
        cast(SeveralField, self.fields["children"]).among(children)
