"""Forms for the family's plan: the team, what was said, goals and scores, the network's own plan."""

from django import forms

from kith.familyhelp.models import BEST, WORST, Statement
from kith.web.forms.family_help import EXAMPLE, words
from kith.web.forms.fields import DateField
from kith.web.forms.record import RecordForm, chosen_or_none

WHO = "For example, Dana, her father or the class teacher"


class TeamForm(RecordForm):
    """Somebody is in the team around the family."""

    past = ("start_on",)
    called = {"role": "what they do", "start_on": "the day from which"}

    name = forms.CharField(label="Name", max_length=100)
    role = forms.CharField(label="What do they do?", max_length=100, help_text="For example, health visitor")
    organisation = forms.CharField(label="Organisation", max_length=150, required=False)
    reached = forms.CharField(
        label="How can they be reached?", max_length=150, required=False, help_text="A telephone number or an email address"
    )  # fmt: skip
    start_on = DateField(label="From which day?", called="the day from which", help_text=EXAMPLE)


class InsteadForm(RecordForm):
    """Other words in the place of what was said."""

    past = ("start_on",)
    called = {"who": "who says so", "text": "what they say", "start_on": "the day they said it"}

    text = words("What do they say now?", "What was said before stays in the story")
    who = forms.CharField(label="Who says so?", max_length=150, help_text=WHO)
    start_on = DateField(label="On which day?", called="the day they said it", help_text=EXAMPLE)


class StatementForm(InsteadForm):
    """What worries somebody, goes well or needs to happen."""

    called = InsteadForm.called | {"kind": "what it is"}

    kind = forms.ChoiceField(label="What is it?", choices=Statement.Kind.choices, widget=forms.RadioSelect)

    field_order = ("kind", "text", "who", "start_on")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["text"].label, self.fields["text"].help_text = "What do they say?", "In their own words"


class GoneForm(RecordForm):
    """Something holds no more, from a day."""

    past = ("end_on",)

    end_on = DateField(label="From which day?", called="the day from which", help_text=EXAMPLE)


class GoalForm(RecordForm):
    """What somebody of the family wants to be different."""

    past = ("start_on",)
    called = {"words": "the goal", "of_whom": "whose goal it is", "start_on": "the day it was set"}

    words = forms.CharField(
        label="What is to be different?",
        max_length=300,
        help_text="In their own words. For example, I want to sleep",
    )
    of_whom = forms.CharField(
        label="Whose goal is it?", max_length=150, help_text="For example, Dana, or all of us"
    )
    start_on = DateField(label="On which day was it set?", called="the day it was set", help_text=EXAMPLE)


class ScoreForm(RecordForm):
    """How near a goal is, as one person sees it."""

    past = ("scored_on",)
    called = {"who": "who scores it", "score": "a score", "scored_on": "the day it was scored"}

    who = forms.CharField(
        label="Who scores it?", max_length=150, help_text="Each person scores by themselves"
    )
    score = forms.TypedChoiceField(
        label="How near is it?", coerce=int, help_text=f"{WORST} is as far away as can be, {BEST} is there",
        choices=chosen_or_none([(str(each), str(each)) for each in range(WORST, BEST + 1)], "Choose a score"),
    )  # fmt: skip
    scored_on = DateField(label="On which day?", called="the day it was scored", help_text=EXAMPLE)


class NetworkForm(RecordForm):
    """The family network's own plan."""

    past = ("made_on",)
    called = {"who": "who made it", "text": "who does what", "made_on": "the day it was made"}

    made_on = DateField(label="On which day was it made?", called="the day it was made", help_text=EXAMPLE)
    who = forms.CharField(
        label="Who made it?", max_length=300, help_text="The people of the family network who were there"
    )
    text = words("Who does what?", "As they wrote it, a line for each", 8)
