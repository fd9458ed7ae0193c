"""Case notes: written, finalised, then only added to."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.casework.models import Note, NoteAddition, NoteChild
from kith.people.models import Person
from kith.reach.doing import NotPermitted, require
from kith.store.history import as_it_stands
from kith.workforce.models import Worker


def write_note(
    *,
    children: Sequence[Person],
    happened_at: datetime,
    text: str,
    kind: str,
    significant: bool,
    at: datetime,
    by: Worker,
    finalised: bool = False,
) -> Note:
    """Write a note about one child or several. It is the author's to change until it is finalised."""
    require(by, Permission.NOTE_WRITE)
    if not children:
        raise ValidationError("Say which child the note is about")
    for child in children:
        require(by, Permission.NOTE_WRITE, child)
    _has_happened(happened_at, at)
    note = Note.objects.create(
        happened_at=happened_at, written_at=at, author=by, text=text, kind=kind, significant=significant,
        finalised_at=at if finalised else None,
    )  # fmt: skip
    NoteChild.objects.bulk_create([NoteChild(note=note, child=child) for child in children])
    for child in children:
        record(Event.FINALISED if finalised else Event.ADDED, note, child=child.pk)
    return note


def change_note(
    *,
    note: Note,
    happened_at: datetime,
    text: str,
    kind: str,
    significant: bool,
    at: datetime,
    by: Worker,
    finalised: bool = False,
) -> Note:
    """Change a note that is not finalised. Its author may; what stood before is kept."""
    _require_all(note, by)
    as_it_stands(note)
    if note.author_id != by.pk or note.finalised_at:
        raise NotPermitted("A note may be changed only by its author, and only until it is finalised.")
    _has_happened(happened_at, at)
    note.happened_at, note.text, note.kind, note.significant = happened_at, text, kind, significant
    note.finalised_at = at if finalised else None
    note.save()
    _record_all(Event.FINALISED if finalised else Event.CHANGED, note)
    return note


def finalise_note(*, note: Note, at: datetime, by: Worker) -> None:
    """From now on the note can only be added to."""
    _require_all(note, by)
    as_it_stands(note)
    if note.author_id != by.pk:
        raise NotPermitted("A note is finalised by its author.")
    if note.finalised_at:
        return
    note.finalised_at = at
    note.save(update_fields=["finalised_at"])
    _record_all(Event.FINALISED, note)


def add_to_note(*, note: Note, text: str, at: datetime, by: Worker) -> NoteAddition:
    """Add words below a finalised note; the note itself stays as it was."""
    _require_all(note, by)
    if not note.finalised_at:
        raise NotPermitted("This note is not finished: its author can still change it.")
    added = NoteAddition.objects.create(note=note, author=by, written_at=at, text=text)
    _record_all(Event.ADDED, note)
    return added


def _has_happened(happened_at: datetime, at: datetime) -> None:
    if happened_at > at:
        raise ValidationError({"happened_time": "The time it happened must be in the past"})


def _require_all(note: Note, by: Worker) -> None:
    """Whoever changes a note must be able to write for every child it is about."""
    require(by, Permission.NOTE_WRITE)
    for about in note.about.all():
        require(by, Permission.NOTE_WRITE, about.child_id)


def _record_all(event: Event, note: Note) -> None:
    for about in note.about.all():
        record(event, note, child=about.child_id)
