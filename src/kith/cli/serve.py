"""`kith serve`: the pages and the jobs, with the database where it is not already running."""

import contextlib
import errno
import os
import select
import socket
import sys
from collections.abc import Iterator

import click

from kith.cli import database, ready
from kith.cli.database import Urls
from kith.cli.prepare import print_sign_ins
from kith.cli.problem import Problem
from kith.cli.processes import Child, Stopped, keep, step, stoppable

WORKERS, THREADS = 2, 4


@click.command
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8000, envvar="PORT", show_default="PORT, else 8000", help="0 takes any free port."
)
@click.option("--demo", is_flag=True, help="Make the demonstration authority first if the database is empty.")
def serve(host: str, port: int, demo: bool) -> None:
    """Serve Kith's pages and run its jobs until Ctrl-C.

    Starts a private PostgreSQL when DATABASE_URL is not set, and brings the database up to date.
    """
    serving = False
    try:
        with stoppable(), listening(host, port) as listener, database.provided() as urls:
            require_assets()
            ready.make_ready(urls)
            if demo and database.installation(urls) is None:
                step("kith.cli.main", "demo", "--no-sign-ins", environment=ready.as_command(urls))
            serving = True
            _keep_serving(listener, urls)
    except Stopped:
        click.echo("Stopped." if serving else "Stopped before it was ready. Run it again to carry on.")
        sys.exit(0 if serving else 130)


@contextlib.contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Take the port before anything is started, and hold it until the end."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        raise Problem(_cannot_listen(host, port, error)) from None
    with listener:
        yield listener


def _cannot_listen(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program. Stop that program or choose another port: PORT={port + 1}."
    if error.errno == errno.EACCES:
        return f"Port {port} is not open to ordinary users. Choose one above 1023: PORT=8000."
    return (
        f"{host} port {port} cannot be listened on: {error.strerror}. Choose another with --host and PORT=."
    )


def require_assets() -> None:
    """Refuse to serve pages without their styles."""
    manifest = ready.build() / "static" / "staticfiles.json"
    if not manifest.exists():
        raise Problem(
            f"The pages' styles are not built: {manifest} is missing. Run `make assets`, then this again."
        )


def _keep_serving(listener: socket.socket, urls: Urls) -> None:
    """Run the server and the worker. The knock waits in the listener's queue until the pages are up."""
    host, port = listener.getsockname()[:2]
    keep(
        _pages(listener, urls),
        [_jobs(urls)],
        ready=Knock(host, port),
        when_ready=lambda: _announce(host, port, urls),
    )


def _announce(host: str, port: int, urls: Urls) -> None:
    """Say where Kith is, and who may sign in where everybody is made up."""
    held = database.installation(urls)
    if held and held.demonstration:
        print_sign_ins()
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"\nKith is ready on http://{shown}:{port} (Ctrl-C stops it)")


def _pages(listener: socket.socket, urls: Urls) -> Child:
    """Return the pages' server: each worker keeps its own pool of database connections.

    The workers load the pages after they are forked, not before: Polars' threads do not survive a fork.
    """
    options = [
        f"--bind=fd://{listener.fileno()}",
        f"--workers={WORKERS}",
        f"--threads={THREADS}",
    ]
    options += ["--graceful-timeout=5", "--log-level=warning", "--no-control-socket"]
    environment = ready.as_application(urls) | {"KITH_POOLED": "1"}
    command = [sys.executable, "-m", "gunicorn", *options, "kith.web.wsgi:application"]
    return Child("The pages' server", command, environment, [listener.fileno()])


def _jobs(urls: Urls) -> Child:
    """Return the worker of jobs; it holds one connection and listens on it, so it needs no pool."""
    command = [sys.executable, "-m", "kith.cli.jobs"]
    return Child("The jobs' worker", command, ready.as_application(urls) | {"KITH_POOLED": "0"})


class Knock:
    """Asks for the first page once, and tells when an answer has come; what it says is the pages' business."""

    def __init__(self, host: str, port: int) -> None:
        anywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (asked of, not listened on)
        self.door = socket.create_connection((anywhere.get(host, host), port))
        known_as = os.environ.get("KITH_HOSTS", "localhost").split(",")[0].lstrip(".")
        self.door.sendall(f"GET / HTTP/1.1\r\nHost: {known_as}\r\nConnection: close\r\n\r\n".encode())

    def __call__(self) -> bool:
        """Tell whether anything has come back."""
        return bool(select.select([self.door], [], [], 0)[0])
