"""The tables of a year: what belongs in it, and that a valid return told as facts and built again is the same."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from kith.statutory.facts import table
from kith.statutory.return_facts import ReturnFacts
from kith.statutory.return_facts import table as return_table
from kith.statutory.ssda903.as_return_facts import as_return_facts
from kith.statutory.ssda903.building import build
from kith.statutory.ssda903.histories import histories
from kith.statutory.ssda903.merging import YearlySet, merge
from kith.statutory.ssda903.reading import Read
from kith.statutory.ssda903.specification import TABLES
from kith.statutory.ssda903.synthetic import made_up
from kith.statutory.ssda903.tests.making import reading

YEAR = "2026-27"


def as_read(tables) -> Read:
    """Tables as if they had been read from files."""
    return Read({name: _numbered(name, rows) for name, rows in tables.items()})


def _numbered(name, rows):
    return rows.with_columns(
        pl.lit(f"{name}.csv").alias("file"), pl.int_range(2, pl.len() + 2, dtype=pl.Int64).alias("row")
    )


def built(read, year=YEAR, **earlier):
    sets = [YearlySet(each.replace("_", "-")[1:], told) for each, told in earlier.items()]
    found = histories(merge([*sets, YearlySet(year, read)]))
    assert not found.refused
    return build(as_return_facts(found.children.values()), year)


def assert_same(made, told):
    for name, rows in made.items():
        assert_frame_equal(rows, told[name].select(rows.columns), check_row_order=False)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["2024-25", "2025-26", YEAR]))
def test_a_valid_return_is_built_again_as_it_was(seed, year):
    this, _ = made_up(40, year=year, seed=seed)
    assert_same(built(as_read(this), year), this)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_so_it_is_when_last_year_was_told_too(seed):
    this, last = made_up(40, seed=seed)
    assert_same(built(as_read(this), y2025_26=as_read(last)), this)


def test_the_tables_have_the_published_columns_and_types_even_without_rows():
    made = build(ReturnFacts(), YEAR)
    assert list(made) == list(TABLES)
    for name, rows in made.items():
        assert dict(rows.schema) == {each.name: each.kind.dtype for each in TABLES[name].columns}


def test_a_table_that_a_year_did_not_ask_for_is_not_built():
    assert not {"DoLo", "SWEpisodes"} & set(build(ReturnFacts(), "2022-23"))


@pytest.mark.parametrize(("year", "sex"), [("2023-24", "2"), ("2024-25", "F")])
def test_sex_is_in_the_codes_of_the_year(year, sex):
    assert build(facts(), year)["Header"]["SEX"].to_list() == [sex]


EPISODE = "a  01/05/2020  S  C2  N1  U6  PR1"
HEADING = "CHILD  DECOM  RNE  LS  CIN  PLACE  PLACE_PROVIDER  DEC  REC  REASON_PLACE_CHANGE"


@pytest.mark.parametrize(
    ("end", "shown"),
    [("31/03/2026", []), ("01/04/2026", [(date(2026, 4, 1), "E4A")]), ("01/04/2027", [(None, None)])],
)
def test_an_episode_is_shown_as_it_stood_on_the_last_day_of_the_year(end, shown):
    made = built(reading(f"Episodes\n{HEADING}\n{EPISODE}  {end}  E4A  ."))
    assert made["Episodes"].select("DEC", "REC").rows() == shown


# What the record of practitioners tells


def facts(**given):
    """A girl of five, looked after since 2020 and recorded here from the beginning, with other facts of hers."""
    usual = {
        "children": [{"child": 1, "born_on": date(2020, 1, 1), "sex": "F"}],
        "periods_of_care": [{"child": 1, "id": 1, "kind": "looked_after", "start_on": date(2020, 5, 1)}],
        "legal_statuses": [{"child": 1, "id": 1, "code": "C2", "start_on": date(2020, 5, 1)}],
        "placements": [{"child": 1, "id": 1, "place": "U6", "start_on": date(2020, 5, 1)}],
    }
    made = {name: table(name, rows) for name, rows in usual.items()}
    return ReturnFacts(**made, **{name: _given(name, rows) for name, rows in given.items()})


def _given(name, rows):
    make = return_table if name in ("persons", "social_workers", "health_years") else table
    return make(name, [{"child": 1, **row} for row in rows])


def test_health_is_worked_out_from_the_days_of_checks():
    made = build(
        facts(
            dental_checks=[{"id": 1, "on": date(2026, 9, 1)}],
            immunisations=[{"id": 1, "on": date(2025, 9, 1), "up_to_date": False}],
            sdqs=[{"id": 1, "on": date(2026, 5, 1), "score": 12}],
        ),
        YEAR,
    )["OC2"]
    answers = made.select(
        "SDQ_SCORE", "TEETH_CHECK", "IMMUNISATIONS", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE"
    )
    assert answers.rows() == [(12, "1", "0", "0", None)]


def test_what_was_said_of_the_year_stands_before_what_is_worked_out():
    said = {"year": YEAR, "sdq_score": 30, "teeth_check": False}
    made = build(facts(health_years=[said], dental_checks=[{"id": 1, "on": date(2026, 9, 1)}]), YEAR)
    assert made["OC2"].select("SDQ_SCORE", "TEETH_CHECK").rows() == [(30, "0")]


def test_a_worker_from_before_care_is_one_from_the_day_it_began():
    held = {"registration": "SW1", "start_on": date(2020, 1, 5), "reason": "FCONTA"}
    made = build(facts(social_workers=[held]), YEAR)["SWEpisodes"]
    assert made.select("SW_ID", "SW_DECOM", "SW_DEC").rows() == [("SW1", date(2020, 5, 1), None)]


def leaver(**period):
    person = {"child": 1, "born_on": date(2008, 6, 1), "sex": "M"}
    care = {"child": 1, "id": 1, "kind": "looked_after", "start_on": date(2020, 1, 1), "end_reason": "E8"}
    return ReturnFacts(
        children=table("children", [person]), periods_of_care=table("periods_of_care", [care | period])
    )


@pytest.mark.parametrize(
    ("period", "rows"),
    [
        ({"end_on": date(2026, 6, 1)}, 1),
        ({"end_on": date(2026, 6, 2)}, 0),
        ({"end_on": date(2024, 6, 1)}, 0),
        ({"start_on": date(2026, 4, 10), "end_on": date(2026, 5, 10)}, 0),
        ({"end_on": date(2026, 5, 10), "end_reason": "E12"}, 0),
    ],
)
def test_a_care_leaver_of_whom_nothing_was_recorded_is_there_by_the_birthday(period, rows):
    """In care on the 18th birthday, gone before 16, in care for a month only, adopted: not a care leaver of the year."""
    made = build(leaver(**period), YEAR)
    assert (made["OC3"].height, made["Header"].height >= rows) == (rows, True)
