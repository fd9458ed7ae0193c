"""One moment of the database, held still for a backup or an export while people go on working."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import sql

from kith.cli import places
from kith.cli.database import Urls
from kith.cli.problem import Problem

# Who was signed in must not be signed in again by a restore, nor leave with an export.
NOT_KEPT = ("django_session",)


@dataclass(frozen=True)
class Snapshot:
    """A transaction that sees one moment, and the name under which pg_dump sees the same."""

    connection: psycopg.Connection
    name: str
    taken_at: datetime

    def tables(self) -> list[str]:
        """Every table but those that are not kept."""
        return [name for name in tables(self.connection) if name not in NOT_KEPT]

    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        return {name: count(self.connection, name) for name in self.tables()}

    def documents(self) -> list[str]:
        """The files that the record names, as paths below the folder of files."""
        asked = "SELECT file FROM casework_document UNION SELECT file FROM casework_documentbefore ORDER BY 1"
        return [name for (name,) in self.connection.execute(asked) if name]

    def whose(self) -> tuple[str, bool]:
        """The authority's name, and whether this is a demonstration."""
        found = self.connection.execute(
            "SELECT authority_name, demonstration FROM access_installation"
        ).fetchone()
        return found or ("", False)

    def migrations(self) -> list[str]:
        """The migrations applied, as app/name."""
        asked = "SELECT app || '/' || name FROM django_migrations ORDER BY id"
        return [name for (name,) in self.connection.execute(asked)]


@contextlib.contextmanager
def held(urls: Urls) -> Iterator[Snapshot]:
    """Hold one moment, as the owner of the tables: the wall would hide what is restricted."""
    with psycopg.connect(owner(urls)) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        connection.execute("SET row_security = off")  # an error rather than rows left out
        found = connection.execute("SELECT pg_export_snapshot(), now()").fetchone()
        assert found is not None
        if not tables(connection):
            raise Problem("This database is empty: there is nothing to keep.")
        yield Snapshot(connection, *found)


def owner(urls: Urls) -> str:
    """Return the owner's address, without which nobody sees everything."""
    if not urls.owner:
        raise Problem("Only the owner of the tables may do this. Set DATABASE_OWNER_URL beside DATABASE_URL.")
    return urls.owner


def tables(connection: psycopg.Connection) -> list[str]:
    """Every table of the record's schema, by name."""
    asked = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    return [name for (name,) in connection.execute(asked)]


def count(connection: psycopg.Connection, table: str) -> int:
    """How many rows a table has."""
    asked = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
    found = connection.execute(asked).fetchone()
    return int(found[0]) if found else 0


def files() -> Path:
    """Return the folder of documents, as the settings do."""
    return Path(os.environ.get("KITH_FILES") or places.root() / ".kith" / "files").resolve()


def inside(folder: Path, name: str) -> Path:
    """Return a document's path. Raises a Problem for a name that leads out of the folder."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise Problem(f"The record names a file outside the folder of documents: {name}. It is not touched.")
    return path
