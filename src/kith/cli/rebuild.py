"""`kith rebuild`: everything kept for speed alone, made anew from the record."""

import click

from kith.cli import database, ready
from kith.lib.words import plural


@click.command
def rebuild() -> None:
    """Work out afresh the deadlines kept for lists. They are also kept up to date by every change and each night."""
    with database.provided() as urls, ready.application(urls):
        from django.utils import timezone

        from kith.deadlines.projection import rebuild_all
        from kith.work import work

        today = timezone.localdate()
        with work(None, today, via="command", page="rebuild", everyone=True):
            children = rebuild_all(
                as_of=today, progress=lambda done: click.echo(f"  {plural(done, 'child', 'children')}")
            )
    click.echo(f"The deadlines of {plural(children, 'child', 'children')} are worked out afresh.")
