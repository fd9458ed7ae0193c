"""Dates that must make sense, and rows that end."""

from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event, current, record
from kith.store.dated import Dated
from kith.store.history import as_it_stands


def not_to_come(day: date | None, field: str = "start_on") -> None:
    if day is not None and day > current().as_of:
        raise ValidationError({field: "The date must be today or in the past"})


def end(row: Dated, on: date, *, child: int | None = None, reason: str = "") -> None:
    """End a row that has not ended, on a day it had begun by."""
    as_it_stands(row)
    if row.end_on is not None:
        raise ValidationError({"end_on": f"This ended already, on {in_words(row.end_on)}"})
    if on < row.start_on:
        raise ValidationError(
            {"end_on": f"The end must be the same as or after the start, {in_words(row.start_on)}"}
        )
    row.end_on = on
    row.save(update_fields=["end_on"])
    record(Event.ENDED, row, child=child, on=on, reason=reason)


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
