"""`kith authority` and `kith account`: a database of one's own, and who may sign in to it."""

import re
import sys
from typing import Any

import click

from kith.cli import database, ready
from kith.cli.problem import Problem
from kith.cli.processes import Stopped

CODE = re.compile(r"E\d{8}")


@click.command
@click.option("--code", required=True, metavar="E...", help="The authority's code, such as E08000025.")
@click.option("--name", required=True, help="The authority's name, as pages show it.")
def authority(code: str, name: str) -> None:
    """Make an empty database the one of an authority: every database holds the records of one."""
    if not CODE.fullmatch(code):
        raise Problem(f"{code} is not the code of an authority in England. Write --code E08000025.")
    at_work("set_authority", code, name)


@click.group
def account() -> None:
    """Say who may sign in. For the administrator of the machine; everything is kept in the audit.

    The password is asked for twice, or read from standard input where that is not a terminal.
    """


@account.command
@click.argument("username")
@click.option("--name", required=True, help="The worker's name.")
@click.option("--role", "roles", multiple=True, required=True, help="Such as social_worker; may be repeated.")
@click.option(
    "--team", default="", metavar="NAME", help="The worker's team; made if there is none so called."
)
@click.option("--number", default="", metavar="SW...", help="The worker's Social Work England number.")
@click.option(
    "--organisation",
    default="",
    help="The school, health service or charity they work for, if not the council.",
)
def add(username: str, name: str, roles: tuple[str, ...], team: str, number: str, organisation: str) -> None:
    """Let somebody sign in, with one role or several."""
    at_work("add", username, name, roles, team, number, organisation)


@account.command
@click.argument("username")
def password(username: str) -> None:
    """Give somebody another password."""
    at_work("password", username)


@account.command
@click.argument("username")
def end(username: str) -> None:
    """Let somebody sign in no more, from today."""
    at_work("end", username)


@account.command
@click.argument("username")
@click.option("--second-step", is_flag=True, help="They know their password but lost their second step.")
@click.option("--both", is_flag=True, help="They have lost both.")
def code(username: str, second_step: bool, both: bool) -> None:
    """Give somebody who cannot sign in a code to begin anew with."""
    at_work("code", username, "both" if both else "second_step" if second_step else "password")


@account.command
@click.argument("username")
@click.argument("claim")
def subject(username: str, claim: str) -> None:
    """Say who somebody is to your council's own sign-in (OpenID Connect)."""
    at_work("subject", username, claim)


def at_work(name: str, *given: Any) -> None:
    """Do one thing of `accounts`, which needs Django, once the database is there."""
    try:
        with database.provided() as urls, ready.application(urls):
            from kith.cli import accounts

            getattr(accounts, name)(*given)
    except Stopped:
        click.echo("Stopped before the end; nothing was changed.")
        sys.exit(130)
