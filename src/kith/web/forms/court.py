"""Forms of pre-proceedings, of what is offered to the family, and of days in court."""

from typing import cast

from django import forms

from kith.people.models import Person
from kith.protection.models import CourtHearing, OfferedTo, PreProceedings
from kith.statutory.cin import codes
from kith.web.forms.fields import DateField
from kith.web.forms.record import RecordForm, chosen_or_none, in_force
from kith.web.forms.restrictions import SeveralField

LIKE = "For example, 16 11 2026"
Kind = CourtHearing.Kind


def _day(label: str, called: str, **options) -> DateField:
    return DateField(label=label, called=called, help_text=options.pop("help_text", LIKE), **options)


def _words(label: str, rows: int = 6, **options) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=50_000, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


class BeginForm(RecordForm):
    """From when there are pre-proceedings, for whom, and why."""

    past = ("decided_on",)
    called = {"children": "the children for whom it was decided", "reason": "why"}

    decided_on = _day("Day it was decided", "the day it was decided")
    children = SeveralField(label="For whom was it decided?")
    reason = _words(
        "Why", help_text="What has been tried, what has not changed, and what has to be different"
    )

    def __init__(self, *args, children: list[tuple[Person, str]], **options):
        super().__init__(*args, **options)
        cast(SeveralField, self.fields["children"]).among(children)


class LetterForm(RecordForm):
    """When the letter before proceedings was sent."""

    past = ("letter_sent_on",)

    letter_sent_on = _day("Day the letter was sent", "the day the letter was sent")


class FirstMeetingForm(RecordForm):
    """The first meeting with the family."""

    past = ("first_meeting_on",)
    called = {"text": "what was agreed"}

    first_meeting_on = _day("Day of the meeting", "the day of the meeting")
    text = _words(
        "What was agreed", help_text="Who was there, what the family will do, what we will do, and by when"
    )


class ReviewMeetingForm(RecordForm):
    """A later meeting."""

    past = ("held_on",)
    called = {"text": "what has changed and what was agreed"}

    held_on = _day("Day of the meeting", "the day of the meeting")
    text = _words("What has changed, and what was agreed")


class StepForm(RecordForm):
    """How pre-proceedings end."""

    past = ("step_decided_on",)
    called = {"step": "what was decided", "step_reason": "why"}

    step_decided_on = _day("Day it was decided", "the day it was decided")
    step = forms.ChoiceField(
        label="What was decided?", choices=PreProceedings.Step.choices, widget=forms.RadioSelect
    )
    step_reason = _words("Why")
    outcome = forms.ChoiceField(
        label="Outcome, as the census codes it", required=False,
        help_text="The census asks for A, B or C, and what they mean was not published to us. Leave it empty unless your data "
                  "team has told you.",
    )  # fmt: skip

    def __init__(self, *args, as_of, **options):
        super().__init__(*args, as_of=as_of, **options)
        field = cast(forms.ChoiceField, self.fields["outcome"])
        field.choices = chosen_or_none(in_force(codes.OUTCOME, as_of), "Not known")


class ApplicationForm(RecordForm):
    """When the court was asked."""

    past = ("application_on",)

    application_on = _day(
        "Day the application was made", "the day the application was made",
        help_text="The 26 weeks begin with this day. For example, 16 11 2026",
    )  # fmt: skip


class CareLetterForm(RecordForm):
    """When the letter beginning care proceedings was sent."""

    past = ("care_letter_on",)

    care_letter_on = _day("Day the letter was sent", "the day the letter was sent")


class OfferForm(RecordForm):
    """To whom family group decision-making was offered, and when."""

    past = ("offered_on",)
    called = {"to": "to whom it was offered"}

    offered_on = _day("Day it was offered", "the day it was offered")
    to = SeveralField(
        label="To whom was it offered?", help_text="Everybody with parental responsibility is offered it"
    )

    def __init__(self, *args, holders: list[tuple[Person, str]], **options):
        super().__init__(*args, **options)
        cast(SeveralField, self.fields["to"]).among(holders)


class NoOfferForm(RecordForm):
    """Why family group decision-making was not offered."""

    called = {"reason": "why it is not offered"}

    reason = _words("Why would it not be best for the child?", 5)


class AnswerOfferForm(RecordForm):
    """What somebody to whom it was offered said."""

    past = ("answered_on",)
    called = {"answer": "what they said"}

    answer = forms.ChoiceField(
        label="What did they say?", choices=OfferedTo.Answer.choices, widget=forms.RadioSelect
    )
    answered_on = _day("Day they said so", "the day they said so")


class FamilyMeetingForm(RecordForm):
    """The family met, and what it planned."""

    past = ("held_on",)

    held_on = _day("Day of the family’s meeting", "the day of the family’s meeting")
    family_plan = _words(
        "The family’s plan, in their own words", 10, required=False,
        help_text="As they wrote or said it. Once saved nobody can change it; leave it empty until you have it.",
    )  # fmt: skip


class HearingForm(RecordForm):
    """A day in court, and what was ordered there."""

    called = {"kind": "what kind of day it is"}

    kind = forms.ChoiceField(
        label="What is it?", widget=forms.RadioSelect,
        choices=[(each.value, each.label) for each in Kind if each != Kind.APPLICATION],
    )  # fmt: skip
    held_on = _day("Day in court", "the day in court", help_text="It may be to come. For example, 16 11 2026")
    ordered = _words("What was ordered", required=False, help_text="Leave it empty until it has been")
    extended_to = _day(
        "If the court extended the timetable, to which day", "the day to which the court extended the timetable",
        required=False,
    )  # fmt: skip
    proceedings_ended = forms.BooleanField(label="The proceedings ended on this day", required=False)


class OrderedForm(RecordForm):
    """What was ordered on a day in court that was listed before."""

    held_on = HearingForm.declared_fields["held_on"]
    ordered = HearingForm.declared_fields["ordered"]
    extended_to = HearingForm.declared_fields["extended_to"]
    proceedings_ended = HearingForm.declared_fields["proceedings_ended"]
