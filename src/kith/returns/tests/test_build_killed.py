"""A build that is killed leaves the last result standing, says so, and another can be asked for."""

import os
import signal
import subprocess
import sys
from textwrap import dedent

import pytest

from kith.access.roles import Role
from kith.care.factories import in_care
from kith.people.factories import a_child
from kith.returns.actions.building import ask_for_build
from kith.returns.builds import broken_off, latest
from kith.returns.models import BuiltReturn, ReturnIssue
from kith.returns.running import Busy
from kith.returns.tests.building import YEAR, build
from kith.returns.tests.test_load_killed import wait_until
from kith.testing.standing import MOMENT, at_work
from kith.workforce.factories import a_worker

# Builds in a process of its own, and stops in the middle, with everything kept and nothing committed.
HALF_WAY = dedent("""
    import sys, time
    import django
    django.setup()
    from kith.returns import built_files, builds
    from kith.returns.actions import building
    from kith.returns.models import BuiltReturn
    from kith.testing.standing import DAY, MOMENT, at_work
    made = BuiltReturn.objects.get(pk=int(sys.argv[1]))
    def wait(built, tables):
        print("half way", flush=True)
        time.sleep(60)
    built_files.keep = wait
    with at_work(made.by), builds.written_beside(made) as say:
        building.build_return(built=made, as_of=DAY, at=MOMENT, by=made.by, progress=say)
""")


@pytest.fixture
def half_way(transactional_db, urls_under_test, settings, tmp_path):
    """A second build under way in another process."""
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": place}
    analyst = a_worker("Dana Data", Role.DATA)
    in_care(a_child())
    build(analyst)
    with at_work(analyst):
        made = ask_for_build(year=YEAR, at=MOMENT, by=analyst)
    environment = os.environ | {
        "DATABASE_URL": urls_under_test.application,
        "DJANGO_SETTINGS_MODULE": "kith.settings",
    }
    command = [sys.executable, "-c", HALF_WAY, str(made.pk)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "half way\n"
        yield made, process
        process.kill()


def test_while_it_goes_on_it_says_how_far_it_is_and_no_other_may_begin(half_way):
    made, _ = half_way
    made.refresh_from_db()
    assert (made.state, made.progress) == (BuiltReturn.State.BUILDING, "Keeping what was found")
    assert not broken_off(made)
    with pytest.raises(Busy):
        build(made.by)


def test_killed_it_leaves_the_last_result_and_another_can_be_built(half_way):
    made, process = half_way
    process.send_signal(signal.SIGKILL)
    process.wait()
    made.refresh_from_db()
    wait_until(lambda: broken_off(made))
    first = latest("ssda903", YEAR)
    assert set(ReturnIssue.objects.values_list("last_seen", flat=True)) == {first.pk} != {made.pk}
    assert build(made.by).counts["still"] == first.counts["issues"]
