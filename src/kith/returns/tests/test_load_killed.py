"""A load that is killed leaves nothing half loaded, says so, and can be run again."""

import os
import signal
import subprocess
import sys
import time
from textwrap import dedent

import pytest

from kith.access.roles import Role
from kith.people.models import Person
from kith.returns.actions.loading import confirm_load, propose_load
from kith.returns.models import Load, SourceRow
from kith.returns.running import Busy, broken_off
from kith.returns.tests.census import a_child, census
from kith.returns.tests.making import ONE_CHILD, load, returned
from kith.testing.standing import MOMENT, at_work
from kith.workforce.factories import a_worker

# Loads in a process of its own, and stops in the middle, with everything written and nothing committed.
HALF_WAY = dedent("""
    import os, sys, time
    import django
    django.setup()
    from kith.returns.actions import loading
    from kith.returns.models import Load
    from kith.returns.running import written_beside
    from kith.returns.tests.test_load_killed import READ
    from kith.testing.standing import DAY, MOMENT, at_work
    made = Load.objects.get(pk=int(sys.argv[1]))
    def wait(work, at):
        print("half way", flush=True)
        time.sleep(60)
    loading._finish = wait
    with at_work(made.by), written_beside(made) as say:
        loading.load_return(load=made, read=READ[made.collection](), as_of=DAY, at=MOMENT, by=made.by, progress=say)
""")


READ = {"ssda903": lambda: returned(ONE_CHILD), "cin": lambda: census(a_child())}
YEARS = {"ssda903": {"episodes.csv": "2017-18", "header.csv": "2017-18"}, "cin": {"cin2025.xml": "2024-25"}}


@pytest.fixture(params=READ)
def half_way(request, transactional_db, urls_under_test):
    """A load under way in another process."""
    analyst = a_worker("Dana Data", Role.DATA)
    years = YEARS[request.param]
    files = [{"name": name, "year": year} for name, year in years.items()]
    with at_work(analyst):
        made = propose_load(
            files=files, counts={}, authority="E06000999", team=None, at=MOMENT, by=analyst,
            collection=request.param,
        )  # fmt: skip
        confirm_load(load=made, years=years, team=None, by=analyst)
    environment = os.environ | {
        "DATABASE_URL": urls_under_test.application,
        "DJANGO_SETTINGS_MODULE": "kith.settings",
    }
    command = [sys.executable, "-c", HALF_WAY, str(made.pk)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "half way\n"
        yield made, process
        process.kill()


def test_while_it_goes_on_it_says_so_and_no_other_may_begin(half_way):
    made, _ = half_way
    made.refresh_from_db()
    assert (made.state, made.progress) == (Load.State.LOADING, "Working out what is due")
    assert not broken_off(made)
    with pytest.raises(Busy):
        load(made.by, ONE_CHILD)


def test_killed_it_leaves_nothing_and_can_be_run_again(half_way):
    made, process = half_way
    process.send_signal(signal.SIGKILL)
    process.wait()
    made.refresh_from_db()
    wait_until(lambda: broken_off(made))
    assert not (Person.objects.exists() or SourceRow.objects.exists())
    assert load(made.by, ONE_CHILD).counts["new"] == 1


def wait_until(true) -> None:
    """The server notices within moments that the other end is gone."""
    for _ in range(200):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("It still looks as if the load were going on.")
