"""Visits by the social worker to a child who is looked after.

Each visit starts the next clock. Where several rules apply the strictest is chosen and named; a plan may ask for
visits sooner, never later. How the law was read where it leaves room:

- A stay begins with a placement and goes on through placements that follow without a change of carer. A visit on
  its first day counts as the first. Temporary stays (hospital, holiday) start nothing.
- The rule is the one that holds on the day of the last visit, so an interval begun in the first year is of the
  first year. A stricter rule that begins later counts from its own first day; a looser one counts from the last
  visit, if it begins before the visit is due.
- "Until the first review" is the first review held after the rule began to apply to the stay.
- A visit at which the child is known not to have been seen does not count.

A placement for adoption has other visits (`adoption`). Not worked out: whether a placement with a parent came before
the assessment was complete, unless a step records the finding.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import NamedTuple

from kith.lib.days import add_months, day_of
from kith.lib.timescale import Limit, Timescale
from kith.lib.words import plural
from kith.statutory.clocks.deadline import Deadline, Fact
from kith.statutory.clocks.record import SINCE_RECORDING, Care, Record, Row, Stay
from kith.statutory.clocks.visit_rules import (
    FIRST,
    FIRST_YEAR,
    LATER_YEARS,
    LONG_TERM,
    ORDER_FIRST,
    ORDER_LATER,
    PARENT_LATER,
    PARENT_WEEKLY,
    TEMPORARY_LATER,
    TEMPORARY_WEEKLY,
    TIMESCALES,
    UNTIL_18,
)

LAW_CHANGED = {limit.since for each in TIMESCALES for limit in each.limits if limit.since}
WITH_PARENTS, INTERIM_ORDER, CARE_ORDER = "P1", "C1", "C2"


class Rule(NamedTuple):
    """A rule in force, and why."""

    timescale: Timescale
    limit: Limit
    why: str


class Interval(NamedTuple):
    """What is due: by when, under which rule, and the plan that asks for it sooner, if one does."""

    due: date
    rule: Rule
    plan: Row | None


def work_out(record: Record) -> Iterator[Deadline]:
    for care in record.care:
        visits = [row for row in care.within(record.visits) if row.kind == "care" and row.seen is not False]
        for stay in care.stays:
            if not stay.for_adoption:
                yield from _Visits(record, care, stay).deadlines(visits)


@dataclass
class _Visits:
    """The chain of visits in one stay."""

    record: Record
    care: Care
    stay: Stay
    _known: dict[tuple[int, int], tuple[list[Rule], Row | None]] = field(default_factory=dict)

    def deadlines(self, visits: list[Row]) -> Iterator[Deadline]:
        mine = self._of_stay(visits)
        started, last = self._counted_from(mine)
        for row in [*(row for row in mine if last is None or row.on > last), None]:
            interval = self._interval(last, row.on if row else None)
            met = Fact(row.on, "visits", row.id, "Child visited") if row else None
            if interval and (self.stay.start_known or started is not self.stay.started):
                yield self._deadline(interval, started, met)
            if met and row:
                started, last = met, row.on

    def _counted_from(self, mine: list[Row]) -> tuple[Fact, date | None]:
        """The start of the stay. For a child from a return: the last visit known from before the recording here, or,
        once what followed it would have been due before then, the day the recording began."""
        began = self.record.recording_began
        known = [row for row in mine if self.record.not_recorded(row.on)]
        last = known[-1].on if known else None
        found = Fact(last, "visits", known[-1].id, "Child visited") if last else self.stay.started
        due = self._interval(last, None)
        reaches_this_far = due is None or not self.record.not_recorded(due.due)
        if began is None or self._over(began) or (reaches_this_far and (last or self.stay.start_known)):
            return (found, last) if began else (self.stay.started, None)
        return began, day_of(began.on)

    def _over(self, began: Fact) -> bool:
        return self.stay.ending is not None and day_of(self.stay.ending.on) < day_of(began.on)

    def _of_stay(self, visits: list[Row]) -> list[Row]:
        end = day_of(self.stay.ending.on) if self.stay.ending else date.max
        first = bisect_left(visits, self.stay.start_on, key=attrgetter("on"))
        return visits[first : bisect_left(visits, end, key=attrgetter("on"))]

    def _deadline(self, interval: Interval, started: Fact, met: Fact | None) -> Deadline:
        rule, plan = interval.rule, interval.plan
        why = (
            f"The plan asks for a visit every {'day' if plan.days == 1 else plural(plan.days, 'day')}"
            if plan
            else rule.why
        )
        why = f"{why}. {SINCE_RECORDING}" if started.table == "children" else why
        asked = Fact(plan.start_on, "visit_frequencies", plan.id, why) if plan else None
        ended = None if met else self.stay.ending
        return Deadline(
            self.record.child, rule.timescale, rule.limit, started, interval.due, met, ended, asked, why
        )

    def _interval(self, last: date | None, until: date | None) -> Interval | None:
        """What is due after the last visit, or first; changes on the way count until it is met or late."""
        base = last or self.stay.start_on
        found = self._strictest(base, base, last)
        for change in self._changes_after(base, until):
            if found is None or change > found.due:
                break
            found = self._changed(found, change, base, last)
        return found

    def _changed(self, found: Interval, change: date, base: date, last: date | None) -> Interval:
        """A looser rule counts from the last visit; a stricter one from the day it begins."""
        looser = self._strictest(change, base, last)
        if looser and looser.due > found.due:
            return looser
        stricter = self._strictest(change, change, last)
        return stricter if stricter and stricter.due < found.due else found

    def _strictest(self, day: date, base: date, last: date | None) -> Interval | None:
        """The rule in force on `day` that falls due soonest counted from `base`; a plan may ask for sooner."""
        rules, plan = self._in_force(day, last)
        if not rules:
            return None
        due, rule = min(((day_of(each.limit.due.after(base)), each) for each in rules), key=itemgetter(0))
        sooner = base + timedelta(days=plan.days) if plan else due
        return Interval(sooner, rule, plan) if sooner < due else Interval(due, rule, None)

    def _in_force(self, day: date, last: date | None) -> tuple[list[Rule], Row | None]:
        """The rules and the plan on a day, worked out once for each stretch in which nothing turns."""
        stretch = bisect_right(self._turns, day), bisect_right(self._turns, last) if last else -1
        if stretch not in self._known:
            self._known[stretch] = [rule for rule in self._rules(day, last) if rule], self._plan(day)
        return self._known[stretch]

    def _plan(self, day: date) -> Row | None:
        plans = [
            row for row in self.record.visit_frequencies if _covers(row, day) and row.days and row.days > 0
        ]
        return min(plans, key=lambda row: row.days, default=None)

    def _rules(self, day: date, last: date | None) -> Iterator[Rule | None]:
        """The rules that hold on a day, those for special cases first. Before any visit, only the first."""
        if last is None:
            yield _rule(FIRST, day, "A placement started")
            return
        yield self._temporary(day)
        yield self._under_care_order(day, last)
        yield self._before_assessment(day)
        yield self._ordinary(day, last)

    def _ordinary(self, day: date, last: date) -> Rule | None:
        if last < self._anniversary:
            return _rule(FIRST_YEAR, day, "In the first year of the placement")
        placement = self.stay.at(day)
        if _since(placement.long_term_agreed_on, day):
            agreed = _rule(
                LONG_TERM, day, "A long-term foster placement, and the child agreed to fewer visits"
            )
            if agreed:
                return agreed
        if _since(placement.until_18_from, day):
            return _rule(UNTIL_18, day, "After the first year of a placement meant to last to 18")
        return _rule(LATER_YEARS, day, "After the first year of a placement not meant to last to 18")

    def _temporary(self, day: date) -> Rule | None:
        """Temporary approval of a connected person, or an interim care order while living with a parent."""
        interim = self._order(INTERIM_ORDER, day)
        if self.stay.at(day).regulation_24:
            why, since = "The carer has temporary approval", self._temporary_since
        elif interim and self.stay.at(day).place == WITH_PARENTS:
            why, since = "Under an interim care order, living with a parent", max(interim, self.stay.start_on)
        else:
            return None
        if self._reviewed(since, day):
            return _rule(TEMPORARY_LATER, day, f"{why}, after the first review")
        return _rule(TEMPORARY_WEEKLY, day, f"{why}, before the first review")

    def _under_care_order(self, day: date, last: date) -> Rule | None:
        made = self._order(CARE_ORDER, day)
        if made is None or self.stay.at(day).place != WITH_PARENTS:
            return None
        if made > self.stay.start_on and last < made:
            return _rule(ORDER_FIRST, day, "A care order was made while living with a parent")
        return _rule(ORDER_LATER, day, "Under a care order, living with a parent")

    def _before_assessment(self, day: date) -> Rule | None:
        if self._finding is None or self._finding.on > day:
            return None
        why = "Placed with a parent before the assessment was complete"
        if self._reviewed(self.stay.start_on, day):
            return _rule(PARENT_LATER, day, f"{why}, after the first review")
        return _rule(PARENT_WEEKLY, day, f"{why}, before the first review")

    def _reviewed(self, since: date, day: date) -> bool:
        return any(since <= review.on <= day for review in self.care.reviews)

    def _order(self, code: str, day: date) -> date | None:
        """The day an order that is in force on `day` was made; one that follows on from another is the same."""
        made, ended = None, date.min
        for row in self.record.legal_statuses:
            if row.code == code and row.start_on <= day:
                made = row.start_on if made is None or ended < row.start_on else made
                ended = row.end_on or date.max
        return made if made and day < ended else None

    @cached_property
    def _anniversary(self) -> date:
        return add_months(self.stay.start_on, 12)

    @cached_property
    def _temporary_since(self) -> date:
        return min(row.start_on for row in self.stay.placements if row.regulation_24)

    @cached_property
    def _finding(self) -> Row | None:
        return self.record.step("parent_assessment_pending", placements=self.stay.ids)

    def _changes_after(self, day: date, until: date | None) -> list[date]:
        """The days after `day`, up to and with `until`, on which another rule may begin to hold."""
        last = bisect_right(self._changes, until) if until else len(self._changes)
        return self._changes[bisect_right(self._changes, day) : last]

    @cached_property
    def _changes(self) -> list[date]:
        orders = [row for row in self.record.legal_statuses if row.code in (INTERIM_ORDER, CARE_ORDER)]
        found = {self._finding.on} if self._finding else set()
        found |= {
            on for row in [*orders, *self.record.visit_frequencies] for on in (row.start_on, row.end_on)
        }
        for row in self.stay.placements:
            found |= {row.start_on, row.until_18_from, row.long_term_agreed_on}
        found |= {self._first_review(since) for since in [self.stay.start_on, *sorted(filter(None, found))]}
        return sorted(on for on in found if on and on >= self.stay.start_on)

    def _first_review(self, since: date) -> date | None:
        return next((review.on for review in self.care.reviews if review.on >= since), None)

    @cached_property
    def _turns(self) -> list[date]:
        """The changes, the first anniversary, and the days on which the law itself changed."""
        return sorted({*self._changes, self._anniversary, *LAW_CHANGED})


def _rule(timescale: Timescale, day: date, why: str) -> Rule | None:
    limit = timescale.find_limit(day)
    return Rule(timescale, limit, why) if limit else None


def _since(start: date | None, day: date) -> bool:
    return start is not None and start <= day


def _covers(row: Row, day: date) -> bool:
    return row.start_on <= day and (row.end_on is None or day < row.end_on)
