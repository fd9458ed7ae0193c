"""Child processes that live and die together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import FrameType

from kith.cli.problem import Problem

GRACE = 10  # seconds a child has to finish what it is doing
DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG, from Linux's prctl.h
_libc = ctypes.CDLL(None)


class Stopped(BaseException):
    """Somebody asked the command to stop."""


@dataclass(frozen=True)
class Child:
    """A process to keep running: what people call it, its command, environment and open sockets."""

    title: str
    command: Sequence[str]
    environment: Mapping[str, str]
    sockets: Sequence[int] = ()


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Turn Ctrl-C, a polite kill and a closed terminal into `Stopped`, once; afterwards they are ignored."""

    def stop(number: int, frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {each: signal.signal(each, stop) for each in signals}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def step(module: str, *arguments: str, environment: Mapping[str, str]) -> None:
    """Run one of our modules to its end in a process of its own; it has already said what went wrong."""
    child = _spawn(Child(module, [sys.executable, "-m", module, *arguments], environment))
    try:
        code = child.wait()
    except BaseException:
        _end([child])
        raise
    if code < 0:
        raise Problem(
            f"{module} was killed (signal {-code}) before it was ready. Run the same command again."
        )
    if code:
        sys.exit(code)


def keep(
    first: Child, others: Sequence[Child], ready: Callable[[], bool], when_ready: Callable[[], None]
) -> None:
    """Run the first child, and the others once it is ready, until one dies or somebody stops us.

    Then all are stopped and none is left behind. The others wait so that they do not slow the first one's start.
    """
    running: list[tuple[Child, subprocess.Popen[bytes]]] = []
    waiting = list(others)
    try:
        running.append((first, _spawn(first)))
        while True:
            _require_all(running)
            if waiting and ready():
                running += [(child, _spawn(child)) for child in waiting]
                waiting.clear()
                when_ready()
            time.sleep(0.05)
    finally:
        _end([process for _, process in running])


def _spawn(child: Child) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, so that Ctrl-C reaches it only through us, and tie its life to ours."""
    return subprocess.Popen(
        child.command,
        env=dict(child.environment),
        pass_fds=child.sockets,
        start_new_session=True,
        preexec_fn=lambda: _libc.prctl(DEATH_SIGNAL, signal.SIGTERM),
    )


def _require_all(running: Sequence[tuple[Child, subprocess.Popen[bytes]]]) -> None:
    for child, process in running:
        code = process.poll()
        if code is not None:
            how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
            raise Problem(
                f"{child.title} {how}, so everything was stopped. "
                "What it said last is above; run the same command to start again."
            )


def _end(running: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask every child to finish, then end whatever is left of its session."""
    for process in running:
        process.terminate()
    until = time.monotonic() + GRACE
    for process in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, until - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
