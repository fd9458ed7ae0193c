"""What is inside a backup: a tar of the manifest, the database's dump in pieces, the documents, and their hashes."""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, cast

from kith.cli.problem import Problem
from kith.cli.sealing import Opened, Sealing

MANIFEST, DUMP, DOCUMENTS, HASHES = "manifest.json", "dump/", "documents/", "hashes.json"
PIECE = 8 * 1024 * 1024  # of the dump: how long it will be is not known while it is written
READ = 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself, all of one moment."""

    kith: str
    taken_at: str
    authority: str
    demonstration: bool
    fingerprint: str
    migrations: list[str]
    pg_dump: int
    rows: dict[str, int]

    @property
    def whose(self) -> str:
        """Whose record it is, in words."""
        return f"{self.authority or 'a record without an authority'} as it stood on {self.taken_at}"


class Packing:
    """Writes an archive part by part into a sealed file."""

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        self._sealed = Sealing(file, key)
        self._tar = tarfile.open(mode="w|", fileobj=cast(IO[bytes], self._sealed))  # noqa: SIM115

    def manifest(self, manifest: Manifest) -> None:
        """Write the manifest, which comes first."""
        self._words(MANIFEST, asdict(manifest))

    def dump(self, source: IO[bytes]) -> Iterator[int]:
        """Write the dump as it comes; yields the bytes of each piece."""
        number = 0
        while piece := source.read(PIECE):
            number += 1
            self._add(f"{DUMP}{number:08}", len(piece), io.BytesIO(piece))
            yield len(piece)

    def document(self, name: str, path: Path) -> str:
        """Write a document, and return its hash."""
        with path.open("rb") as file:
            hashing = Hashing(file)
            try:
                self._add(DOCUMENTS + name, path.stat().st_size, hashing)
            except OSError as error:
                if "unexpected end of data" not in str(error):
                    raise
                raise Problem(
                    f"{path} became shorter while it was read. Run the same command again."
                ) from None
            return hashing.so_far()

    def close(self, hashes: dict[str, str]) -> None:
        """Write the hashes and the end."""
        self._words(HASHES, hashes)
        self._tar.close()
        self._sealed.close()

    def _words(self, name: str, told: object) -> None:
        data = json.dumps(told).encode()
        self._add(name, len(data), io.BytesIO(data))

    def _add(self, name: str, size: int, source: object) -> None:
        part = tarfile.TarInfo(name)
        part.size, part.mode = size, 0o600
        self._tar.addfile(part, cast(IO[bytes], source))
        _forget(self._tar)


class Hashing:
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash = file, hashlib.sha256()

    def read(self, size: int = READ) -> bytes:
        """Read on."""
        data = self._file.read(size)
        self._hash.update(data)
        return data

    def so_far(self) -> str:
        """Return the hash of what was read."""
        return self._hash.hexdigest()


def parts(file: IO[bytes], key: bytes) -> Iterator[tuple[str, IO[bytes]]]:
    """Each part of a backup with its content. Only after the last is it sure that nothing was cut off."""
    opened = Opened(file, key)
    with tarfile.open(mode="r|", fileobj=cast(IO[bytes], opened)) as tar:
        while part := tar.next():
            yield part.name, cast(IO[bytes], tar.extractfile(part))
            _forget(tar)
    opened.drain()


def _forget(tar: tarfile.TarFile) -> None:
    """Let go of the parts that were: tarfile would remember every one."""
    cast(Any, tar).members.clear()


def manifest_in(content: IO[bytes]) -> Manifest:
    """Read the manifest."""
    return Manifest(**json.loads(content.read()))


def copied(source: IO[bytes], into: IO[bytes] | None) -> str:
    """Copy to a file, or to nowhere, and return the hash."""
    hashing = Hashing(source)
    while data := hashing.read():
        if into:
            into.write(data)
    return hashing.so_far()
