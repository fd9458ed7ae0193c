"""The server's log says what went wrong and where, and nothing of anybody."""

import io
import logging

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.urls import reverse

from kith.care.models import Placement
from kith.web.logs import Impersonal


@pytest.fixture
def written():
    """What the server writes while a test runs."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Impersonal())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def test_a_page_that_fails_is_told_without_anybodys_name(standing, client, written, monkeypatch):
    def refused(*_: object):
        raise IntegrityError("Key (name)=(Robin Example) already exists, 01632 960001")

    client.force_login(standing.worker.user)
    client.raise_request_exception = False
    monkeypatch.setattr("kith.web.child.gathered", refused)
    address = reverse("child", args=[standing.child.pk])
    answer = client.get(address)
    said = written.getvalue()
    assert answer.status_code == 500
    assert "IntegrityError" in said and " on child" in said and "child.py" in said
    for secret in ("Robin", "01632", address):
        assert secret not in said
        assert secret not in answer.content.decode().replace('href="/"', "")


def test_what_the_database_says_is_not_quoted(standing, written):
    try:
        Placement.objects.create(child=standing.child, place="U4", start_on="2026-02-01", end_on="2026-01-01")
    except IntegrityError:
        logging.getLogger("kith").exception("Saving %s", "Robin Example")
    assert "IntegrityError, from CheckViolation" in written.getvalue()
    assert "U4" not in written.getvalue() and "Robin" not in written.getvalue()


def test_the_server_writes_so():
    assert settings.LOGGING["formatters"]["impersonal"]["()"] == "kith.web.logs.Impersonal"
    assert {each["formatter"] for each in settings.LOGGING["handlers"].values()} == {"impersonal"}
    assert not settings.DEBUG
