"""What goes wrong outside Kith is one clear sentence with the way out, an exit code, and no traceback."""

import errno
import os
import socket
import subprocess

import psycopg
import pytest

from kith.cli import postgres
from kith.cli.problem import Problem, explain_failure, from_outside, require_space
from kith.testing.served import command


def said_by(*arguments, **environment):
    """Run the command, which must fail, and return its one sentence."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE")}
    done = subprocess.run(command(*arguments), env=inherited | environment, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


@pytest.fixture
def built(tmp_path):
    """A folder that looks as if the styles were built."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").touch()
    return str(tmp_path)


@pytest.fixture
def private(tmp_path, monkeypatch):
    """A private cluster of this test's own."""
    monkeypatch.setenv("KITH_ROOT", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return postgres.cluster()


def test_a_port_in_use():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Port {port} is in use" in said_by("serve", f"--port={port}")


def test_styles_that_were_never_built(tmp_path):
    assert "make assets" in said_by("serve", "--port=0", KITH_ROOT=str(tmp_path))


def test_a_database_that_does_not_answer(built):
    url = "postgres://kith@127.0.0.1:1/kith"
    assert "DATABASE_URL does not answer" in said_by("serve", "--port=0", KITH_BUILD=built, DATABASE_URL=url)


def test_an_address_that_is_none(built):
    said = said_by("serve", "--port=0", KITH_BUILD=built, DATABASE_URL="kith on the big server")
    assert "not a database address" in said


def test_a_wrong_password(built, private):
    with postgres.running() as here:
        hba = here.data / "pg_hba.conf"
        hba.write_text("local all kith_app scram-sha-256\n" + hba.read_text())
        postgres.stop(here)
        postgres.start(here)
        url = here.url("kith_app:wrong", "kith")
        assert "password authentication failed" in said_by("demo", KITH_BUILD=built, DATABASE_URL=url)


def test_a_cluster_that_is_not_whole(private, built):
    private.data.mkdir(parents=True)
    assert "make clean" in said_by("serve", "--port=0", KITH_BUILD=built)


def test_a_disk_too_full_to_begin(tmp_path):
    with pytest.raises(Problem, match="disk is full"):
        require_space(tmp_path, 10**12)


def test_a_disk_that_fills_up_on_the_way():
    with pytest.raises(Problem, match="disk is full"):
        explain_failure("Making the cluster", "initdb: error: No space left on device\n", "Try again.")


def test_another_failure_keeps_its_last_words():
    with pytest.raises(Problem, match=r"Starting failed: bad luck Try again\."):
        explain_failure("Starting", "first\nbad luck\n", "Try again.")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/data"), "/data may not be used"),
        (psycopg.OperationalError("server closed the connection"), "database stopped answering"),
    ],
)
def test_what_fails_outside_is_a_sentence(error, says):
    assert says in from_outside(error).message


def test_our_own_mistakes_are_not_hidden():
    assert from_outside(KeyError("child")) is None
