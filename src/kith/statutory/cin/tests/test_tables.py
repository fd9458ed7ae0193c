"""What rules are given: rows joined by number, the census year of the header, and one row for the whole."""

from datetime import date

from kith.lib.cases import Case
from kith.lib.checking import check
from kith.lib.rule import Rules
from kith.statutory.cin.checking import tables_of_case


def census(**tables):
    columns = {name: list({key: None for row in rows for key in row}) for name, rows in tables.items()}
    return tables_of_case(Case("1", "2025-26", 0, tables, columns))


def joined(one, other, on):
    return sorted(one.join(other, on=on).collect()["LAchildID"])


def test_episodes_of_two_children_that_are_called_the_same_are_not_joined():
    given = census(
        CINdetails=[{"LAchildID": "a", "CINdetailsID": "1"}, {"LAchildID": "b", "CINdetailsID": "1"}],
        Section47=[{"LAchildID": "b", "CINdetailsID": "1"}, {"LAchildID": "a", "CINdetailsID": "2"}],
    )
    assert joined(given.details, given.section47, "CINdetailsID") == ["b"]
    assert joined(given.details, given.section47, "child") == ["a", "b"]


def test_reviews_belong_to_one_plan_of_the_episode():
    tie = {"LAchildID": "a", "CINdetailsID": "1"}
    given = census(
        ChildProtectionPlans=[{**tie, "CPPID": "1"}, {**tie, "CPPID": "2"}],
        Reviews=[{**tie, "CPPID": "2"}, {**tie, "CPPID": "2"}],
    )
    assert given.plans.join(given.reviews, on="CPPID").collect()["#ChildProtectionPlans"].to_list() == [1, 1]


def test_factors_may_be_said_as_text_of_the_assessment():
    tie = {"LAchildID": "a", "CINdetailsID": "1", "AssessmentID": "1"}
    given = census(Assessments=[{**tie, "AssessmentFactors": "1A, 21"}])
    assert given.factors.collect()["AssessmentFactor"].to_list() == ["1A", "21"]
    listed = census(
        Assessments=[{**tie, "AssessmentFactors": ["1A", None]}, {**tie, "AssessmentFactors": None}]
    )
    assert listed.factors.collect()["AssessmentFactor"].to_list() == ["1A", None]
    assert given.factors.join(given.assessments, on="AssessmentID").collect().height == 2


def test_factors_said_as_text_find_their_assessment_without_numbers():
    given = census(Assessments=[{"AssessmentFactors": ["1A", "21"]}, {"AssessmentFactors": "21"}])
    found = given.assessments.join(given.factors, on="AssessmentID").collect()
    assert sorted(found["#Assessments"]) == [0, 0, 1]


def test_the_census_year_ends_on_the_reference_date_of_the_header():
    assert (census().start, census().end) == (date(2025, 4, 1), date(2026, 3, 31))
    told = census(Header=[{"ReferenceDate": None}, {"ReferenceDate": "31/03/2001"}])
    assert (told.start, told.end) == (date(2000, 4, 1), date(2001, 3, 31))


def test_yes_and_no_are_0_and_1_however_they_are_written():
    rows = [{"LAchildID": "a", "ReferralNFA": each} for each in (0, "false", "true", "Woof", None)]
    assert census(CINdetails=rows).details.collect()["ReferralNFA"].to_list() == ["0", "0", "1", "Woof", None]


def test_a_rule_about_the_whole_marks_the_one_row_of_the_authority():
    rule = Rules()
    rule("1", fields="LEA")(lambda given: given.authority)
    given = census(Header=[{"LEA": "301"}])
    assert check(rule, given).issues.select("table", "id", "child").rows() == [("Authority", 0, None)]
