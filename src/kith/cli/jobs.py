"""The worker of jobs: a process of its own beside the pages' server."""

from typing import cast

GRACE = 5  # seconds a job has to end when everything is being stopped


def run() -> None:
    """Do jobs as they come until told to stop."""
    import django

    django.setup()
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    with app.replace_connector(connector) as with_listener:
        with_listener.run_worker(name="kith", shutdown_graceful_timeout=GRACE)


if __name__ == "__main__":
    run()
