"""Forms for an assessment: analysis is asked first, what has happened last."""

from collections.abc import Iterable

from django import forms

from kith.assessment.models import NO_FACTOR, AssessmentChild, Checkpoint
from kith.people.models import Person
from kith.statutory.cin.codes import ASSESSMENT_FACTOR
from kith.web.forms.fields import DateField
from kith.web.forms.record import RecordForm, in_force, names_of, offer
from kith.workforce.models import Worker

LONG = 50_000


def _words(label: str, hint: str = "", rows: int = 6, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=LONG, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )  # fmt: skip


class StartForm(RecordForm):
    """Which children an assessment is of, since when, and who leads it."""

    past = ("started_on",)
    called = {"lead": "who leads it"}

    also = forms.MultipleChoiceField(
        label="Which brothers and sisters is it also of?", required=False,
        widget=forms.CheckboxSelectMultiple, help_text="Each child has a part of their own, and a clock of their own",
    )  # fmt: skip
    started_on = DateField(
        label="Day it started", called="the day it started", help_text="For example, 16 11 2026"
    )
    lead = forms.ChoiceField(
        label="Who leads it?", widget=forms.RadioSelect, help_text="Whoever leads it, or writes in it, never authorises it"
    )  # fmt: skip
    review_on = DateField(
        label="Day by which a manager looks at it", called="the day by which a manager looks at it", required=False
    )  # fmt: skip

    def __init__(self, *args, siblings: Iterable[Person], leads: Iterable[Worker], **options):
        super().__init__(*args, **options)
        self.siblings = {str(each.pk): each for each in siblings}
        self.leads = {str(each.pk): each for each in leads}
        offer(self, "also", names_of(self.siblings.values()))
        offer(self, "lead", [(key, each.name) for key, each in self.leads.items()])
        if not self.siblings:
            del self.fields["also"]

    def details(self, child: Person) -> dict:
        """What the action is told."""
        given = self.cleaned_data
        also = [self.siblings[each] for each in given.get("also", [])]
        return {
            "children": [child, *also], "started_on": given["started_on"], "review_on": given["review_on"],
            "lead": self.leads[given["lead"]],
        }  # fmt: skip


class WrittenForm(RecordForm):
    """Words that are written as one goes: nothing has to be finished to be saved, but something has to be there."""

    def clean(self) -> dict:
        given = super().clean() or {}
        if not self.errors and not any(given.values()):
            self.add_error("analysis", "Write something before you save it")
        return given


class FamilyForm(WrittenForm):
    """What the children have in common."""

    mark_optional = False

    analysis = _words(
        "What does it mean for the children?",
        "Write this first: what worries you and why, what protects them, what would have to change", 10,
    )  # fmt: skip
    strengths = _words("What is going well?")
    family_view = _words("What do the family say and want?", "Say who said it, in their own words")
    description = _words(
        "What has happened?", "Only what the record does not hold already: it stands above, and need not be written again"
    )  # fmt: skip


class ChildForm(WrittenForm):
    """A child's own part."""

    mark_optional = False

    analysis = _words("", "Write this first: why it matters for this child, at this age", 10)
    words = _words("", "As the child said, showed or drew it, and where. For a baby: what you saw")
    needs = _words("", "Health, learning, safety, being cared for, belonging", 5)
    factors = forms.MultipleChoiceField(
        label="What was found?", required=False, help_text="Every factor that was found, or that none was",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
    )  # fmt: skip
    outcome = forms.ChoiceField(
        label="What is to come of it?", required=False, choices=AssessmentChild.Outcome.choices, widget=forms.RadioSelect,
        help_text="It is decided once a manager authorises the assessment",
    )  # fmt: skip
    outcome_reason = _words("Why?", rows=4)

    def __init__(self, *args, first: str, **options):
        super().__init__(*args, **options)
        for name, label in LABELS.items():
            self.fields[name].label = label.format(first)
        found = in_force(ASSESSMENT_FACTOR, options["as_of"])
        offer(self, "factors", sorted(found, key=lambda each: each[0] == NO_FACTOR))  # none comes last


LABELS = {
    "analysis": "What does it mean for {}?",
    "words": "{}’s own words",
    "needs": "What does {} need?",
}


class CheckpointForm(RecordForm):
    """A manager has looked at an assessment."""

    past = ("looked_on",)
    called = {"outcome": "whether it goes on", "text": "what you saw"}

    looked_on = DateField(
        label="Day you looked at it", called="the day you looked at it", help_text="For example, 16 11 2026"
    )
    outcome = forms.ChoiceField(
        label="Does it go on?", choices=Checkpoint.Outcome.choices, widget=forms.RadioSelect
    )
    text = _words("What did you see, and what is to be done?", required=True)


class AuthoriseForm(RecordForm):
    """A manager authorises an assessment."""

    past = ("authorised_on",)

    authorised_on = DateField(
        label="Day it is authorised", called="the day it is authorised", help_text="For example, 16 11 2026"
    )


class ToldForm(RecordForm):
    """A member of the family was told."""

    past = ("told_on",)
    called = {"who": "who was told", "text": "what they were told"}

    who = forms.CharField(label="Who was told?", max_length=150, help_text="For example, Dana and her mother")
    told_on = DateField(label="Day they were told", called="the day they were told")
    text = _words("What were they told, and what did they say?", required=True)
