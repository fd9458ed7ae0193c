"""`kith backup`: the whole record of one moment in one encrypted file, taken while people work."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import IO

import click

from kith.cli import database, dumping, migrated, snapshot
from kith.cli.archive import Manifest, Packing
from kith.cli.database import Urls
from kith.cli.problem import MEGABYTE, Problem
from kith.cli.processes import stoppable
from kith.cli.sealing import key_from
from kith.cli.snapshot import Snapshot

Tell = Callable[[str], None]
KEY_FILE = click.option(
    "--key-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that holds the key, if KITH_BACKUP_KEY does not.",
)
EVERY = 64 * MEGABYTE  # how often progress is told


@click.command
@click.argument("file", type=click.Path(path_type=Path))
@KEY_FILE
def backup(file: Path, key_file: Path | None) -> None:
    """Keep the whole record and its documents in FILE, encrypted, while people go on working.

    The key is in KITH_BACKUP_KEY or in a file, never on the command line. Keep it, and KITH_SECRET_KEY,
    away from the backups. Who is signed in is not kept: after a restore everybody signs in again.
    """
    key = key_from(key_file)
    with stoppable(), database.provided() as urls:
        database.check(urls)
        missing = take(urls, file, key, click.echo)
    size = file.stat().st_size // MEGABYTE
    click.echo(f"Kept in {file} ({size} MB). `kith restore --check {file}` reads it to its end.")
    if missing:
        raise Problem(
            f"The backup is whole but for {len(missing)} documents, which the record names and the folder of files has "
            f"not: {', '.join(missing[:3])}. See that KITH_FILES is the folder the pages use ({snapshot.files()})."
        )


def take(urls: Urls, file: Path, key: bytes, tell: Tell) -> list[str]:
    """Take a backup, and return the documents that the record names and the disk has not."""
    if file.exists():
        raise Problem(f"{file} is already there and is not written over. Choose another name.")
    with snapshot.held(urls) as moment, written_beside(file) as out:
        path, major = dumping.program("pg_dump", moment.connection.info.server_version // 10000)
        manifest = _manifest(moment, major)
        packing = Packing(out, key)
        packing.manifest(manifest)
        tell(f"Keeping {manifest.whose}: {sum(manifest.rows.values()):,} rows")
        with dumping.dumping(path, snapshot.owner(urls), moment.name, snapshot.NOT_KEPT) as dump:
            _told(packing.dump(dump), "of the database, packed", tell)
        hashes, missing = _documents(packing, moment.documents(), tell)
        packing.close(hashes)
    return missing


def _manifest(moment: Snapshot, major: int) -> Manifest:
    authority, demonstration = moment.whose()
    return Manifest(
        kith=version("kith"),
        taken_at=f"{moment.taken_at:%d %B %Y at %H:%M %Z}",
        authority=authority,
        demonstration=demonstration,
        fingerprint=migrated.fingerprint(),
        migrations=moment.migrations(),
        pg_dump=major,
        rows=moment.rows(),
    )


def _documents(packing: Packing, names: list[str], tell: Tell) -> tuple[dict[str, str], list[str]]:
    """Pack the documents that the dump names: after it, so that none it names is still to be written."""
    hashes: dict[str, str] = {}
    missing = []
    for name in names:
        path = snapshot.inside(snapshot.files(), name)
        if path.is_file():
            hashes[name] = packing.document(name, path)
        else:
            missing.append(name)
    tell(f"  {len(hashes):,} documents")
    return hashes, missing


def _told(sizes: Iterator[int], what: str, tell: Tell) -> None:
    done = told = 0
    for size in sizes:
        done += size
        if done - told >= EVERY:
            tell(f"  {done // MEGABYTE:,} MB {what}")
            told = done
    tell(f"  {done // MEGABYTE:,} MB {what}: all")


@contextlib.contextmanager
def written_beside(file: Path) -> Iterator[IO[bytes]]:
    """Write beside the file's place and move it in when whole: half a file never has its name."""
    if not file.parent.is_dir():
        raise Problem(f"There is no folder {file.parent}. Make it, or choose another name.")
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as half:
        try:
            yield half
            half.flush()
            os.fsync(half.fileno())
            os.link(half.name, file)  # unlike a rename, it never writes over a file made meanwhile
        except FileExistsError:
            raise Problem(
                f"{file} appeared meanwhile and is not written over. Choose another name."
            ) from None
        finally:
            os.unlink(half.name)
