"""The audit: every view of a child's record and every change, gathered while the work goes on, written at its end."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

from django.db import models

from kith.access.models import AuditEntry, User


class Event(StrEnum):
    """What happened, in the audit's words."""

    # Seeing
    CARD_VIEWED = "short card viewed"
    RECORD_VIEWED = "record viewed"
    PERSON_VIEWED = "person viewed"
    DOCUMENT_OPENED = "document opened"
    CONTACT_VIEWED = "contact viewed"
    PREPARED = "prepared to be given to somebody"
    SEARCHED = "searched"
    REASON_GIVEN = "reason given to open a record"
    NOTICE_READ = "notice read"
    EMERGENCY_OPENED = "emergency access to a restricted record"
    AUDIT_SEARCHED = "audit searched"
    AUDIT_TAKEN = "audit taken away as a file"
    RETURN_TAKEN = "return built and taken away as files"
    CHECK_VIEWED = "check of files viewed"
    CHECK_TAKEN = "check of files taken away as a file"
    SIGNED_TAKEN = "signed-off return taken away as a file"
    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    SIGN_IN_FAILED = "sign-in failed"
    SECOND_STEP_FAILED = "second step failed"
    SESSIONS_ENDED = "signed out everywhere"
    # Doing
    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"
    REMOVED = "removed"
    FINALISED = "finalised"
    DECIDED = "decided"
    ALLOCATED = "allocated"
    RESTRICTED = "restricted"
    SEALED = "sealed"
    REVIEWED = "reviewed"
    SHARED = "shared with a partner"
    LEFT_OUT = "left out of what a family is given"
    GIVEN = "looked at, to be given to a family"
    HELD = "legal hold placed"
    HOLD_LIFTED = "legal hold lifted"
    DISPOSAL_PROPOSED = "disposal proposed"
    DISPOSAL_ENDED = "disposal not carried out"
    DISPOSED = "disposed of"
    LOADED = "loaded from a return"
    LOAD_UNDONE = "load undone"
    ASKED_TO_MEND = "asked to put something right for a return"
    RETURN_CHECKED = "return checked before it is signed off"
    RETURN_SIGNED = "return signed off"
    MERGED = "brought two records together"
    MERGE_UNDONE = "undone, two records again"
    DRAFT_BEGUN = "draft begun"
    DRAFT_DROPPED = "draft thrown away"
    PASSWORD_CHANGED = "password changed"  # noqa: S105
    CODE_GIVEN = "one-time code made"
    CODE_USED = "one-time code used"
    RECOVERY_CODE_USED = "recovery code used"


VIEWS = frozenset({
    Event.CARD_VIEWED, Event.RECORD_VIEWED, Event.PERSON_VIEWED, Event.DOCUMENT_OPENED, Event.CONTACT_VIEWED, Event.SEARCHED,
    Event.AUDIT_SEARCHED, Event.AUDIT_TAKEN, Event.RETURN_TAKEN, Event.CHECK_VIEWED, Event.CHECK_TAKEN,
    Event.SIGNED_TAKEN, Event.PREPARED,
})  # fmt: skip
# What has not changed a record: somebody is writing, and nothing of it stands there yet.
DRAFTING = frozenset({Event.DRAFT_BEGUN, Event.DRAFT_DROPPED})


@dataclass
class Current:
    """The piece of work going on: whom it serves, on what day, from where; what it has seen, done and touched."""

    worker: int | None
    user: User | None
    as_of: date
    via: str = "web"
    page: str = ""
    address: str | None = None
    has_left: bool = False  # a leaver may see and do nothing, whatever roles their login still holds
    everyone: bool = False  # the service's own work on everybody's record, whomever a restriction hides
    hidden: frozenset[int] | None = None  # whom a restriction hides from the worker; None until somebody asks
    known_as: frozenset[int] | None = None  # the person a worker also is; None until somebody asks
    prepared_for: int | None = None  # the person a print, link or export is made for
    id: UUID = field(default_factory=uuid4)
    entries: list[AuditEntry] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    seen: set[tuple[str, int]] = field(default_factory=set)
    # how workers stand to children, by worker, child and day: asked once, and again after each change
    standing: dict[tuple[int, int, date], str] = field(default_factory=dict)


_current: ContextVar[Current | None] = ContextVar("kith_current", default=None)


class NotAtWork(RuntimeError):
    """A record was opened or changed outside `kith.work.work`, where nobody would know who did it."""


def current() -> Current:
    """The piece of work going on. Raises NotAtWork outside `kith.work.work`."""
    work = _current.get()
    if work is None:
        raise NotAtWork("A record may only be opened or changed inside kith.work.work(worker, as_of).")
    return work


def record(
    event: Event, row: models.Model, *, child: int | None = None, on: date | None = None, reason: str = ""
) -> None:
    """A change to `row`, made now, for the audit. `child` is taken from the row when it has one."""
    work = current()
    child = child if child is not None else getattr(row, "child_id", None)
    _add(work, event, child=child, model=row._meta.label, row=row.pk, on=on, reason=reason)
    work.standing.clear()
    if child is not None:
        work.touched.add(child)


def viewed(
    event: Event, *, child: int | None = None, row: models.Model | None = None, reason: str = ""
) -> None:
    """Somebody sees a record. Once for each child, kind of view and page."""
    work = current()
    if child is not None and not reason:
        if (event, child) in work.seen:
            return
        work.seen.add((event, child))
    model, number = (row._meta.label, row.pk) if row is not None else ("", None)
    _add(work, event, child=child, model=model, row=number, reason=reason)


def _add(work: Current, event: Event, **details: object) -> None:
    user = work.user.pk if work.user else None
    work.entries.append(
        AuditEntry(
            event=event, work=work.id, worker=work.worker, user=user,
            via=work.via, page=work.page, address=work.address, **details,
        )
    )  # fmt: skip
