"""Forms for case notes."""

from django import forms
from django.utils import timezone

from kith.casework.models import Note
from kith.web.forms.fields import DateField, TimeField
from kith.web.forms.record import RecordForm, moment_of, names_of, offer

FINISHED = [
    ("yes", "Yes, finalise it: from now on it can only be added to"),
    ("no", "No, save it unfinished: only I can see and change it"),
]


class NoteForm(RecordForm):
    """What happened, and when."""

    past = ("happened_on",)
    called = {"text": "what happened", "finished": "whether the note is finished", "kind": "the kind of note"}

    kind = forms.ChoiceField(label="Kind of note", choices=Note.Kind.choices, widget=forms.RadioSelect)
    happened_on = DateField(
        label="Day it happened", called="the day it happened", help_text="For example, 16 11 2026"
    )
    happened_time = TimeField(
        label="Time it happened", called="the time it happened", help_text="For example, 2:30pm"
    )
    also = forms.MultipleChoiceField(
        label="Is it also about a brother or sister?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="The same note goes on the record of each child you tick",
    )  # fmt: skip
    text = forms.CharField(
        label="What happened", widget=forms.Textarea(attrs={"rows": 10}), max_length=50_000
    )
    significant = forms.BooleanField(
        label="This is a significant event", required=False,
        help_text="It stands out in the chronology",
    )  # fmt: skip
    finished = forms.ChoiceField(label="Is the note finished?", choices=FINISHED, widget=forms.RadioSelect)

    def __init__(self, *args, siblings=(), **options):
        super().__init__(*args, **options)
        self.siblings = {str(each.pk): each for each in siblings}
        offer(self, "also", names_of(siblings))
        if not siblings:
            del self.fields["also"]

    @property
    def details(self) -> dict:
        """What the action is told."""
        given = self.cleaned_data
        return {
            "happened_at": moment_of(given["happened_on"], given["happened_time"]),
            "text": given["text"], "kind": given["kind"], "significant": given["significant"],
            "finalised": given["finished"] == "yes",
        }  # fmt: skip

    def about(self, child) -> list:
        return [child, *(self.siblings[each] for each in self.cleaned_data.get("also", []))]


class AdditionForm(RecordForm):
    """Words added to a finalised note."""

    called = {"text": "what you want to add"}

    text = forms.CharField(
        label="What do you want to add?", widget=forms.Textarea(attrs={"rows": 8}), max_length=20_000,
        help_text="The note itself stays as it is. Your name and the time stand beside what you add.",
    )  # fmt: skip


def from_note(note: Note) -> dict:
    """What stands in the form when an unfinished note is opened again."""
    at = timezone.localtime(note.happened_at)
    return {
        "kind": note.kind, "happened_on": at.date(), "happened_time": at.time(), "text": note.text,
        "significant": note.significant,
    }  # fmt: skip
