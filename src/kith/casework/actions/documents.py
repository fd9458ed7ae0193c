"""Documents: files on a child's record."""

from datetime import date, datetime
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import File

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.casework.files import LARGEST, NotKept, kind_of
from kith.casework.models import Document
from kith.people.models import Person
from kith.reach.doing import require
from kith.workforce.models import Worker


def add_document(
    *, child: Person, title: str, about_on: date, file: File, at: datetime, by: Worker
) -> Document:
    """Put a file on a child's record, under a name that nobody can guess."""
    require(by, Permission.DOCUMENT_ADD, child)
    if about_on > current().as_of:
        raise ValidationError({"about_on": "The date of the document must be today or in the past"})
    size = file.size
    if size > LARGEST:
        raise ValidationError({"file": "The file must be smaller than 20 MB"})
    try:
        kind = kind_of(file, file.name or "")
    except NotKept as refused:
        raise ValidationError({"file": str(refused)}) from None
    document = Document(
        child=child,
        title=title,
        about_on=about_on,
        content_type=kind.content_type,
        size=size,
        added_by=by,
        added_at=at,
    )
    file.seek(0)
    document.file.save(uuid4().hex, file, save=False)
    _save_or_take_back(document)
    record(Event.ADDED, document, on=about_on)
    return document


def _save_or_take_back(document: Document) -> None:
    """A file without its row would be kept for nobody."""
    try:
        document.save()
    except BaseException:
        document.file.delete(save=False)
        raise
