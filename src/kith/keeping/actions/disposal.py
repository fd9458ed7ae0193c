"""Disposal: proposed by one person with a reason, carried out by another. What goes is gone; a stub stays.

Everything refused here is refused by the database itself too (disposal.sql), which alone can take rows away.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.childfile.keeping import life_of
from kith.keeping.files import remove_files
from kith.keeping.forbidding import forbids
from kith.keeping.models import Proposal, Stub
from kith.keeping.queries import get_record, kept
from kith.people.models import Person
from kith.reach.doing import require
from kith.statutory.retention import Kept
from kith.store.history import as_it_stands
from kith.workforce.models import Worker

SAME = "You proposed this disposal yourself. Somebody else must carry it out: information governance, or the head of service."
LAPSED = "Somebody has written to the record since, so the proposal has lapsed. Look at the record again."
ENDED = "This proposal no longer stands. Look at the record’s page."
FORBIDDEN = "Something forbids this disposal now. Look at the record’s page."
REFUSED = {"KD001": ENDED, "KD002": SAME, "KD003": LAPSED, "KD004": FORBIDDEN}


def propose_disposal(*, child: Person, reason: str, at: datetime, by: Worker) -> Proposal:
    """Say that a record whose time has passed should go, and why. Nothing goes until somebody else decides so."""
    require(by, Permission.DISPOSAL_PROPOSE)
    whose = get_record(by, child.pk)
    basis = require_time_passed(whose)
    if Proposal.objects.filter(child=whose, ended_at__isnull=True).exists():
        raise ValidationError("Somebody has proposed this already. It waits for a second person.")
    made = Proposal.objects.create(
        child=whose, reason=reason, basis=in_words(basis), closed_on=life_of(whose, current().as_of).closed_on,
        stood=stands(whose.pk), proposed_by=by, proposed_at=at,
    )  # fmt: skip
    record(Event.DISPOSAL_PROPOSED, made, reason=reason)
    return made


def require_time_passed(child: Person) -> Kept:
    """Refuse, in words, unless the record's time has passed and nothing forbids that it goes."""
    as_of = current().as_of
    found = kept(child, as_of)
    if found.until is None or found.until > as_of:
        raise ValidationError("The record must still be kept. Look at the date on its page.")
    forbidding = forbids(child.pk, as_of)
    if forbidding:
        raise ValidationError([f"{each}." for each in forbidding])
    return found


def carry_out_disposal(*, proposal: Proposal, at: datetime, by: Worker) -> Stub:
    """Take the record out of every table, with what stood before; leave a stub, and the audit by plain numbers."""
    require(by, Permission.DISPOSAL_DECIDE)
    as_it_stands(proposal)
    child = get_record(by, proposal.child_id)
    if proposal.proposed_by_id == by.pk:
        raise ValidationError(SAME)
    if proposal.ended_at is not None:
        raise ValidationError(ENDED)
    if has_lapsed(proposal):
        raise ValidationError(LAPSED)
    require_time_passed(child)
    stub = _disposed(proposal, at)
    _tell_the_audit(stub)
    transaction.on_commit(remove_files, robust=True)
    return stub


def withdraw_proposal(*, proposal: Proposal, because: str, at: datetime, by: Worker) -> None:
    """The record stays after all, and why: whoever proposed it, or whoever would decide."""
    require(by, Permission.DISPOSAL_DECIDE)
    as_it_stands(proposal)
    if proposal.ended_at is not None:
        raise ValidationError(ENDED)
    proposal.ended_at, proposal.ended_by, proposal.ended_because = at, by, because
    proposal.save(update_fields=["ended_at", "ended_by", "ended_because"])
    record(Event.DISPOSAL_ENDED, proposal, reason=because)


def has_lapsed(proposal: Proposal) -> bool:
    """Whether anything was written to the record since it was proposed."""
    return stands(proposal.child_id) != proposal.stood


def stands(child: int) -> str:
    """A fingerprint of everything the record holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_record_stands(%s)", [child])
        return cursor.fetchone()[0] or ""


def in_words(basis: Kept) -> str:
    """Why the record need no longer be kept, for the stub: it names nobody."""
    where = f"local: {basis.source}" if basis.local else basis.source
    return f"{basis.why} ({where})"


def _disposed(proposal: Proposal, at: datetime) -> Stub:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT kith_dispose(%s, %s)", [proposal.pk, at])
            return Stub.objects.get(pk=cursor.fetchone()[0])
    except DatabaseError as refused:
        words = REFUSED.get(getattr(refused.__cause__, "sqlstate", None) or "")
        if words is None:
            raise
        raise ValidationError(words) from None


def _tell_the_audit(stub: Stub) -> None:
    """By number; there is no record any more whose deadlines would be worked out."""
    record(Event.DISPOSED, stub, child=stub.number)
    current().touched.discard(stub.number)
