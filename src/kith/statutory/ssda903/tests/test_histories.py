from datetime import date

import pytest

from kith.statutory.ssda903.histories import histories
from kith.statutory.ssda903.history import Source
from kith.statutory.ssda903.merging import YearlySet, merge
from kith.statutory.ssda903.tests.making import reading

HEADING = "CHILD  DECOM  RNE  LS  CIN  PLACE  PLACE_PROVIDER  DEC  REC  REASON_PLACE_CHANGE  HOME_POST  PL_POST  URN"


def found(*episodes, more=""):
    text = "\n".join(["Episodes", HEADING, *episodes]) + "\n\n" + more
    return histories(merge([YearlySet("2025-26", reading(text))]))


def child(*episodes, more=""):
    result = found(*episodes, more=more)
    assert not result.refused
    return result.children["A"]


def refused(*episodes, more=""):
    (one,) = found(*episodes, more=more).refused
    return one


def kinds(*episodes, more=""):
    return [notice.kind for notice in found(*episodes, more=more).notices if notice.kind != "no header"]


def row(start, end=".", rne="S", rec=".", ls="C2", place="U4", reason=".", post="B1 1AA"):
    return f"a  {start}  {rne}  {ls}  N1  {place}  PR1  {end}  {rec}  {reason}  B1 1AA  {post}  ."


BORN = "UASC\nCHILD  SEX  DOB  DUC\na  M  2012-03-02  ."


def test_one_legal_status_over_two_placements_is_one_status_with_both_rows():
    it = child(row("2025-04-01", "2025-05-01", rec="X1"), row("2025-05-01", rne="P", place="K2"), more=BORN)
    (status,) = it.legal_statuses
    assert (status.start_on, status.end_on) == (date(2025, 4, 1), None)
    assert status.sources == (Source("Episodes.csv", 2), Source("Episodes.csv", 3))
    assert [(p.place, p.start_on, p.end_on) for p in it.placements] == [
        ("U4", date(2025, 4, 1), date(2025, 5, 1)),
        ("K2", date(2025, 5, 1), None),
    ]


def test_a_temporary_stay_lies_inside_the_placement_it_interrupts():
    it = child(
        row("2025-04-01", "2025-05-01", rec="X1"),
        row("2025-05-01", "2025-05-09", rne="P", place="T1", rec="X1", post="B1 9ZZ"),
        row("2025-05-09", rne="P"),
    )
    assert [(p.place, p.temporary, p.start_on, p.end_on) for p in it.placements] == [
        ("U4", False, date(2025, 4, 1), None),
        ("T1", True, date(2025, 5, 1), date(2025, 5, 9)),
    ]


def test_a_temporary_stay_that_leads_elsewhere_stands_between():
    it = child(
        row("2025-04-01", "2025-05-01", rec="X1"),
        row("2025-05-01", "2025-05-09", rne="P", place="T1", rec="X1"),
        row("2025-05-09", rne="P", place="K2"),
    )
    assert [(p.place, p.end_on) for p in it.placements] == [
        ("U4", date(2025, 5, 1)),
        ("T1", date(2025, 5, 9)),
        ("K2", None),
    ]


def test_leaving_care_and_coming_back_are_two_periods():
    it = child(row("2025-04-01", "2025-05-01", rec="E4A"), row("2025-05-01"))
    assert [(p.start_on, p.end_on, p.end_reason) for p in it.periods_of_care] == [
        (date(2025, 4, 1), date(2025, 5, 1), "E4A"),
        (date(2025, 5, 1), None, None),
    ]


def test_short_breaks_are_a_kind_of_their_own():
    it = child(row("2025-04-01", "2025-05-01", rec="E8", ls="V4"), row("2025-06-01"))
    assert [p.kind for p in it.periods_of_care] == ["short_breaks", "looked_after"]


def test_a_period_of_one_day_survives():
    it = child(row("2025-04-01", "2025-04-01", rec="E8"))
    assert [(p.start_on, p.end_on) for p in it.periods_of_care] == [(date(2025, 4, 1), date(2025, 4, 1))]


def test_care_that_began_before_the_rows_we_have_says_so():
    assert child(row("2025-04-01", rne="L")).periods_of_care[0].began_earlier
    assert not child(row("2025-04-01")).periods_of_care[0].began_earlier


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("episodes overlap", [row("2025-04-01", "2025-06-01", rec="X1"), row("2025-05-01", rne="P")]),
        ("starts before care ended", [row("2025-04-01", "2025-06-01", rec="E4A"), row("2025-05-01")]),
        ("ends before it starts", [row("2025-04-01", "2025-03-01", rec="E4A")]),
        ("no start date", [row(".")]),
        ("no start date", [row("31/02/2025")]),
        ("end date cannot be read", [row("2025-04-01", "31/02/2026", rec="E4A")]),
        ("open while another starts", [row("2025-04-01"), row("2025-05-01")]),
        ("open while another starts", [row("2025-04-01", rec="E8"), row("2025-05-01", rne="P")]),
        ("goes on after death", [row("2025-04-01", "2025-05-01", rec="E2"), row("2025-06-01")]),
        ("starts before birth", [row("2011-04-01")]),
        ("episodes overlap", [row("2025-04-01"), row("2025-04-01", rne="L", ls="C1")]),
        (
            "two one-day episodes",
            [
                row("2025-04-01", "2025-04-01", rec="X1"),
                row("2025-04-01", "2025-04-01", rne="L", ls="C1", rec="X1"),
            ],
        ),
    ],
)
def test_what_contradicts_itself_is_refused_with_its_rows_and_the_way_to_mend(kind, rows):
    one = refused(*rows, more=BORN)
    assert (one.child, one.kind) == ("A", kind)
    assert {source.row for source in one.rows} == set(range(2, 2 + len(rows)))
    assert one.reason
    assert one.mend


def test_a_refused_child_costs_no_other_child():
    result = found(row("2025-04-01", "2025-03-01"), row("2025-04-01").replace("a  ", "b  ", 1))
    assert list(result.children) == ["B"]


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (
            "no end date, ended by the next",
            [row("2025-04-01", rec="X1"), row("2025-05-01", rne="P", place="K2")],
        ),
        ("reason for leaving without a date", [row("2025-04-01", rec="E4A")]),
        ("ends without a reason", [row("2025-04-01", "2025-05-01", rec="X1")]),
        (
            "new period without a start",
            [row("2025-04-01", "2025-05-01", rec="E8"), row("2025-06-01", rne="P")],
        ),
        (
            "start inside a period of care",
            [row("2025-04-01", "2025-05-01", rec="X1"), row("2025-05-01", ls="C1")],
        ),
        (
            "short breaks run into care",
            [row("2025-04-01", "2025-05-01", rec="X1", ls="V4"), row("2025-05-01", rne="L")],
        ),
        (
            "placement changes unsaid",
            [row("2025-04-01", "2025-05-01", rec="X1"), row("2025-05-01", rne="L", ls="C1", place="K2")],
        ),
        (
            "episode that changes nothing",
            [row("2025-04-01", "2025-05-01", rec="X1"), row("2025-05-01", rne="L")],
        ),
        ("reason for a change that is none", [row("2025-04-01", reason="CARPL")]),
        ("no legal status or placement", [row("2025-04-01", ls=".")]),
    ],
)
def test_what_is_only_odd_is_taken_in_and_noticed(kind, rows):
    assert kinds(*rows, more=BORN) == [kind]


def test_an_open_episode_that_no_later_return_has_is_noticed():
    earlier = reading(f"Episodes\n{HEADING}\n{row('2024-05-01')}\n\n{BORN}")
    later = reading(f"Episodes\n{HEADING}\n{row('2025-05-01').replace('a  ', 'b  ', 1)}")
    result = histories(merge([YearlySet("2024-25", earlier), YearlySet("2025-26", later)]))
    assert "open and not heard of again" in [notice.kind for notice in result.notices]


def test_everything_else_a_return_tells_is_there():
    it = child(
        more="""Header
CHILD  SEX  DOB  ETHNIC  UPN  MOTHER  MC_DOB
a  2  2008-03-02  WBRI  UN1  1  2025-01-01

Reviews
CHILD  DOB  REVIEW  REVIEW_CODE
a  2008-03-02  2025-05-01  PN1

Missing
CHILD  DOB  MISSING  MIS_START  MIS_END
a  2008-03-02  M  2025-05-01  .

PrevPerm
CHILD  DOB  PREV_PERM  LA_PERM  DATE_PERM
a  2008-03-02  P1  WAL  ZZ/05/2012

AD1
CHILD  DOB  DATE_INT  DATE_MATCH  FOSTER_CARE  NB_ADOPTR  SEX_ADOPTR  LS_ADOPTR
a  2008-03-02  2025-05-01  2025-06-01  0  2  MF  L11

PlacedAdoption
CHILD  DOB  DATE_PLACED  DATE_PLACED_CEASED  REASON_PLACED_CEASED
a  2008-03-02  2025-05-01  2025-04-01  RD1

SWEpisodes
CHILD  DOB  SW_ID  SW_DECOM  SW_DEC  SW_REASON
a  2008-03-02  SW123456  2025-05-01  .  MANAGE

DoLo
CHILD  DOB  DOLO_START  DOLO_END
a  2008-03-02  2025-05-01  .

OC2
CHILD  DOB  SDQ_SCORE  SDQ_REASON  CONVICTED
a  2008-03-02  12  .  0

OC3
CHILD  DOB  IN_TOUCH  ACTIV  ACCOM
a  2008-03-02  YES  F1  B1"""
    )
    assert (it.sex, it.born_on, it.mother, it.first_child_born_on) == (
        "F",
        date(2008, 3, 2),
        True,
        date(2025, 1, 1),
    )
    assert it.previous_permanence.on == "ZZ/05/2012"
    assert it.adoption.adopters_sex == "MF"
    assert it.placed_for_adoption[0].ceased_on is None
    assert it.social_workers[0].registration == "SW123456"
    assert it.health_years[0].sdq_score == 12
    assert it.leaver_contacts[0].year == "2025-26"
    assert it.reviews[0].sources == (Source("Reviews.csv", 2),)
    assert len(it.missing) == len(it.deprivations_of_liberty) == 1
