"""One's own account: only its owner changes it, and whatever was open elsewhere is closed."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from kith.access import sealed
from kith.access.models import AuthenticatorApp, RecoveryCode, SecurityKey
from kith.web import sessions
from kith.web.own_account import SECRET
from kith.web.tests.signing_in import code_now, give_password, is_in, with_app
from kith.workforce.factories import PASSWORD


@pytest.fixture
def user(standing, client):
    give_password(client, standing.worker.user)
    return standing.worker.user


@pytest.fixture
def elsewhere(user):
    """The same login in another browser."""
    there = Client()
    give_password(there, user)
    assert is_in(there)
    return there


def set_up_app(client):
    client.get(reverse("account-app"))
    secret = sealed.unseal(client.session[SECRET])
    return secret, client.post(reverse("account-app"), {"code": code_now(secret)})


def test_setting_up_an_app_shows_ten_recovery_codes_once(user, client):
    _, answer = set_up_app(client)
    codes = re.findall(r'kith-code">([a-z0-9-]+)<', answer.content.decode())
    assert len(set(codes)) == RecoveryCode.objects.filter(user=user).count() == 10
    assert all(
        sealed.fits(code, kept)
        for code, kept in zip(
            codes, RecoveryCode.objects.order_by("pk").values_list("hashed", flat=True), strict=True
        )
    )
    assert not any(code in client.get(reverse("account-recovery-codes")).content.decode() for code in codes)


def test_the_square_is_drawn_in_the_page_and_says_nothing_beyond_the_policy(user, client):
    page = client.get(reverse("account-app")).content.decode()
    assert "<svg" in page and "data:" not in page and " style=" not in page


def test_the_secret_on_offer_stays_the_same_until_it_is_taken_up(user, client):
    client.get(reverse("account-app"))
    before = client.session[SECRET]
    client.post(reverse("account-app"), {"code": "000"})
    assert client.session[SECRET] == before and not AuthenticatorApp.objects.exists()


@pytest.mark.parametrize("do", ["app", "app-remove", "password", "key-remove", "everywhere"])
def test_whoever_is_signed_in_elsewhere_is_signed_out(user, client, elsewhere, do):
    key = SecurityKey.objects.create(
        user=user, name="b", number=b"1", credential=b"1", added_at="2026-01-01T00:00Z"
    )
    before = client.session.session_key
    AuthenticatorApp.objects.create(user=user, secret="x", added_at="2026-01-01T00:00Z")
    assert is_in(elsewhere)
    if do == "app":
        set_up_app(client)
    else:
        sent = {"password": "another long sentence", "again": "another long sentence"}
        client.post({
            "app-remove": reverse("account-app-remove"), "password": reverse("account-password"),
            "key-remove": reverse("account-key-remove", args=[key.pk]),
            "everywhere": reverse("account-sign-out-everywhere"),
        }[do], sent)  # fmt: skip
    assert not is_in(elsewhere)
    assert is_in(client) and client.session.session_key != before


def test_a_session_left_open_changes_nothing_without_the_password(user, client, monkeypatch):
    later = sessions.now() + sessions.LATELY + 1
    monkeypatch.setattr(sessions, "now", lambda: later)
    answer = client.get(reverse("account-password"))
    assert answer.url == reverse("account-confirm") + "?next=%2Faccount%2Fpassword%2F"
    assert client.post(reverse("account-sign-out-everywhere")).url == reverse("own-account")
    assert "not right" in client.post(reverse("account-confirm"), {"current": "wrong"}).content.decode()
    sent = {"current": PASSWORD, "next": "/account/password/"}
    assert client.post(reverse("account-confirm"), sent).url == "/account/password/"
    assert client.get(reverse("account-password")).status_code == 200


def test_guessing_the_password_of_a_session_left_open_must_wait_too(user, client):
    for _ in range(10):
        client.post(reverse("account-confirm"), {"current": "wrong"})
    assert client.post(reverse("account-confirm"), {"current": PASSWORD}).status_code == 200


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [("short", "short", "too short"), ("wyn.worker", "wyn.worker", "may not be your username"),
     ("1qaz2wsx3edc", "1qaz2wsx3edc", "too common"), ("one long sentence", "another", "are not the same")],
)  # fmt: skip
def test_a_weak_or_mistyped_password_is_refused_in_words(user, client, password, again, says):
    answer = client.post(reverse("account-password"), {"password": password, "again": again})
    assert says in answer.content.decode()


def test_nobody_removes_another_ones_key(standing, user, client):
    theirs = SecurityKey.objects.create(
        user=standing.colleague.user, name="a", number=b"1", credential=b"1", added_at="2026-01-01T00:00Z"
    )
    assert client.post(reverse("account-key-remove", args=[theirs.pk])).status_code == 404
    assert SecurityKey.objects.filter(pk=theirs.pk).exists()


def test_a_removed_last_step_must_be_set_up_again_where_it_is_required(user, client, settings):
    settings.SECOND_STEP_REQUIRED = True
    set_up_app(client)
    assert client.get(reverse("day")).status_code == 200
    client.post(reverse("account-app-remove"))
    assert client.get(reverse("day")).url == reverse("own-account")
    assert not RecoveryCode.objects.exists()


def test_the_page_shows_what_was_done_with_the_login_lately(user, client):
    give_password(Client(REMOTE_ADDR="10.7.7.7"), user, "wrong")
    page = client.get(reverse("own-account")).content.decode()
    assert "Wrong password or code" in page and "10.7.7.7" in page and "Signed in" in page


def test_an_app_of_before_opens_nothing_once_there_is_another(user, client):
    before = with_app(user)
    give_password(there := Client(), user)
    there.post(reverse("second-step-code"), {"code": code_now(before)})
    now, _ = set_up_app(there)
    AuthenticatorApp.objects.update(last_code=0)
    give_password(again := Client(), user)
    again.post(reverse("second-step-code"), {"code": code_now(before)})
    assert not is_in(again)
    again.post(reverse("second-step-code"), {"code": code_now(now)})
    assert is_in(again)
