"""Time spent recording: how long each kind of form takes, month by month, for the whole service and never by worker."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Aggregate, Count, FloatField
from django.db.models.functions import TruncMonth

from kith.casework.drafts import FORMS, TimeSpent

FEWEST = 5  # fewer than this would tell of one or two people's work


class Median(Aggregate):
    """The middle of what was measured: half took longer."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass(frozen=True)
class Taken:
    """How many forms of a kind were written in a month, and the minutes the middle one took; none where too few were."""

    called: str
    month: date
    forms: int | None
    minutes: int | None


def time_taken(since: date, until: date) -> list[Taken]:
    """For each kind of form and month from `since` to the day before `until`, kinds by name, the latest month first."""
    rows = TimeSpent.objects.filter(finished_on__gte=since, finished_on__lt=until, form__in=FORMS)
    counted = (
        rows.annotate(month=TruncMonth("finished_on")).values("form", "month").order_by("form", "-month")
    )
    found = counted.annotate(forms=Count("pk"), middle=Median("seconds"))
    return sorted((_taken(row) for row in found), key=lambda each: (each.called, -each.month.toordinal()))


def _taken(row: Any) -> Taken:
    enough = row["forms"] >= FEWEST
    minutes = max(1, round(row["middle"] / 60)) if enough else None
    return Taken(_called(row["form"]), row["month"], row["forms"] if enough else None, minutes)


def _called(form: str) -> str:
    """A note that is changed is told apart from one that is written."""
    called = FORMS[form].called
    return f"{called}, changed" if form.endswith("-change") else called
