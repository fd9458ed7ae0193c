"""One child's facts as they stood on a day: rows of Python, sorted by day, with nothing later in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from kith.lib.days import FIRST_YEAR, age_on, birthday, day_of
from kith.lib.timescale import Moment, Timescale
from kith.statutory.clocks.deadline import Deadline, Fact

Row = Any

LONG_AGO = date.min
PLACED_FOR_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})
SINCE_RECORDING = "Counted from the day recording here began: what went before is not known"
BEGAN_EARLIER = "Care began before the first return we have: counted from the first that is known"


@dataclass
class Stay:
    """Where the child lived with one carer: one placement, or several that followed without a change of carer.

    Being placed for adoption with the foster carer begins another: other rules hold from there.
    """

    placements: list[Row]
    ending: Fact | None
    start_known: bool = True

    @property
    def start_on(self) -> date:
        return self.placements[0].start_on

    @property
    def id(self) -> int:
        return self.placements[0].id

    @property
    def for_adoption(self) -> bool:
        return self.placements[0].place in PLACED_FOR_ADOPTION

    @property
    def ids(self) -> set[int]:
        return {each.id for each in self.placements}

    @cached_property
    def started(self) -> Fact:
        return Fact(self.start_on, "placements", self.id, "Placement started")

    def at(self, day: date) -> Row:
        """The placement in force on a day: the last that had begun."""
        begun = [each for each in self.placements if each.start_on <= day]
        return (begun or self.placements)[-1]


@dataclass
class Care:
    """One period of being looked after, or of short breaks, with what happened in it."""

    record: "Record"
    row: Row
    ending: Fact | None

    @property
    def start_on(self) -> date:
        return self.row.start_on

    @property
    def start_known(self) -> bool:
        """Not where the returns tell of the child only from some way into the period."""
        return not self.row.began_earlier

    @cached_property
    def started(self) -> Fact:
        label = "Short breaks started" if self.row.kind == "short_breaks" else "Became looked after"
        return Fact(self.start_on, "periods_of_care", self.row.id, label)

    def holds(self, day: date) -> bool:
        """Whether the day lies in the period. One that begins and ends on one day holds that day."""
        return self.start_on <= day and (self.ending is None or day < self.ending.on or day == self.start_on)

    def within(self, rows: list[Row]) -> list[Row]:
        """The rows dated `on` a day in the period."""
        return [row for row in rows if self.holds(row.on)]

    @cached_property
    def reviews(self) -> list[Row]:
        return self.within(self.record.reviews)

    @cached_property
    def for_adoption(self) -> list[Stay]:
        """The stays with prospective adopters: in them the adoption rules hold."""
        return [stay for stay in self.stays if stay.for_adoption]

    @cached_property
    def stays(self) -> list[Stay]:
        """Stays that began in the period. Temporary ones (hospital, holiday) are no move and are left out."""
        stays: list[Stay] = []
        reached: date | None = None
        for row in [row for row in self.record.placements if self.holds(row.start_on)]:
            follows = row.start_on == reached
            if row.temporary:
                # A stay in hospital between two placements with one carer does not part them.
                reached = row.end_on if follows else reached
                continue
            if row.same_carer and follows and stays[-1].for_adoption is (row.place in PLACED_FOR_ADOPTION):
                stays[-1].placements.append(row)
            else:
                # The first carer of a period told from some way in: only a change of carer says when that began.
                stays.append(Stay([row], None, bool(stays) or self.start_known or row.same_carer is False))
            reached = row.end_on
        for stay in stays:
            stay.ending = first_of(self.ending, _ended(stay.placements[-1], "placements", "Placement ended"))
        return stays


@dataclass
class Record:
    """Everything the clocks need of one child, as it stood at the end of the day `as_of`."""

    child: int
    as_of: date
    born_on: date | None = None
    died_on: date | None = None
    recorded_from: date | None = None
    returned_until: date | None = None
    pregnancy_ended_on: date | None = None
    periods_of_care: list[Row] = field(default_factory=list)
    legal_statuses: list[Row] = field(default_factory=list)
    placements: list[Row] = field(default_factory=list)
    visits: list[Row] = field(default_factory=list)
    reviews: list[Row] = field(default_factory=list)
    steps: list[Row] = field(default_factory=list)
    secure_stays: list[Row] = field(default_factory=list)
    missing: list[Row] = field(default_factory=list)
    health_assessments: list[Row] = field(default_factory=list)
    sdqs: list[Row] = field(default_factory=list)
    education_plans: list[Row] = field(default_factory=list)
    visit_frequencies: list[Row] = field(default_factory=list)
    contacts: list[Row] = field(default_factory=list)
    enquiries: list[Row] = field(default_factory=list)
    conferences: list[Row] = field(default_factory=list)
    protection_plans: list[Row] = field(default_factory=list)
    transfers_in: list[Row] = field(default_factory=list)
    core_groups: list[Row] = field(default_factory=list)
    escalations: list[Row] = field(default_factory=list)
    pre_proceedings: list[Row] = field(default_factory=list)
    court_hearings: list[Row] = field(default_factory=list)
    referrals: list[Row] = field(default_factory=list)
    family_helps: list[Row] = field(default_factory=list)
    assessments: list[Row] = field(default_factory=list)
    need_plans: list[Row] = field(default_factory=list)
    need_plan_reviews: list[Row] = field(default_factory=list)
    closures: list[Row] = field(default_factory=list)

    @cached_property
    def ending(self) -> Fact | None:
        """What stops every clock: death, turning 18, or the end of the pregnancy."""
        if self.pregnancy_ended_on:
            return Fact(self.pregnancy_ended_on, "children", self.child, "The pregnancy ended")
        died = Fact(self.died_on, "children", self.child, "The child died") if self.died_on else None
        adult = birthday(self.born_on, 18) if self.born_on else None
        if adult is None or adult > self.as_of:
            return died
        return first_of(died, Fact(adult, "children", self.child, "The child turned 18"))

    @cached_property
    def recording_began(self) -> Fact | None:
        """The day before which visits, steps and checks are not known: the child came from a return."""
        on = self.recorded_from
        return Fact(on, "children", self.child, "Recording began here") if on else None

    def not_recorded(self, day: date) -> bool:
        """Whether a day lies before the recording of what a return does not carry."""
        return self.recorded_from is not None and day < self.recorded_from

    @cached_property
    def returns_ended(self) -> Fact | None:
        """The first day of which no return tells, where recording here began later."""
        until = self.returned_until
        if until is None or not self.not_recorded(until + timedelta(days=1)):
            return None
        return Fact(until + timedelta(days=1), "children", self.child, "The returns we have end here")

    def not_told(self, day: date) -> bool:
        """Whether a day lies between what the returns tell and the recording here: of it nothing is known."""
        ended = self.returns_ended
        return ended is not None and day_of(ended.on) <= day and self.not_recorded(day)

    @cached_property
    def care(self) -> list[Care]:
        """Periods of being looked after, short breaks not among them."""
        return self._periods("looked_after", "Stopped being looked after")

    @cached_property
    def short_breaks(self) -> list[Care]:
        return self._periods("short_breaks", "Short breaks ended")

    def _periods(self, kind: str, label: str) -> list[Care]:
        """Left out: what starts after the child died or turned 18, and in years whose working days are not known."""
        rows = [row for row in self.periods_of_care if row.kind == kind and row.start_on.year >= FIRST_YEAR]
        found = [
            Care(self, row, first_of(_ended(row, "periods_of_care", label), self.ending)) for row in rows
        ]
        return [care for care in found if care.ending is None or day_of(care.ending.on) >= care.start_on]

    def age_on(self, day: date) -> int | None:
        return age_on(self.born_on, day) if self.born_on else None

    def done(
        self,
        kind: str,
        label: str,
        *,
        placements: set[int] | None = None,
        after: date = LONG_AGO,
        before: date | None = None,
    ) -> Fact | None:
        """The first step of a kind as a fact, with plain words for it."""
        row = self.step(kind, placements=placements, after=after, before=before)
        return Fact(row.on, "steps", row.id, label) if row else None

    def step(
        self,
        kind: str,
        *,
        placements: set[int] | None = None,
        after: date = LONG_AGO,
        before: date | None = None,
    ) -> Row | None:
        """The first step of a kind, about one of some placements if given, on or after a day and before another."""
        for row in self.steps:
            if row.kind != kind or row.on < after or (before and row.on >= before):
                continue
            if placements is None or row.placement in placements:
                return row
        return None

    def clock(
        self,
        timescale: Timescale,
        started: Fact,
        *,
        met: Fact | None = None,
        ending: Fact | None = None,
        due: Moment | None = None,
        why: str = "",
    ) -> Iterator[Deadline]:
        """One deadline from one fact; none where no limit is known for that day. What is met late stays met."""
        limit = timescale.find_limit(day_of(started.on))
        if limit is None or (ending and day_of(ending.on) < day_of(started.on)):
            return
        if met and ending and day_of(met.on) > day_of(ending.on):
            met = None
        due = due or limit.due.after(started.on)
        yield Deadline(self.child, timescale, limit, started, due, met, None if met else ending, why=why)

    def since(self, timescale: Timescale, started: Fact) -> tuple[Fact, str]:
        """What the next of several is counted from, and why: where it fell due before recording began here, from that day."""
        began, limit = self.recording_began, timescale.find_limit(day_of(started.on))
        if began is None or limit is None or not self.not_recorded(day_of(limit.due.after(started.on))):
            return started, ""
        return began, SINCE_RECORDING


def first_of(*facts: Fact | None) -> Fact | None:
    """The earliest of some facts; of two on one day, the one named first."""
    return min((each for each in facts if each), key=lambda each: day_of(each.on), default=None)


def _ended(row: Row, table: str, label: str) -> Fact | None:
    return Fact(row.end_on, table, row.id, label) if row.end_on else None
