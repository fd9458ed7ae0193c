"""Measure the pages of a demonstration authority of a given size; the last line printed is JSON."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date

import demonstration

from kith.cli import database, ready

ROUNDS = 15
SIZE = int(sys.argv[1])
WORDS = "Mohamed Harlowmere"  # no name there is, and like many
ADDRESSES = {
    "my day": ("social.worker", "/day/"),
    "overview": ("social.worker", "/children/{child}/"),
    "chronology": ("social.worker", "/children/{child}/chronology/"),
    "timeline": ("social.worker", "/children/{child}/timeline/"),
    "deadlines": ("social.worker", "/children/{child}/deadlines/"),
    "homes": ("social.worker", "/children/{child}/homes/"),
    "family": ("social.worker", "/children/{child}/family/"),
    "notes": ("social.worker", "/children/{child}/notes/"),
    "team": ("team.manager", "/team/"),
    "service": ("head.of.service", "/service/"),
    "search": ("social.worker", "/search/?page=1"),
    "audit": ("information.governance", "/audit/"),
}


def main() -> None:
    with database.provided() as urls:
        here = urls.named(f"kith_bench_{SIZE}")
        demonstration.make_unless_there(urls, here, SIZE)
        with ready.application(here):
            print(json.dumps(measure()))


def measure() -> dict:
    from django.utils import timezone

    from kith.work import work

    today = timezone.localdate()
    found = {"empty": page("health.visitor", "/"), "pages": {}}
    with work(None, today, via="command", everyone=True):
        child = a_child()
    for name, (username, address) in ADDRESSES.items():
        found["pages"][name] = page(username, address.format(child=child))
    found["returns"] = {kind: one_child("head.of.service", kind, today) for kind in ("ssda903", "cin")}
    with work(None, today, via="command", everyone=True):
        return found | {"clock": clock(today)}


def one_child(username: str, kind: str, today: date) -> float:
    """Milliseconds in which one child's return is gathered from the record, built and checked: the median of several
    children, each checked once before."""
    from kith.care.models import PeriodOfCare
    from kith.returns.live import checked, year_of
    from kith.work import work
    from kith.workforce.models import Worker

    worker = Worker.objects.select_related("user").get(user__username=username)
    with work(worker, today, via="web", user=worker.user):
        rows = PeriodOfCare.objects.filter(end_on=None).order_by("pk")
        children = list(rows.values_list("child", flat=True)[:ROUNDS])
        taken = [
            median(lambda: checked(kind, year_of(today), as_of=today, children=[child]), 3)  # noqa: B023
            for child in children * 2
        ]
    return 1000 * statistics.median(taken[ROUNDS:])


def a_child() -> int:
    """The social worker's child who has been in care longest: a full record."""
    from kith.care.models import PeriodOfCare

    mine = {"child__allocations__worker__user__username": "social.worker", "child__allocations__end_on": None}
    return (
        PeriodOfCare.objects.filter(end_on=None, **mine)
        .order_by("start_on", "pk")
        .values_list("child", flat=True)[0]
    )


def page(username: str, address: str) -> dict:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from kith.access.models import User

    client = Client()
    client.force_login(User.objects.get(username=username))
    if address.startswith("/search/"):
        client.post("/search/", {"words": WORDS})
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code} to {username}")
    return {"queries": len(queries), "ms": 1000 * median(lambda: client.get(address))}


def clock(today: date) -> dict:
    from kith.childfile.gather import gather
    from kith.deadlines.projection import rebuild_all
    from kith.statutory.clocks import deadlines

    facts = gather()
    return {
        "children": facts.children.height,
        "deadlines": len(deadlines(facts, today)),
        "gathered": median(gather, 3),
        "computed": median(lambda: deadlines(facts, today), 3),
        "rebuilt": median(lambda: rebuild_all(as_of=today), 1),
    }


def median(do: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds, the median of several rounds."""
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        do()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
