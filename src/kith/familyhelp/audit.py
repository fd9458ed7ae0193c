"""For the audit: what is done to a family's help is done to each of its children."""

from datetime import date

from django.db.models import Model

from kith.access.audit import Event, record
from kith.familyhelp.models import FamilyHelp


def record_all(event: Event, family_help: FamilyHelp, row: Model, on: date | None = None) -> None:
    """A change to `row`, for the audit of every child the help is for."""
    for child in set(family_help.about.values_list("child", flat=True)):
        record(event, row, child=child, on=on)
