"""A return frozen as one file: the files that are sent, in a zip that is the same every time."""

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import polars as pl

from kith.returns.signing_models import SignedReturn
from kith.statutory.return_kinds import KINDS
from kith.statutory.returns.reading import Read
from kith.statutory.returns.sources import Limits

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say
_ONLY_ITS_OWNER = 0o600 << 16


class NotAsSigned(RuntimeError):
    """The file kept is not the one that was signed off."""


def frozen(tables: Mapping[str, pl.DataFrame], collection: str, year: str) -> bytes:
    """The tables of a return as one file, without times and in the order of the specification."""
    packed = BytesIO()
    with ZipFile(packed, "w") as into:
        for name, data in KINDS[collection].sent(tables, year, False).items():
            into.writestr(_entry(name), data, ZIP_DEFLATED, compresslevel=9)
    return packed.getvalue()


def _entry(name: str) -> ZipInfo:
    """A file in the zip that tells nothing of the machine that made it."""
    entry = ZipInfo(name, _NO_TIME)
    entry.create_system, entry.external_attr = 3, _ONLY_ITS_OWNER
    return entry


def fingerprint(file: bytes) -> str:
    return sha256(file).hexdigest()


def is_as_signed(signed: SignedReturn) -> bool:
    """Whether the bytes kept still have the fingerprint that was signed."""
    return fingerprint(bytes(signed.file)) == signed.fingerprint


def file_of(signed: SignedReturn) -> bytes:
    """The file as it was signed off. Raises NotAsSigned."""
    if not is_as_signed(signed):
        raise NotAsSigned(
            f"The file kept of {signed} is not the one that was signed off: its fingerprint differs. It is not given out. "
            "Tell whoever runs Kith, and take the file from a backup of the day it was signed."
        )
    return bytes(signed.file)


def tables_in(signed: SignedReturn) -> Read:
    """The tables of the file as it was signed off. Raises NotAsSigned."""
    return as_read(file_of(signed), signed.collection, signed.year)


def as_read(file: bytes, collection: str, year: str) -> Read:
    """The tables of a file that was frozen."""
    return KINDS[collection].read({"frozen.zip": file}, Limits(), year)
