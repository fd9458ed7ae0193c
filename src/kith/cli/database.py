"""Which database to use, and what its owner must settle before the tables are made."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from kith.cli import postgres
from kith.cli.problem import Problem


@dataclass(frozen=True)
class Urls:
    """The addresses of one database: for the application, and for the owner of its tables."""

    application: str
    owner: str | None

    def named(self, database: str) -> "Urls":
        """Return the same server and roles with another database."""
        owner = self.owner and _with_name(self.owner, database)
        return replace(self, application=_with_name(self.application, database), owner=owner)

    def environment(self) -> dict[str, str]:
        """Return what a child process that may migrate is told."""
        found = {"DATABASE_URL": self.application}
        return found | ({"DATABASE_OWNER_URL": self.owner} if self.owner else {})


def _with_name(url: str, database: str) -> str:
    return urlsplit(url)._replace(path=f"/{database}").geturl()


@contextlib.contextmanager
def provided() -> Iterator[Urls]:
    """Give the database named by DATABASE_URL, else a private one that runs while it is needed."""
    if given := os.environ.get("DATABASE_URL"):
        yield Urls(given, os.environ.get("DATABASE_OWNER_URL"))
        return
    with postgres.running() as here:
        yield Urls(here.url(postgres.APPLICATION, "kith"), here.url(postgres.OWNER, "kith"))


def check(urls: Urls) -> None:
    """Connect once as each role, so that a wrong address is one sentence and not a traceback."""
    _check("DATABASE_URL", urls.application)
    if urls.owner:
        _check("DATABASE_OWNER_URL", urls.owner)


def _check(name: str, url: str) -> None:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise Problem(
            f"The database in {name} does not answer: {reason}. Put {name} right or start that server; "
            "without DATABASE_URL Kith starts a private database of its own."
        ) from None
    except psycopg.ProgrammingError:
        raise Problem(
            f"{name} is not a database address. Write postgres://user:password@host:5432/name."
        ) from None


def settle(urls: Urls) -> None:
    """As the owner: what the application may do with tables not made yet. It may make none, not even temporary."""
    if not urls.owner:
        return
    role = sql.Identifier(_role(urls.application))
    with psycopg.connect(urls.owner, autocommit=True) as connection:
        name = sql.Identifier(connection.info.dbname)
        for statement in (
            "ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
            "ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO {role}",
            "REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC",
        ):
            connection.execute(sql.SQL(statement).format(role=role, name=name))


def _role(url: str) -> str:
    """Return the role of an address; the server knows it where the address leaves it out."""
    with psycopg.connect(url) as connection:
        return str(connection.info.user)


@dataclass(frozen=True)
class Installation:
    """Whose records a database holds."""

    authority: str
    demonstration: bool


def installation(urls: Urls) -> Installation | None:
    """Return whose records this database holds; none when it is empty or its tables are not made yet."""
    with psycopg.connect(urls.application) as connection:
        try:
            query = "SELECT authority_name, demonstration FROM access_installation"
            found = connection.execute(query).fetchone()
        except psycopg.errors.UndefinedTable:
            return None
    return Installation(*found) if found else None


def throw_away(urls: Urls) -> None:
    """As the owner: drop everything in the database at once. The caller has made sure of what it holds."""
    if not urls.owner:
        raise Problem("Only the owner may throw a database away. Set DATABASE_OWNER_URL beside DATABASE_URL.")
    with psycopg.connect(urls.owner) as connection:
        others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        if connection.execute(others).fetchone() != (0,):
            raise Problem("Somebody is using this database. Stop `kith serve` first, then run this again.")
        connection.execute("DROP OWNED BY CURRENT_USER CASCADE")


def analyse(urls: Urls) -> None:
    """As the owner: let the planner know the tables that were just filled."""
    if urls.owner:
        with psycopg.connect(urls.owner, autocommit=True) as connection:
            connection.execute("ANALYZE")
