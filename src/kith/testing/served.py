"""A small demonstration, served by the real command, and a real browser to walk it with."""

import os
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from kith.cli.database import Urls
from kith.testing.database import drop, make

PATIENCE = 120  # seconds for the server to be ready on a busy machine
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="session")
def served(urls_under_test: Urls, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Serve a demonstration of thirty open children from a database of its own; give its address."""
    urls = urls_under_test.named(f"{urls_under_test.application.rsplit('/', 1)[1]}_served")
    with django_db_blocker.unblock():
        make(urls, then=urls_under_test)
    environment = environment_for(urls)
    kith(environment, "demo", "--open-children=30", "--seed=1")
    with subprocess.Popen(
        command("serve", "--port=0"), env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            yield _address(server)
        finally:
            server.terminate()
            server.wait()
    with django_db_blocker.unblock():
        drop(urls)


def environment_for(urls: Urls) -> dict[str, str]:
    """Return the environment in which the command uses this database."""
    return {**os.environ, **urls.environment(), "KITH_SECRET_KEY": "for-tests-only", "PYTHONUNBUFFERED": "1"}


def command(*arguments: str) -> list[str]:
    """Return the command line of `kith` in this environment."""
    return [str(Path(sys.executable).with_name("kith")), *arguments]


def kith(environment: Mapping[str, str], *arguments: str) -> str:
    """Run a command to its end, which must be a good one, and return what it printed."""
    done = subprocess.run(command(*arguments), env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _address(server: subprocess.Popen[str]) -> str:
    """Read what the server prints until it says where it is."""
    assert server.stdout
    said, until = "", time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        if select.select([server.stdout], [], [], 1)[0]:
            said += os.read(server.stdout.fileno(), 4096).decode()
        if found := re.search(r"http://\S+:\d+", said):
            return found[0]
    raise AssertionError(f"the server did not start:\n{said}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or pytest.exit(
        "Chromium is missing: apt-get install -y chromium", returncode=4
    )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        with (
            pytest.MonkeyPatch.context() as patch
        ):  # Playwright's loop lives on in this thread while others use Django
            patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
            yield chromium
        chromium.close()


@pytest.fixture
def page(served: str, browser: Any) -> Iterator[Any]:
    """A fresh page of the served demonstration, nobody signed in, letting axe in past the content policy."""
    context = browser.new_context(base_url=served, bypass_csp=True)
    yield context.new_page()
    context.close()
