"""Who learns which address: only the step that changes tables connects as their owner."""

import pytest

from kith.cli import ready
from kith.cli.database import Urls

URLS = Urls("postgres://app@/kith", "postgres://owner@/kith")


@pytest.fixture(autouse=True)
def inside_another_step(monkeypatch):
    monkeypatch.setenv("KITH_AS_OWNER", "1")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgres://owner@/kith")
    monkeypatch.setenv("KITH_SECRET_KEY", "for-tests-only")


def test_what_serves_people_never_learns_the_owner():
    assert not {"DATABASE_OWNER_URL", "KITH_AS_OWNER"} & set(ready.as_application(URLS))


def test_another_command_begins_as_the_application():
    environment = ready.as_command(URLS)
    assert environment["DATABASE_OWNER_URL"] == URLS.owner
    assert "KITH_AS_OWNER" not in environment


def test_the_step_that_changes_tables_is_the_owner():
    assert ready.as_owner(URLS)["KITH_AS_OWNER"] == "1"


def test_no_owner_is_invented():
    assert not {"DATABASE_OWNER_URL", "KITH_AS_OWNER"} & set(
        ready.as_owner(Urls("postgres://app@/kith", None))
    )
