"""Forms about how long records are kept, legal holds and disposal."""

from django import forms

from kith.keeping.models import Schedule
from kith.web.forms.fields import DateField
from kith.web.forms.plain import Form
from kith.web.forms.record import RecordForm

REVIEW = "At most 12 months from today. For example, 16 2 2027"


def _why(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), help_text=help_text
    )


class FindRecordForm(Form):
    """The number of a record, sent rather than put in an address."""

    mark_optional = False
    called = {"number": "the number of the record"}

    number = forms.CharField(
        label="Number of the record", max_length=36, strip=True,
        help_text="Kith’s own, as the audit has it, or the authority’s",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class ScheduleForm(RecordForm):
    """How long the council itself keeps records that no law names a time for."""

    called = {"years": "the number of years", "counted_from": "what the years are counted from",
              "source": "what the schedule is called"}  # fmt: skip

    years = forms.IntegerField(label="Years kept", min_value=1, max_value=150)
    counted_from = forms.ChoiceField(
        label="Counted from", choices=Schedule.Counted.choices, widget=forms.RadioSelect
    )
    source = forms.CharField(
        label="What is the council’s schedule called, and who agreed it?", max_length=300,
        help_text="For example, Retention schedule 2026, agreed by the information board on 3 March 2026",
    )  # fmt: skip
    start_on = DateField(
        label="From which day?", called="the day from which", help_text="For example, 1 4 2026"
    )


class RequestScheduleForm(RecordForm):
    """How long requests for help that were set aside are kept."""

    called = {"months": "the number of months", "source": "what the schedule is called"}

    months = forms.IntegerField(
        label="Months kept", min_value=1, max_value=600, help_text="From the day they were set aside"
    )
    source = ScheduleForm.declared_fields["source"]
    start_on = ScheduleForm.declared_fields["start_on"]


class RemoveForm(RecordForm):
    """Requests set aside whose time has passed go."""

    called = {"sure": "I have checked that these requests may go"}

    sure = forms.BooleanField(label="I have checked that these requests may go")


class HoldForm(RecordForm):
    """Why nothing of this record may be destroyed, and when that is looked at again."""

    called = {"reason": "the reason", "review_on": "the review date"}

    reason = _why("Why must it be kept?", "Those who see how long records are kept can read it.")
    review_on = DateField(label="Review by", called="the review date", help_text=REVIEW)


class HoldReviewForm(RecordForm):
    """The hold is still needed."""

    called = {"reason": "why it is still needed", "review_on": "the next review date"}

    reason = _why("Why is it still needed?")
    review_on = DateField(label="Review next by", called="the next review date", help_text=REVIEW)


class LiftForm(RecordForm):
    """The hold is no longer needed."""

    called = {"because": "why it is no longer needed"}

    because = _why("Why is it no longer needed?")


class ProposeForm(RecordForm):
    """Why the record should go."""

    called = {"reason": "the reason"}

    reason = _why("Why should it go?", "The second person reads it. It goes with the record.")


class CarryOutForm(RecordForm):
    """The second person decides."""

    called = {"sure": "I have checked that this record may be destroyed"}

    sure = forms.BooleanField(label="I have checked that this record may be destroyed")


class WithdrawForm(RecordForm):
    """The record stays after all."""

    called = {"because": "why it stays"}

    because = _why("Why does it stay?")
