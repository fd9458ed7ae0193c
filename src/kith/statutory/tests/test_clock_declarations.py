import pytest

from kith.lib.timescale import Kind
from kith.statutory.clocks import ALL, BY_KEY
from kith.statutory.clocks.steps import (
    DATED_FINDINGS,
    FINDINGS,
    OF_AN_ENDING,
    PLACEMENT_STEPS,
    STEP_KINDS,
    said_of,
)

OURS = {f"LA{number:02}" for number in range(1, 38)} | {
    "LA40", "LA41", "PP07", "PP08", "AD02", "AD03", "FD01", *(f"CP{number:02}" for number in range(1, 9)), "", "FD05", "FD06", "FH02", "FH03",
    *(f"PP{number:02}" for number in range(1, 7)),
}  # fmt: skip


def test_every_clock_of_the_list_is_declared():
    assert {each.reference for each in ALL} == OURS


def test_keys_are_unique():
    assert len(BY_KEY) == len(ALL)


@pytest.mark.parametrize("timescale", ALL, ids=lambda each: each.key)
def test_every_timescale_says_where_it_comes_from_and_when_it_was_checked(timescale):
    assert timescale.limits
    for limit in timescale.limits:
        assert limit.source.strip()
        assert limit.seen_at.strip()
        assert limit.checked.year >= 2026
        assert limit.verified in ("yes", "partly", "no")


@pytest.mark.parametrize("timescale", ALL, ids=lambda each: each.key)
def test_limits_follow_one_another_and_only_the_first_may_lack_its_day(timescale):
    starts = [limit.since for limit in timescale.limits]
    assert None not in starts[1:]
    assert [each for each in starts if each] == sorted(each for each in starts if each)


def test_practice_is_never_law():
    practice = {
        "LA37",
        "LA25",
        "CP01",
        "CP03",
        "CP04",
        "CP06",
        "CP07",
        "CP08",
        "",
        "FD06",
        "FH02",
        "FH03",
        "PP03",
        "PP04",
    }
    assert {each.reference for each in ALL if each.local} == practice | {"LA26"}
    assert all(each.local for each in ALL if each.basis in ("local", "practice", "good practice"))


def test_nothing_is_surer_than_it_was_read():
    sure = {each.reference for each in ALL if each.verified == "yes"}
    assert sure == {
        "LA06",
        "LA12",
        "LA13",
        "LA14",
        "LA15",
        "LA20",
        "LA30",
        "LA40",
        "LA41",
        "AD02",
        "AD03",
        "PP01",
        "PP02",
    }


def test_what_makes_no_deadline_has_an_honest_kind_():
    silent = {each.reference for each in ALL if each.kind in (Kind.DUTY, Kind.RULE)}
    assert silent == {"LA25", "LA28", "LA29", "LA31", "LA32", "LA33", "LA34", "PP01", "PP02", "PP06"}


def test_steps_are_named_once_and_findings_are_steps():
    kinds = [kind for kind, _ in STEP_KINDS]
    assert len(set(kinds)) == len(kinds)
    assert set(kinds) >= FINDINGS | PLACEMENT_STEPS
    assert OF_AN_ENDING < DATED_FINDINGS < FINDINGS
    assert not DATED_FINDINGS & PLACEMENT_STEPS


def test_a_finding_is_said_without_its_label():
    assert said_of("outside_area") == "The home is outside our area"
