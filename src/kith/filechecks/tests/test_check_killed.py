"""A check that is killed says so, holds nothing up, and can be done again."""

import os
import signal
import subprocess
import sys
from textwrap import dedent

import pytest

from kith.access.roles import Role
from kith.filechecks import kept
from kith.filechecks.actions.checking import check_files
from kith.filechecks.models import FileCheck
from kith.filechecks.running import broken_off
from kith.filechecks.tests.making import asked
from kith.returns.tests.test_load_killed import wait_until
from kith.statutory.returns.sources import Limits
from kith.testing.standing import MOMENT, at_work
from kith.workforce.factories import a_worker

# Checks in a process of its own, and stops in the middle, with everything read.
HALF_WAY = dedent("""
    import sys, time
    import django
    django.setup()
    from kith.filechecks.actions import checking
    from kith.filechecks.models import FileCheck
    from kith.filechecks.running import written_beside
    from kith.statutory.returns.sources import Limits
    from kith.testing.standing import MOMENT, at_work
    made = FileCheck.objects.select_related("by__user").get(pk=int(sys.argv[1]))
    def wait(*given):
        print("half way", flush=True)
        time.sleep(60)
    checking._report = wait
    with at_work(made.by), written_beside(made) as say:
        checking.check_files(check=made, limits=Limits(), at=MOMENT, by=made.by, progress=say)
""")


@pytest.fixture
def half_way(transactional_db, private, urls_under_test):
    """A check under way in another process."""
    made = asked(a_worker("Dana Data", Role.DATA))
    environment = os.environ | {
        "DATABASE_URL": urls_under_test.application,
        "DJANGO_SETTINGS_MODULE": "kith.settings",
        "KITH_FILES": str(private),
    }
    command = [sys.executable, "-c", HALF_WAY, str(made.pk)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "half way\n"
        yield made, process
        process.kill()


def test_while_it_goes_on_it_says_so_and_once_killed_it_is_broken_off_and_done_again(half_way):
    made, process = half_way
    made.refresh_from_db()
    assert (made.state, made.progress, broken_off(made)) == ("checking", "Reading the files", False)
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_until(lambda: broken_off(made))
    assert kept.are_sent(made)
    with at_work(made.by):
        check_files(check=made, limits=Limits(), at=MOMENT, by=made.by)
    assert FileCheck.objects.get(pk=made.pk).state == "done"
