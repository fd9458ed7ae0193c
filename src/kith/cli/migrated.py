"""A note in the database of the migrations it has, so that a start need not load Django to know."""

import hashlib
import os
from importlib.metadata import version
from pathlib import Path

import psycopg
from psycopg import sql

import kith
from kith.cli.database import Urls

BUILT_FROM = (
    "*/models.py",
    "store/history.py",
    "store/triggers.py",
    "reach/wall.*",
    "keeping/disposal.*",
    "keeping/building.py",
)
OTHERS = ("django", "django-pghistory", "django-pgtrigger", "procrastinate")


def is_noted(urls: Urls) -> bool:
    """Tell whether this database is known to have every migration of this version of Kith."""
    with psycopg.connect(urls.application) as connection:
        found = connection.execute("SELECT obj_description(to_regclass('django_migrations'))").fetchone()
    return found == (fingerprint(),)


def note() -> None:
    """Note it, where the owner is at work."""
    if owner := os.environ.get("DATABASE_OWNER_URL"):
        with psycopg.connect(owner) as connection:
            comment = sql.SQL("COMMENT ON TABLE django_migrations IS {}").format(fingerprint())
            connection.execute(comment)


def fingerprint() -> str:
    """Name the migrations there are, the triggers and the wall: ours by file, what others bring by settings and versions."""
    package = Path(kith.__file__).parent
    ours = sorted(str(file.relative_to(package)) for file in package.glob("*/migrations/*.py"))
    built = (file.read_text() for part in BUILT_FROM for file in sorted(package.glob(part)))
    told = [*ours, *built, (package / "settings.py").read_text(), *(version(other) for other in OTHERS)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
