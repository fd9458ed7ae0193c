"""Nobody is named where it does not belong: in what the server writes, in addresses, and on pages that say what went wrong.

The names below are in the database and in every form that is sent; whatever is asked, and however it fails, they are
looked for afterwards in the log, in every address that was asked or led to, and in every answer that is an error.
"""

import io
import logging
from urllib.parse import unquote_plus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import one_time
from kith.access.models import AuditEntry, RoleHeld, User
from kith.access.roles import Role
from kith.people.models import PersonName
from kith.web.logs import Impersonal
from kith.web.tests.a_provider import CLIENT, SECRET, Provider, serving
from kith.web.tests.signing_in import code_now, with_app, with_codes
from kith.web.tests.test_hostile_requests import PAGES, address
from kith.web.tests.world import a_world
from kith.work import work
from kith.workforce.factories import PASSWORD
from kith.workforce.models import Worker

pytestmark = pytest.mark.django_db
GIVEN, FAMILY, WORKER, LOGIN = "Quenbyth", "Marchettieri", "Zanzibara", "vexmoorian"
TELEPHONE, POSTCODE, BORN = "01632960743", "QX9 7ZZ", "1931-05-07"
NAMES = (GIVEN, FAMILY, WORKER, LOGIN, TELEPHONE, POSTCODE, BORN, PASSWORD, SECRET)


@pytest.fixture
def written():
    """Everything the server writes, down to the smallest, as its own formatter writes it."""
    stream, root = io.StringIO(), logging.getLogger()
    handler, before = logging.StreamHandler(stream), root.level
    handler.setFormatter(Impersonal())
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def world():
    """One who may do nearly everything, among people whose names are like no other words."""
    made = a_world(Role.SOCIAL_WORKER)
    PersonName.objects.update(given=GIVEN, family=FAMILY)
    Worker.objects.update(name=WORKER)
    User.objects.filter(pk=made.worker.user_id).update(username=LOGIN)
    for role in set(Role) - {Role.SOCIAL_WORKER}:
        RoleHeld.objects.create(user=made.worker.user, role=role, start_on="2020-01-01")
    made.worker.refresh_from_db()
    return made


class Watched(Client):
    """A browser that notes where it was, where it was led, and what it was told went wrong."""

    def __init__(self, **options):
        super().__init__(raise_request_exception=False, **options)
        self.told: list[str] = []

    def request(self, **asked):
        answer = super().request(**asked)
        self.told += [
            f"{asked.get('PATH_INFO', '')}?{asked.get('QUERY_STRING', '')}",
            answer.get("Location", ""),
        ]
        if answer.status_code >= 400:
            self.told.append(without_own_name(answer.content.decode()))
        return answer


def without_own_name(page: str) -> str:
    """The header says to whoever is signed in that they are."""
    before, header, after = page.partition("</header>")
    return after if header else before


def named(*lines: str) -> list[str]:
    """The lines in which somebody is named, however it is written."""
    plain = [unquote_plus(each).casefold() for each in lines]
    return [each[-3000:] for each in plain if any(name.casefold() in each for name in NAMES)]


def full_of_names(form) -> dict[str, str]:
    return {each.html_name: f"{GIVEN} {FAMILY} {TELEPHONE} {POSTCODE} {BORN}" for each in form}


def test_the_search_for_names_finds_them():
    assert named(f"/search/?words={GIVEN.upper()}", "/a/?b=QX9+7ZZ", "/children/1/") != []
    assert len(named(f"/search/?words={GIVEN.upper()}", "/a/?b=QX9+7ZZ", "/children/1/")) == 2


def test_no_page_names_anybody_in_an_address_or_the_log(world, written):
    client = Watched()
    client.force_login(world.worker.user)
    for page in PAGES:
        answer = client.get(address(page, world.things["own"]))
        form = (answer.context or {}).get("form")
        if form is not None:
            client.post(address(page, world.things["own"]), full_of_names(form))
    assert len(client.told) > 2 * len(PAGES)
    assert named(*client.told, *written.getvalue().splitlines()) == []


def test_no_page_that_fails_names_anybody(world, written, monkeypatch):
    """Every page breaks while it is drawn, with words about the child on its lips."""

    def broken(request):
        raise ValueError(f"{GIVEN} {FAMILY}, {TELEPHONE}, seen by {WORKER} ({LOGIN})")

    client = Watched()
    client.force_login(world.worker.user)
    monkeypatch.setattr("kith.web.jinja.site", broken)
    failed = 0
    for page in PAGES:
        answer = client.get(address(page, world.things["own"]), HTTP_REFERER=f"http://testserver/?q={FAMILY}")
        failed += answer.status_code == 500
    assert failed > 50
    assert "ValueError" in written.getvalue()
    assert named(*client.told, *written.getvalue().splitlines()) == []


def ways_of_signing_in(client, user):
    """Every door, tried with names and with what does not fit; then each is gone through."""
    secret, codes = with_app(user), with_codes(user)
    given = {"username": user.username, "password": PASSWORD, "next": "/search/"}
    client.get("/search/")
    client.post("/sign-in/", {"username": f"{GIVEN} {FAMILY}", "password": FAMILY})
    client.post("/sign-in/", given | {"password": FAMILY})
    client.post("/sign-in/", {"username": "\0" + FAMILY, "password": FAMILY})
    client.post("/sign-in/", given)
    client.post("/sign-in/code/", {"code": FAMILY})
    client.post("/sign-in/key/", {"answer": f'{{"id": "{FAMILY}"}}'})
    client.post("/sign-in/recovery/", {"code": FAMILY})
    client.post("/sign-in/recovery/", {"code": codes[0]})
    client.post("/sign-out/")
    client.post("/sign-in/", given)
    client.post("/sign-in/code/", {"code": code_now(secret)})
    client.post("/account/confirm/", {"current": FAMILY, "next": f"https://{FAMILY}.example/"})
    client.post("/account/keys/new/", {"name": FAMILY, "answer": FAMILY})
    client.get("/account/")
    client.post("/sign-out/")
    with work(None, timezone.localdate(), via="command"):
        code = one_time.give(user=user, opens=one_time.Opens.BOTH, at=timezone.now())
    client.post("/sign-in/one-time-code/", {"username": FAMILY, "code": FAMILY})
    client.post("/sign-in/one-time-code/", {"username": user.username, "code": code})
    client.post("/sign-in/new-password/", {"password": LOGIN, "again": FAMILY})
    client.post("/sign-in/new-password/", {"password": PASSWORD, "again": PASSWORD})
    client.post("/sign-out/")


def test_signing_in_names_nobody_by_any_door(world, written):
    client = Watched()
    ways_of_signing_in(client, world.worker.user)
    came_in = AuditEntry.objects.filter(event="signed in", user=world.worker.user_id).count()
    assert came_in == 3
    assert named(*client.told, *written.getvalue().splitlines()) == []


def test_signing_in_names_nobody_when_it_fails(world, written, monkeypatch):
    def broken(*_: object, **__: object):
        raise RuntimeError(f"no such login: {LOGIN}, {FAMILY}, {PASSWORD}")

    for door in ("sign_in.authenticate", "second_step.waiting", "new_password.held", "own_account.lately"):
        monkeypatch.setattr(f"kith.web.{door}", broken)
    client = Watched()
    client.force_login(world.worker.user)
    for page in ("sign-in", "second-step-code", "second-step-key", "second-step-recovery", "one-time-code"):
        sent = {"username": LOGIN, "password": PASSWORD, "code": FAMILY, "answer": FAMILY}
        assert client.post(reverse(page), sent).status_code == 500
    assert client.get("/account/").status_code == 500
    assert named(*client.told, *written.getvalue().splitlines()) == []


CLAIMS = {"name": f"{GIVEN} {FAMILY}", "preferred_username": LOGIN, "email": f"{LOGIN}@example.org"}


@pytest.mark.parametrize(
    "how", ["comes in", "unknown", "wrong token", "wrong answer", "broken here", "error there"]
)
def test_the_councils_own_sign_in_names_nobody(world, written, settings, monkeypatch, how):
    client = Watched()
    with serving(Provider(claims=CLAIMS | {"sub": FAMILY})) as there:
        settings.OPENID = settings.OPENID | {"issuer": there.issuer, "client": CLIENT, "secret": SECRET}
        User.objects.filter(pk=world.worker.user_id).update(subject=None if how == "unknown" else FAMILY)
        state = there.goes_there(client.get(reverse("provider"), {"next": "/search/"}).url)
        if how == "wrong token":
            there.claims |= {"aud": FAMILY, "iss": FAMILY}
        if how == "wrong answer":
            there.token = f"{FAMILY}.{LOGIN}.x"
        if how == "broken here":
            monkeypatch.setattr("kith.web.provider.come_in", lambda *_, **__: [][len(FAMILY)])
            monkeypatch.setattr("kith.web.provider.known", lambda claims: {}[claims["name"]])
        sent = (
            {"error": "x", "error_description": "y"}
            if how == "error there"
            else {"code": "a-code", "state": state}
        )
        answer = client.get(reverse("provider-back"), sent)
        client.get("/sign-in/")
    assert answer.status_code == (500 if how == "broken here" else 302)
    assert AuditEntry.objects.filter(event="signed in").exists() is (how == "comes in")
    assert named(*client.told, *written.getvalue().splitlines()) == []


def test_the_audit_keeps_of_a_wrong_username_nothing(world, client):
    """Whoever types a password where the username belongs has not told it to the audit."""
    client.post("/sign-in/", {"username": FAMILY, "password": PASSWORD})
    entry = AuditEntry.objects.get(event="sign-in failed")
    assert FAMILY not in str(vars(entry))
