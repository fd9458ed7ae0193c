"""Rules about the strengths and difficulties questionnaire: its score, or why there is none."""

import polars as pl

from kith.lib.columns import aged, any_given, birthday, given, unreadable
from kith.lib.rule import Rules
from kith.statutory.ssda903.derived import CONTINUOUSLY
from kith.statutory.ssda903.specification import OC2

rule = Rules()

ALL_YEAR = pl.col(CONTINUOUSLY)
HIGHEST = 40


@rule("157", fields="SDQ_REASON DOB")
def too_young_or_old_for_a_score_but_is_not(r):
    """There is no strengths and difficulties score because of the child's age, but the child was of the age for one, and
    looked after, all year."""
    of_age = aged("DOB", 4, r.start) & ~aged("DOB", 17, r.end)
    return r.oc2.filter(ALL_YEAR & (pl.col.SDQ_REASON == "SDQ1") & ~given("SDQ_SCORE") & of_age)


too_young_or_old_for_a_score_but_is_not.example(
    ok="""
        OC2
        CHILD  DOB         SDQ_SCORE  SDQ_REASON  CONTINUOUSLY_LOOKED_AFTER
        a      01/05/2015  .          SDQ2        yes
        b      02/04/2022  .          SDQ1        yes
        c      31/03/2010  .          SDQ1        yes
        d      01/05/2015  .          SDQ1        no
    """,
    fails="""
        OC2
        CHILD  DOB         SDQ_SCORE  SDQ_REASON  CONTINUOUSLY_LOOKED_AFTER
        a      01/04/2022  .          SDQ1        yes                        <
        b      01/04/2010  .          SDQ1        yes                        <
    """,
)


@rule("180", fields="SDQ_SCORE")
def score_is_out_of_range(r):
    """The strengths and difficulties score is not a whole number from 0 to 40."""
    return r.oc2.filter(unreadable("SDQ_SCORE") | ~pl.col.SDQ_SCORE.is_between(0, HIGHEST))


score_is_out_of_range.example(
    ok="""
        OC2
        CHILD  SDQ_SCORE
        a      0
        b      40
        c      .
    """,
    fails="""
        OC2
        CHILD  SDQ_SCORE
        a      41         <
        b      -1         <
        c      12.5       <
        d      high       <
    """,
)


@rule("185", fields="SDQ_SCORE")
def score_without_a_year_in_care(r):
    """There is a strengths and difficulties score, which is asked only of children looked after all year."""
    return r.oc2.filter(given("SDQ_SCORE") & ~ALL_YEAR)


score_without_a_year_in_care.example(
    ok="""
        OC2
        CHILD  SDQ_SCORE  CONTINUOUSLY_LOOKED_AFTER
        a      12         yes
        b      .          no
    """,
    fails="""
        OC2
        CHILD  SDQ_SCORE  CONTINUOUSLY_LOOKED_AFTER
        a      12         no                         <
    """,
)


@rule("186", fields="SDQ_SCORE", year_end=True)
def score_is_missing(r):
    """There is neither a strengths and difficulties score nor a reason for none, for a child of the age for one who was
    looked after all year."""
    of_age = aged("DOB", 4, r.start) & ~aged("DOB", 17, r.end)
    return r.oc2.filter(ALL_YEAR & of_age & ~any_given("SDQ_SCORE", "SDQ_REASON"))


score_is_missing.example(
    ok="""
        OC2
        CHILD  DOB         SDQ_SCORE  SDQ_REASON  CONTINUOUSLY_LOOKED_AFTER
        a      01/05/2015  12         .           yes
        b      01/05/2015  .          SDQ2        yes
        c      02/04/2022  .          .           yes
        d      31/03/2010  .          .           yes
        e      01/05/2015  .          .           no
    """,
    fails="""
        OC2
        CHILD  DOB         SDQ_SCORE  SDQ_REASON  CONTINUOUSLY_LOOKED_AFTER
        a      01/04/2022  .          .           yes                        <
        b      01/04/2010  .          .           yes                        <
    """,
)


@rule("188", fields="SDQ_SCORE SDQ_REASON")
def score_under_four(r):
    """There is a strengths and difficulties score, or a reason for none, for a child who was under four when the year
    ended."""
    return r.oc2.filter(any_given("SDQ_SCORE", "SDQ_REASON") & ~aged("DOB", 4, r.end))


score_under_four.example(
    ok="""
        OC2
        CHILD  DOB         SDQ_SCORE  SDQ_REASON
        a      31/03/2023  12         .
        b      01/04/2023  .          .
    """,
    fails="""
        OC2
        CHILD  DOB         SDQ_SCORE  SDQ_REASON
        a      01/04/2023  12         .           <
        b      01/04/2023  .          SDQ1        <
    """,
)


@rule("189", fields="DOB SDQ_SCORE SDQ_REASON")
def score_over_seventeen(r):
    """There is a strengths and difficulties score, or a reason for none, for a young person who turned 17 before the year
    began."""
    return r.oc2.filter(any_given("SDQ_SCORE", "SDQ_REASON") & (birthday("DOB", 17) < r.start))


score_over_seventeen.example(
    ok="""
        OC2
        CHILD  DOB         SDQ_SCORE  SDQ_REASON
        a      01/04/2009  12         .
        b      31/03/2009  .          .
    """,
    fails="""
        OC2
        CHILD  DOB         SDQ_SCORE  SDQ_REASON
        a      31/03/2009  12         .           <
        b      31/03/2009  .          SDQ1        <
    """,
)


@rule("196", fields="SDQ_REASON")
def reason_for_no_score_is_not_a_code(r):
    """The reason for no strengths and difficulties score is not one of the published codes."""
    return r.oc2.filter(r.outside(OC2["SDQ_REASON"]))


reason_for_no_score_is_not_a_code.example(
    ok="""
        OC2
        CHILD  SDQ_REASON
        a      SDQ1
        b      .
    """,
    fails="""
        OC2
        CHILD  SDQ_REASON
        a      SDQ6        <
    """,
)


@rule("197a", fields="SDQ_SCORE SDQ_REASON")
def score_and_reason_for_none(r):
    """There is a strengths and difficulties score, and also a reason for having none."""
    return r.oc2.filter(given("SDQ_SCORE", "SDQ_REASON"))


score_and_reason_for_none.example(
    ok="""
        OC2
        CHILD  SDQ_SCORE  SDQ_REASON
        a      12         .
        b      .          SDQ2
        c      .          .
    """,
    fails="""
        OC2
        CHILD  SDQ_SCORE  SDQ_REASON
        a      0          SDQ2        <
    """,
)


@rule("197B", fields="SDQ_REASON DOB", year_end=True)
def score_is_missing_in_the_year_of_four_or_seventeen(r):
    """There is neither a strengths and difficulties score nor a reason for none, for a child who turned 4 or 17 in the
    year and was looked after all year."""
    turned = [birthday("DOB", years).is_between(r.start, r.end) for years in (4, 17)]
    return r.oc2.filter(ALL_YEAR & pl.any_horizontal(turned) & ~any_given("SDQ_SCORE", "SDQ_REASON"))


score_is_missing_in_the_year_of_four_or_seventeen.example(
    ok="""
        OC2
        CHILD  DOB         SDQ_SCORE  SDQ_REASON  CONTINUOUSLY_LOOKED_AFTER
        a      31/03/2023  12         .           yes
        b      01/04/2009  .          SDQ1        yes
        c      01/04/2023  .          .           yes
        d      31/03/2009  .          .           yes
        e      31/03/2023  .          .           no
    """,
    fails="""
        OC2
        CHILD  DOB         SDQ_SCORE  SDQ_REASON  CONTINUOUSLY_LOOKED_AFTER
        a      31/03/2023  .          .           yes                        <
        b      01/04/2009  .          .           yes                        <
    """,
)


@rule("198", fields="SDQ_REASON")
def reason_for_no_score_without_a_year_in_care(r):
    """There is a reason for no strengths and difficulties score, which is asked only of children looked after all year."""
    return r.oc2.filter(given("SDQ_REASON") & ~ALL_YEAR)


reason_for_no_score_without_a_year_in_care.example(
    ok="""
        OC2
        CHILD  SDQ_REASON  CONTINUOUSLY_LOOKED_AFTER
        a      SDQ2        yes
        b      .           no
    """,
    fails="""
        OC2
        CHILD  SDQ_REASON  CONTINUOUSLY_LOOKED_AFTER
        a      SDQ2        no                         <
    """,
)
