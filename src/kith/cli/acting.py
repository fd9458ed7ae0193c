"""For whom a command works, and on what day. Django is loaded by then."""

from datetime import date

import click
from django.db.models import QuerySet
from django.utils import timezone

from kith.access.models import Installation
from kith.access.roles import Role
from kith.cli.problem import Problem
from kith.store.dated import holds_on
from kith.workforce.models import Worker


def today() -> date:
    """The day it is here. Only interfaces ask."""
    return timezone.localdate()


def worker_called(username: str | None) -> Worker:
    """The worker with this user name; in a demonstration, where none is given, the data analyst."""
    workers = Worker.objects.filter(user__isnull=False).select_related("user")
    if username:
        found = workers.filter(user__username=username).first()
        if found is None:
            raise Problem(
                f"Nobody here signs in as {username}. Give the user name of a data analyst with --as."
            )
        return found
    if not Installation.objects.filter(demonstration=True).exists():
        raise Problem("Say who does it: --as USERNAME, the user name of a data analyst.")
    analyst = _analysts(workers).first()
    if analyst is None:
        raise Problem("No data analyst has an account here. Say who does it: --as USERNAME.")
    click.echo(f"Working as {analyst.name}, data analyst of the demonstration ({analyst.user}).")
    return analyst


def _analysts(workers: QuerySet[Worker]) -> QuerySet[Worker]:
    return workers.filter(holds_on(today(), "user__held__"), user__held__role=Role.DATA).order_by("pk")
