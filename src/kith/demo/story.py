"""What a time in care was: for whom, what the law said, where they lived."""

from dataclasses import dataclass, field
from datetime import date

from kith.demo.cast import Child, Kind
from kith.demo.homes import Place

# What the day page is to show of these children needs a home they have been in for some months.
SETTLED = frozenset({"late review", "visit due", "late visit"})


@dataclass
class Stay:
    """One placement."""

    place: str
    home: Place
    start: date
    end: date | None
    reason: str = ""
    same_carer: bool = False
    emergency: bool = False
    regulation_24: bool = False
    until_18_from: date | None = None
    long_term_agreed_on: date | None = None
    temporary: bool = False
    ids: dict[int, int] = field(default_factory=dict)  # child -> number of the placement


@dataclass
class Story:
    """A time in care: for whom, what the law said, where they lived."""

    children: list[Child]
    start: date
    end: date | None
    end_code: str
    statuses: list[tuple[str, date, date | None]]
    stays: list[Stay] = field(default_factory=list)
    often: tuple[date, int] | None = None  # from when the plan asks for visits sooner, and days between them

    @property
    def homes(self) -> list[Stay]:
        """Where they lived, temporary stays left out."""
        return [stay for stay in self.stays if not stay.temporary]

    @property
    def traits(self) -> set[str]:
        return {trait for child in self.children for trait in child.traits}

    def status_on(self, day: date) -> str:
        return next((code for code, start, _ in reversed(self.statuses) if start <= day), self.statuses[0][0])

    def stay_on(self, day: date) -> Stay | None:
        return next((stay for stay in reversed(self.homes) if stay.start <= day), None)

    @property
    def goes_on(self) -> bool:
        return self.children[0].kind is Kind.LOOKED_AFTER
