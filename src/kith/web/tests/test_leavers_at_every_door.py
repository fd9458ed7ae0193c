"""Who has left comes in by no door, from that day, whatever they still hold."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import one_time
from kith.access.models import User
from kith.testing.standing import at_work
from kith.web.tests.a_provider import CLIENT, Provider, serving
from kith.web.tests.signing_in import code_now, give_password, is_in, with_app, with_codes
from kith.work import work


@pytest.fixture
def user(standing):
    return standing.worker.user


def leave(user, how: str) -> None:
    """The three ways in which somebody leaves."""
    today = timezone.localdate()
    if how == "worker":
        user.worker.end_on = today
        user.worker.save()
    elif how == "login":
        User.objects.filter(pk=user.pk).update(ended_on=today)
    else:
        user.held.update(end_on=today)


def by_password(user, before):
    client = Client()
    before()
    give_password(client, user)
    return client


def by_app(user, before):
    secret, client = with_app(user), Client()
    give_password(client, user)
    before()
    client.post(reverse("second-step-code"), {"code": code_now(secret)})
    return client


def by_recovery_code(user, before):
    with_app(user)
    code, client = with_codes(user)[0], Client()
    give_password(client, user)
    before()
    client.post(reverse("second-step-recovery"), {"code": code})
    return client


def by_key(user, before):
    """The page that asks for the key is all that a leaver gets to; what a key answers is tried in a real browser."""
    with_app(user)
    client = Client()
    give_password(client, user)
    before()
    assert client.get(reverse("second-step-key")).status_code == (302 if has_left(user) else 200)
    return client


def by_one_time_code(user, before):
    with work(None, timezone.localdate(), via="command"):
        code = one_time.give(user=user, opens=one_time.Opens.BOTH, at=timezone.now())
    client = Client()
    before()
    client.post(reverse("one-time-code"), {"username": user.username, "code": code})
    client.post(reverse("new-password"), {"password": "a new long sentence", "again": "a new long sentence"})
    return client


def by_new_password(user, before):
    """Leaving between the code and the new password."""
    with work(None, timezone.localdate(), via="command"):
        code = one_time.give(user=user, opens=one_time.Opens.BOTH, at=timezone.now())
    client = Client()
    client.post(reverse("one-time-code"), {"username": user.username, "code": code})
    before()
    client.post(reverse("new-password"), {"password": "a new long sentence", "again": "a new long sentence"})
    return client


def by_session(user, before):
    client = Client()
    give_password(client, user)
    before()
    return client


def by_provider(user, before):
    from django.test import override_settings

    User.objects.filter(pk=user.pk).update(subject="s-1")
    client = Client()
    with serving(Provider()) as there:
        given = {
            "issuer": there.issuer,
            "client": CLIENT,
            "secret": "",
            "name": "x",
            "subject": "sub",
            "username": "",
        }
        with override_settings(OPENID=given):
            state = there.goes_there(client.get(reverse("provider")).url)
            before()
            client.get(reverse("provider-back"), {"code": "a-code", "state": state})
    return client


def has_left(user) -> bool:
    from kith.web.middleware import may_come_in

    return not may_come_in(User.objects.get(pk=user.pk), timezone.localdate())


DOORS = [by_password, by_app, by_recovery_code, by_one_time_code, by_new_password, by_session, by_provider]


@pytest.mark.parametrize("how", ["worker", "login", "roles"])
@pytest.mark.parametrize("door", [*DOORS, by_key])
def test_a_leaver_comes_in_by_no_door(user, door, how):
    assert not is_in(door(user, lambda: leave(user, how)))


@pytest.mark.parametrize("door", DOORS)
def test_who_has_not_left_comes_in_by_every_one(user, door):
    assert is_in(door(user, lambda: None))


@pytest.mark.parametrize("door", [by_password, by_session, by_provider])
def test_who_leaves_tomorrow_comes_in_today(user, standing, door):
    standing.worker.end_on = timezone.localdate() + timedelta(days=1)
    standing.worker.save()
    assert is_in(door(user, lambda: None))
    with at_work(standing.worker, timezone.localdate()) as doing:
        assert not doing.has_left
