"""A table that holds nothing of a child is not asked: what is passed over would have said nothing. On the demonstration's
children, who have everything there is."""

import pytest

from kith.childfile.chronology import QUIET, SOURCES
from kith.childfile.entry import about
from kith.childfile.gather import OF_A_RETURN, TABLES
from kith.demo.tests.test_made_in_a_database import DAY, make
from kith.people.models import Person
from kith.store.holding import worth_asking
from kith.testing.standing import at_work
from kith.workforce.models import Worker

CHILDREN = 60
EVERY = (*SOURCES, *QUIET)


@pytest.fixture
def children(owned, tmp_path, settings):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": storage}
    make(open_children=60)
    with at_work(Worker.objects.get(user__username="head.of.service"), DAY):
        yield list(Person.objects.children().order_by("?").values_list("pk", flat=True)[:CHILDREN])


def test_what_is_passed_over_would_have_said_nothing(children):
    tables = {**TABLES, **OF_A_RETURN}.values()
    passed_over = 0
    for child in children:
        told = about(child)
        unasked = set(EVERY) - set(worth_asking(EVERY, [child]))
        assert [entry for source in unasked for entry in source(told)] == []
        untouched = set(tables) - set(worth_asking(tables, [child]))
        assert sum(table([child]).height for table in untouched) == 0
        passed_over += len(unasked) + len(untouched)
    assert passed_over > CHILDREN
