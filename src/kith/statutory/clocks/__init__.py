"""The statutory clocks of children who are looked after: what the law asks, and what is due for each child."""

from kith.lib.timescale import Timescale
from kith.statutory.clocks import (
    duties,
    education,
    going_home,
    health,
    looked_after,
    missing,
    placements,
    reviews,
    short_breaks,
    visit_rules,
)
from kith.statutory.clocks.compute import deadlines, short_break_days
from kith.statutory.clocks.deadline import Deadline, Fact, State

ALL: tuple[Timescale, ...] = (
    *looked_after.TIMESCALES,
    *placements.TIMESCALES,
    *reviews.TIMESCALES,
    *visit_rules.TIMESCALES,
    *short_breaks.TIMESCALES,
    *health.TIMESCALES,
    *education.TIMESCALES,
    *missing.TIMESCALES,
    *going_home.TIMESCALES,
    *duties.TIMESCALES,
)
BY_KEY: dict[str, Timescale] = {each.key: each for each in ALL}

# Declared with a time to it, and yet not worked out: why not.
NOT_WORKED_OUT: dict[str, str] = {
    reviews.REVIEW_BROUGHT_FORWARD.key: "What brings a review forward is not among the facts.",
    duties.SECURE_WITHOUT_COURT.key: "Hours in secure accommodation are not among the facts.",
}

__all__ = ["ALL", "BY_KEY", "NOT_WORKED_OUT", "Deadline", "Fact", "State", "deadlines", "short_break_days"]
