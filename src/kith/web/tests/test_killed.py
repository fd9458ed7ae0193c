"""Forty workers write while the application and the database are killed, again and again: every word that was
acknowledged is there, and no form that was sent twice stands twice.
"""

import http.client
import json
import os
import random
import subprocess
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import localdate

from kith.cli import places, postgres
from kith.cli.database import Urls, settle
from kith.cli.postgres import APPLICATION, OWNER, Cluster
from kith.testing.database import connect_as
from kith.testing.killing import family_of, kill
from kith.testing.served import address as address_said
from kith.testing.served import command

WRITERS, KILLS = 40, 100
BETWEEN = 10  # acknowledged writes between one kill and the next
PATIENCE = 300  # seconds in which anything at all must be acknowledged, on however slow a machine
A_BREATH = 0.3  # seconds before a writer whom nobody answered tries again
CSRF = "a" * 32
GONE = (OSError, http.client.HTTPException)


@dataclass
class Writer(Thread):
    """One worker at one form: writes on and on, and sends it now and then, as the script of the page does."""

    address: str
    session: str
    child: int
    stop: Event
    sent: list[str] = field(default_factory=list)
    acknowledged: str = ""
    failed: str = ""
    told: Counter = field(default_factory=Counter)
    count: int = 0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.anew()

    __hash__ = Thread.__hash__

    def anew(self) -> None:
        self.token, self.words, self.version, self.turn, self.acknowledged = (
            uuid4(),
            f"Note {uuid4()}:",
            0,
            0,
            "",
        )

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                self.write_on()
                if self.acknowledged and not random.randrange(8):
                    self.send()
        except Exception as error:  # a writer that falls silent must not look like one with nothing to say
            self.failed = repr(error)

    def write_on(self) -> None:
        """A few more words, saved as a draft; what is not acknowledged is sent again with the next ones."""
        self.turn += 1
        self.words += f" {self.turn}"
        status, body = self.post(f"/children/{self.child}/drafts/", draft_turn=self.turn)
        if status == 200:
            self.version, self.acknowledged = json.loads(body)["version"], self.words
            self.count += 1

    def send(self) -> None:
        """The whole form, again and again until it is acknowledged."""
        while not self.stop.is_set():
            status, led_to = self.post(
                f"/children/{self.child}/notes/new/", kind="case_note", happened_on=localdate().isoformat(),
                happened_time="00:00", finished="yes",
            )  # fmt: skip
            if status == 302 and b"/notes/" in led_to:
                self.sent.append(self.words)
                self.count += 1
                return self.anew()
        return None

    def post(self, path: str, **values: object) -> tuple[int, bytes]:
        """What came back, or where it leads; nothing where nobody answered."""
        values |= {
            "csrfmiddlewaretoken": CSRF, "form_token": self.token, "text": self.words, "draft_version": self.version,
            "draft_page": f"/children/{self.child}/notes/new/",
        }  # fmt: skip
        cookies = f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={CSRF}"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
        try:
            line = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=60)
            line.request("POST", path, urlencode(values), headers)
            answer = line.getresponse()
            self.told[answer.status] += 1
            if answer.status >= 500:
                time.sleep(A_BREATH)
            return answer.status, answer.read() or answer.headers.get("Location", "").encode()
        except GONE:
            time.sleep(A_BREATH)
            return 0, b""


@pytest.fixture
def mortal_database(tmp_path_factory, urls_under_test, django_db_setup):
    """A PostgreSQL of this test's own, which may be killed, with the tables of the test database.

    It acknowledges what it has handed to the machine, not to the disk: what is killed here are processes, and after
    each kill a cluster that trusts the disk alone would read through all its files before it goes on.
    """
    runner = postgres.binaries.runner()
    home = tmp_path_factory.mktemp("mortal")
    sockets = places.short_folder(home)
    here = Cluster((Path("/var/tmp") / sockets.name if runner.drops else home) / "pg", sockets, runner)
    postgres.start(here)
    with psycopg.connect(here.url("postgres", "postgres"), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
    postgres.stop(here)
    postgres.start(here)
    settle(urls_of(here))
    copy_tables(urls_under_test, urls_of(here))
    yield here
    postgres.stop(here)


def urls_of(here: Cluster) -> Urls:
    return Urls(here.url(APPLICATION, "kith"), here.url(OWNER, "kith"))


def copy_tables(source: Urls, to: Urls) -> None:
    """Migrating takes long; the tables are the same."""
    tools = postgres.binaries.find()
    plain = [str(tools / "pg_dump"), "--no-owner", "--no-privileges", f"--dbname={source.owner}"]
    said = subprocess.run(plain, capture_output=True, check=True).stdout
    load = [str(tools / "psql"), "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={to.owner}"]
    done = subprocess.run(load, input=said, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture
def mortal_application(mortal_database, tmp_path):
    """The real command, serving that database."""
    environment = {
        **os.environ, **urls_of(mortal_database).environment(), "KITH_SECRET_KEY": settings.SECRET_KEY,
        "PYTHONUNBUFFERED": "1", "KITH_SECOND_STEP": "optional",
    }  # fmt: skip
    log = tmp_path / "log"
    with log.open("wb") as said:
        server = subprocess.Popen(command("serve", "--port=0"), env=environment, stdout=said, stderr=said)
    try:
        yield server, address_said(server, log)
    finally:
        kill(family_of(server.pid))
        server.wait()


@pytest.fixture
def writers(mortal_database, mortal_application, urls_under_test, django_db_blocker):
    """Forty workers, each signed in and with a child of their own to write about."""
    _, address = mortal_application
    stop = Event()
    with django_db_blocker.unblock():
        connect_as(urls_of(mortal_database).application)
        made = [writer(number, address, stop) for number in range(WRITERS)]
        connect_as(urls_under_test.application)
    yield made
    stop.set()
    for each in made:
        if each.is_alive():
            each.join()


def writer(number: int, address: str, stop: Event) -> Writer:
    from kith.people.factories import a_child
    from kith.workforce.factories import a_worker, allocated

    child, worker, client = a_child(f"Robin {number}"), a_worker(f"Wyn {number}"), Client()
    allocated(child, worker)
    client.force_login(worker.user)
    return Writer(address, client.cookies[settings.SESSION_COOKIE_NAME].value, child.pk, stop)


def wait_until(enough, writers: list[Writer]) -> None:
    until = time.monotonic() + PATIENCE
    while not enough():
        told = sum((each.told for each in writers), Counter())
        assert time.monotonic() < until, f"nothing is acknowledged any more: {told}, {writers[0].failed}"
        time.sleep(0.01)


def kill_the_database(here: Cluster) -> None:
    """All its processes at once; then it is started again, as whoever watches over it would."""
    kill(family_of(int((here.data / "postmaster.pid").read_text().split()[0])))
    postgres.start(here)


def crash_the_database(here: Cluster) -> None:
    """One of its processes, in the middle of its work: it ends all the others and recovers from its log by itself."""
    busy = (
        "SELECT pid FROM pg_stat_activity WHERE usename = %s AND backend_type = 'client backend'"
        " ORDER BY state = 'active' DESC, pid LIMIT 1"
    )
    with psycopg.connect(here.url("postgres", "postgres")) as connection:
        found = connection.execute(busy, [APPLICATION]).fetchone()
    kill(list(found or []))


def kill_the_application(server: subprocess.Popen) -> None:
    """The process that has served pages the longest, with the requests it has in hand; another takes its place."""
    pages = family_of(next(each for each in family_of(server.pid) if each != server.pid))[1:]
    if pages:
        kill(pages[:1])


def one_of_them(number: int, here: Cluster, server: subprocess.Popen) -> None:
    """The application and the database in turn; the database mostly by a crash, every fifth time with all it has."""
    if number % 2:
        kill_the_application(server)
    elif number % 10:
        crash_the_database(here)
    else:
        kill_the_database(here)


def test_every_acknowledged_word_outlives_a_hundred_kills(mortal_database, mortal_application, writers):
    server, _ = mortal_application
    total = lambda: sum(each.count for each in writers)  # noqa: E731
    for each in writers:
        each.start()
    wait_until(lambda: all(each.count for each in writers), writers)
    for number in range(KILLS):
        before = total()
        one_of_them(number, mortal_database, server)
        wait_until(lambda wanted=before + BETWEEN: total() >= wanted, writers)
    writers[0].stop.set()
    for each in writers:
        each.join()
    assert [each.failed for each in writers if each.failed] == []
    assert lost(urls_of(mortal_database), writers) == []


def lost(urls: Urls, writers: list[Writer]) -> list[str]:
    """What was acknowledged and is not there; and forms that stand on the record more than once."""
    with psycopg.connect(str(urls.owner)) as connection:
        drafts = connection.execute(
            "SELECT values->'text'->>0 FROM casework_draft WHERE finished_at IS NULL"
        ).fetchall()
        notes = Counter(text for (text,) in connection.execute("SELECT text FROM casework_note"))
        aside = connection.execute("SELECT count(*) FROM casework_draftcopy").fetchone()
    assert aside == (0,), "one writer at one form is nobody's rival"
    there = [*notes, *(text for (text,) in drafts)]
    missing = [
        each.acknowledged for each in writers if not any(t.startswith(each.acknowledged) for t in there)
    ]
    return missing + [words for each in writers for words in each.sent if notes[words] != 1]
