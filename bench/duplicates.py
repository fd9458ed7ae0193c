"""Measure the list of likely duplicates against those whom the demonstration records twice; the last line printed is JSON."""

import json
import sys
import time
from datetime import date

import demonstration

from kith.cli import database, ready

SIZE = int(sys.argv[1])


def main() -> None:
    with database.provided() as urls:
        here = urls.named(sys.argv[2] if len(sys.argv) > 2 else f"kith_bench_{SIZE}")
        if len(sys.argv) == 2:
            demonstration.make_unless_there(urls, here, SIZE)
        with ready.application(here):
            print(json.dumps({"size": SIZE, **measure()}))


def measure() -> dict:
    from django.utils import timezone

    from kith.casework.linkable import linkable_people
    from kith.casework.linking import link
    from kith.work import work

    today, begun = timezone.localdate(), time.perf_counter()
    with work(None, today, via="command"):
        people = linkable_people()
    found = {(one, other) for one, other, *_ in link(people).iter_rows()}
    taken = time.perf_counter() - begun
    there = set(people["unique_id"])
    truth = {pair for pair in twice(today) if set(pair) <= there}
    right = len(found & truth)
    return {
        "people": people.height, "twice": len(truth), "listed": len(found), "seconds": taken,
        "recall": right / max(len(truth), 1), "precision": right / max(len(found), 1),
    }  # fmt: skip


def twice(today: date) -> set[tuple[int, int]]:
    """Who is recorded twice, told by making the demonstration again: the same seed, size and day give the same people."""
    from kith.demo import twice as made
    from kith.demo.authority import Authority

    pairs, known_by = set(), made._known_by

    def noted(book, random, original: int, again: int) -> None:
        pairs.add((min(original, again), max(original, again)))
        known_by(book, random, original, again)

    made._known_by = noted
    for _ in Authority(seed=1, open_children=SIZE, as_of=today, password="").parts():
        pass
    return pairs


if __name__ == "__main__":
    main()
