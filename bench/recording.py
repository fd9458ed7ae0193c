"""Forty workers who record at once on a large demonstration, over real HTTP: each opens the form of a note, writes, is saved
as a draft while they write, and sends it. Afterwards every note that was acknowledged is looked for in the database.

The last line printed is JSON: as `load.py` has it for each kind of request, with `lost`: how many notes were not there.
"""

import json
import random
import re
import sys
import threading
import time
from collections import defaultdict
from datetime import UTC, datetime
from uuid import uuid4

import demonstration
import psycopg
from load import ASKED, Session, Taken, served, summed

from kith.cli import database
from kith.lib.days import day_of

WRITERS, PAUSE, SAVES = 40, 5.0, 3


def main() -> None:
    size, minutes = int(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 3
    with database.provided() as urls:
        here = urls.named(f"kith_bench_{size}")
        demonstration.make_unless_there(urls, here, size)
        with psycopg.connect(str(here.owner)) as connection:
            children = [str(found) for (found,) in connection.execute(ASKED["social.worker"])]
        with served(here) as door:
            writers = [Writer(door, children, minutes * 60, place) for place in range(WRITERS)]
            for each in writers:
                each.start()
            for each in writers:
                each.join()
        lost = not_there(here, [words for each in writers for words in each.acknowledged])
    taken: dict[str, Taken] = defaultdict(Taken)
    for each in writers:
        for what, found in each.taken.items():
            taken[what].seconds += found.seconds
            taken[what].failed += found.failed
    print(json.dumps({what: summed(each) for what, each in sorted(taken.items())} | {"lost": lost}))


class Writer(threading.Thread):
    """One worker who writes one note after another, about whichever child is next."""

    def __init__(self, door: str, children: list[str], seconds: float, place: int) -> None:
        super().__init__()
        self.session, self.children, self.chance = (
            Session(door, "social.worker"),
            children,
            random.Random(place),
        )
        self.until, self.acknowledged, self.taken = time.monotonic() + seconds, [], defaultdict(Taken)

    def run(self) -> None:
        time.sleep(self.chance.random() * PAUSE)
        while time.monotonic() < self.until:
            self.note(f"/children/{self.chance.choice(self.children)}/", f"Note {uuid4()}.")

    def note(self, record: str, words: str) -> None:
        path, version = f"{record}notes/new/", 0
        page = self.timed("the form", path, None)
        written = {"form_token": value_of(page, "form_token"), "draft_page": path, "text": words}
        for turn in range(1, SAVES + 1):
            time.sleep(PAUSE)
            said = self.timed(
                "a draft saved", f"{record}drafts/", written | {"draft_turn": turn, "draft_version": version}
            )
            version = json.loads(said or "{}").get("version", version)
        today = day_of(datetime.now(UTC)).isoformat()
        told = {"kind": "case_note", "happened_on": today, "happened_time": "00:00", "finished": "yes"}
        if self.timed("the note sent", path, written | told | {"draft_version": version}):
            self.acknowledged.append(words)

    def timed(self, what: str, path: str, sent: dict | None) -> str:
        """Ask and read to the end; nothing where the answer was not one, or led back to the form."""
        begun = time.perf_counter()
        try:
            body, came_to = self.session.read(path, sent)
        except OSError as error:
            body, came_to = "", str(error)
        self.taken[what].seconds.append(time.perf_counter() - begun)
        refused = what == "the note sent" and came_to == path
        if not body or refused:
            self.taken[what].failed.append(f"{path}: {came_to}")
        return "" if refused else body


def value_of(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""


def not_there(here: database.Urls, words: list[str]) -> int:
    with psycopg.connect(str(here.owner)) as connection:
        asked = "SELECT count(DISTINCT text) FROM casework_note WHERE text = ANY(%s)"
        found = connection.execute(asked, [words]).fetchone()
    return len(words) - (found[0] if found else 0)


if __name__ == "__main__":
    main()
