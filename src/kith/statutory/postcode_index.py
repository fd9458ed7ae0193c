"""Postcodes as one run of bytes that is looked up where it lies: nothing is read until it is asked for.

Layout: two lengths (postcodes, bytes of names), the sorted keys, eastings, northings, numbers of authorities, and the
codes of the authorities parted by blanks. Numbers are the machine's own, for the file never leaves it.
"""

import struct
from array import array
from bisect import bisect_left
from itertools import accumulate, pairwise

import polars as pl

_LENGTHS = struct.Struct("qq")
_COLUMNS = {"key": "q", "easting": "i", "northing": "i", "authority": "H"}
_NO_PLACE, _NO_AUTHORITY = -(2**31), 2**16 - 1


def pack(table: pl.DataFrame) -> bytes:
    """The bytes of a table of key (sorted), authority, easting and northing."""
    names = sorted(table["authority"].drop_nulls().cast(pl.String).unique())
    number = (
        pl.col("authority").cast(pl.String).replace_strict({n: i for i, n in enumerate(names)}, default=None)
    )
    filled = table.with_columns(
        number.fill_null(_NO_AUTHORITY), pl.col("easting", "northing").fill_null(_NO_PLACE)
    )
    columns = (array(code, filled[name].to_list()).tobytes() for name, code in _COLUMNS.items())
    told = " ".join(names).encode()
    return b"".join([_LENGTHS.pack(table.height, len(told)), *columns, told])


class Index:
    """Looks a key up in packed bytes, in memory or mapped from a file. Raises ValueError where they are damaged."""

    def __init__(self, data: memoryview) -> None:
        if len(data) < _LENGTHS.size:
            raise ValueError("The file of postcodes is cut short.")
        count, names = _LENGTHS.unpack(data[: _LENGTHS.size])
        sizes = (_LENGTHS.size, *(struct.calcsize(code) * count for code in _COLUMNS.values()), names)
        ends = list(accumulate(sizes))
        if ends[-1] != len(data):
            raise ValueError("The file of postcodes is not whole.")
        parts = [data[start:end] for start, end in pairwise(ends)]
        self._keys, self._eastings, self._northings, self._numbers = (
            part.cast(code)  # type: ignore[call-overload]
            for part, code in zip(parts, _COLUMNS.values(), strict=False)
        )
        self._names = bytes(parts[-1]).decode().split()

    def __len__(self) -> int:
        return len(self._keys)

    def find(self, key: int) -> tuple[str | None, int | None, int | None] | None:
        """Authority, easting and northing of a key; null where the key is not there."""
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            return None
        number, east, north = self._numbers[at], self._eastings[at], self._northings[at]
        authority = None if number == _NO_AUTHORITY else self._names[number]
        return authority, None if east == _NO_PLACE else east, None if north == _NO_PLACE else north
