"""The private PostgreSQL mends itself after a first start that broke half way, and after a kill."""

import os
import signal
import stat
import subprocess

import psycopg
import pytest

from kith.cli import postgres


@pytest.fixture
def private(tmp_path, monkeypatch):
    """A private cluster of this test's own, running."""
    monkeypatch.setenv("KITH_ROOT", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / ".kith" / "pg.new").mkdir(parents=True)  # what a first start that broke leaves behind
    with postgres.running() as here:
        yield here


def number(here):
    return int((here.data / "postmaster.pid").read_text().split()[0])


def test_it_stops_with_its_last_user(private):
    with postgres.running():
        assert private.answers()
    assert private.answers(), "the first user is still there"
    postgres.stop(private)
    assert not private.answers()


def test_it_starts_again_after_a_kill(private):
    with psycopg.connect(private.url("kith_owner", "kith"), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    os.kill(number(private), signal.SIGKILL)
    postgres.start(private)
    with psycopg.connect(private.url("kith_owner", "kith")) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_it_starts_when_another_program_has_its_old_number(private):
    note = private.data / "postmaster.pid"
    words = note.read_text()
    postgres.stop(private)
    with subprocess.Popen(["sleep", "600"]) as other:
        note.write_text(words.replace(words.split()[0], str(other.pid), 1))
        postgres.stop(private)
        postgres.start(private)
        assert other.poll() is None, "the other program was left alone"
        other.kill()
    assert private.answers()


def test_nobody_else_can_reach_it(private):
    assert stat.S_IMODE(private.sockets.stat().st_mode) == 0o700
    with psycopg.connect(private.url("postgres", "postgres")) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_the_owner_may_make_the_extensions_and_databases_for_tests(private):
    with psycopg.connect(private.url("kith_owner", "kith"), autocommit=True) as connection:
        for extension in ("btree_gist", "pg_trgm", "unaccent"):
            connection.execute(f"CREATE EXTENSION {extension}")
        connection.execute("CREATE DATABASE another")
        assert connection.execute(
            "SELECT rolsuper FROM pg_roles WHERE rolname = 'kith_owner'"
        ).fetchone() == (False,)
