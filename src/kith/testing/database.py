"""The test database: made and migrated by the owner, used by the application's role.

Migrating takes long, so it is done once for each state of the migrations, into a template from which
every test database is copied in a moment. The database's name is KITH_TEST_DATABASE, so that several
runs can share one server. `--create-db` makes the template anew.
"""

import contextlib
import functools
import hashlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from kith.cli import database
from kith.cli.database import Urls

QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one takes a tenth of a second
PARTS = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
TEMPLATE = "kith_template_"
PATIENCE = 240  # half seconds that a vacuum may take on a busy machine


@pytest.fixture(scope="session")
def postgres() -> Iterator[Urls]:
    """Run PostgreSQL while the tests last: the private one unless DATABASE_URL names another."""
    with database.provided() as urls:
        if not urls.owner:
            pytest.exit(
                "The tests make a database: set DATABASE_OWNER_URL beside DATABASE_URL.", returncode=4
            )
        yield urls


@pytest.fixture(scope="session")
def urls_under_test(postgres: Urls, django_db_modify_db_settings: None) -> Urls:
    """Return the addresses of this run's test database; each of several processes has its own."""
    from django.db import connection

    return postgres.named(connection.settings_dict["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(
    urls_under_test: Urls, django_test_environment: None, django_db_blocker: Any, django_db_createdb: bool
) -> Iterator[None]:
    """Make the test database and hand it to the application's role until the last test is done."""
    from django.test import override_settings

    with django_db_blocker.unblock():
        make(urls_under_test, anew=django_db_createdb)
    quick = override_settings(PASSWORD_HASHERS=QUICK_HASHERS, SECOND_STEP_REQUIRED=False)
    with copying_instead_of_flushing(urls_under_test), quick:
        yield
    with django_db_blocker.unblock(), contextlib.suppress(psycopg.errors.InsufficientPrivilege):
        drop(urls_under_test)  # where a vacuum goes on for longer still, the next run drops it


@pytest.fixture
def connected_as_owner(urls_under_test: Urls, django_db_setup: None) -> Iterator[None]:
    """Django's connection as the owner of the tables."""
    connect_as(str(urls_under_test.owner))
    yield
    connect_as(urls_under_test.application)


@pytest.fixture
def owned(connected_as_owner: None, db: None) -> None:
    """The test database as the owner of its tables sees it: with no wall."""


@contextlib.contextmanager
def copying_instead_of_flushing(urls: Urls) -> Iterator[None]:
    """After a test that really commits, have the database copied afresh.

    Django would empty the tables instead, which the application's role may not do, which append-only
    tables refuse, and which would also empty what the migrations put there.
    """
    from django.test import TransactionTestCase

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(lambda case: None))
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: make(urls))
        yield


def make(urls: Urls, *, anew: bool = False, then: Urls | None = None) -> None:
    """Make a migrated, empty database in place of one of that name; connect to it, or to another, as the application."""
    from django.db import connection

    connection.close()
    with _server(urls) as server:
        template = _template(server, urls, anew=anew)
        _copy(server, template, _name(urls))
    database.settle(urls)
    connect_as((then or urls).application)


def drop(urls: Urls) -> None:
    """Drop a database, whoever is still connected to it."""
    from django.db import connection

    connection.close()
    with _server(urls) as server:
        _drop(server, _name(urls))


def connect_as(url: str) -> None:
    """Point Django's connection at an address, whichever settings it was made with."""
    from django.db import connection

    from kith.settings import database as parts_of

    connection.close()
    parts = parts_of(url)
    connection.settings_dict.update({part: parts.get(part, "") for part in PARTS})


@contextlib.contextmanager
def _server(urls: Urls) -> Iterator[psycopg.Connection]:
    """Connect as the owner, one run at a time: a second one waits for the template the first one makes."""
    with psycopg.connect(str(urls.named("postgres").owner), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('kith test databases'))")
        yield connection


def _template(server: psycopg.Connection, urls: Urls, *, anew: bool) -> str:
    """Return the migrated template for the migrations as they are now, making it when needed."""
    name = TEMPLATE + _digest()
    known = {found for (found,) in server.execute("SELECT datname FROM pg_database")}
    if name in known and not anew:
        return name
    for old in known:
        if old.startswith(TEMPLATE):
            _drop(server, old)
    _copy(server, "template1", f"{TEMPLATE}unfinished")
    _migrate(urls.named(f"{TEMPLATE}unfinished"))
    _say(server, "ALTER DATABASE {} RENAME TO {}", f"{TEMPLATE}unfinished", name)
    return name


def _migrate(urls: Urls) -> None:
    from django.core.management import call_command
    from django.db import connection

    database.settle(urls)
    connect_as(str(urls.owner))
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()


@functools.cache
def _digest() -> str:
    """Name the state of the migrations: those of others by name, ours and what they use by content."""
    from django.conf import settings
    from django.db.migrations.loader import MigrationLoader

    names = sorted(MigrationLoader(None).disk_migrations or {})
    package = Path(__file__).parents[1]
    parts = (
        "*/migrations/*.py",
        "*/models.py",
        "store/*.py",
        "reach/wall.*",
        "keeping/disposal.*",
        "*/building.py",
    )
    ours = sorted(file for part in parts for file in package.glob(part))
    told = [repr(names).encode(), settings.APPLICATION_ROLE.encode(), *(file.read_bytes() for file in ours)]
    return hashlib.sha256(b"\n".join(told)).hexdigest()[:16]


def _copy(server: psycopg.Connection, template: str, name: str) -> None:
    """Copy a database. What a power cut would lose of it is no loss, so commits need not wait for the disk."""
    _drop(server, name)
    _say(server, "CREATE DATABASE {} TEMPLATE {}", name, template)
    _say(server, "ALTER DATABASE {} SET synchronous_commit = off", name)


def _drop(server: psycopg.Connection, name: str) -> None:
    """Drop a database. A vacuum at work in it belongs to nobody, so the owner may not end it and waits for it."""
    for patience in (0.5,) * PATIENCE:
        try:
            return _say(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        except psycopg.errors.InsufficientPrivilege:
            time.sleep(patience)
    return _say(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _say(server: psycopg.Connection, statement: str, *names: str) -> None:
    server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _name(urls: Urls) -> str:
    return str(urls.owner).rsplit("/", 1)[1].split("?")[0]
