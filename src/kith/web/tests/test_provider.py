"""Signing in by the council's own sign-in, against a real one on this machine that can be made to lie."""

import base64
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.models import AuditEntry, User
from kith.web import sessions
from kith.web.tests.a_provider import ANOTHER_KEY, CLIENT, SECRET, Provider, serving
from kith.web.tests.signing_in import give_password, is_in

REFUSED = "do not have an account here that is open"
NOT_BELIEVED = "We could not sign you in with"


@pytest.fixture
def there(settings):
    """The provider, and settings that name it."""
    with serving(Provider()) as provider:
        settings.OPENID = settings.OPENID | {"issuer": provider.issuer, "client": CLIENT, "secret": SECRET}
        yield provider


@pytest.fixture
def user(standing):
    User.objects.filter(pk=standing.worker.user_id).update(subject="s-1")
    return standing.worker.user


def come_back(client, there, code="a-code", **changed):
    """Go there by our redirect, sign in, and come back with the code and the state."""
    state = there.goes_there(client.get(reverse("provider")).url)
    return client.get(reverse("provider-back"), {"code": code, "state": state} | changed, follow=True)


def test_whoever_the_provider_knows_and_we_know_comes_in(there, user, client):
    come_back(client, there)
    assert is_in(client) and client.session[sessions.STEP] == sessions.PROVIDER
    assert AuditEntry.objects.filter(event="signed in", user=user.pk, page="GET provider-back").count() == 1


def test_it_is_asked_as_openid_connect_asks(there, user, client):
    query = parse_qs(urlsplit(client.get(reverse("provider")).url).query)
    assert (query["response_type"], query["scope"]) == (["code"], ["openid profile"])
    assert query["code_challenge_method"] == ["S256"] and query["client_id"] == [CLIENT]
    assert query["redirect_uri"] == ["http://testserver" + reverse("provider-back")]
    come_back(client, there)
    assert (
        base64.b64decode(there.authorization.removeprefix("Basic "))
        == b"kith-at-estermere:a+secret%3A+of%2Fours"
    )
    assert SECRET not in there.asked.values()


def test_it_leads_to_the_page_that_was_asked_for_and_nowhere_else(there, user):
    for wanted, led in (
        ("/search/", "/search/"),
        ("https://evil.example/", "/day/"),
        ("//evil.example", "/day/"),
    ):
        client = Client()
        state = there.goes_there(client.get(reverse("provider"), {"next": wanted}).url)
        answer = client.get(reverse("provider-back"), {"code": "a-code", "state": state}, follow=True)
        assert answer.request["PATH_INFO"] == led


def test_a_second_step_is_not_asked_for_again(there, user, client, settings):
    settings.SECOND_STEP_REQUIRED = True
    come_back(client, there)
    assert client.get(reverse("day")).status_code == 200


NOW = int(time.time())
LIES = {
    "another nonce": ({"claims": {"nonce": "another"}}, "another question"),
    "no nonce": ({"claims": {"nonce": None}}, "another question"),
    "another audience": ({"claims": {"aud": "another-service"}}, "InvalidAudienceError"),
    "several audiences": ({"claims": {"aud": [CLIENT, "another-service"]}}, "somebody else too"),
    "another authorised party": ({"claims": {"azp": "another-service"}}, "somebody else too"),
    "another issuer": ({"claims": {"iss": "https://evil.example"}}, "InvalidIssuerError"),
    "expired": ({"claims": {"exp": NOW - 3600, "iat": NOW - 7200}}, "ExpiredSignatureError"),
    "never expires": ({"claims": {"exp": None}}, "MissingRequiredClaimError"),
    "not yet valid": ({"claims": {"nbf": NOW + 36_000}}, "ImmatureSignatureError"),
    "no subject": ({"claims": {"sub": None}}, "MissingRequiredClaimError"),
    "another key": ({"signed_with": ANOTHER_KEY}, "InvalidSignatureError"),
    "a key that is not there": ({"named": "key-2"}, "a key that the provider does not have"),
    "no signature": ({"signed_with": "", "algorithm": "none"}, "InvalidAlgorithmError"),
    "a shared secret": ({"signed_with": SECRET * 3, "algorithm": "HS256"}, "InvalidAlgorithmError"),
    "another name of its own": ({"calls_itself": "https://evil.example"}, "calls itself by another name"),
    "no token": ({"token": "a.b.c"}, "DecodeError"),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_is_not_to_be_believed_lets_nobody_in(there, user, client, caplog, lie):
    state = there.goes_there(client.get(reverse("provider")).url)
    told, why = LIES[lie]
    for name, value in told.items():
        setattr(there, name, value)
    answer = client.get(reverse("provider-back"), {"code": "a-code", "state": state}, follow=True)
    assert NOT_BELIEVED in answer.content.decode() and not is_in(client)
    assert why in caplog.text
    assert AuditEntry.objects.filter(event="sign-in failed").count() == 1


def test_the_same_without_the_lie_is_believed(there, user, client):
    """So that the refusals above are for the lie and nothing else; a token may name no key where there is only one."""
    there.named = None
    come_back(client, there)
    assert is_in(client)


def test_a_token_with_the_public_key_as_a_shared_secret_is_not_believed(there, user, client):
    state = there.goes_there(client.get(reverse("provider")).url)
    header = {"alg": "HS256", "kid": "key-1"}
    body = jwt.decode(there.id_token(), options={"verify_signature": False})
    there.token = forged(header, body, str(there.keys()["keys"][0]["n"]).encode())
    client.get(reverse("provider-back"), {"code": "a-code", "state": state})
    assert not is_in(client)


def forged(header: dict, body: dict, secret: bytes) -> str:
    import hashlib
    import hmac
    import json

    def part(each: bytes) -> str:
        return base64.urlsafe_b64encode(each).rstrip(b"=").decode()

    said = ".".join(part(json.dumps(each).encode()) for each in (header, body))
    return f"{said}.{part(hmac.new(secret, said.encode(), hashlib.sha256).digest())}"


@pytest.mark.parametrize("sent", [{"state": "another"}, {"state": ""}, {"code": "another"}])
def test_an_answer_to_another_question_lets_nobody_in(there, user, client, sent):
    assert NOT_BELIEVED in come_back(client, there, **sent).content.decode()
    assert not is_in(client)


def test_a_question_is_answered_once_and_only_in_the_browser_that_asked(there, user, client):
    state = there.goes_there(client.get(reverse("provider")).url)
    sent = {"code": "a-code", "state": state}
    stranger = Client()
    assert stranger.get(reverse("provider-back"), sent).url == reverse("sign-in")
    client.get(reverse("provider-back"), sent)
    client.post(reverse("sign-out"))
    assert client.get(reverse("provider-back"), sent).url == reverse("sign-in") and not is_in(client)


def test_whoever_refuses_there_is_told_in_words_here(there, user, client):
    there.goes_there(client.get(reverse("provider")).url)
    answer = client.get(reverse("provider-back"), {"error": "access_denied", "state": "x"}, follow=True)
    assert NOT_BELIEVED in answer.content.decode()


def test_a_provider_that_does_not_answer_is_told_in_words(user, client, settings):
    settings.OPENID = settings.OPENID | {"issuer": "http://127.0.0.1:9", "client": CLIENT}
    assert NOT_BELIEVED in client.get(reverse("provider"), follow=True).content.decode()


@pytest.mark.parametrize("issuer", ["http://login.example", "file:///etc", "ftp://login.example"])
def test_a_provider_is_asked_by_https_alone(user, client, settings, issuer):
    settings.OPENID = settings.OPENID | {"issuer": issuer, "client": CLIENT}
    assert NOT_BELIEVED in client.get(reverse("provider"), follow=True).content.decode()


def test_nobody_is_given_an_account(there, standing, client):
    before = User.objects.count()
    there.claims = {"sub": "nobody", "preferred_username": "nobody@example.org", "roles": ["administrator"]}
    assert REFUSED in come_back(client, there).content.decode()
    assert not is_in(client) and User.objects.count() == before


def test_a_username_alone_matches_only_where_it_is_set_to(there, standing, client):
    there.claims = {"preferred_username": standing.worker.user.username}
    assert REFUSED in come_back(client, there).content.decode()


@pytest.fixture
def by_username(there, settings):
    settings.OPENID = settings.OPENID | {"username": "preferred_username"}
    return there


def test_the_first_time_it_matches_and_from_then_on_the_subject_says_who_it_is(by_username, standing, client):
    user = standing.worker.user
    by_username.claims = {"sub": "s-7", "preferred_username": user.username.upper()}
    come_back(client, by_username)
    user.refresh_from_db()
    assert is_in(client) and user.subject == "s-7"
    by_username.claims = {"sub": "s-7", "preferred_username": "a.new.name"}
    come_back(again := Client(), by_username)
    assert is_in(again)


def test_a_username_given_to_somebody_else_there_does_not_open_the_account_of_before(
    by_username, user, client
):
    by_username.claims = {"sub": "s-2", "preferred_username": user.username}
    assert REFUSED in come_back(client, by_username).content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("claim", [["s-1"], {"a": 1}, "", "x" * 300, "s\0"])
def test_a_claim_that_is_no_name_matches_nobody(there, user, client, settings, claim):
    settings.OPENID = settings.OPENID | {"subject": "oid"}
    there.claims = {"oid": claim}
    assert REFUSED in come_back(client, there).content.decode()


@pytest.mark.parametrize("how", ["login", "worker", "roles"])
def test_a_leaver_is_refused_in_the_same_words_as_a_stranger(there, user, standing, client, how):
    if how == "login":
        User.objects.filter(pk=user.pk).update(ended_on=timezone.localdate())
    elif how == "worker":
        standing.worker.end_on = timezone.localdate()
        standing.worker.save()
    else:
        user.held.update(end_on=timezone.localdate())
    assert REFUSED in come_back(client, there).content.decode()
    assert not is_in(client)


def test_passwords_can_be_turned_off(there, user, client, settings):
    settings.PASSWORDS = False
    page = give_password(client, user).content.decode()
    assert not is_in(client) and 'type="password"' not in page and "Sign in with your work account" in page
    client.post(reverse("one-time-code"), {"username": user.username, "code": "x"})
    come_back(client, there)
    own = client.get(reverse("own-account")).content.decode()
    assert is_in(client) and "looked after there" in own and "Change your password" not in own


def test_without_a_provider_there_is_no_way_to_it(standing, client):
    assert client.get(reverse("provider")).url == reverse("sign-in")
    assert client.get(reverse("provider-back"), {"code": "a", "state": "b"}).url == reverse("sign-in")
    assert "work account" not in client.get(reverse("sign-in")).content.decode()
