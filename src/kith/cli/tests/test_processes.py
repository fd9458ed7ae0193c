"""Child processes live and die together, and leave nothing behind."""

import os
import signal
import subprocess
import sys
import time

import pytest

from kith.cli.problem import Problem
from kith.cli.processes import Child, Stopped, keep, step, stoppable

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]


def child(command, marker):
    return Child("The sleeper", command, os.environ | {"KITH_MARKER": marker})


def alive(marker):
    """Find processes that carry the marker in their environment."""
    found = []
    for number in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{number}/environ", "rb") as environment:
                found += [number] if f"KITH_MARKER={marker}".encode() in environment.read() else []
        except OSError:
            continue
    return found


def gone(marker):
    """Say whether they have all gone, giving the kernel ten seconds to bury those it was told to kill."""
    until = time.monotonic() + 10
    while alive(marker) and time.monotonic() < until:
        time.sleep(0.05)
    return not alive(marker)


def test_when_one_dies_all_stop():
    dies = Child("The dier", ["false"], os.environ)
    with pytest.raises(Problem, match="The dier ended with code 1"):
        keep(child(SLEEP, "first"), [dies], ready=lambda: True, when_ready=lambda: None)
    assert gone("first")


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_when_asked_to_stop_all_stop(asked):
    with pytest.raises(Stopped), stoppable():
        keep(
            child(SLEEP, "asked"), [child(SLEEP, "asked")], lambda: True, lambda: os.kill(os.getpid(), asked)
        )
    assert gone("asked")


def test_grandchildren_go_too():
    shell = ["sh", "-c", "sleep 600 & wait"]
    with pytest.raises(Stopped), stoppable():
        keep(
            child(shell, "grand"),
            [child(SLEEP, "grand")],
            lambda: True,
            lambda: os.kill(os.getpid(), signal.SIGTERM),
        )
    assert gone("grand")


def test_children_do_not_outlive_a_kill():
    code = (
        "import os; from kith.cli.processes import Child, keep; "
        "keep(Child('x', ['sleep', '600'], os.environ), [Child('y', ['sleep', '600'], os.environ)], "
        "lambda: True, lambda: os.kill(os.getpid(), 9))"
    )
    subprocess.run([sys.executable, "-c", code], env=os.environ | {"KITH_MARKER": "killed"}, check=False)
    assert gone("killed")


def test_a_step_that_fails_ends_the_command_with_its_code():
    with pytest.raises(SystemExit) as ended:
        step("json.tool", "/no/such/file", environment=os.environ)
    assert ended.value.code != 0
