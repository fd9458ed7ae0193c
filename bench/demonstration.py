"""Make a demonstration with `kith demo` in a database of its own, and hold it against the published totals.

The last line printed is JSON: seconds of the whole command, its largest memory, people, and each total.
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import psycopg
from psycopg import sql

from kith.cli import database, ready


def main() -> None:
    with database.provided() as urls:
        size = int(sys.argv[1])
        here = urls.named(f"kith_bench_{size}")
        made = make(urls, here, size)
        with ready.owner(here):
            print(json.dumps(made | totals(size)))


def make(urls: database.Urls, here: database.Urls, size: int) -> dict:
    """Run the command on an empty database: how long it took, and how much memory."""
    drop(urls, here)
    with psycopg.connect(str(urls.named("postgres").owner), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(_name(here)))
    key = {"KITH_SECRET_KEY": ready.secret_key()}
    kith = [sys.executable, "-m", "kith.cli.main", "demo", "--open-children", str(size), "--no-sign-ins"]
    begun = time.perf_counter()
    subprocess.run(kith, check=True, env=os.environ | key | here.environment(), stdout=sys.stderr)
    taken = time.perf_counter() - begun
    return {
        "size": size,
        "seconds": taken,
        "megabytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }


def make_unless_there(urls: database.Urls, here: database.Urls, size: int) -> None:
    """For one of our scripts run alone; `run.py` makes it first and throws it away last."""
    with psycopg.connect(str(urls.named("postgres").owner)) as server:
        known = {name for (name,) in server.execute("SELECT datname FROM pg_database")}
    if Path(str(here.owner)).name not in known:
        make(urls, here, size)


def drop(urls: database.Urls, here: database.Urls) -> None:
    with psycopg.connect(str(urls.named("postgres").owner), autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(_name(here)))


def _name(urls: database.Urls) -> sql.Identifier:
    return sql.Identifier(Path(str(urls.owner)).name)


def totals(size: int) -> dict:
    """The totals as the database has them, beside those published."""
    from django.utils import timezone

    from kith.demo.tests.counted import Counted
    from kith.demo.tests.published import PUBLISHED

    counted = Counted(iter([rows()]), size, timezone.localdate())
    beside = [(each.what, each.year, *each.beside(counted)) for each in PUBLISHED]
    return {"people": len(counted.person), "totals": beside}


def rows() -> dict[type, list]:
    """The tables that are counted, read back from the database."""
    from django.apps import apps

    from kith.demo.tables import MODELS
    from kith.demo.tests.counted import Counted

    return {
        table: [table(*row) for row in apps.get_model(MODELS[table]).objects.values_list(*table._fields)]
        for table in Counted.NEEDED
    }


if __name__ == "__main__":
    main()
