"""Two at work at once on a record that is being merged: one waits for the other, and nothing is lost."""

from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from kith.access.audit import Event, record
from kith.care.models import Review
from kith.casework.actions.merging import Decided, merge
from kith.casework.merges import Merge
from kith.casework.merging.overlaps import overlaps
from kith.people.factories import a_child
from kith.people.models import Person
from kith.testing.standing import MOMENT, at_work, days_ago
from kith.workforce.factories import allocated

pytestmark = pytest.mark.django_db(transaction=True)


def beside(act) -> tuple[Thread, list]:
    """Somebody else at work, on a connection of their own; what they were refused."""
    refused: list = []

    def run() -> None:
        try:
            act()
        except (ValidationError, LookupError) as fault:
            refused.append(fault)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread, refused


def merged(standing, kept: Person, other: Person, by) -> None:
    with at_work(by):
        stands = {each.key: each.one.pk for each in overlaps(kept.pk, other.pk)}
        merge(kept=kept, merged=other, decided=Decided(stands=stands), reason="One", at=MOMENT, by=by)


@pytest.fixture
def twin(standing):
    twin = a_child("Robyn")
    allocated(twin, standing.worker, standing.team)
    return twin


def waiting() -> None:
    """Until somebody waits for what this connection holds."""
    with connection.cursor() as cursor:
        for _ in range(200):
            cursor.execute("SELECT pg_sleep(0.02)")
            cursor.execute(
                "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
            )
            if cursor.fetchone()[0]:
                return
    raise AssertionError("Nobody waited.")


def written_about(child: Person, by) -> None:
    with at_work(by):
        review = Review.objects.create(child=child, held_on=days_ago(3), participation="PN1")
        record(Event.ADDED, review)


def test_what_is_being_written_while_the_merge_is_made_follows(standing, twin):
    """Begun before the merge, saved after it."""
    with at_work(standing.worker):
        review = Review.objects.create(child=twin, held_on=days_ago(3), participation="PN1")
        record(Event.ADDED, review)
        thread, refused = beside(lambda: merged(standing, standing.child, twin, standing.manager))
        thread.join()
    assert refused == []
    assert Review.objects.get().child_id == standing.child.pk


def test_what_is_saved_before_the_merge_is_done_waits_for_it_and_follows(standing, twin):
    with at_work(standing.head):
        stands = {each.key: each.one.pk for each in overlaps(standing.child.pk, twin.pk)}
        decided = Decided(stands=stands)
        merge(kept=standing.child, merged=twin, decided=decided, reason="x", at=MOMENT, by=standing.head)
        thread, refused = beside(lambda: written_about(twin, standing.worker))
        waiting()
    thread.join()
    assert refused == []
    assert Review.objects.get().child_id == standing.child.pk


def test_of_two_who_merge_the_same_two_the_second_is_told(standing, twin):
    with at_work(standing.head):
        stands = {each.key: each.one.pk for each in overlaps(standing.child.pk, twin.pk)}
        decided = Decided(stands=stands)
        merge(kept=standing.child, merged=twin, decided=decided, reason="x", at=MOMENT, by=standing.head)
        thread, refused = beside(lambda: merged(standing, twin, standing.child, standing.manager))
        waiting()
    thread.join()
    assert "Hari Head merged one of these records" in str(refused[0])
    assert Merge.objects.get().kept_id == standing.child.pk
