"""A valid census told as facts and built again is the same, row for row and file for file."""

from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from kith.lib import checking
from kith.lib.tables import text_tables
from kith.statutory.cin.as_return_facts import as_return_facts
from kith.statutory.cin.building import build
from kith.statutory.cin.reading import read
from kith.statutory.cin.rules import RULES
from kith.statutory.cin.specification import TABLES
from kith.statutory.cin.synthetic import AUTHORITY, made_up
from kith.statutory.cin.tables import Tables
from kith.statutory.cin.writing import write
from kith.statutory.return_facts import ReturnFacts
from kith.statutory.returns.as_text import from_rows
from kith.statutory.returns.collection import YEARS, Collection


def again(census, year):
    made_at = datetime(int(year[:4]) + 1, 5, 1, 9, 30, tzinfo=UTC)
    return build(as_return_facts(census, year), year, AUTHORITY, at=made_at)


def assert_same(made, told):
    for name, rows in made.items():
        assert_frame_equal(rows, told[name].select(rows.columns))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(YEARS), st.booleans())
def test_a_valid_census_is_built_again_as_it_was(seed, year, seldom):
    told = made_up(40, year=year, seed=seed, seldom=seldom)
    assert_same(again(told, year), told)


@pytest.mark.parametrize("year", YEARS)
def test_the_file_written_of_it_is_the_same(tmp_path, year):
    told = made_up(100, year=year)
    for name, tables in (("told", told), ("again", again(told, year))):
        write(tables, tmp_path / f"{name}.xml", year=year)
    assert (tmp_path / "again.xml").read_bytes() == (tmp_path / "told.xml").read_bytes()
    assert not read(tmp_path / "again.xml").problems


def test_one_childs_facts_build_that_childs_rows():
    told = made_up(40)
    one = {
        name: rows if "Child" not in rows.columns else rows.filter(pl.col("Child") == 7)
        for name, rows in told.items()
    }
    for name, rows in again(one, "2025-26").items():
        assert_frame_equal(rows.drop("Child", strict=False), one[name].drop("Child", strict=False))


def test_the_tables_have_the_published_columns_and_types_even_without_rows():
    made = build(ReturnFacts(), "2026-27")
    assert list(made) == list(TABLES)
    for name, rows in made.items():
        assert dict(rows.schema) == {each.name: each.kind.dtype for each in TABLES[name].columns}


def test_a_table_that_a_year_did_not_ask_for_is_not_built():
    assert "PreProceedings" not in build(ReturnFacts(), "2025-26")


OF_CHILD = """
ChildIdentifiers
Child  LAchildID  UPN            FormerUPN      UPNunknown  PersonBirthDate  ExpectedPersonBirthDate  Sex  PersonDeathDate
1      A1         P330200009001  Z330200009000  .           2015-03-02       .                        F    .
2      B2         .              .              UN1         2023-03-02       .                        M    2026-01-10
3      C3         .              .              UN2         2014-03-02       .                        U    .

ChildCharacteristics
Child  LAchildID  Ethnicity
1      A1         WBRI
2      B2         ABAN
3      C3         NOBT

Disabilities
Child  LAchildID  Disability
1      A1         VIS
1      A1         HEAR
2      B2         NONE
3      C3         NONE
"""
# A referral closed on the day of the next; plans and enquiries one after another; a plan taken over from elsewhere, ended by
# death; an enquiry of last year that was finished in this one.
ODD = f"""{OF_CHILD}
CINdetails
Child  LAchildID  CINdetailsID  CINreferralDate  ReferralSource  PrimaryNeedCode  CINclosureDate  ReasonForClosure  DateOfInitialCPC  ReferralNFA
1      A1         1             2025-04-01       9               .                .               .                 .                 1
1      A1         2             2025-05-06       6               N1               2025-09-01      RC7               .                 0
1      A1         3             2025-09-01       1A              N4               .               .                 .                 0
2      B2         1             2025-09-15       5C              N1               2026-01-10      RC2               2025-10-10        0
3      C3         1             2025-03-10       2A              N5               .               .                 .                 0

Assessments
Child  LAchildID  CINdetailsID  AssessmentID  AssessmentActualStartDate  AssessmentInternalReviewDate  AssessmentAuthorisationDate
1      A1         2             1             2025-05-06                 2025-05-20                    2025-05-30
1      A1         2             2             2025-07-02                 .                             2025-08-19
1      A1         3             1             2026-03-02                 .                             .
2      B2         1             1             2025-09-15                 .                             2025-10-01
3      C3         1             1             2025-03-10                 .                             2025-04-10

AssessmentFactorsList
Child  LAchildID  CINdetailsID  AssessmentID  AssessmentFactor
1      A1         2             1             3B
1      A1         2             1             1C
1      A1         2             2             16A
2      B2         1             1             17A
3      C3         1             1             24A

CINplanDates
Child  LAchildID  CINdetailsID  CINPlanStartDate  CINPlanEndDate
1      A1         2             2025-08-20        2025-09-01
3      C3         1             2025-04-10        2025-06-02
3      C3         1             2025-06-03        .

Section47
Child  LAchildID  CINdetailsID  S47ActualStartDate  InitialCPCtarget  DateOfInitialCPC  ICPCnotRequired
1      A1         2             2025-05-10          .                 .                 1
1      A1         2             2025-06-10          2025-07-01        2025-07-01        0
1      A1         3             2025-09-01          .                 .                 1
3      C3         1             2025-03-20          2025-04-10        .                 1

ChildProtectionPlans
Child  LAchildID  CINdetailsID  CPPID  CPPstartDate  CPPendDate  InitialCategoryOfAbuse  LatestCategoryOfAbuse  NumberOfPreviousCPP
1      A1         2             1      2025-07-01    2025-08-20  NEG                     EMO                    1
2      B2         1             1      2025-10-10    2026-01-10  PHY                     PHY                    2

Reviews
Child  LAchildID  CINdetailsID  CPPID  CPPreviewDate
1      A1         2             1      2025-08-20
2      B2         1             1      2025-12-19
"""


def census_of(text):
    return {
        name: from_rows(TABLES[name], found.rows, found.columns).drop("file", "row", strict=False)
        for name, found in text_tables(text).items()
    }


def test_what_is_seldom_is_built_again_as_it_was():
    told = census_of(ODD)
    broken = checking.check(RULES, Tables(told, Collection.of("2025-26"))).issues
    assert set(broken["rule"]) <= {"2883", "2886Q", "2887Q", "100"}, broken
    made = build(as_return_facts(told, "2025-26"), "2025-26")
    assert_same({name: made[name] for name in told}, told)
