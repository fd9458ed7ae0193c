"""England's published figures to stand beside a return, from the project's own dated file of them."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("england.csv")
Where = tuple[str, str, str]


@dataclass(frozen=True)
class Figure:
    """One published number of children, as the publication calls it, and the table it stands in."""

    children: int
    published_as: str
    table: str


@dataclass(frozen=True)
class England:
    """Figures by part, breakdown and group; and where they come from: lines of words such as "Publication"."""

    figures: dict[Where, Figure]
    source: dict[str, str]

    def figure(self, part: str, breakdown: str, group: str) -> Figure | None:
        return self.figures.get((part, breakdown, group))

    def share(self, part: str, breakdown: str, group: str) -> float | None:
        """Of all children of the part, as published; null where it is not."""
        found, whole = self.figure(part, breakdown, group), self.figure(part, "all", "all")
        return found.children / whole.children if found and whole else None


@lru_cache(maxsize=1)
def england() -> England:
    """The figures, and their source as the head of the file says it."""
    text = _FILE.read_text(encoding="utf-8")
    said = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("#")]
    source = dict(line.split(": ", 1) for line in said if ": " in line)
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    figures = {
        (row["part"], row["breakdown"], row["group"]): Figure(
            int(row["children"]), row["published as"], row["table"]
        )
        for row in rows
    }
    return England(figures, source)
