"""The worker of jobs: a process of its own beside the pages' server."""

import asyncio
import contextlib
import signal
from typing import cast

from psycopg import OperationalError

GRACE = 5  # seconds a job has to end when everything is being stopped
AGAIN_AFTER = 1  # seconds before a database that went away is asked again


def run() -> None:
    """Do jobs as they come until told to stop."""
    import django

    django.setup()
    _remove_files()
    asyncio.run(_until_told())


def _remove_files() -> None:
    """A crash just after a disposal left its documents on the disk: they go now, or with the next start."""
    from django.db import DatabaseError

    from kith.keeping.files import remove_files

    with contextlib.suppress(DatabaseError):
        remove_files()


async def _until_told() -> None:
    """Work on and on. A database that crashed comes back, and nobody's pages stop for want of the jobs meanwhile."""
    told = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, told.set)
    asked = asyncio.create_task(told.wait())
    while not told.is_set():
        working = asyncio.create_task(_work())
        await asyncio.wait({working, asked}, return_when=asyncio.FIRST_COMPLETED)
        working.cancel()
        (ended,) = await asyncio.gather(working, return_exceptions=True)
        if not told.is_set():
            await _wait_for_the_database(ended)


async def _work() -> None:
    """Do jobs until cancelled, when those in hand are ended; or until the database is gone."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    with app.replace_connector(connector) as with_listener:
        async with with_listener.open_async():
            await with_listener.run_worker_async(
                name="kith", shutdown_graceful_timeout=GRACE, install_signal_handlers=False
            )


async def _wait_for_the_database(ended: BaseException | None) -> None:
    """The worker gives up when its connection is lost; whatever else ended it is a fault of ours."""
    from procrastinate.exceptions import ConnectorException

    if ended is not None and not isinstance(ended, (OperationalError, ConnectorException)):
        raise ended
    await asyncio.sleep(AGAIN_AFTER)


if __name__ == "__main__":
    run()
