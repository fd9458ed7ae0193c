"""`kith duplicates`: the list of people who may be on the record twice, made afresh."""

import click

from kith.cli import database, ready
from kith.lib.words import plural


@click.command
def duplicates() -> None:
    """Look through the whole record for people who may be there twice. It is also done each night."""
    with database.provided() as urls, ready.application(urls):
        from django.utils import timezone

        from kith.casework.actions.duplicates import list_duplicates
        from kith.work import work

        today = timezone.localdate()
        with work(None, today, via="command", page="duplicates"):
            pairs = list_duplicates(as_of=today)
    click.echo(
        f"{plural(pairs, 'pair')} of records may be of one person. Managers find them under “Likely duplicates”."
    )
