"""Odd, hurried and hostile requests: none is a fault of ours, and none is kept, sent or told where it should not be."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.models import AuditEntry, RoleHeld, User
from kith.access.roles import Role
from kith.casework.models import Document
from kith.web.middleware import LARGEST, address_of
from kith.web.tests.decided import read
from kith.web.tests.test_walk import ADDRESSES, arguments, thing
from kith.web.tests.world import a_world
from kith.workforce.factories import PASSWORD

pytestmark = pytest.mark.django_db
PAGES = [page for page, method in read().pages if method == "GET" and read().pages[page, method] != "nothing"]
HUGE = 10**20
ODD = (
    "\0",
    "😀" * 50,
    "a" * 5_000,
    "'; DROP TABLE people_person; --",
    "{{ 7 * 7 }}",
    "%s%n",
    "\u202e\u0000",
    "٣",
    "-1",
    "9" * 30,
)


@pytest.fixture
def world(client):
    """One who may do nearly everything, so that nothing is refused before it is tried."""
    made = a_world(Role.SOCIAL_WORKER)
    for role in set(Role) - {Role.SOCIAL_WORKER}:
        RoleHeld.objects.create(user=made.worker.user, role=role, start_on="2020-01-01")
    client.force_login(made.worker.user)
    return made


def address(page: str, things: dict) -> str:
    return reverse(page, kwargs={name: thing(things, name, page) for name in arguments(page)})


@pytest.mark.parametrize("method", ["head", "options", "put", "patch", "delete"])
def test_no_method_is_a_fault_of_ours(world, client, method):
    for page in PAGES:
        assert getattr(client, method)(address(page, world.things["own"])).status_code < 500, page


def test_numbers_too_large_for_the_database_are_not_found(world, client):
    for page in PAGES:
        for large in arguments(page):
            if large in ("day", "timescale", "key"):
                continue
            things = {**world.things["own"], large: HUGE if large != "row" else {page: HUGE}}
            for method in (client.get, client.post):
                assert method(address(page, things)).status_code in (302, 404, 405), (page, large)


@pytest.mark.parametrize("day", ["2021-02-30", "0000-01-01", "9999-99-99", "2021-13-01"])
def test_a_day_that_is_none_is_not_found(world, client, day):
    child = world.things["own"]["child"]
    assert client.get(f"/children/{child}/lateness/care.first_review/{day}/").status_code == 404


def test_odd_words_after_the_question_mark_are_no_fault(world, client):
    names = ("page", "show", "words", "for", "home", "person", "team", "timescale", "child", "worker", "since",
             "until", "event", "kind", "next", "narrow", "each", "about")  # fmt: skip
    for page in PAGES:
        for odd in ODD:
            answer = client.get(address(page, world.things["own"]), dict.fromkeys(names, odd))
            assert answer.status_code in (200, 302, 404), (page, odd)


def test_odd_words_in_every_field_are_no_fault(world, client):
    """Every form is sent with every field odd; whatever is refused is refused in words."""
    for page in PAGES:
        where = address(page, world.things["own"])
        form = (client.get(where).context or {}).get("form")
        for odd in ODD if form is not None else ():
            data = {each.html_name: odd for each in form}
            assert client.post(where, data).status_code in (200, 302, 404), (page, odd)


def test_very_many_words_are_searched_for_within_reason(world, client, django_assert_max_num_queries):
    client.post(reverse("search"), {"words": "abcdef " * 14})
    with django_assert_max_num_queries(40):
        assert client.get(reverse("search") + "?page=1").status_code == 200


def test_every_answer_is_guarded(world, client):
    """Also what is refused, not found or a plain file."""
    stranger = Client(enforce_csrf_checks=True)
    answers = [client.get(address(page, world.things["own"])) for page in PAGES]
    answers += [
        client.get("/nowhere/"),
        client.get("/children/1\x00/"),
        stranger.get("/"),
        stranger.post("/sign-in/"),
    ]
    for answer in answers:
        told = answer.headers
        assert "frame-ancestors 'none'" in told["Content-Security-Policy"], answer.request["PATH_INFO"]
        assert "unsafe" not in told["Content-Security-Policy"]
        assert (told["X-Content-Type-Options"], told["Referrer-Policy"]) == ("nosniff", "same-origin")
        assert "no-store" in told["Cache-Control"], answer.request["PATH_INFO"]
        assert "Authorization" not in told.get("Vary", "")


def test_the_content_policy_has_no_exceptions(client):
    """Everything from here, nothing inline, nothing from elsewhere, in no frame."""
    told = client.get("/sign-in/").headers["Content-Security-Policy"]
    policy = dict(part.strip().split(" ", 1) for part in told.split(";"))
    assert policy == {
        "default-src": "'self'", "object-src": "'none'", "base-uri": "'none'", "form-action": "'self'",
        "frame-ancestors": "'none'",
    }  # fmt: skip


def test_no_change_is_made_without_the_page_it_comes_from(world):
    """Cross-site: whoever is signed in cannot be made to send a form of ours."""
    forger = Client(enforce_csrf_checks=True)
    forger.force_login(world.worker.user)
    asked = [page for page, method in read().pages if method == "POST"]
    assert {
        page for page in asked if forger.post(address(page, world.things["own"])).status_code != 403
    } == set()


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example", "\thttps://evil.example"])  # fmt: skip
def test_signing_in_and_giving_a_reason_lead_nowhere_else(standing, client, elsewhere):
    sent = {"username": "oli.other", "password": PASSWORD, "next": elsewhere}
    assert client.post(reverse("sign-in"), sent).url == reverse("home")
    sent = {"reason": "The school rang about them", "next": elsewhere}
    reason = reverse("reason", args=[standing.child.pk])
    assert client.post(reason, sent).url == reverse("child", args=[standing.child.pk])


def sign_in(client, username: str, password: str = PASSWORD, **more):
    return client.post(reverse("sign-in"), {"username": username, "password": password}, **more)


def test_signing_in_does_not_tell_whether_there_is_such_an_account(standing, client):
    standing.colleague.user.ended_on = timezone.localdate()
    standing.colleague.user.save()
    answers = [
        sign_in(client, "wyn.worker", "wrong"),
        sign_in(client, "nobody", "wrong"),
        sign_in(client, "cal.colleague"),
    ]
    assert len({b"do not match an account" in each.content for each in answers}) == 1
    for _ in range(10):
        sign_in(client, "wyn.worker", "wrong")
    assert (
        len(
            {
                each.content.count(b"govuk-error-summary__title")
                for each in [*answers, sign_in(client, "wyn.worker")]
            }
        )
        == 1
    )


def test_after_many_wrong_passwords_even_the_right_one_must_wait(standing, client):
    for _ in range(10):
        sign_in(client, "wyn.worker", "wrong")
    assert sign_in(client, "wyn.worker").status_code == 200
    assert sign_in(Client(), "wyn.worker", REMOTE_ADDR="10.1.1.1").status_code == 302
    assert AuditEntry.objects.filter(event="sign-in failed", row=standing.worker.user.pk).count() == 11


def test_a_session_is_a_new_one_after_signing_in(standing, client):
    client.force_login(standing.colleague.user)
    before = client.session.session_key
    sign_in(client, "wyn.worker")
    assert client.session.session_key != before


def test_what_one_worker_searched_for_is_not_the_next_ones(standing, client):
    client.force_login(standing.worker.user)
    client.post(reverse("search"), {"words": "Robin"})
    client.post(reverse("sign-out"))
    sign_in(client, "cal.colleague")
    assert "Robin" not in client.get(reverse("search") + "?page=1").content.decode()


@pytest.mark.parametrize("who", ["user", "worker"])
def test_a_leaver_is_signed_out_and_cannot_come_back(standing, client, who):
    client.force_login(standing.worker.user)
    if who == "user":
        User.objects.filter(pk=standing.worker.user.pk).update(ended_on=timezone.localdate())
    else:
        standing.worker.end_on = timezone.localdate()
        standing.worker.save()
    assert client.get(reverse("child", args=[standing.child.pk])).url.startswith(reverse("sign-in"))
    assert sign_in(client, "wyn.worker").status_code == 200


def test_a_login_that_is_no_workers_opens_nothing(world, client):
    world.worker.user_id = None
    world.worker.save()
    opened = [page for page in PAGES if client.get(address(page, world.things["own"])).status_code == 200]
    assert {page for page in opened if read().pages[page, "GET"] not in ("open", "anyone")} == set()


def test_what_is_too_large_is_not_read(standing, client):
    client.force_login(standing.worker.user)
    where = reverse("document-new", args=[standing.child.pk])
    refused = client.post(where, CONTENT_LENGTH=str(LARGEST + 1))
    assert refused.status_code == 413
    assert "too large to send" in refused.content.decode()


@pytest.mark.parametrize("title", ['a"; filename="x.html', "a\r\nSet-Cookie: a=b", "../../etc/passwd", "😀" * 30, "a/b\\c", ".", "\u202egpj.exe"])  # fmt: skip
def test_a_document_is_a_download_whatever_it_is_called(standing, client, title):
    client.force_login(standing.worker.user)
    sent = {
        "title": title, "about_on": "2021-01-01", "file": SimpleUploadedFile("note.txt", b"<script>alert(1)</script>"),
    }  # fmt: skip
    client.post(reverse("document-new", args=[standing.child.pk]), sent)
    found = Document.objects.get()
    answer = client.get(reverse("document-file", args=[standing.child.pk, found.pk]))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"].startswith("text/plain")
    assert "Set-Cookie" not in answer.headers
    assert ".." not in found.file.name


@pytest.mark.parametrize(("name", "holds"), [("a.html", b"<html>"), ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("a.pdf", b"<html>%PDF-"), ("a.exe", b"MZ"), ("a.docx", b"PK\x03\x04"), ("a", b""), ("a.zip", b"PK\x05\x06" + b"\0" * 18)])  # fmt: skip
def test_a_file_that_is_not_what_it_says_is_not_kept(standing, client, name, holds):
    client.force_login(standing.worker.user)
    sent = {"title": "Plan", "about_on": "2021-01-01", "file": SimpleUploadedFile(name, holds)}
    assert client.post(reverse("document-new", args=[standing.child.pk]), sent).status_code == 200
    assert not Document.objects.exists()


@pytest.mark.parametrize(("said", "kept"), [("10.0.0.7:4321", "10.0.0.7"), ("[2001:db8::1]:80", "2001:db8::1"), ("2001:db8::1", "2001:db8::1"), ("unknown", None), ("", None)])  # fmt: skip
def test_where_a_request_came_from_is_read_however_a_proxy_writes_it(rf, settings, said, kept):
    settings.BEHIND_PROXY = True
    assert address_of(rf.get("/", HTTP_X_FORWARDED_FOR=f"1.2.3.4, {said}")) == kept


def test_cookies_are_for_https_alone_where_it_is_used():
    import os
    import subprocess
    import sys

    said = "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0)"
    told = {**os.environ, "KITH_HTTPS": "1", "DJANGO_SETTINGS_MODULE": "kith.settings"}
    assert subprocess.check_output([sys.executable, "-c", said], env=told, text=True).split() == ["True"] * 4


def test_addresses_are_all_in_the_walk():
    assert set(PAGES) <= set(ADDRESSES)
