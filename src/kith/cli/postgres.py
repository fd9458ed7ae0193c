"""A private PostgreSQL for demonstration and development: on a Unix socket, nothing on the network."""

import contextlib
import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from kith.cli import binaries, places
from kith.cli.problem import NO_SPACE, Problem, explain_failure, require_space

PATIENCE = 20  # seconds: a server killed a moment ago has to be reaped before the next can start
TO_MAKE, TO_START = 200, 40  # megabytes of free disk
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "random_page_cost": "1.1",
    "jit": "off",
}
OWNER, APPLICATION = "kith_owner", "kith_app"


@dataclass(frozen=True)
class Cluster:
    """One private PostgreSQL: its data, the folder of its socket, and who runs it."""

    data: Path
    sockets: Path
    runner: binaries.Runner

    @property
    def log(self) -> Path:
        """Where the server writes what it does."""
        return self.data.with_name("postgres.log")

    def url(self, role: str, database: str) -> str:
        """Return the address of a database for a role."""
        return f"postgres://{role}@{quote(str(self.sockets), safe='')}/{database}"

    def answers(self) -> bool:
        """Tell whether the server takes connections."""
        try:
            psycopg.connect(self.url("postgres", "postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True


def cluster() -> Cluster:
    """Return this checkout's cluster, made or not."""
    runner = binaries.runner()
    home = places.state()
    sockets = places.short_folder(home)
    if runner.drops:  # somebody who cannot enter our folders needs one of their own
        home = Path("/var/tmp") / sockets.name  # noqa: S108 (checked by make_private)
    return Cluster(home / "pg", sockets, runner)


@contextlib.contextmanager
def running() -> Iterator[Cluster]:
    """Have the cluster running for as long as somebody uses it; the last to leave stops it.

    Each user holds a shared lock, which the kernel drops even when the user is killed.
    """
    here = cluster()
    with open(places.state() / "postgres.users", "w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        with _alone():
            start(here)
        try:
            yield here
        finally:
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                stop(here)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time make or start the cluster."""
    with open(places.state() / "postgres.starting", "w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        yield


def start(here: Cluster) -> None:
    """Make the cluster where there is none and start it where it is stopped."""
    places.make_private(here.sockets, here.runner.user, here.runner.group)
    if here.answers():
        return
    if not (here.data / "PG_VERSION").exists():
        make(here)
    require_space(here.data, TO_START)
    _start_patiently(here)
    _make_roles(here)


def make(here: Cluster) -> None:
    """Make the cluster beside its place and move it in when whole: half a cluster never stands."""
    if here.data.exists():
        raise Problem(_half_made(here.data))
    places.make_private(here.data.parent, here.runner.user, here.runner.group)
    require_space(here.data.parent, TO_MAKE)
    print("Making a private PostgreSQL in", here.data, flush=True)
    half = here.data.with_name("pg.new")
    shutil.rmtree(half, ignore_errors=True)
    done = _run(here, "initdb", "--pgdata", str(half), "--username=postgres", "--auth=trust",
                "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")  # fmt: skip
    if done.returncode:
        shutil.rmtree(half, ignore_errors=True)
        explain_failure(
            "Making the private PostgreSQL", done.stdout, "Try again, or set DATABASE_URL to a server."
        )
    half.rename(here.data)


def _half_made(data: Path) -> str:
    return (
        f"{data} exists but is not a whole PostgreSQL cluster, so it cannot be started. "
        "Delete it with `make clean` and run this again; whatever it held is made anew."
    )


def _start_patiently(here: Cluster) -> None:
    """Start the server, waiting while one that was killed is still being cleared away."""
    until = time.monotonic() + PATIENCE
    while not _try_to_start(here):
        said = _tail(here.log)
        if NO_SPACE in said or time.monotonic() > until or not _passing(said):
            way_out = f"The whole log is in {here.log}; `make clean` deletes this private database."
            explain_failure("Starting PostgreSQL", said, way_out)
        _forget_dead_server(here)
        time.sleep(0.3)


def _passing(said: str) -> bool:
    return any(sign in said for sign in ("postmaster.pid", "shared memory", "is another postmaster"))


def _try_to_start(here: Cluster) -> bool:
    """Ask pg_ctl to start the server; its output goes to a file, as the server would hold a pipe open."""
    with contextlib.suppress(OSError):
        here.log.unlink()
    options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
    options += f" -c unix_socket_directories='{here.sockets}'"
    done = _run(here, "pg_ctl", "start", "--wait", "--timeout=120", "--silent", "-D", str(here.data),
                "-l", str(here.log), "-o", options, quiet=True)  # fmt: skip
    return done.returncode == 0 and here.answers()


def _tail(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    telling = [line for line in lines if "FATAL" in line or "PANIC" in line or "HINT" in line]
    return "\n".join(telling[-2:] or lines[-1:])


def _forget_dead_server(here: Cluster) -> None:
    """Remove the note of a server that is gone and whose number now belongs to another program.

    Neither PostgreSQL nor pg_ctl looks whose number it is: one would not start, the other would stop that program.
    """
    note = here.data / "postmaster.pid"
    with contextlib.suppress(OSError, ValueError, IndexError):
        number = int(note.read_text().split()[0])
        if Path(f"/proc/{number}/comm").read_text().strip() != "postgres":
            note.unlink()


def stop(here: Cluster) -> None:
    """Stop the server, ending its connections."""
    _forget_dead_server(here)
    if (here.data / "postmaster.pid").exists():
        _run(here, "pg_ctl", "stop", "--wait", "--mode=fast", "--silent", "-D", str(here.data), quiet=True)
    with contextlib.suppress(OSError):
        here.sockets.rmdir()


def _run(
    here: Cluster, program: str, *arguments: str, quiet: bool = False
) -> subprocess.CompletedProcess[str]:
    version = here.data / "PG_VERSION"
    folder = binaries.find(version.read_text().strip() if version.exists() else None)
    command = [*here.runner.prefix, str(folder / program), *arguments]
    output = subprocess.DEVNULL if quiet else subprocess.PIPE
    # Its own session: Ctrl-C at the terminal must not stop the database before its users.
    return subprocess.run(
        command, stdout=output, stderr=subprocess.STDOUT if not quiet else output, text=True,
        cwd="/", env=_environment(), start_new_session=True, check=False,
    )  # fmt: skip


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {
        "LC_ALL": "C.UTF-8"
    }


def _make_roles(here: Cluster) -> None:
    """Make the owner, the application and the database; the superuser does nothing else."""
    with psycopg.connect(here.url("postgres", "postgres"), autocommit=True) as connection:
        roles = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        if OWNER not in roles:
            connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB")
        if APPLICATION not in roles:
            connection.execute(f"CREATE ROLE {APPLICATION} LOGIN")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'kith'").fetchone():
            connection.execute(f"CREATE DATABASE kith OWNER {OWNER}")
