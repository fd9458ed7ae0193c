"""The tables of returns that were built, kept privately beside the documents: those of the latest few builds of a year."""

import tempfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import polars as pl

from kith.returns.models import BuiltReturn
from kith.statutory.ssda903.writing import write
from kith.statutory.ssda903.xml_writing import write_xml
from kith.store.folders import Folders

FOLDERS = Folders("built")
LATEST = 3  # of a year
KEPT = timedelta(
    days=400
)  # until the same return of the year after; a record that is disposed of leaves them by then
XML_NAME = "ssda903.xml"


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
    """The CSV files as sent, or the one XML file, in a zip. Raises NotKept."""
    tables, packed = tables_of(built), BytesIO()
    with tempfile.TemporaryDirectory() as folder, ZipFile(packed, "w", ZIP_DEFLATED) as into:
        if xml:
            write_xml(tables, Path(folder) / XML_NAME)
        else:
            write(tables, Path(folder))
        for file in sorted(Path(folder).iterdir()):
            into.write(file, file.name)
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
