"""Files as a page was sent them: by name, and how much is taken at all."""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile

from kith.statutory.returns.sources import MEGABYTE, Limits

# What a page takes, and what it may grow to once unpacked. The largest authority's year is about 20 MB.
MOST_SENT = 100 * MEGABYTE
LIMITS = Limits(file=200 * MEGABYTE, total=300 * MEGABYTE, files=200)


def contents(files: Iterable[UploadedFile]) -> dict[str, bytes]:
    """What was sent, by name; two files of one name are told apart."""
    found: dict[str, bytes] = {}
    for file in files:
        name = str(file.name)
        while name in found:
            name = f"another/{name}"
        found[name] = file.read()
    return found
