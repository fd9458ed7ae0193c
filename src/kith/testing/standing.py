"""The standing people of tests: the child's worker, the manager, a colleague, and the stranger, who must see nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

DAY = date(2026, 11, 16)
MOMENT = datetime(2026, 11, 16, 10, 30, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def standing(db: None) -> SimpleNamespace:
    """A child of ours with a parent, and the people who work around the child."""
    from kith.access.roles import Role
    from kith.people.factories import a_child, a_family, a_parent_of
    from kith.workforce.factories import a_team, a_worker, allocated

    ours, theirs = a_team("Riverside"), a_team("Hillside")
    people = SimpleNamespace(
        team=ours,
        child=a_child(),
        worker=a_worker("Wyn Worker", team=ours),
        colleague=a_worker("Cal Colleague", team=ours),
        manager=a_worker("Mo Manager", Role.TEAM_MANAGER, ours),
        head=a_worker("Hari Head", Role.HEAD_OF_SERVICE),
        other=a_worker("Oli Other", team=theirs),
        stranger=a_worker("Sol Stranger", Role.PARTNER),
    )
    people.parent = a_parent_of(people.child)
    a_family(people.child, people.parent)
    allocated(people.child, people.worker, ours)
    return people


@contextmanager
def at_work(worker: object, as_of: date = DAY) -> Iterator[object]:
    """A piece of work by this worker, as the pages and the command line do it."""
    from kith.work import work

    with work(worker, as_of, via="test") as doing:  # type: ignore[arg-type]
        yield doing


def days_ago(days: int) -> date:
    return DAY - timedelta(days=days)
