from datetime import date, datetime

import pytest

from kith.lib.days import LONDON
from kith.lib.timescale import (
    BEFORE_THE_EVENT,
    NO_LIMIT,
    Kind,
    LawNotKnown,
    Limit,
    Timescale,
    age,
    days,
    hours,
    months,
    weeks,
    working_days,
)

CHECKED = date(2026, 11, 22)


def limit(since, due, until=None):
    return Limit(since=since, due=due, source="An Act", checked=CHECKED, verified="yes", until=until)


def timescale(*limits):
    return Timescale(
        key="a.key", reference="X1", title="A thing done", starts="start", stops="stop", who="Worker",
        kind=Kind.ONE_OFF, basis="statute", limits=limits,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("due", "end", "words"),
    [
        (working_days(20), date(2026, 12, 14), "20 working days"),
        (days(1), date(2026, 11, 17), "1 day"),
        (weeks(6), date(2026, 12, 28), "6 weeks"),
        (months(3), date(2027, 2, 16), "3 months"),
        (BEFORE_THE_EVENT, date(2026, 11, 16), "before it takes effect"),
    ],
)
def test_what_is_due_from_16_november(due, end, words):
    assert due.after(date(2026, 11, 16)) == end
    assert str(due) == words


def test_an_age_is_reached_on_a_birthday():
    assert age(18).after(date(2008, 2, 29)) == date(2026, 3, 1)


def test_hours_run_from_the_moment():
    assert hours(72).after(datetime(2026, 11, 16, 9, tzinfo=LONDON)) == datetime(
        2026, 11, 19, 9, tzinfo=LONDON
    )


def test_a_duty_without_a_limit_never_falls_due():
    with pytest.raises(ValueError, match="no time limit"):
        NO_LIMIT.after(date(2026, 11, 16))


def test_a_limit_holds_until_the_next():
    five, ten = limit(date(2011, 4, 1), working_days(5)), limit(date(2020, 1, 1), working_days(10))
    rule = timescale(five, ten)
    assert rule.limit_on(date(2019, 12, 31)) is five
    assert rule.limit_on(date(2020, 1, 1)) is ten
    assert rule.current is ten


def test_before_the_first_sourced_day_asking_is_an_error():
    rule = timescale(limit(date(2011, 4, 1), working_days(5)))
    with pytest.raises(LawNotKnown, match=r"A thing done.*starts on 2011-04-01"):
        rule.limit_on(date(2011, 3, 31))


def test_a_limit_whose_start_was_not_sourced_is_used_and_says_so():
    found = timescale(limit(None, working_days(5))).limit_on(date(1999, 1, 1))
    assert found.since is None


def test_after_its_end_a_limit_no_longer_holds():
    rule = timescale(limit(date(2011, 4, 1), working_days(5), until=date(2015, 4, 1)))
    assert rule.limit_on(date(2015, 3, 31))
    with pytest.raises(LawNotKnown):
        rule.limit_on(date(2015, 4, 1))


@pytest.mark.parametrize(
    ("due", "last", "now", "words"),
    [
        (working_days(5), date(2026, 11, 20), date(2026, 11, 25), "3 working days"),
        (working_days(5), date(2026, 11, 20), date(2026, 11, 21), "1 day"),
        (days(17), date(2026, 11, 20), date(2026, 11, 21), "1 day"),
        (weeks(6), date(2026, 11, 1), date(2026, 11, 18), "2 weeks and 3 days"),
        (weeks(6), date(2026, 11, 1), date(2026, 11, 8), "1 week"),
        (months(6), date(2026, 8, 31), date(2026, 11, 30), "3 months"),
        (months(6), date(2026, 8, 31), date(2026, 9, 2), "2 days"),
    ],
)
def test_lateness_is_told_in_the_clocks_own_unit(due, last, now, words):
    assert due.overrun(last, now) == words


def test_hours_of_lateness():
    due = datetime(2026, 11, 16, 9, tzinfo=LONDON)
    assert hours(72).overrun(due, datetime(2026, 11, 16, 14, 30, tzinfo=LONDON)) == "5 hours"
    assert hours(72).overrun(due, datetime(2026, 11, 16, 9, 30, tzinfo=LONDON)) == "less than an hour"
    assert hours(72).overrun(due, date(2026, 11, 17)) == "15 hours"
    assert hours(72).overrun(due, date(2026, 11, 21)) == "4 days"
