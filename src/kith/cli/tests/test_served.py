"""The real server, with a real browser."""

import os
import socket
import subprocess

import psycopg
import pytest

from kith.testing.served import command, environment_for, kith

pytestmark = pytest.mark.browser


def test_a_stranger_is_asked_to_sign_in(page):
    answer = page.goto("/")
    assert answer.status == 200
    assert page.get_by_role("button", name="Sign in").is_visible()


def test_a_made_up_authority_is_not_made_twice(served, urls_under_test):
    served_urls = urls_under_test.named(f"{urls_under_test.application.rsplit('/', 1)[1]}_served")
    done = subprocess.run(command("demo"), env=environment_for(served_urls), capture_output=True, text=True)
    assert (done.returncode, "kith demo --again" in done.stderr) == (1, True)


def test_two_servers_cannot_share_a_port(served):
    port = int(served.rsplit(":", 1)[1])
    done = subprocess.run(command("serve", f"--port={port}"), env=os.environ, capture_output=True, text=True)
    assert f"Port {port} is in use" in done.stderr
    with socket.create_connection(("127.0.0.1", port)):
        pass  # the first one is still there


def test_what_is_kept_for_lists_comes_out_the_same_when_it_is_rebuilt(served, urls_under_test):
    urls = urls_under_test.named(f"{urls_under_test.application.rsplit('/', 1)[1]}_served")
    before = deadlines_kept(urls)
    assert "are worked out afresh" in kith(environment_for(urls), "rebuild")
    assert before and deadlines_kept(urls) == before


def deadlines_kept(urls) -> list[tuple]:
    columns = "child_id, timescale, started_on, due_on, met_on, ended_on"
    with psycopg.connect(urls.application) as connection:
        return connection.execute(
            f"SELECT {columns} FROM deadlines_deadlinerow ORDER BY {columns}"
        ).fetchall()
