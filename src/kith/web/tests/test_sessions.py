"""Sessions end: after a while without a request, after a long day, and at once when the account does."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from kith.access.models import User
from kith.web import sessions
from kith.web.tests.signing_in import give_password, is_in

MINUTE, HOUR = 60, 3600
SCRIPT = {"HTTP_SEC_FETCH_DEST": "empty"}


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test moves on."""
    told = [sessions.now()]
    monkeypatch.setattr(sessions, "now", lambda: told[0])

    def on(seconds: int) -> None:
        told[0] += seconds

    return on


@pytest.fixture
def signed_in(standing, client, clock):
    give_password(client, standing.worker.user)
    return client


def test_a_session_ends_when_nothing_is_asked_for_half_an_hour(signed_in, clock):
    clock(31 * MINUTE)
    assert signed_in.get("/day/").url == "/sign-in/?next=%2Fday%2F&ended=1"
    assert (
        "signed out because nothing was done for 30 minutes"
        in signed_in.get("/sign-in/?ended=1").content.decode()
    )


def test_every_page_makes_it_longer_until_the_day_is_over(signed_in, clock):
    for _ in range(23):
        clock(25 * MINUTE)
        assert signed_in.get("/day/").status_code == 200
    clock(26 * MINUTE)
    assert signed_in.get("/day/").status_code == 302


def test_what_has_ended_stays_ended_and_leaves_nothing_behind(signed_in, clock):
    before = Session.objects.count()
    clock(31 * MINUTE)
    signed_in.get("/day/")
    clock(-31 * MINUTE)
    assert signed_in.get("/day/").status_code == 302
    assert Session.objects.count() == before - 1


def test_asking_how_long_is_left_does_not_make_it_longer(signed_in, clock):
    for _ in range(4):
        clock(7 * MINUTE)
        left = signed_in.post("/session/", **SCRIPT).json()["left"]
    assert left == 2 * MINUTE
    clock(3 * MINUTE)
    assert signed_in.post("/session/", **SCRIPT).status_code == 401


def test_staying_makes_it_longer(signed_in, clock):
    clock(29 * MINUTE)
    assert signed_in.post("/session/", {"stay": "1"}, **SCRIPT).json()["left"] == 30 * MINUTE


def test_nobody_stays_longer_than_a_day(signed_in, clock):
    for _ in range(21):
        clock(28 * MINUTE)
        assert signed_in.get("/day/").status_code == 200
    told = signed_in.post("/session/", {"stay": "1"}, **SCRIPT).json()
    assert told["left"] == told["day"] == 10 * HOUR - 21 * 28 * MINUTE


def test_the_limits_are_settings(signed_in, clock, settings):
    settings.IDLE = 5 * MINUTE
    clock(6 * MINUTE)
    assert signed_in.get("/day/").status_code == 302


def test_a_script_is_told_plainly_that_the_session_is_over(signed_in, clock):
    clock(31 * MINUTE)
    assert signed_in.post("/search/", {"words": "x"}, **SCRIPT).status_code == 401


def test_every_sign_in_has_a_session_key_of_its_own(standing, client):
    client.get("/sign-in/")
    keys = set()
    for _ in range(3):
        give_password(client, standing.worker.user)
        keys.add(client.session.session_key)
    assert len(keys) == 3


def test_a_session_made_by_somebody_else_is_not_the_one_that_is_signed_in(standing, client):
    give_password(client, standing.colleague.user)
    planted = client.session.session_key
    give_password(client, standing.worker.user)
    attacker = Client()
    attacker.cookies["kith"] = planted
    assert not is_in(attacker)


@pytest.mark.parametrize("how", ["login", "worker", "roles", "command"])
def test_a_session_ends_with_the_account(standing, signed_in, how):
    today = timezone.localdate()
    user = standing.worker.user
    if how == "worker":
        standing.worker.end_on = today
        standing.worker.save()
    elif how == "roles":
        user.held.update(end_on=today)
    elif how == "login":
        User.objects.filter(pk=user.pk).update(ended_on=today)
    else:
        from kith.casework.actions.accounts import end_account
        from kith.work import work

        with work(None, today, via="command"):
            end_account(user=user, on=today, by=None)
    assert not is_in(signed_in)


def test_cookies_are_guarded_and_carry_the_hosts_prefix_by_https():
    import os
    import subprocess
    import sys

    said = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        " s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SAMESITE,"
        " s.SESSION_COOKIE_PATH, s.SESSION_COOKIE_DOMAIN, s.SECOND_STEP_REQUIRED)"
    )
    told = {**os.environ, "KITH_HTTPS": "1", "DJANGO_SETTINGS_MODULE": "kith.settings"}
    found = subprocess.check_output([sys.executable, "-c", said], env=told, text=True).split()
    assert found == [
        "__Host-kith",
        "__Host-kith-forms",
        "True",
        "True",
        "True",
        "Lax",
        "Lax",
        "/",
        "None",
        "True",
    ]


def test_a_cookie_is_sent_so(standing, client):
    cookie = give_password(client, standing.worker.user).cookies["kith"]
    assert (
        cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["domain"] and not cookie["expires"]
    )


def test_a_server_that_nobody_could_sign_in_to_does_not_start():
    import os
    import subprocess
    import sys

    told = {
        **os.environ,
        "KITH_PASSWORDS": "0",
        "KITH_OPENID_ISSUER": "",
        "DJANGO_SETTINGS_MODULE": "kith.settings",
    }
    started = subprocess.run(
        [sys.executable, "-c", "from django.conf import settings; settings.DEBUG"],
        env=told, text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert started.returncode and "nobody could sign in" in started.stderr
