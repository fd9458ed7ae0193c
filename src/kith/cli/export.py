"""`kith export`: the whole record in open formats, so that a council can leave, or look for itself."""

import contextlib
import csv
import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import click
from psycopg import sql

from kith.cli import database, ready, snapshot
from kith.cli.backup import Tell, written_beside
from kith.cli.database import Urls
from kith.cli.problem import Problem
from kith.cli.snapshot import Snapshot

Open = Callable[[str], IO[bytes]]
README = """The record of {whose}, as it stood on {at}, exported from Kith.

Everything is in it, also what is restricted or sealed inside Kith, and nothing in it is encrypted. Keep it where only
those can read it who may see every child's whole record, and destroy it when it has served.

tables/       one file for each table: comma-separated values, UTF-8, the first line names the columns.
              Dates are written 2026-11-22; moments have their time zone. Nothing between two commas: not known.
              Two quotation marks: known to be empty. What is kept as a structure is written as JSON, and what is kept
              as a file (a return that was signed off is a zip) as \\x and two letters or figures for each byte.
              Rows are joined by their numbers: child_id is the id of a row in people_person.
              A table whose name ends in "before" holds what stood before each correction and removal.
documents/    the documents, under the names that the column "file" of casework_document gives; their titles are there.
columns.csv   the data dictionary: each column in words, its type, what it points to, its codes, and how private it is.
tables.csv    each table in words, how many rows it has, and why a table or column is left out.
"""


@click.command
@click.argument("place", type=click.Path(path_type=Path))
def export(place: Path) -> None:
    """Write the whole record in open formats to the folder PLACE, or to one file if PLACE ends in .zip.

    One CSV file for each table, a data dictionary, and the documents. Nothing in it is encrypted, and everything is
    in it, also what is restricted or sealed: keep it as you would keep every child's file.
    """
    with database.provided() as urls, ready.owner(urls):
        missing = write(urls, place, click.echo)
    click.echo(f"Everything is in {place}. It is not encrypted.")
    if missing:
        raise Problem(
            f"{len(missing)} documents that the record names are not in the folder of files ({snapshot.files()}), and "
            f"so not in the export: {', '.join(missing[:3])}."
        )


def write(urls: Urls, place: Path, tell: Tell) -> list[str]:
    """Write everything of one moment, and return the documents that the record names and the disk has not."""
    if place.exists():
        raise Problem(f"{place} is already there and is not written over. Choose another name.")
    into = _zip(place) if place.suffix == ".zip" else _folder(place)
    with snapshot.held(urls) as moment, into as opened:
        moment.connection.execute("SET TIME ZONE 'Europe/London'")
        whose = moment.whose()[0] or "an authority that is not named"
        _put(opened, "README.txt", README.format(whose=whose, at=f"{moment.taken_at:%d %B %Y at %H:%M %Z}"))
        _tables(moment, opened, tell)
        return _documents(moment, opened, tell)


def _tables(moment: Snapshot, opened: Open, tell: Tell) -> None:
    """Write each table, and what they are: what is left out is named with its reason."""
    from kith.cli import dictionary

    known, told, columns = dictionary.models(), [], [dictionary.HEADS]
    for table in snapshot.tables(moment.connection):
        model = known.get(table)
        if why := dictionary.LEFT_OUT.get(table):
            told.append((table, "", "", f"Left out: {why}"))
            continue
        if model is None:
            raise Problem(
                f"The table {table} is not Kith's, so nobody said what it is. Move it elsewhere first."
            )
        without = dictionary.COLUMNS_LEFT_OUT.get(table, {})
        names = [name for name in _columns(moment, table) if name not in without]
        reasons = "; ".join(f"Without {name}: {why}" for name, why in without.items())
        columns += dictionary.lines(table, model, names)
        told.append((table, dictionary.about(model), str(_rows(moment, table, names, opened)), reasons))
    _put(opened, "columns.csv", _csv(columns))
    _put(opened, "tables.csv", _csv([("table", "in words", "rows", "left out"), *told]))
    written = [int(rows) for _, _, rows, _ in told if rows]
    tell(f"  {len(written)} tables, {sum(written):,} rows")


def _columns(moment: Snapshot, table: str) -> list[str]:
    asked = (
        "SELECT column_name::text FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s ORDER BY ordinal_position"
    )
    return [name for (name,) in moment.connection.execute(asked, [table])]


def _rows(moment: Snapshot, table: str, columns: list[str], opened: Open) -> int:
    """Stream a table, in the order of its rows' numbers where it has them; returns how many rows."""
    query = sql.SQL("COPY (SELECT {} FROM {} ORDER BY 1) TO STDOUT (FORMAT csv, HEADER)").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(table)
    )
    with moment.connection.cursor() as cursor:
        with opened(f"tables/{table}.csv") as file, cursor.copy(query) as rows:
            for block in rows:
                file.write(block)
        return cursor.rowcount


def _documents(moment: Snapshot, opened: Open, tell: Tell) -> list[str]:
    names, missing = moment.documents(), []
    for name in names:
        path = snapshot.inside(snapshot.files(), name)
        if not path.is_file():
            missing.append(name)
            continue
        inside = name if name.startswith("documents/") else f"documents/{name}"
        with path.open("rb") as source, opened(inside) as file:
            shutil.copyfileobj(source, file)
    tell(f"  {len(names) - len(missing):,} documents")
    return missing


def _put(opened: Open, name: str, words: str) -> None:
    with opened(name) as file:
        file.write(words.encode())


def _csv(lines: list[tuple[str, ...]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    return out.getvalue()


@contextlib.contextmanager
def _zip(place: Path) -> Iterator[Open]:
    with written_beside(place) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        yield lambda name: whole.open(name, "w", force_zip64=True)


@contextlib.contextmanager
def _folder(place: Path) -> Iterator[Open]:
    """Write beside the folder's place and move it in when whole; only its owner may read it."""
    if not place.parent.is_dir():
        raise Problem(f"There is no folder {place.parent}. Make it, or choose another name.")
    half = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))

    def opened(name: str) -> IO[bytes]:
        path = snapshot.inside(half, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")

    try:
        yield opened
        os.rename(half, place)
    except BaseException:
        shutil.rmtree(half)
        raise
