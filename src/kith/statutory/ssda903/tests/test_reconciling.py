"""Reconciliation: what is counted, in which group, beside last year and England, and the arithmetic of the year."""

import pytest

from kith.statutory.postcodes import Absent, postcodes
from kith.statutory.returns.reconciling import published, reconciled
from kith.statutory.ssda903.reconciling import ENGLAND, counted
from kith.statutory.ssda903.reconciling_children import WHY, arithmetic
from kith.statutory.ssda903.reconciling_groups import BREAKDOWNS, CEASED, GROUPS, LOOKED_AFTER, PARTS, STARTED
from kith.statutory.ssda903.synthetic import AUTHORITY, made_up
from kith.statutory.ssda903.tests.making import reading

EPISODES = """
Episodes
CHILD  DECOM       RNE  LS  CIN  PLACE  DEC         REC  HOME_POST  PL_POST
"""


def told(rows: str, *others: str, year="2026-27", **how):
    text = "\n\n".join([EPISODES.rstrip() + "\n" + rows.strip("\n"), *others])
    asked = {"authority": AUTHORITY, "places": Absent("No postcodes here.")} | how
    return counted(reading(text).tables, year, **asked)


def lines(this, part, key, last=None):
    """Group -> the line, of the groups with anybody in them this year or last."""
    found = [
        s
        for s in reconciled(this, last, published(ENGLAND), GROUPS)
        if (s.part, s.breakdown.key) == (part, key)
    ]
    return {line.group: line for section in found for line in section.lines if line.this or line.last}


def numbers(this, part, key):
    return {group: line.this for group, line in lines(this, part, key).items()}


def test_looked_after_at_31_march_is_whoever_has_an_episode_open_after_it():
    this = told("""
        A  01/06/2026  S  C2  N1  U6  .           .   B1 1BB  B1 1BB
        B  01/06/2026  S  C2  N1  U6  31/03/2027  E8  B1 1BB  B1 1BB
        C  01/06/2026  S  C2  N1  U6  01/04/2027  E8  B1 1BB  B1 1BB
        D  01/06/2026  S  V4  N2  U6  .           .   B1 1BB  B1 1BB
    """)
    assert this.children(LOOKED_AFTER) == {"A", "C"}


def test_a_child_counts_once_by_the_first_start_and_the_last_end():
    this = told("""
        A  01/06/2026  S  V2  N1  U6  01/07/2026  E4A  B1 1BB  B1 1BB
        A  01/09/2026  S  C1  N4  U6  01/10/2026  X1   B1 1BB  B1 1BB
        A  01/10/2026  P  C1  N4  K2  01/12/2026  E3   B1 1BB  B1 1BB
    """)
    assert numbers(this, STARTED, "legal") == {"V2": 1}
    assert numbers(this, CEASED, "reason") == {"other authority": 1}


def test_short_breaks_neither_start_nor_cease():
    this = told("A  01/06/2026  S  V3  N2  U6  01/07/2026  E8  B1 1BB  B1 1BB")
    assert [this.children(part) for part in PARTS] == [frozenset()] * 3


def test_groups_are_those_of_the_publication():
    header = "Header\nCHILD  SEX  DOB         ETHNIC\nA      F    01/04/2011  MWBC\nB      1    31/03/2011  ."
    this = told(
        """
        A  01/06/2026  S  C2  N1  U1  .  .  B1 1BB  B1 1BB
        B  01/06/2026  S  J2  N1  T4  .  .  B1 1BB  B1 1BB
        """,
        header,
    )
    assert numbers(this, LOOKED_AFTER, "age") == {"10 to 15": 1, "16 and over": 1}
    assert numbers(this, LOOKED_AFTER, "sex") == {"F": 1, "M": 1}
    assert numbers(this, LOOKED_AFTER, "ethnicity") == {"mixed": 1, "not known": 1}
    assert numbers(this, LOOKED_AFTER, "legal") == {"full care order": 1, "youth justice": 1}
    assert numbers(this, LOOKED_AFTER, "placement") == {"fostered": 1, "other": 1}


def test_who_came_alone_counts_at_31_march_until_that_status_ends():
    uasc = "UASC\nCHILD  SEX  DOB         DUC\nA      M    01/05/2009  01/05/2027\nB      M    01/05/2009  01/12/2026"
    rows = "\n".join(f"{who}  01/06/2026  S  V2  N8  K3  .  .  .  B1 1BB" for who in "ABC")
    this = told(rows, uasc)
    assert numbers(this, LOOKED_AFTER, "alone") == {"yes": 1, "no": 2}
    assert numbers(this, STARTED, "alone") == {"yes": 2, "no": 1}


def test_without_postcodes_distance_and_locality_are_blank_and_say_why():
    this = told("A  01/06/2026  S  C2  N1  U6  .  .  B1 1BB  B1 1BB")
    blank = {s.breakdown.key: s.blank for s in reconciled(this, None, published(ENGLAND), GROUPS) if s.blank}
    assert blank == {"distance": "No postcodes here.", "locality": "No postcodes here."}
    assert all(
        line.this is None
        for s in reconciled(this, None, published(ENGLAND), GROUPS)
        if s.blank
        for line in s.lines
    )


def test_distance_and_locality_by_postcode():
    rows = """
        A  01/06/2026  S  C2  N1  U6  .  .  B1 1BB  B1 1BB
        B  01/06/2026  S  C2  N1  U6  .  .  B1 1BB  NE1 4LP
        C  01/06/2026  S  C2  N1  U6  .  .  .       B1 1BB
    """
    this = told(rows, places=postcodes())
    assert numbers(this, LOOKED_AFTER, "distance") == {"near": 1, "far": 1, "not known": 1}
    assert numbers(this, LOOKED_AFTER, "locality") == {"inside": 2, "outside": 1}


def test_an_authority_without_postcodes_has_no_inside_and_outside():
    rows = "A  01/06/2026  S  C2  N1  U6  .  .  B1 1BB  B1 1BB"
    assert "locality" in told(rows, places=postcodes(), authority=None).blank
    assert (
        "no postcode lies in E06000999"
        in told(rows, places=postcodes(), authority="E06000999").blank["locality"]
    )
    assert (
        "locality" not in told(rows, places=postcodes(), authority="E10000016").blank
    )  # a county of districts


def test_a_child_without_a_number_is_said_and_not_counted():
    this = told(".  01/06/2026  S  C2  N1  U6  .  .  B1 1BB  B1 1BB")
    assert (this.unnumbered, this.children(LOOKED_AFTER)) == (1, frozenset())


@pytest.mark.parametrize(
    ("now", "before", "look"), [(21, 10, True), (20, 10, False), (111, 122, False), (109, 122, True)]
)
def test_a_line_is_looked_at_beyond_ten_children_and_ten_per_cent(now, before, look):
    def of(number, year):
        rows = (f"C{n}  01/06/2020  S  C2  N1  U6  .  .  B1 1BB  B1 1BB" for n in range(number))
        return told("\n".join(rows), year=year)

    assert lines(of(now, "2026-27"), LOOKED_AFTER, "all", of(before, "2025-26"))["all"].look is look


def test_england_stands_beside_shares_with_its_source():
    this = told("A  01/06/2026  S  C2  N1  U6  .  .  B1 1BB  B1 1BB")
    line = lines(this, LOOKED_AFTER, "legal")["full care order"]
    assert (line.share, line.england.number) == (1, 48_090)
    assert line.england_share == pytest.approx(0.588, abs=0.001)
    assert "2025 release" in published(ENGLAND).source["Publication"]


def test_every_figure_of_england_belongs_to_a_line():
    there = {(part, by.key, group) for part in PARTS for by in BREAKDOWNS[part] for group in by.words}
    assert published(ENGLAND).figures.keys() <= there


def test_englands_groups_add_up_to_the_whole_but_for_rounding():
    for part in PARTS:
        whole = published(ENGLAND).figure(part, "all", "all").number
        for by in BREAKDOWNS[part]:
            some = sum(
                f.number
                for (p, key, _), f in published(ENGLAND).figures.items()
                if (p, key) == (part, by.key)
            )
            assert abs(some - whole) <= 10 * len(by.words)


def test_the_years_of_a_valid_return_add_up():
    this, last = made_up(300)
    places = postcodes()
    now = counted(this, "2026-27", authority=AUTHORITY, places=places)
    found = arithmetic(now, counted(last, "2025-26", authority=AUTHORITY, places=places))
    assert (found.off_by, found.explained) == (0, ())
    assert found.this == len(now.children(LOOKED_AFTER)) > 200


def test_children_who_came_or_went_twice_explain_the_difference():
    open_last_year = "B  01/06/2025  S  C2  N1  U6  .  .  B1 1BB  B1 1BB"
    this = told("""
        A  01/06/2026  S  V2  N1  U6  01/07/2026  E4A  B1 1BB  B1 1BB
        A  01/09/2026  S  C1  N4  U6  .           .    B1 1BB  B1 1BB
        C  01/06/2020  S  C2  N4  U6  .           .    B1 1BB  B1 1BB
    """)
    found = arithmetic(this, told(open_last_year, year="2025-26"))
    assert (found.last, found.started, found.ceased, found.expected, found.this) == (1, 1, 1, 1, 2)
    assert {each.children: each.by for each in found.explained} == {("A",): 1, ("B",): -1, ("C",): 1}
    assert sum(each.by * len(each.children) for each in found.explained) == found.off_by


def test_every_way_a_child_can_be_out_has_words():
    ways = {(a, s, c, n) for a in (0, 1) for s in (0, 1) for c in (0, 1) for n in (0, 1)}
    assert {way for way in ways if way[3] != way[0] + way[1] - way[2]} == set(WHY)
