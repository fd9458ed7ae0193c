"""The files to read: from a folder, single files, zips or bytes, within limits that a hostile upload cannot pass."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from kith.statutory.returns.problems import Problem, warning

READABLE = (".csv", ".txt", ".tsv", ".xml")
MEGABYTE = 1024 * 1024
# What goes wrong with a zip that is broken, locked or none.
_BROKEN = (RuntimeError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)


@dataclass(frozen=True)
class Limits:
    """How much is read at all: one file, everything together (bytes, after unpacking), and how many files."""

    file: int = 512 * MEGABYTE
    total: int = 1024 * MEGABYTE
    files: int = 500


@dataclass(frozen=True)
class Source:
    """One file's name, as it is shown to a person, and what is in it."""

    name: str
    data: bytes


Paths = str | Path | Mapping[str, bytes] | Iterable[str | Path]


class Intake:
    """Hands out the files one by one and collects what could not be taken."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.problems: list[Problem] = []
        self.left = limits.total
        self.count = 0

    def sources(self, paths: Paths) -> Iterator[Source]:
        for name, data in _named(paths, self):
            if name.lower().endswith(".zip"):
                yield from self._unpacked(name, data)
            else:
                yield from self._taken(name, data)

    def _taken(self, name: str, data: bytes) -> Iterator[Source]:
        if not name.lower().endswith(READABLE):
            self.problems.append(warning(name, "This is not a CSV or XML file, so it was left aside."))
        elif self._within(name, len(data)):
            yield Source(name, data)

    def _within(self, name: str, size: int) -> bool:
        """Whether one more file of this size may be read; if not, says so."""
        self.count += 1
        self.left -= size
        if size > self.limits.file:
            return self._refuse(
                name, f"This file is larger than {self.limits.file // MEGABYTE} MB, so it was not read."
            )
        if self.count > self.limits.files:
            return self._refuse(
                name, f"There are more than {self.limits.files} files; this one was not read."
            )
        if self.left < 0:
            limit = self.limits.total // MEGABYTE
            return self._refuse(
                name, f"The files together are larger than {limit} MB; this one was not read."
            )
        return True

    def _refuse(self, name: str, says: str) -> bool:
        self.problems.append(Problem(name, f"{says} Send fewer or smaller files at a time."))
        return False

    def _unpacked(self, name: str, data: bytes) -> Iterator[Source]:
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                yield from self._members(name, archive)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            self.problems.append(
                Problem(name, f"This zip cannot be opened ({error}). Make it again and try once more.")
            )

    def _members(self, name: str, archive: zipfile.ZipFile) -> Iterator[Source]:
        for member in archive.infolist():
            if member.is_dir() or _hidden(member.filename):
                continue
            if _escapes(member.filename):
                self._refuse(
                    name,
                    f"The zip holds a file with an unsafe path, {member.filename!r}, which was not read.",
                )
                continue
            if self.count >= self.limits.files:
                self._refuse(
                    name, f"The zip holds more than {self.limits.files} files; the rest were not read."
                )
                return
            yield from self._member(name, archive, member)

    def _member(self, name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Source]:
        """One file of a zip, reading no further than the limit whatever size the zip says it has."""
        inside, most = f"{name}/{member.filename}", max(min(self.limits.file, self.left), 0)
        if not member.filename.lower().endswith(READABLE):
            self.problems.append(warning(inside, "This is not a CSV or XML file, so it was left aside."))
            return
        try:
            with archive.open(member) as handle:
                data = handle.read(most + 1)
        except _BROKEN as error:
            says = (
                f"This file in the zip cannot be unpacked ({error}). Make the zip again, without a password."
            )
            self.problems.append(Problem(inside, says))
            return
        yield from self._taken(inside, data)


def beginnings(files: Mapping[str, bytes], most: int = 4096) -> Iterator[tuple[str, bytes]]:
    """What each file begins with, those inside zips too. What cannot be opened is left to whoever reads it whole."""
    for name, data in files.items():
        if not name.lower().endswith(".zip"):
            yield name, data[:most]
            continue
        with suppress(*_BROKEN, ValueError), zipfile.ZipFile(BytesIO(data)) as archive:
            for member in archive.infolist()[: Limits.files]:
                with archive.open(member) as handle:
                    yield member.filename, handle.read(most)


def _named(paths: Paths, intake: Intake) -> Iterator[tuple[str, bytes]]:
    if isinstance(paths, Mapping):
        yield from paths.items()
        return
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    for path in map(Path, given):
        label = path.name if len(given) > 1 and path.is_dir() else ""
        for file in _files(path):
            name = str(PurePosixPath(label, *_relative(file, path)))
            yield from _opened(name, file, intake)


def _files(path: Path) -> list[Path]:
    """The path itself, or every file below it in order of name; links and hidden files are not followed."""
    if not path.is_dir():
        return [path]
    found = (each for each in path.rglob("*") if each.is_file() and not each.is_symlink())
    return sorted(each for each in found if not _hidden(str(PurePosixPath(*each.relative_to(path).parts))))


def _relative(file: Path, path: Path) -> tuple[str, ...]:
    return file.relative_to(path).parts if file != path else (file.name,)


def _opened(name: str, file: Path, intake: Intake) -> Iterator[tuple[str, bytes]]:
    readable = name.lower().endswith((*READABLE, ".zip")) or not file.exists()
    try:
        if readable and file.stat().st_size > intake.limits.file:
            intake._within(name, file.stat().st_size)
            return
        yield name, file.read_bytes() if readable else b""
    except OSError as error:
        says = f"This file cannot be opened ({error.strerror or error}). Check the path and who may read it."
        intake.problems.append(Problem(name, says))


def _hidden(name: str) -> bool:
    return any(
        part.startswith((".", "__MACOSX")) and part not in ("..", ".") for part in PurePosixPath(name).parts
    )


def _escapes(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in path.parts[0]
