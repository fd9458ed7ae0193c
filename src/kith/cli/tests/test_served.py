"""The real server, with a real browser."""

import os
import socket
import subprocess

import pytest

from kith.testing.served import command, environment_for

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
