"""What must be true of every borough: each child's timeline stands, and people fit together."""

from datetime import date, datetime
from itertools import pairwise

import pytest

from kith.demo import tables as t
from kith.demo.cast import Kind
from kith.demo.tests.making import DAY, borough, by_child
from kith.statutory import codes

AUTHORITY, ROWS = borough()
PERIODS = [row for row in ROWS[t.PeriodOfCare] if row.kind == "looked_after"]


def of_period(table, period):
    end = period.end_on or date.max
    return [row for row in by_child(ROWS[table])[period.child_id] if period.start_on <= row.start_on < end]


@pytest.mark.parametrize("table", [t.Placement, t.LegalStatus])
def test_homes_and_legal_statuses_fill_a_time_in_care_without_gaps(table):
    for period in PERIODS:
        rows = [row for row in of_period(table, period) if not getattr(row, "temporary", False)]
        rows.sort(key=lambda row: row.start_on)
        assert rows[0].start_on == period.start_on
        assert [row.end_on for row in rows] == [*(row.start_on for row in rows[1:]), period.end_on]


def test_a_temporary_stay_lies_inside_a_placement():
    inside = by_child(row for row in ROWS[t.Placement] if not row.temporary)
    for stay in (row for row in ROWS[t.Placement] if row.temporary):
        assert any(
            row.start_on <= stay.start_on and stay.end_on <= (row.end_on or DAY)
            for row in inside[stay.child_id]
        )


def test_a_home_fits_the_child_and_the_law():
    born = {row.id: row.born_on for row in ROWS[t.Person]}
    statuses = by_child(ROWS[t.LegalStatus])
    for row in ROWS[t.Placement]:
        held = {each.code for each in statuses[row.child_id] if each.start_on <= (row.end_on or DAY)}
        assert row.place != "K3" or (row.start_on - born[row.child_id]).days >= 16 * 365
        assert row.place != "A6" or "E1" in held
        assert row.place != "P1" or held & {"C1", "C2"}


def test_reviews_lie_in_times_of_care():
    periods = by_child(ROWS[t.PeriodOfCare])
    for row in ROWS[t.Review]:
        assert any(
            each.start_on <= row.held_on and (each.end_on is None or row.held_on < each.end_on)
            for each in periods[row.child_id]
        )


def test_nobody_is_visited_before_the_record_began():
    opened = {row.id: row.record_opened_on for row in ROWS[t.Person]}
    visits = {row.id: row for row in ROWS[t.Visit]}
    for row in ROWS[t.VisitChild]:
        assert opened[row.child_id] <= visits[row.visit_id].visited_on


def test_whoever_wrote_was_at_work_then():
    workers = {row.id: row for row in ROWS[t.Worker]}
    written = [(row.worker_id, row.visited_on) for row in ROWS[t.Visit]]
    written += [(row.author_id, row.happened_at.date()) for row in ROWS[t.Note]]
    written += [(row.worker_id, row.start_on) for row in ROWS[t.Allocation] if row.worker_id]
    for worker, day in written:
        end = workers[worker].end_on
        assert workers[worker].start_on <= day and (end is None or day < end)


def test_every_open_child_has_one_lead():
    leads = by_child(row for row in ROWS[t.Allocation] if row.part == "lead" and row.end_on is None)
    open_children = {child.id for family in AUTHORITY.families for child in family.children if child.is_open}
    assert set(leads) == open_children
    assert all(len(rows) == 1 for rows in leads.values())


def test_brothers_and_sisters_share_a_mother():
    mothers = {
        row.other_id: row.person_id
        for row in ROWS[t.Relationship]
        if row.kind == "parent" and row.person_id in {family.mother for family in AUTHORITY.families}
    }
    for row in ROWS[t.Relationship]:
        # not the grown-ups, nor those who are there twice
        if row.kind in ("sibling", "half_sibling") and {row.person_id, row.other_id} <= set(mothers):
            assert mothers[row.person_id] == mothers[row.other_id]


def test_no_two_in_a_family_have_one_first_name():
    for family in AUTHORITY.families:
        born = [child.given for child in family.children if not child.unborn]
        assert len(set(born)) == len(born)


def test_half_brothers_and_sisters_have_different_fathers():
    parents = {}
    for row in ROWS[t.Relationship]:
        if row.kind == "parent":
            parents.setdefault(row.other_id, set()).add(row.person_id)
    halves = [row for row in ROWS[t.Relationship] if row.kind == "half_sibling"]
    assert halves
    for row in halves:
        assert len(parents[row.person_id] & parents[row.other_id]) == 1


def test_mothers_were_grown_up_and_births_are_possible():
    born = {row.id: row.born_on or row.expected_on for row in ROWS[t.Person]}
    for family in AUTHORITY.families:
        days = [child.born_on for child in family.children]
        assert all((later - sooner).days >= 300 for sooner, later in pairwise(days))
        if family.mother:
            assert (days[0] - born[family.mother]).days / 365 >= 15 and (
                days[-1] - born[family.mother]
            ).days / 365 < 47


def test_times_missing_do_not_overlap_and_lie_in_care():
    periods = by_child(PERIODS)
    for child, rows in by_child(ROWS[t.MissingPeriod]).items():
        rows.sort(key=lambda row: row.started_at)
        assert all(one.ended_at <= other.started_at for one, other in pairwise(rows))
        assert all(any(each.start_on <= row.started_at.date() for each in periods[child]) for row in rows)


def test_nothing_but_a_birth_lies_ahead_and_nothing_ends_before_it_starts():
    ahead = {"expected_on", "ended_on", "born_on", "review_on"}
    for table, rows in ROWS.items():
        for row in rows:
            for name, value in zip(table._fields, row, strict=True):
                day = value.date() if isinstance(value, datetime) else value
                assert not isinstance(day, date) or day <= DAY or name in ahead, (table, name, row)
            if "end_on" in table._fields and row.end_on:
                assert row.start_on <= row.end_on, row


def test_codes_are_published_ones():
    assert all(row.place in codes.PLACE for row in ROWS[t.Placement])
    assert all(row.end_reason in codes.REC for row in ROWS[t.PeriodOfCare] if row.end_reason)
    assert all(row.code in codes.LS for row in ROWS[t.LegalStatus])
    assert all(row.participation in codes.REVIEW_CODE for row in ROWS[t.Review])
    assert all(row.reason in codes.SW_REASON for row in ROWS[t.Allocation] if row.reason)


def test_children_of_every_kind_are_there():
    kinds = {child.kind for family in AUTHORITY.families for child in family.children}
    assert kinds == set(Kind)


def test_nobody_from_whom_an_address_is_withheld_lives_with_the_childs_other_parent():
    """Where the child lived, and comes on visits."""
    _, made = borough(open_children=300)
    lives = {row.person_id: row.address_id for row in made[t.Residence] if row.end_on is None}
    parents = [(row.other_id, row.person_id) for row in made[t.Relationship] if row.kind == "parent"]
    rows = [row for row in made[t.Withholding] if row.what == "address"]
    assert rows
    for row in rows:
        others = {parent for child, parent in parents if child == row.child_id} - {row.withheld_from_id}
        assert lives.get(row.withheld_from_id) not in {lives[each] for each in others if each in lives}
