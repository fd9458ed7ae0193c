"""What stood before a correction: for many rows of one model, in a constant number of queries."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import BooleanField, Field, ForeignKey, Model, Q

from kith.access.models import AuditEntry
from kith.care.models import SEALED
from kith.people.models import Person
from kith.workforce.models import Worker

EMPTY = (None, "")
A_PAGE = timedelta(minutes=10)  # longer than any page takes


@dataclass(frozen=True, slots=True)
class Correction:
    """When a row was corrected, by whom and why, and what stood in it before: label and words for each change."""

    at: datetime
    by: str
    before: tuple[tuple[str, str], ...]
    reason: str = ""


def corrections(rows: Sequence[Model], *, leave_out: Collection[str] = ()) -> dict[int, list[Correction]]:
    """The corrections of each row that has any, newest first. Filling in what was empty, as an ending does, is none.

    `leave_out` names fields that must not be told; nor is then why it was corrected, which may tell the same.
    """
    if not rows:
        return {}
    kept = _kept(rows)
    names, why = _names(kept), {} if leave_out else _reasons(rows[0], kept)
    fields = [each for each in rows[0]._meta.concrete_fields if _may_be_corrected(each, leave_out)]
    found: dict[int, list[Correction]] = {}
    for row in rows:
        after = row
        for old in (each for each in kept if each.pgh_obj_id == row.pk):
            changed = tuple((label(each), said(each, old)) for each in fields if _corrected(each, old, after))
            if changed:
                reason = why.get((old.pgh_context_id, row.pk), "")
                found.setdefault(row.pk, []).append(
                    Correction(old.pgh_created_at, names(old), changed, reason)
                )
            after = old
    return found


def _may_be_corrected(each: Field, leave_out: Collection[str]) -> bool:
    """Not its number; and not whose it is, which changes only where two records of one person are merged."""
    return not each.primary_key and each.name not in leave_out and each.related_model is not Person


def _kept(rows: Sequence[Model]) -> list:
    """What stood before in any of the rows, newest first."""
    model, told = type(rows[0]), rows[0]._meta
    kept = apps.get_model(told.app_label, f"{model.__name__}Before")
    links = [each.name for each in told.concrete_fields if isinstance(each, ForeignKey)]
    found = kept._default_manager.filter(pgh_obj_id__in=[row.pk for row in rows], pgh_label="corrected")
    return list(found.select_related("pgh_context", *links).order_by("-pgh_id"))


def _names(kept: list) -> Callable[[Model], str]:
    """Who made each correction, by name, in one query."""
    numbers = [number for old in kept if (number := _worker(old))]
    known = dict(Worker.objects.filter(pk__in=numbers).values_list("pk", "name")) if numbers else {}
    return lambda old: known.get(_worker(old) or 0, "somebody not recorded")


def _reasons(row: Model, kept: list) -> dict[tuple[UUID, int], str]:
    """Why: what the audit kept of the same piece of work for the same row, in one query."""
    done = [old for old in kept if old.pgh_context_id]
    if not done:
        return {}
    # The audit is long, and found by its time: an entry is written at the end of the work that made the correction.
    when = reduce(or_, (Q(at__range=(old.pgh_created_at, old.pgh_created_at + A_PAGE)) for old in done))
    entries = AuditEntry.objects.filter(
        when, work__in={old.pgh_context_id for old in done}, model=row._meta.label
    )
    told = entries.exclude(reason="").values_list("work", "row", "reason")
    return {(work, number): reason for work, number, reason in told if number}


def _worker(old: Model) -> int | None:
    context = old.pgh_context  # type: ignore[attr-defined]
    return context.metadata.get("worker") if context else None


def _corrected(each: Field, old: Model, after: Model) -> bool:
    was, now = getattr(old, each.attname), getattr(after, each.attname)
    return was != now and (was not in EMPTY or isinstance(each, BooleanField))


def label(each: Field) -> str:
    """What a field is called, to begin a line with."""
    name = str(each.verbose_name)
    return name[:1].upper() + name[1:]


def said(each: Field, row: Model) -> str:
    """A row's value as a person reads it."""
    if isinstance(each, ForeignKey) and _is_sealed(each, row):
        return SEALED
    value = getattr(row, each.name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    return str(dict(each.flatchoices).get(value, value)) if each.choices else str(value)


def _is_sealed(link: ForeignKey, row: Model) -> bool:
    """Whether the database hides what the row names: an adopter's home, in a placement that anybody may see."""
    try:
        return getattr(row, link.attname) is not None and getattr(row, link.name) is None
    except ObjectDoesNotExist:
        return True
