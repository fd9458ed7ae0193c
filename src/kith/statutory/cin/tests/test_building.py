"""What belongs in a census year, and how it stood on the last day."""

from datetime import date, timedelta

import polars as pl
import pytest

from kith.statutory.cin.building import build
from kith.statutory.facts import SCHEMAS
from kith.statutory.return_facts import RETURN_SCHEMAS, ReturnFacts

YEAR = "2025-26"
REFERRED, LAST_DAY = date(2025, 5, 6), date(2026, 3, 31)
AFTER = LAST_DAY + timedelta(days=1)


def facts(**tables) -> ReturnFacts:
    """Child 1, born in 2015, with these rows: dicts by column, `id` from 1 where it is not said."""
    usual = {"children": [{"born_on": date(2015, 3, 2), "sex": "F"}], "persons": [{"number": "A1"}]}
    return ReturnFacts(**{name: table(name, rows) for name, rows in (usual | tables).items()})


def table(name, rows):
    schema = (SCHEMAS | RETURN_SCHEMAS)[name]
    told = [{"child": 1, "id": number} | row for number, row in enumerate(rows, 1)]
    return pl.DataFrame([{column: row.get(column) for column in schema} for row in told], schema=schema)


def referral(on=REFERRED, **more):
    return {"on": on, "source": "6", "need": "N1", "no_further_action": False} | more


def built(name, *columns, year=YEAR, **tables):
    rows = build(facts(**tables), year)[name]
    return rows.select(*columns).rows()


def closing(on, **tables):
    tables = {"referrals": [referral()], "closures": [{"referral": 1, "on": on, "reason": "RC7"}]} | tables
    return built("CINdetails", "CINclosureDate", "ReasonForClosure", **tables)


def test_what_was_closed_after_the_last_day_is_open():
    assert closing(LAST_DAY) == [(LAST_DAY, "RC7")]
    assert closing(AFTER) == [(None, None)]


def test_what_was_closed_before_the_first_day_is_in_no_census_of_the_year():
    before = [referral(date(2024, 5, 6))]
    assert closing(date(2025, 3, 31), referrals=before) == []
    assert closing(date(2025, 4, 1), referrals=before) == [(date(2025, 4, 1), "RC7")]


@pytest.mark.parametrize(("on", "told"), [(date(2025, 3, 31), 0), (date(2025, 4, 1), 1), (AFTER, 0)])
def test_a_referral_with_no_further_action_is_told_in_the_year_of_its_day(on, told):
    assert len(built("CINdetails", "ReferralNFA", referrals=[referral(on, no_further_action=True)])) == told


def test_a_referral_while_an_episode_is_open_begins_no_other():
    both = [referral(need=""), referral(date(2025, 7, 1), need="N4")]
    closed = [{"referral": 1, "on": date(2025, 9, 1), "reason": "RC8"}]
    columns = ("CINreferralDate", "PrimaryNeedCode", "CINclosureDate", "ReasonForClosure")
    assert built("CINdetails", *columns, referrals=both, closures=closed) == [(REFERRED, "N4", None, None)]
    closed.append({"referral": 2, "on": date(2025, 12, 1), "reason": "RC7"})
    assert built("CINdetails", *columns, referrals=both, closures=closed) == [
        (REFERRED, "N4", date(2025, 12, 1), "RC7")
    ]
    assessed = [{"referral": 2, "started_on": date(2025, 7, 2)}]
    assert built("Assessments", "CINdetailsID", referrals=both, assessments=assessed) == [("1",)]


def test_a_referral_on_the_day_of_the_closure_begins_another_and_has_what_is_of_that_day():
    both = [referral(), referral(date(2025, 9, 1))]
    closed = [{"referral": 1, "on": date(2025, 9, 1), "reason": "RC7"}]
    enquired = [{"start_on": REFERRED}, {"start_on": date(2025, 9, 1)}]
    told = built("Section47", "CINdetailsID", referrals=both, closures=closed, enquiries=enquired)
    assert told == [("1",), ("2",)]


def test_what_no_referral_covers_is_in_one_episode_of_which_nothing_is_known():
    tables = {"enquiries": [{"start_on": REFERRED}], "need_plans": [{"start_on": date(2025, 6, 1)}]}
    assert built("CINdetails", "CINreferralDate", "ReferralNFA", **tables) == [(None, "0")]
    assert (
        built("Section47", "CINdetailsID", **tables)
        == built("CINplanDates", "CINdetailsID", **tables)
        == [("1",)]
    )


def test_a_referral_made_while_in_care_covers_it_and_one_closed_before_it_ended_does_not():
    tables = {
        "periods_of_care": [{"kind": "looked_after", "start_on": date(2020, 1, 1)}],
        "referrals": [referral()],
    }
    assert built("CINdetails", "CINreferralDate", **tables) == [(REFERRED,)]
    closed = [{"referral": 1, "on": date(2025, 9, 1), "reason": "RC7"}]
    assert built("CINdetails", "CINreferralDate", **tables, closures=closed) == [(None,), (REFERRED,)]


def test_care_that_never_ended_keeps_nobody_in_the_census_beyond_eighteen():
    care = [{"kind": "looked_after", "start_on": date(2016, 1, 1)}]
    born = [{"born_on": date(2007, 4, 1), "sex": "F"}]
    assert len(built("CINdetails", "ReferralNFA", periods_of_care=care)) == 1
    assert built("CINdetails", "ReferralNFA", periods_of_care=care, children=born) == []


def test_whoever_was_born_after_the_last_day_was_not_yet_born():
    born = [{"born_on": AFTER, "expected_on": date(2026, 4, 9), "sex": "F"}]
    columns = ("PersonBirthDate", "ExpectedPersonBirthDate", "Sex")
    assert built("ChildIdentifiers", *columns, children=born, referrals=[referral()]) == [
        (None, date(2026, 4, 9), "U")
    ]


def test_factors_are_told_once_the_assessment_is_authorised():
    assessed = {"referral": 1, "started_on": REFERRED, "factors": ["3B", "4A"]}
    for authorised_on, told in ((LAST_DAY, [("3B",), ("4A",)]), (AFTER, []), (None, [])):
        rows = [assessed | {"authorised_on": authorised_on}]
        assert (
            built("AssessmentFactorsList", "AssessmentFactor", referrals=[referral()], assessments=rows)
            == told
        )


ENQUIRY = {"start_on": date(2025, 6, 2), "clock_on": date(2025, 6, 2), "end_on": date(2025, 6, 20)}


@pytest.mark.parametrize(("not_required", "told"), [(False, (date(2025, 6, 23), "0")), (True, (None, "1"))])
def test_by_when_a_conference_is_due_is_told_where_one_is_needed(not_required, told):
    rows = [ENQUIRY | {"conference_not_required": not_required}]
    columns = ("InitialCPCtarget", "ICPCnotRequired")
    assert built("Section47", *columns, referrals=[referral()], enquiries=rows) == [told]


def test_an_enquiry_that_was_over_before_the_year_is_not_told():
    over = ENQUIRY | {"conference_not_required": True}
    tables = {"referrals": [referral()], "enquiries": [over]}
    assert len(built("Section47", "ICPCnotRequired", **tables)) == 1
    assert built("Section47", "ICPCnotRequired", year="2026-27", **tables) == []


PLAN = {
    "start_on": date(2025, 6, 20),
    "initial_category": "NEG",
    "latest_category": "EMO",
    "earlier_elsewhere": 2,
}
SINCE = [
    {"on": date(2025, 9, 12), "kind": "review", "decision": "goes_on", "category": ""},
    {"on": date(2026, 4, 20), "kind": "review", "decision": "goes_on", "category": "EMO"},
]


def test_the_latest_category_is_that_of_the_last_day():
    tables = {"referrals": [referral()], "protection_plans": [PLAN]}
    columns = ("LatestCategoryOfAbuse", "NumberOfPreviousCPP")
    assert built("ChildProtectionPlans", *columns, **tables) == [("EMO", 2)]
    assert built("ChildProtectionPlans", *columns, **tables, conferences=SINCE) == [("NEG", 2)]


def test_reviews_are_those_of_the_year():
    tables = {"referrals": [referral()], "protection_plans": [PLAN], "conferences": SINCE}
    assert built("Reviews", "CPPreviewDate", **tables) == [(date(2025, 9, 12),)]
    assert built("Reviews", "CPPreviewDate", year="2026-27", **tables) == [(date(2026, 4, 20),)]


def test_a_conference_without_an_enquiry_stands_with_the_episode():
    held = [{"on": date(2025, 6, 20), "kind": "transfer", "decision": "plan", "category": "NEG"}]
    tables = {"referrals": [referral()], "protection_plans": [PLAN], "conferences": held}
    assert built("CINdetails", "DateOfInitialCPC", **tables) == [(date(2025, 6, 20),)]


def test_pre_proceedings_count_the_meetings_until_the_last_day():
    begun = date(2026, 5, 5)
    row = {
        "decided_on": begun, "letter_sent_on": begun, "offered": True, "held": False, "first_meeting_on": begun,
        "meetings": [date(2026, 6, 1), date(2027, 4, 2)],
    }  # fmt: skip
    columns = ("PPStartDate", "FGDMMeetingOffer", "FGDMMeetingFac", "ReviewMeetingsCount", "PPOutcome")
    tables = {"referrals": [referral()], "before_court": [row]}
    assert built("PreProceedings", *columns, year="2026-27", **tables) == [(begun, "1", "0", 1, None)]
