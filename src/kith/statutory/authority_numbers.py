"""The three digits by which the Department for Education knows an authority, beside its nine characters.

As they stand side by side in the department's open statistics of children looked after (2013 to 2024), those that were
reorganised since then included.
"""

import csv
from functools import cache
from pathlib import Path

from kith.statutory.authorities import RECODED

_FILE = Path(__file__).with_name("authority_numbers.csv")


def number_of(authority: str | None) -> str | None:
    """The three digits of an authority (nine characters), by its code of today or the one before; null where not known."""
    return _numbers().get(authority or "")


@cache
def _numbers() -> dict[str, str]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        found = {row["authority"]: row["number"] for row in csv.DictReader(lines)}
    return found | {new: found[old] for old, new in RECODED.items()}
