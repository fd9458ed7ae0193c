"""Forms about restrictions and emergency access."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from kith.people.models import Person
from kith.reach.models import Restriction
from kith.web.forms.fields import DateField
from kith.web.forms.plain import Form
from kith.web.forms.record import RecordForm
from kith.web.forms.workers import WorkerField
from kith.workforce.models import Worker

KINDS = [each for each in Restriction.Kind.choices if each[0] not in Restriction.SEALED]
REVIEW = "At most 12 months from today. For example, 16 2 2027"


class SeveralField(forms.MultipleChoiceField):
    """Some of a few rows, each a tick with words beside it."""

    widget = forms.CheckboxSelectMultiple

    def among(self, rows: Iterable[tuple[Any, str]]) -> None:
        self.found = {str(row.pk): row for row, _ in rows}
        self.choices = [(str(row.pk), words) for row, words in rows]

    def clean(self, value):
        return [self.found[each] for each in super().clean(value)]


class RestrictForm(RecordForm):
    """Why a record is restricted, until when at the latest it is looked at again, and who still sees it."""

    called = {"kind": "why the record is restricted", "reason": "the reason", "review_on": "the review date"}

    kind = forms.ChoiceField(
        label="Why is the record restricted?", choices=KINDS, widget=forms.RadioSelect,
        help_text="It is shown, without a name, to the head of service.",
    )  # fmt: skip
    reason = forms.CharField(
        label="The reason", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Those who may see the record can read it.",
    )  # fmt: skip
    review_on = DateField(label="Review by", called="the review date", help_text=REVIEW)
    allowed = SeveralField(
        label="Who else may see the record?", required=False,
        help_text="You can, and the child’s reviewing officer always can. Others can be added later.",
    )  # fmt: skip
    family = SeveralField(
        label="Restrict these people’s records too?", required=False,
        help_text="For the same reason, with the same review date, seen by the same workers.",
    )  # fmt: skip

    def __init__(
        self, *args, workers: list[tuple[Worker, str]], family: list[tuple[Person, str]], **options
    ) -> None:
        super().__init__(*args, **options)
        cast(SeveralField, self.fields["allowed"]).among(workers)
        cast(SeveralField, self.fields["family"]).among(family)
        for name, some in (("allowed", workers), ("family", family)):
            if not some:
                del self.fields[name]


class AllowForm(RecordForm):
    """One more worker who may see the record."""

    called = {"worker": "the worker"}

    worker = WorkerField(
        label="Who else may see the record?", help_text="As far as their role reaches, and no further."
    )

    def __init__(self, *args, workers: Iterable[Worker], **options):
        super().__init__(*args, **options)
        cast(WorkerField, self.fields["worker"]).among(workers)


class OwnerForm(RecordForm):
    """Who answers for the restriction from now on."""

    called = {"owner": "the new owner"}

    owner = WorkerField(label="Who will own it?", help_text="Only those who may restrict a record are here.")

    def __init__(self, *args, workers: Iterable[Worker], **options):
        super().__init__(*args, **options)
        cast(WorkerField, self.fields["owner"]).among(workers)


class ReviewForm(RecordForm):
    """The restriction is still needed."""

    called = {"reason": "why it is still needed"}

    reason = forms.CharField(
        label="Why is it still needed?", max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    review_on = DateField(label="Review next by", called="the next review date", help_text=REVIEW)


class EndForm(RecordForm):
    """The restriction is no longer needed."""

    called = {"reason": "why it is no longer needed"}

    reason = forms.CharField(
        label="Why is it no longer needed?", max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class SureForm(RecordForm):
    """Nothing to fill in: the button is the answer."""


class EmergencyForm(Form):
    """Whose record must be opened at once, and why."""

    mark_optional = False
    called = {"words": "the whole name and the date of birth, or a number", "reason": "the reason"}

    words = forms.CharField(
        label="Whole name and date of birth, or a number", max_length=150, min_length=2, strip=True,
        help_text="For example, Robin Example 6 5 2014. An NHS number, a pupil number or the authority’s own number "
        "must be whole.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"min_length": "Enter the whole name, or a whole number"},
    )  # fmt: skip
    reason = forms.CharField(
        label="Why must you open it now?", min_length=10, max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The owner of the restriction reads it at once.",
        error_messages={
            "min_length": "Say a little more, so that the owner can understand: at least 10 characters"
        },
    )  # fmt: skip


class EmergencyReviewForm(Form):
    """What the owner found when looking at an emergency access afterwards."""

    called = {"found": "what you found"}

    found = forms.CharField(
        label="What did you find?", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Whether it was right to open the record then, and anything that follows from it.",
    )  # fmt: skip
