"""`kith serve`: the pages and the jobs, with the database where it is not already running."""

import contextlib
import errno
import http.client
import socket
import sys
from collections.abc import Iterator

import click

from kith.cli import database, ready
from kith.cli.database import Urls
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
            ready.make_ready(urls, sign_ins=True)
            if demo and database.installation(urls) is None:
                step("kith.cli.main", "demo", environment=ready.as_owner(urls))
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
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    keep(
        [_pages(listener, urls), _jobs(urls)],
        when_started=lambda: click.echo(f"\nKith is ready on http://{shown}:{port} (Ctrl-C stops it)"),
        ready=lambda: _answers(host, port),
    )


def _pages(listener: socket.socket, urls: Urls) -> Child:
    """Return the pages' server: each worker keeps its own pool of database connections."""
    options = [
        f"--bind=fd://{listener.fileno()}",
        f"--workers={WORKERS}",
        f"--threads={THREADS}",
        "--preload",
    ]
    options += ["--graceful-timeout=5", "--log-level=warning", "--no-control-socket"]
    environment = ready.as_application(urls) | {"KITH_POOLED": "1"}
    command = [sys.executable, "-m", "gunicorn", *options, "kith.web.wsgi:application"]
    return Child("The pages' server", command, environment, [listener.fileno()])


def _jobs(urls: Urls) -> Child:
    """Return the worker of jobs; it holds one connection and listens on it, so it needs no pool."""
    command = [sys.executable, "-m", "django", "procrastinate", "worker", "--shutdown-graceful-timeout=5"]
    return Child("The jobs' worker", command, ready.as_application(urls) | {"KITH_POOLED": "0"})


def _answers(host: str, port: int) -> bool:
    """Tell whether the pages' server answers at all; what it answers is the pages' business."""
    anywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (asked of, not listened on)
    connection = http.client.HTTPConnection(anywhere.get(host, host), port, timeout=2)
    try:
        connection.request("HEAD", "/")
        return connection.getresponse().status > 0
    except OSError:
        return False
    finally:
        connection.close()
