"""The tables of returns that were built, kept privately beside the documents; the latest few of each year."""

import shutil
import tempfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import polars as pl
from django.core.files.storage import default_storage

from kith.returns.models import BuiltReturn
from kith.statutory.ssda903.writing import write
from kith.statutory.ssda903.xml_writing import write_xml

LATEST = 3  # of a year
XML_NAME = "ssda903.xml"


class NotKept(LookupError):
    """The tables of this build are no longer kept."""


def keep(built: BuiltReturn, tables: Mapping[str, pl.DataFrame]) -> None:
    """Put the tables where only this server reads them, and remove those of the year's older builds."""
    folder = _folder(built)
    shutil.rmtree(folder, ignore_errors=True)  # of a database made anew, or of a build that was killed
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    for name, rows in tables.items():
        file = folder / f"{name}.parquet"
        file.touch(mode=0o600)
        rows.write_parquet(file)
    _forget_older(built)


def are_kept(built: BuiltReturn) -> bool:
    return _folder(built).is_dir()


def tables_of(built: BuiltReturn) -> dict[str, pl.DataFrame]:
    """Each table as it was built. Raises NotKept."""
    files = sorted(_folder(built).glob("*.parquet"))
    if not files:
        raise NotKept(f"The tables of {built} are no longer kept. Build the return again.")
    return {file.stem: pl.read_parquet(file) for file in files}


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
    shutil.rmtree(_folder(built), ignore_errors=True)


def _forget_older(built: BuiltReturn) -> None:
    same = BuiltReturn.objects.filter(collection=built.collection, year=built.year, pk__lt=built.pk)
    for older in same.order_by("-pk")[LATEST - 1 :]:
        forget(older)


def _folder(built: BuiltReturn) -> Path:
    return Path(default_storage.path("built")) / str(built.pk)
