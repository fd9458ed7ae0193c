"""Forms about workers: allocating, handing over, cover."""

from collections.abc import Iterable
from typing import cast

from django import forms

from kith.statutory import codes
from kith.web.forms.fields import DateField
from kith.web.forms.people import LIKE
from kith.web.forms.record import RecordForm, chosen_or_none, offer
from kith.workforce.models import Allocation, Worker


class WorkerField(forms.ChoiceField):
    """One of some workers, by name."""

    def among(self, workers: Iterable[Worker], words: str = "Choose a worker") -> None:
        self.found = {str(each.pk): each for each in workers}
        self.choices = chosen_or_none([(number, each.name) for number, each in self.found.items()], words)

    def clean(self, value):
        return self.found.get(super().clean(value))


class AllocateForm(RecordForm):
    """Who holds the child, in what part, from when."""

    called = {"worker": "the worker", "part": "the part"}

    worker = WorkerField(label="Who?")
    part = forms.ChoiceField(
        label="What is their part?", choices=Allocation.Part.choices, widget=forms.RadioSelect, initial="lead"
    )
    start_on = DateField(label="From which day?", called="the day from which", help_text=LIKE)
    reason = forms.ChoiceField(
        label="If the worker changes, why?", required=False,
        help_text="Leave this for the child’s first worker.",
    )  # fmt: skip

    def __init__(self, *args, workers, **options):
        super().__init__(*args, **options)
        cast(WorkerField, self.fields["worker"]).among(workers)
        offer(self, "reason", chosen_or_none(codes.SW_REASON.choices, "No change of worker"))


class TransferForm(RecordForm):
    """To whom a child is handed over, when and why."""

    called = {"to": "the worker who takes over", "reason": "why the worker changes"}

    to = WorkerField(label="Who takes over?")
    on = DateField(label="From which day?", called="the day of the change", help_text=LIKE)
    reason = forms.ChoiceField(label="Why does the worker change?")

    def __init__(self, *args, workers, **options):
        super().__init__(*args, **options)
        cast(WorkerField, self.fields["to"]).among(workers)
        offer(self, "reason", chosen_or_none(codes.SW_REASON.choices, "Choose why"))


class EndAllocationForm(RecordForm):
    """When a worker stopped holding a child."""

    end_on = DateField(label="When does it end?", called="the day it ends", help_text=LIKE)


class CoverForm(RecordForm):
    """Who stands in for whom, and for how long."""

    called = {"absent": "who is away", "covering": "who stands in"}

    absent = WorkerField(label="Who is away?")
    covering = WorkerField(label="Who stands in?", help_text="They will see what the absent worker sees")
    start_on = DateField(label="From which day?", called="the first day", help_text=LIKE)
    end_on = DateField(label="First day back", called="the first day back", required=False, help_text=LIKE)

    def __init__(self, *args, workers, **options):
        super().__init__(*args, **options)
        chosen = list(workers)
        cast(WorkerField, self.fields["absent"]).among(chosen)
        cast(WorkerField, self.fields["covering"]).among(chosen)
