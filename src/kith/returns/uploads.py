"""Files sent by a page, kept privately beside the documents until they are loaded, and for no longer than a day."""

import json
import shutil
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from kith.returns.models import Load
from kith.statutory.ssda903.sources import MEGABYTE, Limits

# What a page takes, and what it may grow to once unpacked. The largest authority's year is about 20 MB.
MOST_SENT = 100 * MEGABYTE
LIMITS = Limits(file=200 * MEGABYTE, total=300 * MEGABYTE, files=200)
KEPT = timedelta(days=1)
NAMES = "names.json"


def contents(files: Iterable[UploadedFile]) -> dict[str, bytes]:
    """What was sent, by name; two files of one name are told apart."""
    found: dict[str, bytes] = {}
    for file in files:
        name = str(file.name)
        while name in found:
            name = f"another/{name}"
        found[name] = file.read()
    return found


def keep(load: Load, sent: Mapping[str, bytes]) -> None:
    """Put the files where only this server reads them. Their own names never become paths."""
    forget(load)  # of a database made anew, whose loads are counted from one again
    folder = _folder(load)
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    for number, data in enumerate(sent.values()):
        (folder / str(number)).touch(mode=0o600)
        (folder / str(number)).write_bytes(data)
    (folder / NAMES).write_text(json.dumps(list(sent)))


def kept(load: Load) -> dict[str, bytes] | None:
    """The files of a load by name; none where they are no longer kept."""
    folder = _folder(load)
    if not (folder / NAMES).exists():
        return None
    names = json.loads((folder / NAMES).read_text())
    return {name: (folder / str(number)).read_bytes() for number, name in enumerate(names)}


def are_kept(load: Load) -> bool:
    return (_folder(load) / NAMES).exists()


def forget(load: Load) -> None:
    """Remove the files of a load."""
    shutil.rmtree(_folder(load), ignore_errors=True)


def forget_old(at: datetime) -> list[int]:
    """Remove files that have been kept for a day. Returns the numbers of their loads."""
    folders = [each for each in _all().glob("*") if each.name.isdigit()]
    old = [each for each in folders if each.stat().st_mtime < (at - KEPT).timestamp()]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return sorted(int(folder.name) for folder in old)


def _all() -> Path:
    return Path(default_storage.path("loads"))


def _folder(load: Load) -> Path:
    return _all() / str(load.pk)
