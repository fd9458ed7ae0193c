"""Ten workers on a large demonstration, over real HTTP, for five minutes: a page, two seconds of reading, the next page.

Each signs in by the page and has a session of their own. What is timed is from the first byte asked to the last one
answered, on the same machine as the server and its database, so it is never less than the server's own time.
The last line printed is JSON: for each kind of page its number, median, 95th percentile, and what did not answer 200.
"""

import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path

import demonstration
import psycopg

from kith.cli import database
from kith.demo.accounts import PASSWORD
from kith.testing.served import address, command, environment_for

PAUSE = 2.0
WORKERS = ["social.worker"] * 5 + ["team.manager"] * 2 + ["head.of.service"] * 3
ASKED = {
    "social.worker": """
        SELECT child_id FROM workforce_allocation a JOIN workforce_worker w ON w.id = a.worker_id
        JOIN access_user u ON u.id = w.user_id WHERE u.username = 'social.worker' AND a.end_on IS NULL""",
    "team.manager": """
        SELECT child_id FROM workforce_allocation a JOIN workforce_teammembership m ON m.team_id = a.team_id
        JOIN workforce_worker w ON w.id = m.worker_id JOIN access_user u ON u.id = w.user_id
        WHERE u.username = 'team.manager' AND a.end_on IS NULL AND m.end_on IS NULL""",
    "anybody": """
        SELECT child_id FROM workforce_allocation WHERE end_on IS NULL
        AND child_id NOT IN (SELECT person_id FROM reach_restriction) ORDER BY hashint8(child_id) LIMIT 300""",
    "words": """
        SELECT given || ' ' || family FROM people_personname ORDER BY hashint8(id) LIMIT 300""",
}


@dataclass
class Taken:
    """What was seen of one kind of page."""

    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def main() -> None:
    size, minutes = int(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 5
    with database.provided() as urls:
        here = urls.named(f"kith_bench_{size}")
        demonstration.make_unless_there(urls, here, size)
        with served(here) as door:
            taken = at_work(door, places(here), minutes * 60)
    print(json.dumps({page: summed(each) for page, each in sorted(taken.items())}))


@contextmanager
def served(here: database.Urls) -> Iterator[str]:
    """`kith serve` as it is, from this database."""
    serve = command("serve", "--port=0")
    with (
        tempfile.NamedTemporaryFile() as said,
        subprocess.Popen(serve, env=environment_for(here), stdout=said, stderr=said) as server,
    ):
        yield address(server, Path(said.name))
        server.terminate()


def places(here: database.Urls) -> dict[str, list[str]]:
    """Which records each may open, and names that people search for; the same ones each time."""
    with psycopg.connect(str(here.owner)) as connection:
        return {what: [str(found) for (found,) in connection.execute(asked)] for what, asked in ASKED.items()}


def at_work(door: str, known: dict[str, list[str]], seconds: float) -> dict[str, Taken]:
    """Ten people at once until the time is over."""
    taken: dict[str, Taken] = defaultdict(Taken)
    until = time.monotonic() + seconds
    sessions = [Session(door, username) for username in WORKERS]
    people = [
        threading.Thread(target=one_worker, args=(each, known, until, taken, random.Random(place)))
        for place, each in enumerate(sessions)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return taken


def one_worker(session: "Session", known: dict, until: float, taken: dict, chance: random.Random) -> None:
    time.sleep(chance.random() * PAUSE)
    while time.monotonic() < until:
        page, path, sent = a_page(session.username, known, chance)
        begun = time.perf_counter()
        wrong = session.ask(path, sent)
        taken[page].seconds.append(time.perf_counter() - begun)
        if wrong:
            taken[page].failed.append(f"{session.username} {path}: {wrong}")
        time.sleep(PAUSE)


def a_page(username: str, known: dict, chance: random.Random) -> tuple[str, str, dict | None]:
    """The next page a worker of this kind walks to: what it is called, its address, and the form sent to it."""
    child = chance.choice(known["anybody" if username == "head.of.service" else username])
    first = {"social.worker": ("day", "/day/"), "team.manager": ("team", "/team/")}
    return chance.choice([
        (*first.get(username, ("the service's deadlines", "/service/")), None),
        ("child", f"/children/{child}/", None),
        ("family", f"/children/{child}/family/", None),
        ("search, and what it found", "/search/", {"words": chance.choice(known["words"])}),
    ])  # fmt: skip


class Session:
    """Somebody signed in by the page, as a browser keeps them."""

    def __init__(self, door: str, username: str) -> None:
        self.door, self.username = door, username
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.token = ""
        self.read("/sign-in/", None)
        self.read("/sign-in/", {"username": username, "password": PASSWORD})
        self.read("/search/", None)

    def ask(self, path: str, sent: dict | None) -> str:
        """Ask for a page or send a form; what was wrong with the answer, if anything."""
        try:
            _, came_to = self.read(path, sent)
        except (urllib.error.URLError, OSError) as error:
            return str(error)
        return "" if came_to == path else f"sent to {came_to}"

    def read(self, path: str, sent: dict | None) -> tuple[str, str]:
        """Read a page to its end, and the path of where it led to. A form takes the token of the last page that had one."""
        form = sent and urllib.parse.urlencode(sent | {"csrfmiddlewaretoken": self.token}).encode()
        with self.opener.open(self.door + path, form) as answer:
            page = answer.read().decode()
            found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
            self.token = found[1] if found else self.token
            return page, urllib.parse.urlsplit(answer.url).path


def summed(taken: Taken) -> dict:
    """Milliseconds, and how many did not answer as they should, with the first of them."""
    ordered = sorted(taken.seconds)
    return {
        "asked": len(ordered),
        "median": 1000 * statistics.median(ordered),
        "p95": 1000 * ordered[int(0.95 * (len(ordered) - 1))],
        "most": 1000 * ordered[-1],
        "failed": len(taken.failed),
        "first": taken.failed[:1],
    }


if __name__ == "__main__":
    main()
