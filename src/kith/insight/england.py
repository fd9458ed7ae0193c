"""Published figures for England beside measures, each with its year and public source."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

FIGURES = Path(__file__).with_name("england.csv")


class Published(NamedTuple):
    """One published figure."""

    measure: str
    value: str
    unit: str
    year: str
    what: str
    source: str
    address: str


@cache
def england() -> dict[str, Published]:
    """The published figures by the key of the measure they stand beside."""
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return {row["measure"]: Published(**row) for row in csv.DictReader(file)}
