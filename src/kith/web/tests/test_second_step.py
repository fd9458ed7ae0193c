"""The second step: a password alone opens nothing, and every other way in is as narrow."""

import pytest
from django.test import Client
from django.urls import reverse

from kith.access.models import AuditEntry, AuthenticatorApp, RecoveryCode, User
from kith.access.second_step import CODES
from kith.web import sessions
from kith.web.tests.signing_in import (
    code_now,
    give_password,
    is_asked_for_second_step,
    is_in,
    with_app,
    with_codes,
    wrong_code,
)
from kith.workforce.factories import PASSWORD


@pytest.fixture
def user(standing):
    return standing.worker.user


@pytest.fixture
def secret(user):
    return with_app(user)


def give_code(client, code):
    return client.post(reverse("second-step-code"), {"code": code})


def test_a_password_alone_opens_nothing(user, secret, client):
    assert give_password(client, user).url == reverse("second-step-code")
    assert is_asked_for_second_step(client)


def test_a_password_and_the_apps_code_open_the_page_that_was_asked_for(user, secret, client):
    client.post(reverse("sign-in"), {"username": user.username, "password": PASSWORD, "next": "/search/"})
    assert give_code(client, code_now(secret)).url == "/search/"
    assert is_in(client) and client.session[sessions.STEP] == "app"


def test_no_code_serves_twice(user, secret, client):
    code = code_now(secret)
    give_password(client, user)
    give_code(client, code)
    another = Client()
    give_password(another, user)
    assert give_code(another, code).status_code == 200
    assert is_asked_for_second_step(another)


def test_a_wrong_code_is_refused_and_kept_in_the_audit(user, secret, client):
    give_password(client, user)
    answer = give_code(client, wrong_code(secret))
    assert "The code does not fit" in answer.content.decode()
    assert AuditEntry.objects.filter(event="second step failed", row=user.pk).count() == 1


def test_after_ten_wrong_codes_from_anywhere_even_the_right_one_must_wait(user, secret):
    for number in range(10):
        there = Client(REMOTE_ADDR=f"10.0.0.{number}")
        give_password(there, user)
        give_code(there, wrong_code(secret))
    last = Client(REMOTE_ADDR="10.9.9.9")
    assert give_password(last, user).status_code == 200
    assert not is_in(last)


def test_whoever_has_given_their_password_before_must_wait_as_well(user, secret, client):
    give_password(client, user)
    for _ in range(10):
        give_code(client, wrong_code(secret))
    assert give_code(client, code_now(secret)).status_code == 200
    assert not is_in(client)


def test_the_second_step_is_not_waited_for_for_ever(user, secret, client, monkeypatch):
    give_password(client, user)
    later = sessions.now() + 11 * 60
    monkeypatch.setattr(sessions, "now", lambda: later)
    assert give_code(client, code_now(secret)).url == reverse("sign-in")


def test_nobody_comes_to_the_second_step_without_the_first(user, secret, client):
    for page in ("second-step-code", "second-step-key", "second-step-recovery"):
        assert client.get(reverse(page)).url == reverse("sign-in")
    assert give_code(client, code_now(secret)).url == reverse("sign-in")


def test_a_password_changed_meanwhile_awaits_no_second_step(user, secret, client):
    give_password(client, user)
    user.set_password("another long sentence")
    user.save()
    assert give_code(client, code_now(secret)).url == reverse("sign-in")


def test_a_recovery_code_opens_once_and_is_used_up(user, secret, client):
    code = with_codes(user)[3]
    give_password(client, user)
    client.post(reverse("second-step-recovery"), {"code": code.upper().replace("-", " ")})
    assert is_in(client)
    another = Client()
    give_password(another, user)
    assert another.post(reverse("second-step-recovery"), {"code": code}).status_code == 200
    assert RecoveryCode.objects.count() == CODES - 1


def test_somebody_elses_recovery_code_opens_nothing(standing, user, secret, client):
    with_app(standing.colleague.user)
    theirs = with_codes(standing.colleague.user)[0]
    give_password(client, user)
    assert client.post(reverse("second-step-recovery"), {"code": theirs}).status_code == 200
    assert not is_in(client)


def test_what_is_no_key_opens_nothing(user, secret, client):
    give_password(client, user)
    client.get(reverse("second-step-key"))
    for answer in (
        "",
        "{}",
        "[]",
        "null",
        '{"rawId": 1}',
        '{"id": "AA", "rawId": "AA", "response": {}}',
        "{" * 900,
    ):
        assert client.post(reverse("second-step-key"), {"answer": answer}).status_code == 200
    assert not is_in(client)


def test_the_secret_is_sealed_in_the_database(user, secret):
    kept = AuthenticatorApp.objects.get().secret
    from kith.access import totp
    from kith.access.sealed import unseal

    assert totp.in_letters(secret) not in kept and secret.hex() not in kept
    assert unseal(kept) == secret


def test_the_servers_key_of_before_still_opens_what_it_sealed(user, secret, client, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a newer key than that"
    give_password(client, user)
    give_code(client, code_now(secret))
    assert is_in(client)


def test_where_it_is_required_nothing_opens_before_a_second_step_is_set_up(standing, client, settings):
    settings.SECOND_STEP_REQUIRED = True
    give_password(client, standing.worker.user)
    for page in ("home", "day", "search", "rules"):
        assert client.get(reverse(page)).url == reverse("own-account")
    own = client.get(reverse("own-account")).content.decode()
    assert "Set up a second step to go on" in own and "Main" not in own.partition("</header>")[0]
    assert client.get(reverse("account-app")).status_code == 200


def test_a_session_that_began_without_one_is_asked_for_one_when_it_becomes_required(
    standing, client, settings
):
    give_password(client, standing.worker.user)
    assert client.get(reverse("day")).status_code == 200
    settings.SECOND_STEP_REQUIRED = True
    assert client.get(reverse("day")).url == reverse("own-account")


def test_a_demonstration_never_asks_for_it(standing, client, settings):
    from kith.access.models import Installation

    Installation.objects.create(authority_code="E06000999", authority_name="Estermere", demonstration=True)
    settings.SECOND_STEP_REQUIRED = True
    give_password(client, standing.worker.user)
    assert client.get(reverse("day")).status_code == 200


def test_there_is_no_telling_accounts_with_a_second_step_from_others_without_their_password(
    user, secret, client
):
    answers = [
        give_password(client, user, "wrong"),
        client.post(reverse("sign-in"), {"username": "x", "password": "y"}),
    ]
    bodies = [each.content.decode().partition("<form method")[0] for each in answers]
    assert bodies[0] == bodies[1] and PENDING_NOWHERE not in client.session
    assert User.objects.count() > 1


PENDING_NOWHERE = "pending"
