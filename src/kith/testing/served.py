"""A small demonstration, served by the real command, and a real browser to walk it with."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg
import pytest

from kith.cli.database import Urls
from kith.testing.database import drop, make

PATIENCE = 120  # seconds for the server to be ready on a busy machine
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="session")
def served_urls(urls_under_test: Urls) -> Urls:
    """The database of the served demonstration."""
    return urls_under_test.named(f"{urls_under_test.application.rsplit('/', 1)[1]}_served")


@pytest.fixture(scope="session")
def served_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the server of the demonstration has said."""
    return tmp_path_factory.mktemp("served") / "log"


@pytest.fixture(scope="session")
def served(
    urls_under_test: Urls, served_urls: Urls, served_log: Path, django_db_setup: None, django_db_blocker: Any
) -> Iterator[str]:
    """Serve a demonstration of thirty open children from a database of its own; give its address."""
    with django_db_blocker.unblock():
        make(served_urls, then=urls_under_test)
    environment = environment_for(served_urls)
    kith(environment, "demo", "--open-children=30", "--seed=1")
    said, serve = served_log.open("wb"), command("serve", "--port=0")
    with said, subprocess.Popen(serve, env=environment, stdout=said, stderr=said) as server:
        try:
            yield address(server, served_log)
        finally:
            server.terminate()
            server.wait()
    with django_db_blocker.unblock():
        drop(served_urls)


@pytest.fixture(scope="session")
def records(served: str, served_urls: Urls) -> Iterator[Any]:
    """Ask the served demonstration's database, as its owner: rows of a statement."""
    with psycopg.connect(str(served_urls.owner), autocommit=True) as connection:
        yield lambda statement, *values: connection.execute(statement, values).fetchall()


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


def address(server: subprocess.Popen[bytes], log: Path) -> str:
    """Read what the server says until it says where it is."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        if found := re.search(r"http://\S+:\d+", log.read_text()):
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text()}")


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
