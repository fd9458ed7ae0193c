"""The wall through PgBouncer in transaction mode: two workers take turns on one connection of the database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from kith.people.models import Person
from kith.reach.tests.test_wall import restricted
from kith.testing.database import connect_as
from kith.testing.pooler import pooled
from kith.testing.standing import DAY, at_work

__all__ = ["pooled"]

TURNS = 25
WHO = "SELECT pg_backend_pid(), current_setting('kith.worker', true)"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hidden_from_one(pooled, standing, urls_under_test):
    """A child the manager has restricted, the colleague not let in; Django talks to the database by the pooler."""
    with at_work(standing.manager):
        restricted(standing.child, standing.manager, start_on=DAY)
    connect_as(pooled.application)
    yield standing
    connect_as(urls_under_test.application)


def asked() -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(WHO)
        return cursor.fetchone()


def test_two_workers_who_take_turns_on_one_connection_see_each_their_own(hidden_from_one):
    child, together = hidden_from_one.child.pk, Barrier(2)

    def turns(worker) -> list[tuple[bool, int, str]]:
        found = []
        for _ in range(TURNS):
            together.wait()
            with at_work(worker):
                found.append((Person.objects.filter(pk=child).exists(), *asked()))
        connection.close()
        return found

    with ThreadPoolExecutor(2) as both:
        owner, colleague = both.map(turns, (hidden_from_one.manager, hidden_from_one.colleague))
    assert {(sees, who) for sees, _, who in owner} == {(True, str(hidden_from_one.manager.pk))}
    assert {(sees, who) for sees, _, who in colleague} == {(False, str(hidden_from_one.colleague.pk))}
    assert len({backend for _, backend, _ in owner + colleague}) == 1


def test_what_one_piece_of_work_said_is_gone_for_the_next_on_the_same_connection(hidden_from_one):
    with at_work(hidden_from_one.manager):
        assert Person.objects.filter(pk=hidden_from_one.child.pk).exists()
        served_by, _ = asked()
    assert asked() == (served_by, "")
    assert not Person.objects.filter(pk=hidden_from_one.child.pk).exists()
