"""Forms for a review."""

from django import forms

from kith.statutory import codes
from kith.web.forms.fields import DateField
from kith.web.forms.record import Correction, RecordForm, in_force, offer


class ReviewForm(RecordForm):
    """A review that was held."""

    past = ("held_on",)
    called = {"participation": "how the child took part", "text": "what was decided"}

    held_on = DateField(
        label="Day of the review", called="the day of the review", help_text="For example, 16 11 2026"
    )
    participation = forms.ChoiceField(label="How did the child take part?", widget=forms.RadioSelect)
    text = forms.CharField(
        label="What was decided", max_length=50_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Each decision, who does it, and by when",
    )  # fmt: skip

    def __init__(self, *args, as_of, **options):
        super().__init__(*args, as_of=as_of, **options)
        offer(self, "participation", in_force(codes.REVIEW_CODE, as_of))


class CorrectReviewForm(ReviewForm, Correction):
    """Put right what was wrong in a review."""
