"""Whose records a database holds, and who may sign in to it.

The command line does all of it, on the machine itself: whoever runs it there has the database's own address, so that no
role of the record could hold them back. The audit keeps what was done, as done by the command and by nobody signed in.
An administrator who is signed in lets somebody begin anew who cannot sign in, and ends access: never their own.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q

from kith.access import one_time
from kith.access.audit import Event, current, record
from kith.access.models import Installation, RoleHeld, User
from kith.access.roles import Permission, Role
from kith.casework.actions.leaving import let_go
from kith.casework.actions.telling import tell_of_code, tell_of_what_is_owned
from kith.people.models import Person
from kith.reach.doing import NotPermitted, require
from kith.workforce.models import Team, TeamMembership, Worker

COMMAND = "command"


class CannotBe(ValueError):
    """What was asked about an account cannot be done: why, and what to do instead."""


def require_machine() -> None:
    """Refuse unless it is the command line that does it."""
    work = current()
    if work.via != COMMAND or work.worker is not None:
        raise NotPermitted("Accounts are changed with `kith account`, by the administrator of the machine.")


def require_keeper(by: Worker | None, user: User) -> None:
    """Refuse unless it is the command line, or an administrator with somebody else's account."""
    if by is None:
        require_machine()
        return
    require(by, Permission.ACCOUNTS_CHANGE)
    if by.user_id == user.pk:
        raise NotPermitted("Your own account is changed by another administrator.")


def set_authority(*, code: str, name: str) -> Installation:
    """Make an empty database the one of an authority. Raises CannotBe where it holds somebody's already."""
    require_machine()
    here = Installation.objects.first()
    if here:
        what = "a demonstration" if here.demonstration else "the records"
        raise CannotBe(
            f"This database holds {what} of {here.authority_name} ({here.authority_code}). Each authority has a "
            "database of its own: point DATABASE_URL and DATABASE_OWNER_URL at an empty one."
        )
    if Person.objects.exists():
        raise CannotBe("There are people in this database already. Point DATABASE_URL at an empty one.")
    made = Installation.objects.create(authority_code=code, authority_name=name)
    record(Event.ADDED, made)
    return made


def add_account(
    *, username: str, name: str, roles: Iterable[Role], password: str, on: date, team: str = "",
    social_work_england: str = "", organisation: str = "",
) -> Worker:  # fmt: skip
    """A login with its roles, and the worker who has it: one whom a return has told of, where the number is theirs.

    A team that does not exist yet is made. Raises CannotBe, or ValidationError for a password.
    """
    require_machine()
    if User.objects.filter(username__iexact=username).exists():
        raise CannotBe(f"Somebody here is called {username} already. Choose another user name.")
    check_password(password, username)
    user = User.objects.create_user(username, password)
    record(Event.ADDED, user)
    for role in roles:
        record(Event.ADDED, RoleHeld.objects.create(user=user, role=role, start_on=on))
    worker = _worker(user, name, social_work_england, on)
    if organisation:
        worker.organisation = organisation
        worker.save(update_fields=["organisation"])
        record(Event.CHANGED, worker)
    if team:
        _join(worker, team, Role.TEAM_MANAGER in roles, on)
    return worker


def _worker(user: User, name: str, number: str, on: date) -> Worker:
    """A worker known only by a number of a return becomes somebody who can sign in; else a new one."""
    found = Worker.objects.filter(social_work_england=number).first() if number else None
    if found and found.user_id:
        raise CannotBe(f"{found.name} has the number {number} and a login already.")
    if found is None:
        found = Worker.objects.create(user=user, name=name, social_work_england=number, start_on=on)
        record(Event.ADDED, found)
        return found
    found.user, found.name = user, name
    found.save(update_fields=["user", "name"])
    record(Event.CHANGED, found)
    return found


def _join(worker: Worker, name: str, manages: bool, on: date) -> None:
    team = Team.objects.filter(name__iexact=name).first()
    if team is None:
        team = Team.objects.create(name=name)
        record(Event.ADDED, team)
    record(Event.ADDED, TeamMembership.objects.create(team=team, worker=worker, manages=manages, start_on=on))


def change_password(*, username: str, password: str) -> None:
    """Give a login another password; whoever is signed in with the old one is signed out."""
    require_machine()
    user = login(username)
    check_password(password, username)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(Event.CHANGED, user)


def give_code(*, user: User, opens: one_time.Opens, at: datetime, by: Worker | None) -> str:
    """A code by which somebody who cannot sign in begins anew; they are signed out everywhere, their managers told."""
    require_keeper(by, user)
    if _has_ended(user, current().as_of):
        raise CannotBe("Access with this account has ended. Add a new account.")
    tell_of_code(user, opens, at, by)
    return one_time.give(user=user, opens=opens, at=at)


def end_account(*, user: User, on: date, by: Worker | None) -> None:
    """Nobody comes in with this login from that day, and whom the worker held has no worker then: their manager sees it."""
    require_keeper(by, user)
    if on < current().as_of:
        raise ValidationError({"on": "Access can end today or on a day to come"})
    user.ended_on = on
    if on <= current().as_of:
        user.set_unusable_password()
    user.save(update_fields=["ended_on", "password"])
    user.end_sessions()
    record(Event.ENDED, user, on=on)
    for held in RoleHeld.objects.filter(Q(end_on__isnull=True) | Q(end_on__gt=on), user=user):
        held.end_on = max(on, held.start_on)
        held.save(update_fields=["end_on"])
        record(Event.ENDED, held)
    for worker in Worker.objects.filter(user=user):
        tell_of_what_is_owned(worker, on)
        let_go(worker, on)


def set_subject(*, username: str, subject: str) -> None:
    """Say who somebody is to the council's own sign-in, so that they come in by it."""
    require_machine()
    user = login(username)
    if User.objects.filter(subject=subject).exclude(pk=user.pk).exists():
        raise CannotBe("Another account has that subject already. End that one first.")
    user.subject = subject
    user.save(update_fields=["subject"])
    user.end_sessions()
    record(Event.CHANGED, user)


def login(username: str) -> User:
    """The login that has not ended. Raises CannotBe."""
    found = User.objects.filter(username__iexact=username).first()
    if found is None or _has_ended(found, current().as_of):
        raise CannotBe(
            f"Nobody signs in here as {username}. Add them with `kith account add {username} ...`."
        )
    return found


def _has_ended(user: User, on: date) -> bool:
    return user.ended_on is not None and user.ended_on <= on


def check_password(password: str, username: str) -> None:
    """Raises ValidationError with what is wrong."""
    if password.casefold() == username.casefold():
        raise ValidationError("The password may not be the user name.")
    validate_password(password)
