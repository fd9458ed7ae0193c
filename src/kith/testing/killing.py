"""Ends processes as a power cut does: at once, and everything they started with them."""

import contextlib
import os
import signal
import time
from pathlib import Path

PATIENCE = 60  # seconds for a kernel to bury what was killed, on a busy machine


def family_of(number: int) -> list[int]:
    """A process and everything it started, oldest first."""
    found = [number]
    for one in found:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found


def kill(numbers: list[int]) -> None:
    """SIGKILL all of these; gives when none of them runs any more."""
    for number in numbers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
    until = time.monotonic() + PATIENCE
    while any(_runs(number) for number in numbers):
        assert time.monotonic() < until, "a killed process is still there"
        time.sleep(0.01)


def _runs(number: int) -> bool:
    """Whether it still runs: one whose parent has not yet looked at its end does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except (OSError, IndexError):
        return False
