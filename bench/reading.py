"""Measure reading a made-up SSDA903 return, beside Polars reading the same files; the last line printed is JSON."""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from kith.statutory.ssda903.reading import read

CHILDREN = int(sys.argv[1])
EPISODES, REVIEWS = 3, 2
FIRST = date(2025, 4, 1)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder)
        rows = write(files)
        read(files)
        seconds = median(lambda: read(files))
        floor = median(lambda: [pl.read_csv(each, infer_schema=False) for each in files.iterdir()])
        print(json.dumps({"children": CHILDREN, "rows": rows, "seconds": seconds, "floor": floor}))


def write(folder: Path) -> int:
    """A header, three episodes and two reviews for each child."""
    tables = {"header": header(), "episodes": episodes(), "reviews": reviews()}
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(",".join(row) for row in rows) + "\n")
    return sum(len(rows) - 1 for rows in tables.values())


def header() -> list[tuple[str, ...]]:
    head = ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
    return [head, *((str(each), "F", day(born(each)), "WBRI", "UN4", "0", "") for each in range(CHILDREN))]


def episodes() -> list[tuple[str, ...]]:
    head = ("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE",
            "HOME_POST", "PL_POST", "URN")  # fmt: skip
    rows = []
    for each in range(CHILDREN):
        for number in range(EPISODES):
            start, end = FIRST + timedelta(days=90 * number), FIRST + timedelta(days=90 * (number + 1))
            last = number == EPISODES - 1
            rows.append((str(each), day(start), "P" if number else "S", "C2", "N1", "U6", "PR1",
                         "" if last else day(end), "" if last else "X1", "" if last else "CARPL",
                         "B1 1BB", "LE1 1FZ", "SC123456"))  # fmt: skip
    return [head, *rows]


def reviews() -> list[tuple[str, ...]]:
    rows = [
        (str(each), day(born(each)), day(FIRST + timedelta(days=60 + 150 * number)), "PN1")
        for each in range(CHILDREN)
        for number in range(REVIEWS)
    ]
    return [("CHILD", "DOB", "REVIEW", "REVIEW_CODE"), *rows]


def born(child: int) -> date:
    return date(2010, 1, 1) + timedelta(days=child % 5000)


def day(given: date) -> str:
    return f"{given:%d/%m/%Y}"


def median(do: Callable[[], object]) -> float:
    taken = []
    for _ in range(5):
        begun = time.perf_counter()
        do()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
