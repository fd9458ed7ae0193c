"""The bytes of documents whose rows are gone: removed once the rows surely are, and looked for again if that failed."""

import logging

from django.core.files.storage import default_storage

from kith.keeping.models import FileToRemove

logger = logging.getLogger(__name__)


def remove_files() -> int:
    """Remove the files that wait for it. What cannot be removed now waits on, and is said in the log by number."""
    removed = 0
    for row in FileToRemove.objects.order_by("pk"):
        try:
            default_storage.delete(row.name)
        except OSError:
            logger.exception("A document of a disposed record could not be removed: row %s", row.pk)
            continue
        row.delete()
        removed += 1
    return removed
