"""A real PgBouncer in transaction mode in front of the test database, with one connection for everybody."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from kith.cli import places
from kith.cli.binaries import runner
from kith.cli.database import Urls

PATIENCE = 20  # seconds for it to answer
PORT = 6432  # only the name of its socket
SETTINGS = """
[databases]
* = {server}
[pgbouncer]
unix_socket_dir = {folder}
listen_port = 6432
auth_type = any
pool_mode = transaction
default_pool_size = 1
max_db_connections = 1
"""


@pytest.fixture
def pooled(urls_under_test: Urls) -> Iterator[Urls]:
    """The test database's address through the pooler, as the application."""
    with tempfile.TemporaryDirectory(prefix="kith-pooler-", dir="/tmp") as made:
        folder, home = Path(made), runner()
        (folder / "pgbouncer.ini").write_text(SETTINGS.format(server=_server(urls_under_test), folder=folder))
        places.make_private(folder, home.user, home.group)
        command = [*home.prefix, str(_program()), "--quiet", str(folder / "pgbouncer.ini")]
        with subprocess.Popen(command) as process:
            try:
                yield _answering(Urls(_address(urls_under_test, folder), None), process)
            finally:
                process.terminate()


def _program() -> str:
    found = shutil.which("pgbouncer", path=os.environ["PATH"] + ":/usr/sbin")
    return found or pytest.exit("PgBouncer is missing: apt-get install -y pgbouncer", returncode=4)


def _server(urls: Urls) -> str:
    """Where PostgreSQL is, in the pooler's words."""
    parts = conninfo_to_dict(urls.application)
    return " ".join(f"{name}={parts[name]}" for name in ("host", "port", "user", "password") if name in parts)


def _address(urls: Urls, folder: Path) -> str:
    name = conninfo_to_dict(urls.application)["dbname"]
    return f"postgres://pooled@{quote(str(folder), safe='')}:{PORT}/{name}"


def _answering(pooled: Urls, process: subprocess.Popen[bytes]) -> Urls:
    """Wait until it takes a connection."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            psycopg.connect(pooled.application).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return pooled
    raise AssertionError("PgBouncer did not start; what it said is above")
