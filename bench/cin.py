"""Measure checking a made-up children in need census of so many children: the whole process, from a cold start.

The sector's own validator, where it can be installed, checks the same file once. The last line printed is JSON.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import HERE, installed, measured

from kith.statutory.cin.synthetic import made_up, write

YEAR, AFTER, AUTHORITY = "2025-26", "2026-04-01", "E08000025"
FAULTY = 0.03
VALIDATOR = ("csc-validator-be-cin==0.1.13", "numpy<2")
MOST_FOR_THE_SECTORS = 10_000  # it takes minutes for these already


def main() -> None:
    children = int(sys.argv[1])
    if len(sys.argv) > 2:
        write(Path(sys.argv[2]), made_up(children, year=YEAR), year=YEAR, faults=FAULTY)
        return
    with tempfile.TemporaryDirectory() as name:
        print(json.dumps(whole(Path(name), children)))


def whole(folder: Path, children: int) -> dict:
    """The census checked by ours and by the sector's. It is made by another process: what is measured would be charged
    for the memory of this one."""
    file = folder / "census.xml"
    subprocess.run([sys.executable, __file__, str(children), str(file)], check=True)
    found = {"children": children, "megabytes": file.stat().st_size / 1e6}
    found["ours"] = measured(ours(folder, file))
    return found | {"sector": sectors(folder, file) if children <= MOST_FOR_THE_SECTORS else None}


def ours(folder: Path, file: Path) -> list[str]:
    kith = str(Path(sys.executable).with_name("kith"))
    told = ["--year", YEAR, "--authority", AUTHORITY, "--as-of", AFTER]
    return [kith, "check", "cin", str(file), *told, "--out", str(folder / "issues.csv")]


def sectors(folder: Path, file: Path) -> dict | None:
    python = installed(*VALIDATOR)
    if python is None:
        return None
    return measured([python, str(HERE / "sector_cin.py"), str(file), str(folder / "theirs.csv")], times=1)


if __name__ == "__main__":
    main()
