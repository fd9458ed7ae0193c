"""Signing in as a browser would, for tests: what is typed at each door."""

import re

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import second_step, totp
from kith.access.models import User
from kith.testing.standing import at_work
from kith.web.second_step import PENDING
from kith.workforce.factories import PASSWORD


def give_password(client: Client, user: User, password: str = PASSWORD, **more):
    return client.post(reverse("sign-in"), {"username": user.username, "password": password}, **more)


def with_app(user: User) -> bytes:
    """Set up an authenticator app, long enough ago that its next code is a new one."""
    secret = totp.new_secret()
    with at_work(user.worker, timezone.localdate()):
        assert second_step.add_app(user=user, secret=secret, typed=code_now(secret), at=timezone.now())
    user.authenticator_app.__class__.objects.update(last_code=0)
    return secret


def with_codes(user: User) -> list[str]:
    with at_work(user.worker, timezone.localdate()):
        return second_step.make_recovery_codes(user=user)


def code_now(secret: bytes) -> str:
    return totp.code_at(secret, int(timezone.now().timestamp()) // totp.EVERY)


def wrong_code(secret: bytes) -> str:
    """Six digits that no half-minute near now shows."""
    now = int(timezone.now().timestamp()) // totp.EVERY
    near = {totp.code_at(secret, now + away) for away in range(-3, 4)}
    return next(each for each in map(str, range(100_000, 100_010)) if each not in near)


def is_in(client: Client) -> bool:
    return client.get(reverse("own-account")).status_code == 200


def is_asked_for_second_step(client: Client) -> bool:
    return PENDING in client.session and not is_in(client)


def shown_code(answer) -> str:
    """The one-time code on an administrator's page."""
    return re.search(r"kith-code--alone\">([a-z0-9-]+)<", answer.content.decode())[1]
