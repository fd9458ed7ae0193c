"""Measure checking a made-up SSDA903 return of so many children: the whole process, from a cold start.

Beside it stand the floor, a process in which Polars reads the same files and does nothing else, and the sector's own
validator where it can be installed. With 0 children the check of one child is measured. The last line printed is JSON.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import HERE, installed, measured

from kith.statutory.ssda903.checking import check
from kith.statutory.ssda903.reading import Read, read
from kith.statutory.ssda903.synthetic import AUTHORITY, made_up, write

YEAR, AFTER = "2026-27", "2027-04-01"
FAULTY = 0.03
VALIDATOR = "csc-validator-be-903==0.1.17"
FLOOR = """
import sys, pathlib, polars
for folder in sys.argv[1:]:
    for file in sorted(pathlib.Path(folder).glob("*.csv")):
        polars.read_csv(file, infer_schema=False)
"""


def main() -> None:
    children = int(sys.argv[1])
    if len(sys.argv) > 2:
        print(json.dumps(make(children, Path(sys.argv[2]))))
        return
    with tempfile.TemporaryDirectory() as name:
        print(json.dumps(whole(Path(name), children) if children else one_child(Path(name))))


def make(children: int, folder: Path) -> dict:
    """Write both years' files, with faults, and tell how many rows this year's have."""
    this, last = made_up(children)
    for name, tables in (("this", this), ("last", last)):
        write(folder / name, tables, faults=FAULTY)
    return {name: rows.height for name, rows in this.items()}


def whole(folder: Path, children: int) -> dict:
    """Both years' files checked by ours, read by Polars, and checked by the sector's. They are made by another process:
    what is measured would be charged for the memory of this one."""
    making = [sys.executable, __file__, str(children), str(folder)]
    rows = json.loads(subprocess.run(making, check=True, capture_output=True).stdout)
    files = [str(folder / "this"), str(folder / "last")]
    found = {"children": children, "rows": rows}
    found["ours"] = measured(ours(folder, *files))
    found["floor"] = measured([sys.executable, "-c", FLOOR, *files])
    return found | {"sector": sectors(folder, files)}


def ours(folder: Path, this: str, last: str) -> list[str]:
    kith = str(Path(sys.executable).with_name("kith"))
    told = ["--year", YEAR, "--authority", AUTHORITY, "--last", last, "--as-of", AFTER]
    return [kith, "check", "ssda903", this, *told, "--out", str(folder / "issues.csv")]


def sectors(folder: Path, files: list[str]) -> dict | None:
    """The sector's validator on the same files, once; none where it cannot be installed."""
    python = installed(VALIDATOR)
    if python is None:
        return None
    year = str(int(YEAR[:4]) + 1)
    command = [python, str(HERE / "sector_ssda903.py"), *files, year, AUTHORITY, str(folder / "theirs.csv")]
    return measured(command, times=1)


def one_child(folder: Path) -> dict:
    """Milliseconds to check each of some children by themselves, in a process that is up."""
    make(40, folder)
    given, before = read(folder / "this"), read(folder / "last")
    children = given["Header"]["CHILD"].drop_nulls().unique(maintain_order=True)
    pairs = [(of_child(given, child), of_child(before, child)) for child in children]
    taken = [timed(*pair) for pair in pairs][1:]
    return {"median": statistics.median(taken), "most": max(taken)}


def of_child(given: Read, child: str) -> Read:
    return Read({name: rows.filter(rows["CHILD"] == child) for name, rows in given.tables.items()})


def timed(given: Read, before: Read) -> float:
    begun = time.perf_counter()
    check(given, year=YEAR, authority=AUTHORITY, last=before)
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
