"""What must hold for any child's facts: made-up children, with moves, orders, plans, visits and reviews at random."""

from dataclasses import fields
from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.lib.days import day_of
from kith.statutory.clocks import deadlines
from kith.statutory.clocks.reading import TABLES
from kith.statutory.clocks.steps import STEP_KINDS
from kith.statutory.facts import Facts
from kith.statutory.tests.clock_child import a_child

START = date(2022, 1, 3)
LENGTH = 900
offsets = st.integers(0, LENGTH)
several = st.lists(offsets, max_size=8, unique=True)
few = st.lists(offsets, max_size=3, unique=True)
days_asked_about = offsets.map(lambda each: START + timedelta(days=each))


def _on(offset):
    return START + timedelta(days=offset)


def _stretches(cuts, make):
    """Rows that follow one another from the first day, the last of them open."""
    starts = sorted({0, *cuts})
    return [
        {"start_on": _on(start), "end_on": None if end is None else _on(end)} | make(place)
        for place, (start, end) in enumerate(zip(starts, [*starts[1:], None], strict=True))
    ]


@st.composite
def tables(draw):
    """The tables of one child in care, as rows."""

    def pick(*values):
        return draw(st.sampled_from(values))

    def placement(place):
        return {
            "id": place,
            "place": pick("P1", "U4", "U6", "K2", "A5"),
            "same_carer": pick(True, False),
            "regulation_24": pick(True, False, False),
            "emergency": pick(True, False, None),
            "until_18_from": pick(None, _on(draw(offsets))),
            "long_term_agreed_on": pick(None, _on(draw(offsets))),
        }

    returned = draw(offsets)
    return {
        "periods_of_care": [
            {"start_on": START, "end_on": pick(None, _on(draw(offsets))), "end_reason": "E4A"}
        ],
        "placements": _stretches(draw(few), placement),
        "legal_statuses": _stretches(draw(few), lambda _: {"code": pick("C1", "C2", "V2", "E1")}),
        "visits": [{"on": _on(each)} for each in draw(several)],
        "reviews": [{"on": _on(each)} for each in draw(several)],
        "health_assessments": [{"on": _on(each), "kind": pick("initial", "review")} for each in draw(few)],
        "sdqs": [{"on": _on(each), "score": pick(10, None), "reason": "SDQ1"} for each in draw(few)],
        "steps": [
            {
                "on": _on(each),
                "kind": pick(*dict(STEP_KINDS)),
                "placement": pick(0, 1),
                "expected_on": _on(draw(offsets)),
            }
            for each in draw(several)
        ],
        "missing": [{"started_at": f"{_on(returned)}T20:00", "ended_at": f"{_on(returned + 2)}T12:00"}],
        "secure_stays": [{"started_at": f"{_on(returned)}T20:00", "ended_at": f"{_on(returned + 5)}T12:00"}],
        "visit_frequencies": [{"start_on": _on(draw(offsets)), "days": draw(st.integers(1, 60))}],
    }


children = st.builds(
    lambda rows, born: (rows, str(born)), tables(), st.dates(date(2005, 1, 1), date(2021, 12, 31))
)


def _facts(child, number=1):
    rows, born = child
    return a_child(born=born, child=number, **rows)


def _as_known_on(child, as_of):
    """The same child, as somebody would have written the facts down by the end of that day."""
    rows, born = child
    known = {}
    for name, each in rows.items():
        start, later = TABLES[name]
        begun = [row for row in each if _day(row[start]) <= as_of]
        known[name] = [
            {
                key: None if key in later and value and _day(value) > as_of else value
                for key, value in row.items()
            }
            for row in begun
        ]
    return known, born


def _day(value):
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


@settings(max_examples=60, deadline=None)
@given(children, days_asked_about)
def test_nothing_later_than_the_day_asked_about_is_seen(child, as_of):
    known = _facts(_as_known_on(child, as_of))
    assert _plain(deadlines(_facts(child), as_of)) == _plain(deadlines(known, as_of))


@settings(max_examples=60, deadline=None)
@given(children, days_asked_about, st.integers(1, 40))
def test_a_deadline_never_moves_earlier_as_days_pass(child, as_of, later):
    known = _facts(_as_known_on(child, as_of))
    before = {_name(each): each.due for each in deadlines(known, as_of)}
    after = {_name(each): each.due for each in deadlines(known, as_of + timedelta(days=later))}
    assert before.keys() <= after.keys()
    assert all(before[name] <= after[name] for name in before)


@settings(max_examples=30, deadline=None)
@given(st.lists(children, min_size=2, max_size=4), days_asked_about)
def test_many_children_are_computed_as_one_by_one(several_children, as_of):
    each = [_facts(child, number) for number, child in enumerate(several_children, start=1)]
    together = Facts(
        **{table.name: pl.concat([getattr(one, table.name) for one in each]) for table in fields(Facts)}
    )
    assert deadlines(together, as_of) == [found for one in each for found in deadlines(one, as_of)]


@settings(max_examples=60, deadline=None)
@given(children, st.integers(1, 59), days_asked_about)
def test_a_shorter_plan_never_makes_a_visit_due_later(child, fewer, as_of):
    rows, born = child
    plan = rows["visit_frequencies"][0]
    shorter = rows | {"visit_frequencies": [plan | {"days": min(fewer, plan["days"])}]}
    longer_due, shorter_due = _visits(_facts(child), as_of), _visits(_facts((shorter, born)), as_of)
    assert longer_due.keys() == shorter_due.keys()
    assert all(shorter_due[start] <= longer_due[start] for start in longer_due)


@settings(max_examples=60, deadline=None)
@given(children, days_asked_about)
def test_a_plan_never_makes_a_visit_due_later_than_the_law(child, as_of):
    rows, born = child
    law = _visits(_facts((rows | {"visit_frequencies": []}, born)), as_of)
    planned = _visits(_facts(child), as_of)
    assert all(planned[start] <= law[start] for start in law)


@settings(max_examples=60, deadline=None)
@given(children, days_asked_about)
def test_every_deadline_is_met_or_ended_by_the_day_asked_about_or_open(child, as_of):
    for each in deadlines(_facts(child), as_of):
        assert not (each.met_by and each.ended_by)
        assert each.is_open(as_of) is (each.met_by is None and each.ended_by is None)
        assert each.started_on <= as_of
        assert each.is_late(as_of) is (each.is_open(as_of) and bool(each.late_by(as_of)))


def _visits(facts, as_of):
    found = [each for each in deadlines(facts, as_of) if each.key.startswith("visit.")]
    return {each.started_by: day_of(each.due) for each in found}


def _name(deadline):
    return deadline.key, deadline.started_by


def _plain(found):
    """Without row numbers, which differ when rows were left out."""
    return [
        (
            each.key,
            each.due,
            each.why,
            *((fact.on, fact.table, fact.label) if fact else None for fact in _of(each)),
        )
        for each in found
    ]


def _of(each):
    return each.started_by, each.met_by, each.ended_by, each.shortened_by
