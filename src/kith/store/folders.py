"""Files kept privately beside the documents, in a folder with the number of the row they belong to."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.files.storage import default_storage

NAMES = "names.json"


@dataclass(frozen=True)
class Folders:
    """The folders of one kind of row. What a file is called never becomes a path."""

    kind: str

    def keep(self, number: int, files: Mapping[str, bytes]) -> None:
        """Put the files where only this server reads them; the list of names comes last, and says that all are there."""
        self.forget(number)  # of a database made anew, whose rows are counted from one again
        folder = self._folder(number)
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700)
        for place, data in enumerate(files.values()):
            (folder / str(place)).touch(mode=0o600)
            (folder / str(place)).write_bytes(data)
        (folder / NAMES).write_text(json.dumps(list(files)))

    def kept(self, number: int) -> dict[str, bytes] | None:
        """The files by name; none where they are no longer kept."""
        found = self._paths(number)
        return None if found is None else {name: path.read_bytes() for name, path in found.items()}

    def path(self, number: int, name: str) -> Path | None:
        """Where one of the files lies; none where it is no longer kept."""
        return (self._paths(number) or {}).get(name)

    def are_kept(self, number: int) -> bool:
        return (self._folder(number) / NAMES).exists()

    def forget(self, number: int) -> None:
        """Remove the files."""
        shutil.rmtree(self._folder(number), ignore_errors=True)

    def forget_before(self, moment: datetime) -> list[int]:
        """Remove what was put there before a moment. Returns the numbers."""
        folders = [each for each in self._all().glob("*") if each.name.isdigit()]
        old = [int(each.name) for each in folders if each.stat().st_mtime < moment.timestamp()]
        for number in old:
            self.forget(number)
        return sorted(old)

    def _paths(self, number: int) -> dict[str, Path] | None:
        if not self.are_kept(number):
            return None
        names = json.loads((self._folder(number) / NAMES).read_text())
        return {name: self._folder(number) / str(place) for place, name in enumerate(names)}

    def _all(self) -> Path:
        return Path(default_storage.path(self.kind))

    def _folder(self, number: int) -> Path:
        return self._all() / str(number)
