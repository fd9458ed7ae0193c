"""`kith demo`: a fictional borough to try things in."""

import sys

import click

from kith.cli import database, ready
from kith.cli.database import Urls
from kith.cli.prepare import print_sign_ins
from kith.cli.problem import Problem
from kith.cli.processes import Stopped


@click.command
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same borough.")
@click.option(
    "--open-children", default=400, show_default=True, type=click.IntRange(1), help="About how many."
)
@click.option("--again", is_flag=True, help="Throw away the demonstration that is there and make it anew.")
@click.option("--no-sign-ins", is_flag=True, hidden=True, help="`kith serve` prints them itself.")
def demo(seed: int, open_children: int, again: bool, no_sign_ins: bool) -> None:
    """Make the demonstration authority in an empty database, and print who may sign in.

    Everybody in it is made up. It can never be made in a database that holds an authority's own records.
    """
    try:
        with database.provided() as urls:
            clear_the_way(urls, again=again)
            with ready.owner(urls):
                _make(seed, open_children)
            database.analyse(urls)
            if not no_sign_ins:
                print_sign_ins()
    except Stopped:
        click.echo("Stopped before the end; nothing was kept. Run it again to make it whole.")
        sys.exit(130)


def clear_the_way(urls: Urls, *, again: bool) -> None:
    """Make sure that the database is empty: only a demonstration may be thrown away."""
    database.check(urls)
    held = database.installation(urls)
    if held is None:
        return
    if not held.demonstration:
        raise Problem(
            f"This database holds the records of {held.authority}, so no demonstration can be made in it. "
            "Point DATABASE_URL and DATABASE_OWNER_URL at an empty database."
        )
    if not again:
        raise Problem(
            "The demonstration is already there. `kith demo --again` throws it away and makes it anew."
        )
    database.throw_away(urls)


def _make(seed: int, open_children: int) -> None:
    """Make everything in one piece of work, so that a demonstration is whole or not there."""
    from django.utils import timezone

    from kith.demo import borough

    click.echo(f"Making the demonstration authority: about {open_children} open children")
    try:
        borough.make(seed=seed, open_children=open_children, as_of=timezone.localdate(), progress=_tell)
    except borough.NotEmpty as error:
        raise Problem(str(error)) from None


def _tell(said: str) -> None:
    click.echo(f"  {said}")
