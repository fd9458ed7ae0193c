"""Measuring whole commands, and an environment of its own for the sector's validators."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
# Bytecode is kept, as it is wherever Kith is installed; only the first process compiles.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def measured(command: list[str], times: int = 5) -> dict:
    """Seconds and processor seconds (medians), and the most memory, of a process that was run once before."""
    runs = [ran(command) for _ in range(times + 1)][1:] if times > 1 else [ran(command)]
    seconds, worked, memory = zip(*runs, strict=True)
    return {
        "seconds": statistics.median(seconds),
        "worked": statistics.median(worked),
        "megabytes": max(memory),
    }


def ran(command: list[str]) -> tuple[float, float, float]:
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read() if process.stderr else b""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1) or b"Traceback" in said:
        raise SystemExit(f"{command[0]} failed:\n{said.decode()}")
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def installed(*packages: str) -> str | None:
    """A Python with a validator of the sector's, in an environment of its own that `make clean` removes; none where it
    cannot be installed."""
    home = HERE.parent / "build" / packages[0].partition("==")[0]
    python = home / "bin" / "python"
    if not (home / "ready").exists():
        print(f"Installing {packages[0]} in {home}", file=sys.stderr)
        try:
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True, **quiet)
            wanted = [*packages, "setuptools<81"]
            subprocess.run([python, "-m", "pip", "install", "-q", *wanted], check=True, timeout=600, **quiet)
        except (subprocess.SubprocessError, OSError):
            print(f"{packages[0]} cannot be installed here, so it is not measured.", file=sys.stderr)
            return None
        (home / "ready").touch()
    return str(python)
