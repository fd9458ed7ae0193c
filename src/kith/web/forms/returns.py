"""Forms of built returns: the year to build, which issues to show, a child by number, and asking a worker to put right."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError

from kith.people.identifiers import as_typed
from kith.returns.asking import MayBeAsked
from kith.statutory.return_kinds import DEFAULT, ReturnKind
from kith.web.forms.plain import Form
from kith.web.forms.record import offer

STATES = (
    ("", "Still to be put right"),
    ("unsent", "Of these, not sent"),
    ("sent", "Of these, sent to a worker"),
    ("closed", "Put right"),
)


class BuildForm(Form):
    """Which return to build, and of which year."""

    collection = forms.ChoiceField(label="Return", widget=forms.RadioSelect, initial=DEFAULT.key)
    year = forms.ChoiceField(label="Collection year")

    def __init__(self, *args, kinds: Iterable[ReturnKind], years, **options):
        super().__init__(*args, **options)
        offer(self, "collection", [(each.key, each.of.title) for each in kinds])
        offer(self, "year", [(each, each) for each in years])


class IssueFilter(Form):
    """Which issues to show. A child is chosen by a link or the form below: an address never carries a child's number."""

    mark_optional = False

    rule = forms.ChoiceField(label="Rule", required=False)
    table = forms.ChoiceField(label="Table", required=False)
    state = forms.ChoiceField(label="State", required=False, choices=STATES)

    def __init__(self, *args, rules, tables, **options):
        super().__init__(*args, **options)
        offer(self, "rule", [("", "Every rule"), *((each, each) for each in rules)])
        offer(self, "table", [("", "Every table"), *((each, each) for each in tables)])


class FindForm(Form):
    """A child by the authority's own number. Sent by POST, so that no address carries it."""

    called = {"number": "the child’s number"}

    number = forms.CharField(
        label="Child’s number",
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )

    def clean_number(self):
        return as_typed(self.cleaned_data["number"])


class SendForm(Form):
    """What to put right, who is asked, and with what words."""

    called = {"to": "who is asked", "words": "what you write"}

    issues = forms.MultipleChoiceField(
        label="What is to be put right",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what is to be put right"},
    )
    to = forms.ChoiceField(label="Who is asked", widget=forms.RadioSelect)
    words = forms.CharField(
        label="What you would like to say",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The worker reads it beside the issues. They know the child; say what the return needs.",
    )

    def __init__(
        self, *args, issues: list[tuple[str, str]], unsent: list[str], asked: list[MayBeAsked], **options
    ):
        super().__init__(*args, **options)
        self.asked = {str(each.worker.pk): each.worker for each in asked}
        offer(self, "issues", issues)
        offer(
            self, "to", [(str(each.worker.pk), f"{each.worker.name}, {_small(each.words)}") for each in asked]
        )
        self.fields["issues"].initial = unsent
        self.fields["to"].initial = next(iter(self.asked), None)

    def clean_to(self):
        found = self.asked.get(self.cleaned_data["to"])
        if found is None:
            raise ValidationError("Choose who is asked from those shown", "gone")
        return found

    def chosen(self) -> list[int]:
        return [int(each) for each in self.cleaned_data["issues"]]


def _small(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
