"""What was wrong with what was read, in words a person can act on."""

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    ERROR = "error"  # something could not be used
    WARNING = "warning"  # everything was kept; a person should look


@dataclass(frozen=True)
class Problem:
    """One thing wrong: where, what was found, what was wanted. `row` is the line in a spreadsheet, from 1."""

    file: str
    says: str
    row: int | None = None
    column: str | None = None
    found: str | None = None
    wanted: str | None = None
    severity: Severity = Severity.ERROR


def warning(file: str, says: str, **where: object) -> Problem:
    return Problem(file, says, severity=Severity.WARNING, **where)  # type: ignore[arg-type]
