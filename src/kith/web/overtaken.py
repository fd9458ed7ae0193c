"""A form that changes what stands on the record, when somebody else has changed it since the form was opened.

What a form was opened upon is the number of the row's last entry in its history: later entries tell what changed.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Max, Model
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils import timezone

from kith.childfile.corrections import label, said
from kith.store.history import before
from kith.web.jinja import as_day, clock, long_date
from kith.workforce.models import Worker

STOOD = "row_stood"


class ChangedSince(ValidationError):
    """Somebody changed the row after this form was opened."""


@dataclass(frozen=True)
class Changed:
    """Who changed the row, when, and what it says now of what the form asks: label and words."""

    by: str
    when: str
    now: list[tuple[str, str]]


def stood(row: Model) -> int:
    """The number of the last change of a row; 0 while it stands as it was first written."""
    return before(row).aggregate(last=Max("pgh_id"))["last"] or 0


def require_unchanged(request: HttpRequest, row: Model | None) -> None:
    """Refuse where the row was changed since the form was opened. It is held until the work is done.

    A form sent without saying what it was opened upon says nothing of this.
    """
    given = request.POST.get(STOOD, "")
    if row is None or not given.isascii() or not given.isdecimal():
        return
    type(row)._base_manager.select_for_update(no_key=True).filter(pk=row.pk).first()
    if stood(row) != int(given):
        raise ChangedSince(
            "Somebody changed this since you opened the page. See what it says now, then save again."
        )


def changed_since(given: str, row: Model, form: BaseForm) -> Changed | None:
    """What somebody changed after this form was opened, upon what is given; only of what the form itself asks."""
    if not given.isascii() or not given.isdecimal():
        return None
    since = list(before(row).filter(pgh_id__gt=int(given)))
    if not since:
        return None
    now = type(row)._base_manager.get(pk=row.pk)
    fields = [each for each in row._meta.concrete_fields if each.name in form.fields]
    differ = [each for each in fields if getattr(since[-1], each.attname) != getattr(now, each.attname)]
    return Changed(
        _name(since[0]), _when(since[0]), [(label(each), said(each, now) or "Nothing") for each in differ]
    )


def _name(entry: Model) -> str:
    context = entry.pgh_context  # type: ignore[attr-defined]
    worker = context.metadata.get("worker") if context else None
    return Worker.objects.filter(pk=worker or 0).values_list("name", flat=True).first() or "somebody else"


def _when(entry: Model) -> str:
    at = entry.pgh_created_at  # type: ignore[attr-defined]
    on = "" if as_day(at) == timezone.localdate() else f" on {long_date(at)}"
    return f"at {clock(at)}{on}"
