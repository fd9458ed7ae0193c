"""A file that only its key opens and nobody changes unseen: AES-256-GCM in numbered pieces, in constant memory."""

import os
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from kith.cli.problem import Problem

MAGIC = b"Kith backup 1\n"
SALT, CHECK, TAG = 16, 16, 16
PIECE = 1024 * 1024
SHORTEST = 20
COST = 2**15  # of trying a key: 32 MB and about a quarter of a second, for a key that somebody thought up
MAKE_ONE = "python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"


def key_from(key_file: Path | None) -> bytes:
    """Return the key from a file, else from KITH_BACKUP_KEY. Never from the command line, which every user can list."""
    given = key_file.read_text() if key_file else os.environ.get("KITH_BACKUP_KEY", "")
    where = str(key_file) if key_file else "KITH_BACKUP_KEY"
    key = given.strip()
    if not key:
        raise Problem(
            f"{where} holds no key, and a backup is always encrypted. Make a key with `{MAKE_ONE}`, set KITH_BACKUP_KEY "
            "or name a file with --key-file, and keep a copy elsewhere: without it no backup can be read."
        )
    if len(key) < SHORTEST:
        raise Problem(
            f"The key in {where} is shorter than {SHORTEST} characters. Make a longer one: `{MAKE_ONE}`."
        )
    return key.encode()


class Sealing:
    """Writes what it is given, encrypted. Without `close` the file has no last piece and is refused."""

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        salt = os.urandom(SALT)
        secret, check = _derived(key, salt)
        self._head = MAGIC + salt + check
        self._file, self._cipher = file, AESGCM(secret)
        self._number, self._waiting = 0, bytearray()
        file.write(self._head)

    def write(self, data: bytes) -> int:
        """Take any amount; whole pieces are written on."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._piece(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        """Write the last piece, which says that it is the last."""
        self._piece(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _piece(self, data: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last=last), data, self._head))
        self._number += 1


class Opened:
    """Reads what `Sealing` wrote, and hands on nothing that was changed."""

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        self._file, self._name = file, getattr(file, "name", "The file")
        self._head = file.read(len(MAGIC) + SALT + CHECK)
        if len(self._head) < len(MAGIC) + SALT + CHECK or not self._head.startswith(MAGIC):
            raise Problem(f"{self._name} is not a backup of Kith, or its beginning was changed.")
        secret, check = _derived(key, self._head[len(MAGIC) :][:SALT])
        if self._head[-CHECK:] != check:
            raise Problem(
                f"The key does not open {self._name}. It was made with another key, or its beginning was changed. "
                "Set KITH_BACKUP_KEY (or --key-file) to the key it was made with."
            )
        self._cipher, self._number = AESGCM(secret), 0
        self._ahead, self._ready, self._ended = file.read(PIECE + TAG), bytearray(), False

    def read(self, size: int) -> bytes:
        """Return so many bytes, fewer only at the end."""
        while len(self._ready) < size and not self._ended:
            self._ready += self._piece()
        found = bytes(self._ready[:size])
        del self._ready[:size]
        return found

    def drain(self) -> None:
        """Read to the end: only then is it sure that nothing was cut off."""
        while self.read(PIECE):
            pass

    def _piece(self) -> bytes:
        sealed, self._ahead = self._ahead, self._file.read(PIECE + TAG)
        self._ended = not self._ahead
        try:
            data = self._cipher.decrypt(_nonce(self._number, last=self._ended), sealed, self._head)
        except InvalidTag:
            raise Problem(
                f"{self._name} was changed or cut short after it was made, so nothing of it is used. Use another copy."
            ) from None
        self._number += 1
        return data


def _nonce(number: int, *, last: bool) -> bytes:
    """A piece's number and whether it is the last: pieces cannot change places, and the end cannot be cut off."""
    return number.to_bytes(11, "big") + bytes([last])


def _derived(key: bytes, salt: bytes) -> tuple[bytes, bytes]:
    """The cipher's key, new for each file, and what tells a wrong key from a changed file."""
    derived = Scrypt(salt=salt, length=32 + CHECK, n=COST, r=8, p=3).derive(key)
    return derived[:32], derived[32:]
