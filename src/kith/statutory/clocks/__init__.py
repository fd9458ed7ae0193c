"""The statutory clocks, of the front door and of children who are looked after: what the law asks, and what is due for each child."""

from kith.lib.timescale import Timescale
from kith.statutory.clocks import (
    adoption,
    assessment,
    court,
    duties,
    education,
    family_help,
    front_door,
    going_home,
    health,
    looked_after,
    missing,
    placements,
    protection,
    reviews,
    secure,
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
    *adoption.TIMESCALES,
    *short_breaks.TIMESCALES,
    *health.TIMESCALES,
    *education.TIMESCALES,
    *missing.TIMESCALES,
    *going_home.TIMESCALES,
    *secure.TIMESCALES,
    *duties.TIMESCALES,
    *front_door.TIMESCALES,
    *family_help.TIMESCALES,
    *protection.TIMESCALES,
    *court.TIMESCALES,
    *assessment.TIMESCALES,
)
BY_KEY: dict[str, Timescale] = {each.key: each for each in ALL}

__all__ = ["ALL", "BY_KEY", "Deadline", "Fact", "State", "deadlines", "short_break_days"]
