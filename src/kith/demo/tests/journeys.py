"""What became of children at the front door and after, counted as the published totals ask. A year ends with the last day."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

from kith.demo import tables as t
from kith.lib.days import add_months, working_days_between

YEAR = timedelta(days=365)
Parts = tuple[int, int]


class Journeys:
    """The rows from contacts to protection plans."""

    NEEDED = (t.Referral, t.Closure, t.Assessment, t.AssessmentChild, t.StrategyDiscussion, t.Enquiry, t.Conference,
              t.ConferenceChild, t.ProtectionPlan)  # fmt: skip

    def __init__(self, rows: dict[type, list[Any]], day: date) -> None:
        self.rows, self.day = rows, day

    def lately(self, day: date | None) -> bool:
        return day is not None and self.day - YEAR < day <= self.day

    @cached_property
    def referrals(self) -> list[Any]:
        return [row for row in self.rows[t.Referral] if self.lately(row.referred_on)]

    def referred(self) -> int:
        """Different children."""
        return len({row.child_id for row in self.referrals})

    def referred_again(self) -> Parts:
        """Of the referrals: within twelve months of an earlier one of the child."""
        days = defaultdict(list)
        for row in self.rows[t.Referral]:
            days[row.child_id].append(row.referred_on)
        again = {
            (child, later)
            for child, some in days.items()
            for sooner, later in pairwise(sorted(some))
            if sooner < later <= sooner + YEAR
        }
        return sum((row.child_id, row.referred_on) in again for row in self.referrals), len(self.referrals)

    def nothing_done(self) -> Parts:
        return sum(row.no_further_action for row in self.referrals), len(self.referrals)

    def not_in_need(self) -> Parts:
        """Assessed, and closed without being in need."""
        closed = {row.referral_id for row in self.rows[t.Closure] if row.reason in ("RC8", "RC9")}
        return sum(row.id in closed for row in self.referrals), len(self.referrals)

    @cached_property
    def assessed(self) -> list[tuple[Any, int]]:
        """Each child's part of the assessments finished, with working days from their start."""
        of = {row.id: row for row in self.rows[t.Assessment] if self.lately(row.authorised_on)}
        took = {number: working_days_between(row.started_on, row.authorised_on) for number, row in of.items()}
        parts = self.rows[t.AssessmentChild]
        return [(row, took[row.assessment_id]) for row in parts if row.assessment_id in of]

    def took(self, low: int, high: int) -> Parts:
        return sum(low <= days <= high for _, days in self.assessed), len(self.assessed)

    def found(self, factor: str) -> int:
        return sum(factor in row.factors for row, _ in self.assessed)

    @cached_property
    def enquiries(self) -> list[Any]:
        return [row for row in self.rows[t.Enquiry] if self.lately(row.started_on)]

    def feared_for(self) -> int:
        return len({row.child_id for row in self.enquiries})

    @cached_property
    def conferences(self) -> list[tuple[Any, int]]:
        """Each child's part of the initial conferences, with working days from the strategy discussion."""
        held = {row.id: row for row in self.rows[t.Conference] if row.kind == "initial" and self.lately(row.held_on)}  # fmt: skip
        discussed = {row.id: row.held_at.date() for row in self.rows[t.StrategyDiscussion]}
        began = {row.id: discussed[row.clock_id] for row in self.rows[t.Enquiry] if row.clock_id}
        return [
            (row, working_days_between(began[row.enquiry_id], held[row.conference_id].held_on))
            for row in self.rows[t.ConferenceChild]
            if row.conference_id in held and row.enquiry_id in began
        ]

    def conferred_within(self, days: int) -> Parts:
        return sum(taken <= days for _, taken in self.conferences), len(self.conferences)

    @cached_property
    def standing(self) -> list[Any]:
        """Protection plans that stand on the day."""
        return [row for row in self.rows[t.ProtectionPlan] if row.end_on is None or row.end_on > self.day]

    def lasting(self, low: int, high: int) -> int:
        """Of those that stand: for more than so many months and at most so many."""
        return sum(_months(row.start_on, low, high, self.day) for row in self.standing)

    def of_category(self, code: str) -> Parts:
        return sum(row.initial_category == code for row in self.standing), len(self.standing)

    @cached_property
    def started(self) -> list[Any]:
        return [row for row in self.rows[t.ProtectionPlan] if self.lately(row.start_on)]

    def second(self) -> Parts:
        """Of the plans that started: the child had one before, here or elsewhere."""
        days = defaultdict(list)
        for row in self.rows[t.ProtectionPlan]:
            days[row.child_id].append(row.start_on)
        return self._of(self.started, lambda row: row.earlier_elsewhere or min(days[row.child_id]) < row.start_on)  # fmt: skip

    @cached_property
    def ended(self) -> list[Any]:
        return [row for row in self.rows[t.ProtectionPlan] if self.lately(row.end_on)]

    def lasted(self, low: int, high: int) -> Parts:
        return self._of(self.ended, lambda row: _months(row.start_on, low, high, row.end_on))

    def _of(self, rows: list[Any], fits: Callable[[Any], object]) -> Parts:
        return sum(bool(fits(row)) for row in rows), len(rows)


def _months(start: date, low: int, high: int, day: date) -> bool:
    """Whether it is more than `low` and at most `high` months from one day to the other."""
    return (not low or add_months(start, low) < day) and day <= add_months(start, high)
