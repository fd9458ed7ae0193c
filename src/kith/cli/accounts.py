"""What `kith authority` and `kith account` do once the database is there. Django is loaded by then."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import click
from django.core.exceptions import ValidationError
from django.utils import timezone

from kith.access import one_time
from kith.access.models import Installation
from kith.access.roles import Role
from kith.casework.actions import accounts
from kith.casework.actions.accounts import CannotBe
from kith.cli.problem import Problem
from kith.work import work
from kith.workforce.models import Team

# What somebody does with a one-time code.
WHERE_IT_GOES = {
    "password": "They choose “Use a one-time code” on the sign-in page, and then a new password.",
    "both": "They choose “Use a one-time code” on the sign-in page, then a new password and a new second step.",
    "second_step": "They sign in with their password, choose “Use a code from paper”, and then set up a new second step.",
}


def set_authority(code: str, name: str) -> None:
    with at_work():
        accounts.set_authority(code=code, name=name)
    click.echo(f"This database holds the records of {name} ({code}).")
    click.echo('Next: kith account add USERNAME --name "..." --role data, who may then load a return.')


def add(
    username: str, name: str, roles: tuple[str, ...], team: str, number: str, organisation: str = ""
) -> None:
    _check_installed()
    held = _roles(roles)
    new = bool(team) and not Team.objects.filter(name__iexact=team).exists()
    with at_work() as today:
        accounts.add_account(
            username=username, name=name, roles=held, password=_password(username), on=today, team=team,
            social_work_england=number, organisation=organisation,
        )  # fmt: skip
    click.echo(f"{name} may sign in as {username}: {', '.join(role.label.lower() for role in held)}.")
    if new:
        click.echo(f"There was no team called {team}, so it was made.")


def password(username: str) -> None:
    with at_work():
        accounts.login(username)
        accounts.change_password(username=username, password=_password(username))
    click.echo(f"The password of {username} is changed. Whoever was signed in as {username} is signed out.")


def end(username: str) -> None:
    with at_work() as today:
        accounts.end_account(user=accounts.login(username), on=today, by=None)
    click.echo(
        f"{username} may sign in no more. Children they hold stay theirs until their manager hands over."
    )


def code(username: str, opens: str) -> None:
    with at_work():
        user = accounts.login(username)
        made = accounts.give_code(user=user, opens=one_time.Opens(opens), at=timezone.now(), by=None)
    click.echo(
        f"Give this code to {username} and to nobody else. It is shown this once and is good for 24 hours:"
    )
    click.echo(f"\n    {made}\n")
    click.echo(WHERE_IT_GOES[opens])


def subject(username: str, given: str) -> None:
    with at_work():
        accounts.set_subject(username=username, subject=given)
    click.echo(f"Whoever your council’s sign-in calls {given} comes in as {username}.")


@contextmanager
def at_work() -> Iterator[date]:
    """One piece of work that nobody signed in does; what cannot be is one sentence."""
    today = timezone.localdate()
    try:
        with work(None, today, via="command", page="kith account"):
            yield today
    except CannotBe as why:
        raise Problem(str(why)) from None
    except ValidationError as wrong:
        raise Problem(f"{' '.join(wrong.messages)} Nothing was changed.") from None


def _check_installed() -> None:
    if not Installation.objects.exists():
        raise Problem(
            "This database does not know yet whose records it holds. Say so first: "
            'kith authority --code E08000025 --name "..."'
        )


def _roles(given: tuple[str, ...]) -> list[Role]:
    if wrong := [each for each in given if each not in Role.values]:
        raise Problem(f"There is no role {wrong[0]}. The roles are: {', '.join(Role.values)}.")
    return [Role(each) for each in dict.fromkeys(given)]


def _password(username: str) -> str:
    """Asked for twice on a terminal, and never shown; elsewhere the first line of standard input."""
    if sys.stdin.isatty():
        return str(click.prompt(f"Password for {username}", hide_input=True, confirmation_prompt="Once more"))
    return sys.stdin.readline().rstrip("\n")
