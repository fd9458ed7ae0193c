"""A process of its own, as the owner of the tables: bring the database up to date."""

import gc
import io
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from kith.cli import migrated
from kith.cli.problem import Problem


def prepare() -> None:
    """Migrate when something is pending, and note that this database is up to date."""
    import django

    gc.disable()  # a short life: Django makes its models anew at each step, and looking for what is done with took a quarter
    django.setup()
    migrate()
    migrated.note()


def migrate() -> None:
    """Apply pending migrations, showing how far they are; and see that the database's triggers and wall are as written now."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from kith.keeping import building as disposal
    from kith.reach import building
    from kith.store import triggers

    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        _require_owner()
        _apply(len(pending))
    elif os.environ.get("DATABASE_OWNER_URL"):
        triggers.build()  # after a migration these are built without being asked
        building.build()
        disposal.build()


def _require_owner() -> None:
    if not os.environ.get("DATABASE_OWNER_URL"):
        raise Problem(
            "The database is not up to date, and only the owner of its tables may change that. "
            "Set DATABASE_OWNER_URL beside DATABASE_URL and run this again; docs/running.md describes both."
        )


def _apply(pending: int) -> None:
    from django.core.management import call_command
    from django.db import DatabaseError

    click.echo(f"Bringing the database up to date: {pending} steps")
    try:
        call_command("migrate", interactive=False, verbosity=1, no_color=True, stdout=Progress(pending))
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        raise Problem(
            f"The database could not be brought up to date: {reason}. The steps before it are kept and that one "
            "changed nothing; put the cause right and run this again."
        ) from None


class Progress(io.StringIO):
    """Shows Django's report of each migration as a count, on one line where there is a terminal."""

    def __init__(self, total: int) -> None:
        super().__init__()
        self.total, self.done = total, 0

    def write(self, text: str) -> int:
        """Count a migration that says it is done."""
        if text.strip() == "OK":
            self.done += 1
            last = self.done == self.total
            if sys.stdout.isatty():
                click.echo(f"\r  {self.done} of {self.total}", nl=last)
            elif last or self.done % 20 == 0:
                click.echo(f"  {self.done} of {self.total}")
        return len(text)


def print_sign_ins() -> None:
    """Print who may sign in to the demonstration. The list needs no Django, so that printing it takes no time."""
    from kith.demo.accounts import sign_ins

    click.echo(table(("Role", "User name", "Password"), sign_ins()))


def table(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Lay out rows in columns."""
    lines = [heads, *rows]
    widths = [max(len(str(line[column])) for line in lines) for column in range(len(heads))]
    laid = [
        "  ".join(str(cell).ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines
    ]
    laid.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(f"  {line.rstrip()}" for line in laid)


if __name__ == "__main__":
    try:
        prepare()
    except Problem as problem:
        problem.show()
        sys.exit(1)
