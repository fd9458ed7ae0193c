"""The test database: made and migrated by the owner, used by the application's role.

Its name is KITH_TEST_DATABASE, so that several runs can share one server. `--reuse-db` keeps it.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import sql

from kith.cli import database

QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one takes a tenth of a second
PARTS = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


@pytest.fixture(scope="session")
def postgres() -> Iterator[database.Urls]:
    """Run PostgreSQL while the tests last: the private one unless DATABASE_URL names another."""
    with database.provided() as urls:
        if not urls.owner:
            pytest.exit(
                "The tests make a database: set DATABASE_OWNER_URL beside DATABASE_URL.", returncode=4
            )
        yield urls


@pytest.fixture(scope="session")
def django_db_setup(
    postgres: database.Urls,
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_keepdb: bool,
    django_db_createdb: bool,
) -> Iterator[None]:
    """Make and migrate the test database as its owner, then hand it to the application's role."""
    from django.db import connection
    from django.test import override_settings

    urls = postgres.named(connection.settings_dict["TEST"]["NAME"])
    with django_db_blocker.unblock():
        _prepare(urls, keep=django_db_keepdb and not django_db_createdb)
    pristine = Pristine(urls)
    with pristine.standing_in_for_flush(), override_settings(PASSWORD_HASHERS=QUICK_HASHERS):
        yield
    with django_db_blocker.unblock():
        connection.close()
        pristine.drop()
        if not django_db_keepdb:
            drop(urls)


def _prepare(urls: database.Urls, *, keep: bool) -> None:
    from django.core.management import call_command

    if not keep:
        drop(urls)
    create(urls)
    database.settle(urls)
    _connect_as(str(urls.owner))
    call_command("migrate", verbosity=0, interactive=False)
    _connect_as(urls.application)


def _connect_as(url: str) -> None:
    """Point Django's connection at an address, whichever settings it was made with."""
    from django.db import connection

    from kith.settings import database as parts_of

    connection.close()
    parts = parts_of(url)
    connection.settings_dict.update({part: parts.get(part, "") for part in PARTS})


def create(urls: database.Urls, template: str = "template1") -> None:
    """Create a database for the owner where there is none. Losing its last moments in a power cut is no loss."""
    with _server(urls) as connection:
        name = _name(urls.owner)
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            _say(connection, "CREATE DATABASE {} TEMPLATE {}", name, template)
            _say(connection, "ALTER DATABASE {} SET synchronous_commit = off", name)


def drop(urls: database.Urls) -> None:
    """Drop a database, whoever is still connected to it."""
    with _server(urls) as connection:
        _say(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", _name(urls.owner))


@contextlib.contextmanager
def _server(urls: database.Urls) -> Iterator[psycopg.Connection]:
    with psycopg.connect(str(urls.named("postgres").owner), autocommit=True) as connection:
        yield connection


def _say(connection: psycopg.Connection, statement: str, *names: str) -> None:
    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _name(url: str | None) -> str:
    return str(url).rsplit("/", 1)[1]


class Pristine:
    """A copy of the empty test database, put back after a test that really commits.

    Django would empty the tables instead, which the application's role may not do,
    and which would also empty what the migrations put there.
    """

    def __init__(self, urls: database.Urls) -> None:
        self.urls = urls
        self.copy = urls.named(f"{_name(urls.owner)}_pristine")
        self.taken = False

    @contextlib.contextmanager
    def standing_in_for_flush(self) -> Iterator[None]:
        """Have Django's transactional tests take and put back the copy."""
        from django.test import TransactionTestCase

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(lambda case: self.take()))
            patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: self.put_back())
            yield

    def take(self) -> None:
        """Copy the database before the first test that commits; until then every test rolled back."""
        if not self.taken:
            self._replace(self.copy, self.urls)
            self.taken = True

    def put_back(self) -> None:
        """Throw away what the test committed."""
        self._replace(self.urls, self.copy)

    def drop(self) -> None:
        """Leave no copy behind."""
        drop(self.copy)

    def _replace(self, target: database.Urls, source: database.Urls) -> None:
        from django.db import connection

        connection.close()
        drop(target)
        create(target, template=_name(source.owner))
        database.settle(target)
