"""Checks of files, newest first; and the one that a new check compares itself with."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from kith.filechecks import kept
from kith.filechecks.models import FileCheck

State = FileCheck.State


def checks() -> QuerySet[FileCheck]:
    """Every check, newest first."""
    return FileCheck.objects.select_related("by", "compared_with").order_by("-asked_at", "-pk")


def check_before(check: FileCheck) -> FileCheck | None:
    """The latest check of the same return, year and authority that still has its result."""
    same = checks().filter(
        collection=check.collection, year=check.year, authority=check.authority, state=State.DONE
    )
    earlier = same.filter(asked_at__lt=check.asked_at).exclude(pk=check.pk)
    return next((each for each in earlier if kept.result(each)), None)


def over(at: datetime) -> QuerySet[FileCheck]:
    """Checks whose result has been kept for as long as it should be."""
    ended = FileCheck.objects.filter(state__in=(State.DONE, State.FAILED), removed_at__isnull=True)
    return ended.filter(ended_at__lt=at - timedelta(days=settings.CHECKS_KEPT))
