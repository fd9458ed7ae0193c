"""`kith restore`: a backup, read to its end before anything is changed, put back and compared with what it says."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import click
import psycopg

import kith
from kith.cli import archive, database, dumping, ready, snapshot
from kith.cli.archive import DOCUMENTS, DUMP, HASHES, MANIFEST, Manifest
from kith.cli.backup import KEY_FILE, Tell
from kith.cli.database import Urls
from kith.cli.problem import Problem
from kith.cli.processes import step, stoppable
from kith.cli.sealing import key_from


@dataclass(frozen=True)
class Told:
    """What a backup, read to its end, says of itself."""

    manifest: Manifest
    hashes: dict[str, str]


@click.command
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@KEY_FILE
@click.option("--check", is_flag=True, help="Only read the file to its end; no database is touched.")
@click.option("--again", is_flag=True, help="Throw away the demonstration that is in the database.")
def restore(file: Path, key_file: Path | None, check: bool, again: bool) -> None:
    """Put the record kept in FILE into an empty database, and compare it with what the backup says of itself.

    The file is read to its end first: a wrong key, or a file that was changed or cut short, changes nothing.
    A database that holds an authority's record is never written over.
    """
    key = key_from(key_file)
    with stoppable():
        if check:
            told = read(file, key, None)
            click.echo(f"{file} is whole: {told.manifest.whose}, {_how_much(told)}.")
            return
        with database.provided() as urls:
            database.check(urls)
            told = put_back(urls, file, key, click.echo, again=again)
    click.echo(f"Restored {told.manifest.whose}. Every table and document is as the backup says it was.")


def put_back(urls: Urls, file: Path, key: bytes, tell: Tell, *, again: bool = False) -> Told:
    """Read the backup to its end, restore all of it or nothing, and compare."""
    _may_restore(urls, again=again)
    with _staged() as folder:
        tell(f"Reading {file} to its end")
        told = read(file, key, folder)
        tell(f"Restoring {told.manifest.whose}: {_how_much(told)}")
        _require_known(told.manifest)
        _make_room(urls)
        _fill(urls, file, key, told.manifest)
        _require_rows(urls, told.manifest)
        _move_in(folder, told.hashes)
    tell("Settling the application's rights and the wall")
    step("kith.cli.prepare", environment=ready.as_owner(urls))
    return told


def read(file: Path, key: bytes, into: Path | None) -> Told:
    """Read a backup to its end; documents are written to a folder, if there is one, and their hashes compared."""
    manifest, stated, found = None, {}, {}
    with file.open("rb") as source:
        for name, content in archive.parts(source, key):
            if name == MANIFEST:
                manifest = archive.manifest_in(content)
            elif name == HASHES:
                stated = json.loads(content.read())
            elif name.startswith(DOCUMENTS):
                document = name.removeprefix(DOCUMENTS)
                found[document] = _document(document, content, into)
    if manifest is None or stated != found:
        raise Problem(f"{file} is not what it says of itself, so nothing of it is used. Use another copy.")
    return Told(manifest, stated)


def _document(name: str, content: IO[bytes], into: Path | None) -> str:
    if into is None:
        return archive.copied(content, None)
    path = snapshot.inside(into, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        return archive.copied(content, file)


@contextmanager
def _staged() -> Iterator[Path]:
    """A folder beside the documents, gone afterwards: they take their places only when the rows have."""
    snapshot.files().mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".restoring-", dir=snapshot.files()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _may_restore(urls: Urls, *, again: bool) -> None:
    """Only an empty database is filled, or a demonstration's when that was asked for."""
    with psycopg.connect(snapshot.owner(urls)) as connection:
        there = snapshot.tables(connection)
        watched = [name for name in ("access_user", "people_person", "django_session") if name in there]
        rows = sum(snapshot.count(connection, name) for name in watched)
    held = database.installation(urls) if there else None
    if held is None and not rows and (not there or "access_installation" in there):
        return
    if held and held.demonstration and again:
        return
    if held and held.demonstration:
        raise Problem("A demonstration is in this database. `kith restore --again` throws it away first.")
    whose = f"the record of {held.authority}" if held else "something already"
    raise Problem(
        f"This database holds {whose}, and a backup is only restored into an empty one. "
        "Make an empty database, and point DATABASE_URL and DATABASE_OWNER_URL at it."
    )


def _require_known(manifest: Manifest) -> None:
    """A backup of a newer Kith has tables that this one does not know."""
    package = Path(kith.__file__).parent
    ours = {f"{file.parts[-3]}/{file.stem}" for file in package.glob("*/migrations/*.py")}
    apps = {name.split("/")[0] for name in ours}
    unknown = [name for name in manifest.migrations if name.split("/")[0] in apps and name not in ours]
    if unknown:
        raise Problem(
            f"The backup was made by another version of Kith ({manifest.kith}), which knows what this one does not "
            f"({unknown[-1]}). Restore it with that version or a newer one."
        )


def _make_room(urls: Urls) -> None:
    """Throw away tables that hold nothing, or the demonstration; and settle what the application may do with the new ones."""
    with psycopg.connect(snapshot.owner(urls)) as connection:
        there = snapshot.tables(connection)
    if there:
        database.throw_away(urls)
    database.settle(urls)


def _fill(urls: Urls, file: Path, key: bytes, manifest: Manifest) -> None:
    """Feed the dump to pg_restore, which keeps all of it or nothing."""
    with psycopg.connect(snapshot.owner(urls)) as connection:
        server = connection.info.server_version // 10000
    path, _ = dumping.program("pg_restore", max(server, manifest.pg_dump))
    with (
        file.open("rb") as source,
        dumping.restoring(path, snapshot.owner(urls)) as into,
    ):
        for name, content in archive.parts(source, key):
            if name.startswith(DUMP):
                archive.copied(content, into)


def _require_rows(urls: Urls, manifest: Manifest) -> None:
    """Compare every table with the manifest; a database that differs is emptied again."""
    with psycopg.connect(snapshot.owner(urls)) as connection:
        there = [name for name in snapshot.tables(connection) if name not in snapshot.NOT_KEPT]
        found = {name: snapshot.count(connection, name) for name in there}
    wrong = sorted(name for name, _ in found.items() ^ manifest.rows.items())
    if wrong:
        database.throw_away(urls)
        raise Problem(
            f"What was restored is not what the backup says it holds ({wrong[0]}), so it was taken away again. "
            "Use another copy."
        )


def _move_in(folder: Path, hashes: dict[str, str]) -> None:
    """Put the documents in their places, and read each once more from the disk."""
    for name, stated in hashes.items():
        place = snapshot.inside(snapshot.files(), name)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(snapshot.inside(folder, name), place)
        with place.open("rb") as file:
            if archive.copied(file, None) != stated:
                raise Problem(f"{place} cannot be read back as it was written. See to the disk.")


def _how_much(told: Told) -> str:
    return f"{sum(told.manifest.rows.values()):,} rows in {len(told.manifest.rows)} tables, {len(told.hashes):,} documents"
