"""A database that is up to date, and Django told to use it: what every command but the pure ones begins with."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from kith.cli import database, migrated, places
from kith.cli.database import Urls
from kith.cli.problem import Problem
from kith.cli.processes import step, stoppable

KEY_IS_MISSING = (
    "KITH_SECRET_KEY is not set, and a server with a database of its own needs one. Make one with "
    "`python3 -c 'import secrets; print(secrets.token_urlsafe(50))'` and keep it with the other secrets."
)


@contextlib.contextmanager
def application(urls: Urls) -> Iterator[None]:
    """Have Django in this process, on an up-to-date database, connected as the application's role."""
    with stoppable():
        make_ready(urls)
        for name in ("DATABASE_OWNER_URL", "KITH_AS_OWNER"):
            os.environ.pop(name, None)
        _set_up(as_application(urls))
        yield


@contextlib.contextmanager
def owner(urls: Urls) -> Iterator[None]:
    """The same as the owner of the tables: for writing a whole record at once, which the database's wall forbids."""
    if not urls.owner:
        raise Problem("Only the owner of the tables may do this. Set DATABASE_OWNER_URL beside DATABASE_URL.")
    with stoppable():
        make_ready(urls)
        _set_up(as_owner(urls))
        yield


def _set_up(environment: dict[str, str]) -> None:
    os.environ.update(environment)
    import django

    django.setup()


def make_ready(urls: Urls) -> None:
    """Check that the database answers, and bring it up to date where it is not known to be."""
    database.check(urls)
    if not migrated.is_noted(urls):
        database.settle(urls)
        step("kith.cli.prepare", environment=as_owner(urls))


def as_application(urls: Urls) -> dict[str, str]:
    """Return the environment of what serves people: it never learns the owner's address."""
    ours = {"DATABASE_OWNER_URL", "KITH_AS_OWNER"}
    inherited = {name: value for name, value in os.environ.items() if name not in ours}
    return inherited | {"DATABASE_URL": urls.application} | _common()


def as_command(urls: Urls) -> dict[str, str]:
    """Return the environment of another of our commands, which decides for itself what to do as the owner."""
    return as_application(urls) | urls.environment()


def as_owner(urls: Urls) -> dict[str, str]:
    """Return the environment of the one step that may change tables."""
    return as_command(urls) | ({"KITH_AS_OWNER": "1"} if urls.owner else {})


def _common() -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "kith.settings"),
        "KITH_ROOT": str(places.root()),
        "KITH_BUILD": str(build()),
        "KITH_SECRET_KEY": secret_key(),
        "PYTHONUNBUFFERED": "1",
    }


def build() -> Path:
    """Return the folder of the built styles and scripts."""
    return Path(os.environ.get("KITH_BUILD", places.root() / "build")).resolve()


def secret_key() -> str:
    """Return KITH_SECRET_KEY, else the one kept beside the private database."""
    if given := os.environ.get("KITH_SECRET_KEY"):
        return given
    if os.environ.get("DATABASE_URL"):
        raise Problem(KEY_IS_MISSING)
    kept = places.state() / "secret-key"
    if not kept.exists() or not kept.read_text().strip():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text().strip()
