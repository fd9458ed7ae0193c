"""The tables of returns that were built, kept privately beside the documents: those of the latest few builds of a year."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import polars as pl

from kith.returns.models import BuiltReturn
from kith.statutory.return_kinds import KINDS
from kith.store.folders import Folders

FOLDERS = Folders("built")
LATEST = 3  # of a year
KEPT = timedelta(
    days=400
)  # until the same return of the year after; a record that is disposed of leaves them by then


class NotKept(LookupError):
    """The tables of this build are no longer kept."""


def keep(built: BuiltReturn, tables: Mapping[str, pl.DataFrame]) -> None:
    """Put the tables where only this server reads them, and remove those of the year's older builds."""
    FOLDERS.keep(built.pk, {name: _as_parquet(rows) for name, rows in tables.items()})
    same = BuiltReturn.objects.filter(collection=built.collection, year=built.year, pk__lt=built.pk)
    for older in same.order_by("-pk")[LATEST - 1 :]:
        forget(older)


def are_kept(built: BuiltReturn) -> bool:
    return FOLDERS.are_kept(built.pk)


def tables_of(built: BuiltReturn) -> dict[str, pl.DataFrame]:
    """Each table as it was built. Raises NotKept."""
    files = FOLDERS.kept(built.pk)
    if not files:
        raise NotKept(f"The tables of {built} are no longer kept. Build the return again.")
    return {name: pl.read_parquet(BytesIO(data)) for name, data in files.items()}


def as_zip(built: BuiltReturn, *, xml: bool = False) -> bytes:
    """The files as they are sent, in a zip: CSV, or the one XML. Raises NotKept."""
    files, packed = KINDS[built.collection].sent(tables_of(built), built.year, xml), BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as into:
        for name, data in sorted(files.items()):
            into.writestr(name, data)
    return packed.getvalue()


def forget(built: BuiltReturn) -> None:
    """Remove the tables of a build."""
    FOLDERS.forget(built.pk)


def forget_old(at: datetime) -> list[int]:
    """Remove tables that have been kept long enough. Returns the numbers of their builds."""
    return FOLDERS.forget_before(at - KEPT)


def _as_parquet(rows: pl.DataFrame) -> bytes:
    written = BytesIO()
    rows.write_parquet(written)
    return written.getvalue()
