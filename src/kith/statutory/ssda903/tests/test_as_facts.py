from datetime import date

from kith.statutory.ssda903.as_facts import as_facts
from kith.statutory.ssda903.histories import histories
from kith.statutory.ssda903.merging import YearlySet, merge
from kith.statutory.ssda903.tests.making import reading


def imported(text):
    return as_facts(histories(merge([YearlySet("2025-26", reading(text))])).children.values())


def test_children_are_numbered_and_known_by_their_own_number_again():
    found = imported("""
        Reviews
        CHILD  DOB         REVIEW      REVIEW_CODE
        x9     2012-03-02  2025-05-01  PN1
        x8     2013-03-02  2025-05-02  PN2
    """)
    assert found.numbers == {1: "X8", 2: "X9"}
    assert found.facts.children["born_on"].to_list() == [date(2013, 3, 2), date(2012, 3, 2)]
    assert found.facts.reviews.select("child", "on", "participation").rows() == [
        (1, date(2025, 5, 2), "PN2"),
        (2, date(2025, 5, 1), "PN1"),
    ]


def test_missing_from_a_day_is_from_its_first_moment_in_england():
    found = imported("""
        Missing
        CHILD  DOB         MISSING  MIS_START   MIS_END
        a      2012-03-02  M        2025-06-05  .
    """)
    (moment,) = found.facts.missing["started_at"]
    assert (moment.isoformat(), found.facts.missing["ended_at"][0]) == ("2025-06-05T00:00:00+01:00", None)


def test_care_that_ended_in_death_says_when_the_child_died():
    found = imported("""
        Episodes
        CHILD  DECOM       RNE  LS  CIN  PLACE  PLACE_PROVIDER  DEC         REC  REASON_PLACE_CHANGE  HOME_POST  PL_POST  URN
        a      2025-04-01  S    C2  N1   U4     PR1             2025-05-01  E2   .                    .          .        .
    """)
    assert found.facts.children["died_on"].to_list() == [date(2025, 5, 1)]


def test_nothing_makes_empty_facts():
    assert as_facts([]).facts.placements.is_empty()
