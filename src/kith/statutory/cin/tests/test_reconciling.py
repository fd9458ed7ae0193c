"""Reconciliation of the census: what is counted, in which group, beside last year and England."""

import pytest

from kith.lib.tables import text_tables
from kith.statutory.cin.reconciling import ENGLAND, NO_LAST, counted
from kith.statutory.cin.reconciling_groups import (
    ASSESSMENTS,
    CONFERENCES,
    ENDED,
    ENQUIRIES,
    GROUPS,
    IN_NEED,
    PLANS,
    REFERRALS,
    STARTED,
)
from kith.statutory.cin.specification import TABLES
from kith.statutory.cin.synthetic import made_up
from kith.statutory.returns.as_text import from_rows
from kith.statutory.returns.reconciling import published, reconciled

DETAILS = (
    "CINdetails\nLAchildID  CINreferralDate  CINclosureDate  ReferralNFA  PrimaryNeedCode  DateOfInitialCPC\n"
)


def tables(*texts: str):
    found = text_tables("\n\n".join(texts))
    return {name: from_rows(TABLES[name], each.rows, each.columns) for name, each in found.items()}


def numbers(this, part, key, last=None):
    found = reconciled(this, last, published(ENGLAND), GROUPS)
    (section,) = [each for each in found if (each.part, each.breakdown.key) == (part, key)]
    return {line.group: line.this for line in section.lines if line.this}


def of_details(rows: str, *, last: str | None = None):
    before = None if last is None else tables(DETAILS + last)
    return counted(tables(DETAILS + rows), "2025-26", last=before)


def test_referrals_are_those_of_the_year_and_each_counts():
    this = of_details(
        """
a  2025-03-31  .  0  N1  .
a  2025-04-01  .  1  N1  .
b  2026-03-31  .  0  N2  .
B  2025-05-01  .  0  N2  .
.  2025-05-01  .  0  N2  .
""".strip()
    )
    assert numbers(this, REFERRALS, "all") == {"all": 3} and this.unnumbered == 1
    assert numbers(this, REFERRALS, "action") == {"none": 1, "more": 2}


def test_who_was_referred_before_within_twelve_months_needs_last_years_census():
    rows = "a  2025-05-01  .  0  N1  .\nb  2025-05-01  .  0  N1  .\nc  2025-05-01  .  0  N1  .\nc  2025-09-01  .  0  N1  ."
    alone = of_details(rows)
    assert alone.blank == {"again": NO_LAST} and numbers(alone, REFERRALS, "again") == {}
    last = "a  2024-05-01  2024-06-01  0  N1  .\nb  2024-04-30  2024-06-01  0  N1  ."
    assert numbers(of_details(rows, last=last), REFERRALS, "again") == {"yes": 2, "no": 2}


def test_in_need_at_31_march_is_each_child_with_an_open_episode_that_went_forward():
    this = of_details(
        """
a  2024-01-05  .           0  N1  .
a  2025-06-05  .           0  N4  .
b  2025-06-05  2026-03-31  0  N1  .
c  2025-06-05  2026-04-01  0  N2  .
d  2025-06-05  .           1  N1  .
e  .           .           0  .   .
""".strip()
    )
    assert numbers(this, IN_NEED, "need") == {"N4": 1, "N2": 1, "not known": 1}


def test_assessments_are_counted_by_working_days():
    this = counted(tables("""
Assessments
LAchildID  AssessmentActualStartDate  AssessmentAuthorisationDate
a          2025-05-06                 2025-07-09
b          2025-05-06                 2025-07-10
c          2025-05-06                 2025-12-10
d          .                          2025-07-10
e          2025-05-06                 .
"""), "2025-26")  # fmt: skip
    assert numbers(this, ASSESSMENTS, "all") == {"all": 4}
    assert numbers(this, ASSESSMENTS, "duration") == {
        "within 45": 1,
        "46 to 60": 1,
        "over 60": 1,
        "not known": 1,
    }


def test_conferences_come_of_enquiries_or_straight_and_count_once():
    this = counted(tables("""
Section47
LAchildID  S47ActualStartDate  DateOfInitialCPC
a          2025-05-06          2025-05-28
b          2025-05-06          2025-05-29
c          2025-05-06          .
""", DETAILS + "a  2025-05-01  .  0  N1  2025-05-28\nd  2025-05-01  .  0  N1  2025-08-01"), "2025-26")  # fmt: skip
    assert numbers(this, ENQUIRIES, "led") == {"held": 2, "none": 1}
    assert numbers(this, CONFERENCES, "duration") == {"within 15": 1, "16 to 20": 1, "not known": 1}


def test_plans_start_end_and_stand_by_category_and_how_long_they_lasted():
    this = counted(tables("""
ChildProtectionPlans
LAchildID  CPPstartDate  CPPendDate  InitialCategoryOfAbuse  LatestCategoryOfAbuse  NumberOfPreviousCPP
a          2025-12-31    .           NEG                     EMO                    0
b          2024-03-30    2025-06-01  NEG                     NEG                    1
c          2024-02-01    2026-03-31  PHY                     PHY                    0
d          2025-04-01    2026-04-01  SAB                     SAB                    2
"""), "2025-26")  # fmt: skip
    assert numbers(this, STARTED, "category") == {"NEG": 1, "SAB": 1}
    assert numbers(this, STARTED, "before") == {"yes": 1, "no": 1}
    assert numbers(this, ENDED, "lasted") == {"1 to 2 years": 1, "2 years or more": 1}
    assert numbers(this, PLANS, "category") == {"EMO": 1, "SAB": 1}
    assert numbers(this, PLANS, "lasted") == {"up to 3 months": 1, "6 months to a year": 1}


def test_every_figure_of_england_belongs_to_a_line():
    there = {
        (part, by.key, group) for part, some in GROUPS.breakdowns.items() for by in some for group in by.words
    }
    assert published(ENGLAND).figures.keys() <= there


@pytest.mark.parametrize("part", GROUPS.parts)
def test_each_breakdown_of_a_made_up_census_adds_up(part):
    census = made_up(300)
    this = counted(census, "2025-26", last=census)
    whole = this.parts[part].height
    assert all(sum((this.count(part, by) or {}).values()) == whole for by in GROUPS.breakdowns[part])
